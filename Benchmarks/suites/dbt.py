"""dbt commands on a project of 5,000 models: read from nothing, read again, with one file edited,
compiled and run; and twice as many models read."""

MODELS = 5000


def run(bench):
    count = max(20, int(MODELS * bench.scale))
    projects = made(bench, "models", count)

    def forget(side):
        return lambda: bench.remove(projects[side] / "target")

    def edit(side):
        def change():
            with open(projects[side] / "models/group_0/model_7.sql", "a") as file:
                file.write("-- edited\n")
        return change

    parse = commands(bench, projects, "parse")
    bench.compare(
        f"parse {count} models", *parse,
        before_ours=forget("ours"), before_peer=forget("peer"))
    bench.compare("parse again, nothing changed", *parse)
    bench.compare(
        "parse again, one file edited", *parse,
        before_ours=edit("ours"), before_peer=edit("peer"))
    bench.compare(
        f"compile {count} models", *commands(bench, projects, "compile"),
        before_ours=forget("ours"), before_peer=forget("peer"))
    bench.compare(f"run {count} models", *commands(bench, projects, "run"), rounds=1)

    larger = made(bench, "more-models", 2 * count)
    bench.compare(
        f"parse {2 * count} models", *commands(bench, larger, "parse"),
        before_ours=lambda: bench.remove(larger["ours"] / "target"),
        before_peer=lambda: bench.remove(larger["peer"] / "target"))


def made(bench, name, count):
    """A generated project for each side."""
    projects = {side: bench.work / f"{name}-{side}" for side in ("ours", "peer")}
    for folder in projects.values():
        bench.prepare("dbt.py", folder, count)
    return projects


def commands(bench, projects, *words):
    """A command of dbt's, by our program and by dbt."""
    ours = bench.millrace("dbt", *words, "--project-dir", projects["ours"])
    peer = bench.group(
        "dbt", ["dbt", *words, "--project-dir", str(projects["peer"]),
                "--profiles-dir", str(projects["peer"])])
    return ours, peer
