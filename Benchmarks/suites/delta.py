"""Work on Delta tables: small commits, changes of few rows among many, opening long logs."""

import json
import shlex
import subprocess
import sys

from measure import Skipped, bytes_each, line, milliseconds, rate

COMMITS = 200
MANY_COMMITS = 10_000
LOG = 1_000
LONG_LOG = 10_000
FILES = (100_000, 300_000)


def run(bench):
    project = bench.project(bench.work / "project")

    def sql(statement, *more):
        return bench.millrace("sql", "--quiet", "--project", project, statement, *more)

    commits(bench, sql)
    flatness(bench)
    rows = int(10_000_000 * bench.scale)
    table, changes = bench.work / "base", bench.work / "changes.parquet"
    bench.prepare("delta.py", "table", table, rows)
    bench.prepare("delta.py", "changes", changes, rows)
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
    opened = [(f"open {LOG} commits", "log", LOG)]
    opened += [(f"open {count} adds", "checkpoint", count) for count in FILES]
    for figure, kind, count in opened:
        folder = bench.work / f"{kind}-{count}"
        bench.prepare("delta.py", kind, folder, count)
        bench.compare(
            figure, sql(f"select count(*) from delta.`{folder}` where id < 0"),
            bench.peer("delta.py", "open", folder))
    for count in FILES:
        opened_in_a_session(bench, sql, bench.work / f"checkpoint-{count}", count)
    library(bench)


def opened_in_a_session(bench, sql, folder, count):
    """Opening as a statement of a session takes it, without starting the program: the seconds that
    the second statement says it took."""
    script = bench.work / "open.sql"
    script.write_text(f"select 1;\nselect count(*) from delta.`{folder}` where id < 0;\n")
    command = [word for word in sql("x")[:-1] if word != "--quiet"]
    last = "import sys; print(float(sys.stdin.read().split()[-2]) / 1000)"
    shell = f"{shlex.join(map(str, command))} --timing --file {script} 2>&1 >/dev/null"
    bench.readings(
        f"open {count} adds, in a session",
        ["sh", "-c", f"{shell} | {shlex.quote(sys.executable)} -c {shlex.quote(last)}"],
        bench.peer("delta.py", "opened", folder), milliseconds)


def with_vectors(bench, table, copy, sql):
    """A copy of a table, with deletion vectors."""
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
        bench.peer("delta.py", "commits", table, COMMITS), rows=COMMITS)


def library(bench):
    """Figures of the library alone, which a whole process cannot show."""
    package = bench.folder / "delta"
    build = ["swift", "build", "-c", "release", "--package-path", str(package)]
    if subprocess.run(build, capture_output=True).returncode != 0:
        raise Skipped("Benchmarks/delta does not build: swift build -c release says why")
    program = str(package / ".build/release/delta-bench")
    log = bench.work / f"log-{LOG}"
    bench.readings(
        f"open {LOG} commits, in the library", [program, "open", str(log)],
        bench.peer("delta.py", "opened", log), milliseconds)
    folder = bench.work / "long-log"
    bench.prepare("delta.py", "log", folder, LONG_LOG)
    bench.readings(
        f"refresh at {LONG_LOG} versions", [program, "refresh", str(folder)],
        bench.peer("delta.py", "refresh", folder), milliseconds)
    bench.readings(
        "memory of a snapshot's file", [program, "memory", str(folder)], None, bytes_each)


def flatness(bench):
    """Many single rows, a commit each, in one process: how fast the first and the last tenth were
    by the times in the commits. The peer makes a tenth of the commits."""
    count = max(100, int(MANY_COMMITS * bench.scale))
    project = bench.project(bench.work / "flat")
    script = bench.work / "flat.sql"
    insert = "insert into flat values (1, 'one');\n"
    script.write_text("create table flat (id bigint, name varchar);\n" + insert * count)
    ours = bench.millrace("sql", "--quiet", "--project", project, "--file", script)
    peer = bench.work / "flat-peer"
    for command in (ours, bench.peer("delta.py", "commits", peer, count // 10)):
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    us, them = tenths(project / "lake/main/flat"), tenths(next(peer.iterdir()))
    line(f"{count} tiny commits, first tenth", us[0], them[0], rate)
    line(f"{count} tiny commits, last tenth", us[1], them[1], rate)


def tenths(table):
    """The commits per second of the first and the last tenth of a table's commits."""
    times = []
    for commit in sorted((table / "_delta_log").glob("*.json"))[1:]:
        actions = [json.loads(text) for text in commit.read_text().splitlines() if text]
        times += [a["commitInfo"]["timestamp"] for a in actions if "commitInfo" in a]
    part = len(times) // 10
    return [
        1000 * (len(some) - 1) / max(1, some[-1] - some[0])
        for some in (times[:part], times[-part:])
    ]
