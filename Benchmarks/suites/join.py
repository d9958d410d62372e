"""A sales report: a large table joined with two smaller ones and grouped."""

TABLES = ["sales", "customers", "products"]

QUERY = """
  select c.segment, p.category, count(*) as sales, sum(s.quantity) as units,
    sum(s.quantity * p.price) as revenue
  from {sales} s
  join {customers} c on c.customer_id = s.customer_id
  join {products} p on p.product_id = s.product_id
  where s.sold_on >= date '2023-03-01'
  group by all order by revenue desc"""


def run(bench):
    bench.prepare("join.py", bench.work, bench.scale)
    project = bench.project(bench.work / "project")
    ours = QUERY.format(**{name: f"delta.`{bench.work / name}`" for name in TABLES})
    theirs = QUERY.format(
        **{name: f"read_parquet('{bench.work / name}/*.parquet')" for name in TABLES})
    bench.compare(
        "join 20M x 2M x 100k",
        bench.millrace("sql", "--project", project, ours),
        bench.peer("query.py", theirs),
    )
