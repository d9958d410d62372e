"""At two in the morning: what a shop sold the day before, from its database, its payments in S3
and the carrier's REST API, becomes tables of the lake.

Every step replaces what an earlier run of the same day has left, so that a day can be run again.
"""
import contextlib
import datetime
import json
import os
import pathlib
import subprocess

import boto3
import botocore.config
import psycopg
import psycopg.sql
import requests
from airflow.sdk import Asset, Connection, Param, dag, task
from airflow.sdk.definitions.callback import SyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference
from airflow.sdk.exceptions import AirflowFailException
from airflow.timetables.interval import CronDataIntervalTimetable

ROOT = pathlib.Path(__file__).parent.parent
BUCKET = "payments"
SALES = Asset(name="warehouse_sales", uri="file://lake/warehouse/sales_daily")
# Both are shorter where somebody wants to see in a minute what they do.
RETRY_DELAY = datetime.timedelta(seconds=float(os.environ.get("DAILY_ETL_RETRY_SECONDS", 30)))
DEADLINE = datetime.timedelta(seconds=float(os.environ.get("DAILY_ETL_DEADLINE_SECONDS", 7200)))
TABLES = {
    "customers": "SELECT customer_id, name, email, country, updated_at FROM customers",
    "products": "SELECT product_id, title, category, updated_at FROM products",
    "orders": "SELECT order_id, customer_id, product_id, quantity, unit_price, status, placed_at,"
              " changed_at FROM orders WHERE placed_at >= {start} AND placed_at < {end}",
}


def day_of(params, dag_run):
    """The day a run is about; whatever it is, it is a date and nothing else."""
    day = params["day"] or f"{dag_run.logical_date or dag_run.run_after:%Y-%m-%d}"
    return datetime.date.fromisoformat(day)


def staging(day):
    folder = ROOT / "data" / "staging" / day.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def written(path):
    """All of the file or nothing, also when the task is killed while it writes."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with part.open("wb") as file:
        yield file
    part.replace(path)


def millrace_sql(name, day, *options):
    """Runs a file of `sql/` on the lake, and gives back what it prints."""
    text = f"set variable day = date '{day}';\n" + (ROOT / "sql" / f"{name}.sql").read_text()
    done = subprocess.run(
        ["millrace", "sql", "--project", str(ROOT), "--quiet", *options],
        input=text, text=True, cwd=ROOT, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"sql/{name}.sql: {done.stderr.strip()}")
    return done.stdout


def is_late(context, **_):
    print("not done in time:", context["dag_run"]["dag_run_id"])


@dag(
    # The run at two is about the day whose date it bears: all of it is over by then.
    schedule=CronDataIntervalTimetable("0 2 * * *", timezone="UTC"),
    start_date=datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc), catchup=False,
    max_active_runs=1,
    params={"day": Param(None, type=["null", "string"], format="date")},
    deadline=DeadlineAlert(
        DeadlineReference.DAGRUN_QUEUED_AT, DEADLINE, SyncCallback(is_late), name="two hours"),
    default_args={
        "owner": "warehouse", "retries": 3, "retry_delay": RETRY_DELAY,
        "retry_exponential_backoff": True, "max_retry_delay": datetime.timedelta(minutes=10),
        "execution_timeout": datetime.timedelta(minutes=30)},
    tags=["etl"])
def daily_etl():
    @task(map_index_template="{{ table }}")
    def extract(table, params=None, dag_run=None):
        """A table of PostgreSQL as CSV: customers and products whole, orders of the day."""
        day = day_of(params, dag_run)
        begin = datetime.datetime.combine(day, datetime.time(), datetime.timezone.utc)
        query = psycopg.sql.SQL(TABLES[table]).format(
            start=psycopg.sql.Literal(begin),
            end=psycopg.sql.Literal(begin + datetime.timedelta(days=1)))
        copy = psycopg.sql.SQL("COPY ({}) TO STDOUT WITH (FORMAT csv, HEADER)").format(query)
        shop = Connection.get("shop")
        with psycopg.connect(
            host=shop.host, port=shop.port, user=shop.login, password=shop.password,
            dbname=shop.schema, connect_timeout=10, options="-c timezone=UTC",
        ) as database, database.cursor().copy(copy) as rows:
            with written(staging(day) / f"{table}.csv") as file:
                for block in rows:
                    file.write(block)

    @task
    def payments(params=None, dag_run=None):
        """The payments that arrived on the day: every file of its folder, as they are."""
        day = day_of(params, dag_run)
        landing = Connection.get("landing")
        extra = landing.extra_dejson
        s3 = boto3.client(
            "s3", aws_access_key_id=landing.login, aws_secret_access_key=landing.password,
            endpoint_url=extra.get("endpoint_url"), region_name=extra.get("region_name"),
            config=botocore.config.Config(
                connect_timeout=5, read_timeout=60, retries={"total_max_attempts": 2},
                s3={"addressing_style": "path"} if extra.get("endpoint_url") else None))
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=f"{day}/")
        keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
        with written(staging(day) / "payments.jsonl") as file:
            for key in sorted(keys):
                file.write(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().strip() + b"\n")
        return len(keys)

    @task
    def shipments(params=None, dag_run=None):
        """What the carrier has taken on the day, page after page."""
        day = day_of(params, dag_run)
        carrier = Connection.get("carrier")
        address = f"{carrier.conn_type}://{carrier.host}:{carrier.port}/v1/shipments"
        page, found = 1, []
        while page:
            answer = requests.get(
                address, params={"day": day.isoformat(), "page": page}, timeout=120,
                headers={"Authorization": f"Bearer {carrier.password}"})
            if answer.status_code in (400, 401, 403, 404):
                # Asking again will not help.
                raise AirflowFailException(f"the carrier answers {answer.status_code}")
            answer.raise_for_status()
            body = answer.json()
            found += body["shipments"]
            page = body["next"]
        with written(staging(day) / "shipments.jsonl") as file:
            file.writelines(json.dumps(shipment).encode() + b"\n" for shipment in found)
        return len(found)

    @task(map_index_template="{{ table }}")
    def clean(table, params=None, dag_run=None):
        millrace_sql(f"clean_{table}", day_of(params, dag_run))

    @task
    def join(params=None, dag_run=None):
        millrace_sql("warehouse_orders", day_of(params, dag_run))

    @task(outlets=[SALES])
    def aggregate(params=None, dag_run=None):
        millrace_sql("warehouse_sales", day_of(params, dag_run))

    @task
    def check(params=None, dag_run=None):
        """What was read and kept of each source; fails if orders were lost or doubled."""
        counts = json.loads(
            millrace_sql("check", day_of(params, dag_run), "--output", "json"))
        for line in counts:
            print("{source}: {read} read, {kept} kept".format(**line))
        kept = {line["source"]: line["kept"] for line in counts}
        if kept["orders"] != kept["warehouse.orders"]:
            raise AirflowFailException(
                f"{kept['orders']} orders became {kept['warehouse.orders']}")
        return kept

    extracted = extract.expand(table=list(TABLES))
    cleaned = clean.expand(table=[*TABLES, "payments", "shipments"])
    [extracted, payments(), shipments()] >> cleaned >> join() >> aggregate() >> check()


daily_etl()
