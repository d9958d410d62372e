"""The example online-retail: 305 CSV files to bronze, silver and gold.

The data is the archive named in RETAIL_DATA, or the one of the folder `shared` beside the clone.
"""

import os
import tarfile
from pathlib import Path

from measure import Skipped


def run(bench):
    archive = Path(os.environ.get(
        "RETAIL_DATA", bench.root.parent / "shared/data/online-retail.tar.xz"))
    if not archive.exists():
        raise Skipped(f"there is no {archive}; give the path of online-retail.tar.xz in RETAIL_DATA")
    example = bench.root / "examples/online-retail"
    landing = bench.work / "data"
    with tarfile.open(archive) as files:
        files.extractall(landing)

    def fresh_project():
        bench.fresh(example, "ours")
        bench.fresh(landing, "ours/landing")

    lake = bench.work / "lake"
    bench.compare(
        "retail 305 files to gold",
        bench.millrace("run", "--project", bench.work / "ours", "--quiet"),
        bench.peer("retail.py", landing, lake),
        before_ours=fresh_project,
        before_peer=lambda: bench.remove(lake),
    )
