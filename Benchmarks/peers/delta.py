"""What deltalake takes for the work of the suite delta: delta.py WORK TABLE ARGUMENT."""

import sys

import deltalake
import pyarrow
import pyarrow.parquet

work, table, *rest = sys.argv[1:]


def commits():
    rows = pyarrow.table({"id": [1], "name": ["one"]})
    for _ in range(int(rest[0])):
        deltalake.write_deltalake(table, rows, mode="append")


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


{"commits": commits, "delete": delete, "merge": merge, "open": opening}[work]()
