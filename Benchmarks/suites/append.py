"""Ten appends of a million rows of ten columns, each a commit, in one process."""

APPENDS = 10


def run(bench):
    rows = int(1_000_000 * bench.scale)
    source = bench.work / "rows.parquet"
    bench.prepare("append.py", source, rows)
    project, table = bench.work / "project", bench.work / "peer"
    insert = f"insert into events select * from read_parquet('{source}');"

    def empty_project():
        bench.remove(project)
        bench.project(project)

    bench.compare(
        "append 10 x 1M x 10",
        bench.millrace(
            "sql", "--project", project,
            f"create table events as select * from read_parquet('{source}') limit 0;"
            + insert * APPENDS),
        bench.peer("append.py", source, table, APPENDS),
        before_ours=empty_project,
        before_peer=lambda: bench.remove(table),
        rows=rows * APPENDS,
    )
