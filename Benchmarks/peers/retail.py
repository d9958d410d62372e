"""Loads a folder of retail CSV files into Delta tables: bronze, silver, gold."""

import sys

import deltalake
import duckdb

landing, lake = sys.argv[1], sys.argv[2]


def write(name, statement):
    """Runs a statement and keeps its rows as a Delta table, and for the statements after it."""
    rows = duckdb.sql(statement).to_arrow_table()
    deltalake.write_deltalake(f"{lake}/{name}", rows, mode="overwrite")
    duckdb.register(name.replace("/", "_"), rows)


write("bronze/invoice_lines", f"""
    select *, filename as _source_file
    from read_csv('{landing}/**/*.csv', header = true, filename = true,
      types = {{'InvoiceNo': 'varchar', 'StockCode': 'varchar', 'CustomerID': 'varchar'}})""")
write("silver/lines", """
    select distinct InvoiceNo as invoice, StockCode as stock_code, trim(Description) as description,
      Quantity as quantity, InvoiceDate as invoiced_at, UnitPrice as unit_price,
      CustomerID as customer_id, Country as country
    from bronze_invoice_lines""")
write("silver/sales", """
    select *, quantity * unit_price as revenue from silver_lines
    where invoice not like 'C%'""")
write("silver/cancellations", "select * from silver_lines where invoice like 'C%'")
for name, key in [
    ("day", "invoiced_at::date"), ("country", "country"), ("customer", "customer_id")]:
    write(f"gold/revenue_per_{name}", f"""
        select {key} as {name}, count(distinct invoice) as invoices, sum(quantity) as units,
          sum(revenue) as revenue
        from silver_sales group by 1 order by 1""")
