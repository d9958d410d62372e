"""Appends a Parquet file's rows to a Delta table several times."""

import sys

import deltalake
import pyarrow.parquet

source, target, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
rows = pyarrow.parquet.read_table(source)
for _ in range(count):
    deltalake.write_deltalake(target, rows, mode="append")
