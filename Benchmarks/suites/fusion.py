"""200 tests on a table of ten million rows, and some on views of it, looked at together, with each
by itself as the peer; once all of the 200 pass, once every fourth finds rows. Then against dbt-core."""

from measure import run as carry_out

ROWS = 10_000_000


def run(bench):
    rows = max(10_000, int(ROWS * bench.scale))
    passing = made(bench, "passing", rows)
    failing = made(bench, "failing", rows, "fail")
    for name, folder, selection in (
        ("200 pass, by themselves", passing, "sales"),
        ("12 of keys, by themselves", passing, "tag:keys"),
        ("150 pass, 50 warn, by themselves", failing, "sales"),
        ("18 on a join, by themselves", passing, "joined"),
        ("8 on groups, by themselves", passing, "grouped"),
    ):
        bench.compare(
            name, ours(bench, folder, selection),
            ours(bench, folder, selection, "--no-test-fusion"), rounds=1)
    bench.compare(
        "200 pass, dbt-core", ours(bench, passing, "sales"), peer(bench, passing, "test", "--select", "sales"),
        rounds=1)


def made(bench, name, rows, *how):
    """A project whose models are built, by both sides."""
    folder = bench.work / name
    bench.prepare("fusion.py", folder, rows, *how)
    carry_out(bench.millrace("dbt", "run", "--project-dir", folder), bench.work)
    if not how:
        carry_out(peer(bench, folder, "run"), bench.work)
    return folder


def ours(bench, folder, model, *flags):
    return bench.millrace("dbt", "test", "--select", model, *flags, "--project-dir", folder)


def peer(bench, folder, *words):
    return bench.group(
        "dbt", ["dbt", *words, "--project-dir", str(folder), "--profiles-dir", str(folder)])
