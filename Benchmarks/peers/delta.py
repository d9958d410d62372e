"""What deltalake takes for the work of the suite delta: delta.py WORK TABLE ARGUMENT."""

import os
import statistics
import sys
import tempfile
import time

import deltalake
import pyarrow
import pyarrow.parquet

work, table, *rest = sys.argv[1:]


def commits():
    """Commits to a new table within the folder: what is there stays, since file systems are slow
    where much was deleted a moment ago."""
    rows = pyarrow.table({"id": [1], "name": ["one"]})
    os.makedirs(table, exist_ok=True)
    name = tempfile.mkdtemp(dir=table)
    for _ in range(int(rest[0])):
        deltalake.write_deltalake(name, rows, mode="append")


def delete():
    step = max(1, int(rest[0]) // 1000)
    deltalake.DeltaTable(table).delete(f"id % {step} = 7")


def merge():
    source = pyarrow.parquet.read_table(rest[0])
    target = deltalake.DeltaTable(table)
    (target.merge(source, "t.id = s.id", source_alias="s", target_alias="t")
     .when_matched_update({"amount": "s.amount", "name": "s.name"})
     .when_not_matched_insert_all().execute())


def opening():
    deltalake.DeltaTable(table).file_uris()


def opened():
    """The seconds that opening takes, without those of starting Python."""
    start = time.perf_counter()
    deltalake.DeltaTable(table).file_uris()
    print(time.perf_counter() - start)


def refresh():
    """The seconds from the version before the newest to the newest, the median of three."""
    newest = deltalake.DeltaTable(table).version()
    times = []
    for _ in range(3):
        opened = deltalake.DeltaTable(table, version=newest - 1)
        start = time.perf_counter()
        opened.update_incremental()
        times.append(time.perf_counter() - start)
    print(statistics.median(times))


{"commits": commits, "delete": delete, "merge": merge, "open": opening,
 "opened": opened, "refresh": refresh}[work]()
