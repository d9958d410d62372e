"""Makes the tables that the suite delta works on: delta.py KIND TARGET COUNT."""

import json
import sys
from pathlib import Path

import deltalake
import duckdb

kind, target, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])

ROWS = """
    select i as id, date '2024-01-01' + (i // 100000)::int as day, 'name ' || i as name,
      (i * 7919 % 1000003)::double / 100 as amount
    from range({}, {}, {}) r(i)"""


def table():
    """Rows in order, in files of a million."""
    for start in range(0, count, 1_000_000):
        rows = duckdb.sql(ROWS.format(start, min(count, start + 1_000_000), 1)).arrow()
        deltalake.write_deltalake(target, rows, mode="append")


def changes():
    """Ten thousand rows, half of them with keys that the table has."""
    step = max(1, count // 5_000)
    duckdb.sql(
        ROWS.format(0, count, step) + " union all " + ROWS.format(count, count + 5_000, 1)
    ).write_parquet(str(target))


SCHEMA = {
    "type": "struct",
    "fields": [
        {"name": "id", "type": "long", "nullable": True, "metadata": {}},
        {"name": "name", "type": "string", "nullable": True, "metadata": {}},
    ],
}


def add(number):
    statistics = {
        "numRecords": 10, "minValues": {"id": number * 10}, "maxValues": {"id": number * 10 + 9},
        "nullCount": {"id": 0},
    }
    return {"add": {
        "path": f"part-{number:08}-5b3c1d62-6a4f-4e0a-9b1c-0d8b3e6f7a21.parquet",
        "partitionValues": {}, "size": 1000, "modificationTime": 1700000000000,
        "dataChange": True, "stats": json.dumps(statistics)}}


def commit(version, actions):
    path = target / "_delta_log" / f"{version:020}.json"
    path.write_text("".join(json.dumps(action) + "\n" for action in actions))


def begin():
    (target / "_delta_log").mkdir(parents=True)
    return [
        {"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}},
        {"metaData": {
            "id": "5b3c1d62-6a4f-4e0a-9b1c-0d8b3e6f7a21",
            "format": {"provider": "parquet", "options": {}}, "schemaString": json.dumps(SCHEMA),
            "partitionColumns": [], "configuration": {}, "createdTime": 1700000000000}},
    ]


def log():
    """A commit for each file, without a checkpoint."""
    commit(0, begin())
    for version in range(1, count):
        commit(version, [add(version)])


def checkpoint():
    """All files in one commit, and a checkpoint."""
    commit(0, begin() + [add(number) for number in range(count)])
    deltalake.DeltaTable(str(target)).create_checkpoint()


{"table": table, "changes": changes, "log": log, "checkpoint": checkpoint}[kind]()
