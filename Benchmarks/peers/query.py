"""Runs a query on DuckDB and prints the rows."""

import sys

import duckdb

print(duckdb.sql(sys.argv[1]))
