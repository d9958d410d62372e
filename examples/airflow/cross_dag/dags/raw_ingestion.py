"""Hourly: what three shops sold, one mapped task a shop. One shop may fail without the others."""
import datetime
import json
import pathlib
import random

from airflow.sdk import Asset, dag, task

RAW = Asset(name="raw_sales", uri="file://data/raw/sales.json")
FOLDER = pathlib.Path(__file__).parent.parent / "data"


@dag(
    schedule="@hourly", start_date=datetime.datetime(2026, 1, 1), catchup=False,
    default_args={"owner": "ingestion", "retries": 2, "retry_delay": datetime.timedelta(seconds=1)},
    tags=["raw"])
def raw_ingestion():
    @task
    def shops():
        return ["berlin", "lyon", "porto"]

    @task
    def fetch(shop, run_id=None):
        lots = random.Random(f"{run_id}/{shop}")
        return [
            {"shop": shop, "item": f"item-{lots.randint(1, 5)}", "cents": lots.randint(100, 9900)}
            for _ in range(20)]

    @task(outlets=[RAW], trigger_rule="all_done_min_one_success")
    def land(sales):
        rows = [row for shop in sales for row in shop]
        path = FOLDER / "raw" / "sales.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(rows))
        return len(rows)

    land(fetch.expand(shop=shops()))


raw_ingestion()
