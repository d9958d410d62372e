"""Writes a Parquet file of events: keys, times, measures, short and long text, a flag."""

import sys

import duckdb

target, rows = sys.argv[1], int(sys.argv[2])
duckdb.sql(f"""
    copy (
      select i as id, i % 1000 as customer, timestamp '2024-01-01' + interval 1 second * i as at,
        date '2024-01-01' + (i % 365)::int as day, (i * 7919 % 100003) / 100.0 as amount,
        (i % 97)::decimal(12, 2) as price, i % 3 = 0 as paid, 'country ' || i % 50 as country,
        md5(i::varchar) as session, (i * 31 % 1000)::int as quantity
      from range({rows}) t(i)
    ) to '{target}' (format parquet)""")
