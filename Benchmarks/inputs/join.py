"""Writes sales, customers and products as Delta tables of one Parquet file each."""

import sys
from pathlib import Path

import deltalake
import duckdb

TABLES = {"sales": 20_000_000, "customers": 2_000_000, "products": 100_000}


def select(name, scale):
    """The rows of a table; keys are spread by a hash, and signed as Delta has them."""
    sales, customers, products = (max(1, int(size * scale)) for size in TABLES.values())
    columns = {
        "sales": f"""i as sale_id, (hash(i) % {customers})::bigint as customer_id,
          (hash(i + 1) % {products})::bigint as product_id, (1 + hash(i + 2) % 9)::int as quantity,
          date '2023-01-01' + (i * 730 // {sales})::int as sold_on""",
        "customers": """i as customer_id, 'Customer ' || i as name,
          ['consumer', 'corporate', 'public', 'small'][1 + i % 4] as segment""",
        "products": """i as product_id, 'Product ' || i as name,
          'category ' || i % 40 as category, (i % 5000) / 100.0 as price""",
    }
    return f"select {columns[name]}"


folder, scale = Path(sys.argv[1]), float(sys.argv[2])
for name, size in TABLES.items():
    (folder / name).mkdir()
    duckdb.sql(f"""
        copy ({select(name, scale)} from range({max(1, int(size * scale))}) t(i))
        to '{folder / name}/part-0.parquet' (format parquet, row_group_size 500_000)""")
    # The Delta table is the very Parquet file with a log beside it.
    deltalake.convert_to_deltalake(str(folder / name))
