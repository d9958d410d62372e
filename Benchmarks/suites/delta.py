"""Work on Delta tables: small commits, changes of few rows among many, opening long logs."""

COMMITS = 200
LOG = 1_000
FILES = 100_000


def run(bench):
    rows = int(10_000_000 * bench.scale)
    table, changes = bench.work / "base", bench.work / "changes.parquet"
    bench.prepare("delta.py", "table", table, rows)
    bench.prepare("delta.py", "changes", changes, rows)
    project = bench.project(bench.work / "project")

    def sql(statement, *more):
        return bench.millrace("sql", "--quiet", "--project", project, statement, *more)

    commits(bench, sql)
    copy, other = bench.work / "ours", bench.work / "peer"
    name = f"delta.`{copy}`"
    prepare = {
        "before_ours": lambda: with_vectors(bench, table, copy, sql),
        "before_peer": lambda: bench.fresh(table, "peer"),
    }
    bench.compare(
        f"delete 1,000 of {rows // 1_000_000}M",
        sql(f"delete from {name} where id % {max(1, rows // 1000)} = 7"),
        bench.peer("delta.py", "delete", other, rows), **prepare)
    bench.compare(
        f"merge 10k into {rows // 1_000_000}M",
        sql(f"merge into {name} as t using '{changes}' as s on t.id = s.id "
            "when matched then update set amount = s.amount, name = s.name "
            "when not matched then insert (id, day, name, amount) "
            "values (s.id, s.day, s.name, s.amount)"),
        bench.peer("delta.py", "merge", other, changes), **prepare)
    for figure, kind in ((f"open {LOG} commits", "log"), (f"open {FILES} adds", "checkpoint")):
        folder = bench.work / kind
        bench.prepare("delta.py", kind, folder, LOG if kind == "log" else FILES)
        bench.compare(
            figure, sql(f"select count(*) from delta.`{folder}` where id < 0"),
            bench.peer("delta.py", "open", folder))


def with_vectors(bench, table, copy, sql):
    """A copy of a table, with deletion vectors."""
    import subprocess

    bench.fresh(table, copy.name)
    subprocess.run(
        sql(f"alter table delta.`{copy}` set tblproperties "
            "('delta.enableDeletionVectors' = 'true')"),
        check=True, stdin=subprocess.DEVNULL)


def commits(bench, sql):
    """Single rows, a commit each, in one process."""
    table = bench.work / "commits"
    insert = "insert into commits values (1, 'one');"
    bench.compare(
        f"{COMMITS} tiny commits",
        sql("create or replace table commits (id bigint, name varchar);" + insert * COMMITS),
        bench.peer("delta.py", "commits", table, COMMITS),
        before_peer=lambda: bench.remove(table), rows=COMMITS)
