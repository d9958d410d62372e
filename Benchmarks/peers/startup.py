"""Imports DuckDB and says its version."""

import duckdb

print(duckdb.__version__)
