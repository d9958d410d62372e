"""Whenever raw sales have arrived: cleaned ones. Owned by another team than the ingestion."""
import json
import pathlib

from airflow.sdk import Asset, dag, task

RAW = Asset(name="raw_sales", uri="file://data/raw/sales.json")
STAGED = Asset(name="staged_sales", uri="file://data/staging/sales.json")
FOLDER = pathlib.Path(__file__).parent.parent / "data"


@dag(schedule=[RAW], catchup=False, default_args={"owner": "warehouse"}, tags=["staging"])
def staging():
    @task
    def clean():
        rows = json.loads((FOLDER / "raw" / "sales.json").read_text())
        return [dict(row, euros=row["cents"] / 100) for row in rows if row["cents"] > 0]

    @task(outlets=[STAGED])
    def write(rows, *, outlet_events):
        path = FOLDER / "staging" / "sales.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(rows))
        outlet_events[STAGED].extra = {"rows": len(rows)}

    write(clean())


staging()
