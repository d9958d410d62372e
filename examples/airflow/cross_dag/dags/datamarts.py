"""Whenever staged sales have changed: sales by shop, and a check that says how many rows came."""
import json
import pathlib

from airflow.sdk import Asset, dag, task

STAGED = Asset(name="staged_sales", uri="file://data/staging/sales.json")
FOLDER = pathlib.Path(__file__).parent.parent / "data"


@dag(schedule=[STAGED], catchup=False, default_args={"owner": "analytics"}, tags=["mart"])
def datamarts():
    @task
    def by_shop():
        totals = {}
        for row in json.loads((FOLDER / "staging" / "sales.json").read_text()):
            totals[row["shop"]] = totals.get(row["shop"], 0) + row["cents"]
        (FOLDER / "by_shop.json").write_text(json.dumps(totals, sort_keys=True))
        return totals

    @task
    def report(totals, *, triggering_asset_events):
        for asset, events in triggering_asset_events.items():
            print(asset.name, "brought", [event.extra for event in events])
        for shop, cents in sorted(totals.items()):
            print(f"{shop}: {cents / 100:.2f}")

    report(by_shop())


datamarts()
