"""`dbt build` of a dbt project, from nothing, whole process against whole process.

Made for dbt-labs/jaffle_shop_duckdb, whose profile names a DuckDB file in the project's folder.
"""

import os
from pathlib import Path

from measure import Skipped


def run(bench):
    given = os.environ.get("JAFFLE_SHOP")
    if not given:
        raise Skipped("give the folder of dbt-labs/jaffle_shop_duckdb in JAFFLE_SHOP")
    source = Path(given)
    if not (source / "dbt_project.yml").exists():
        raise Skipped(f"{source} has no dbt_project.yml")
    ours, theirs = bench.work / "ours", bench.work / "peer"
    bench.compare(
        "jaffle build",
        bench.millrace("dbt", "build", "--project-dir", ours),
        bench.group("dbt", ["dbt", "build", "--project-dir", str(theirs),
                            "--profiles-dir", str(theirs)]),
        before_ours=lambda: bench.fresh(source, "ours"),
        before_peer=lambda: bench.fresh(source, "peer"),
    )
