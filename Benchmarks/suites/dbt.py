"""dbt commands on a project of 5,000 models: read from nothing, read again, and compiled."""

MODELS = 5000


def run(bench):
    count = max(20, int(MODELS * bench.scale))
    projects = {}
    for side in ("ours", "peer"):
        projects[side] = bench.work / f"models-{side}"
        bench.prepare("dbt.py", projects[side], count)

    def command(*words):
        ours = bench.millrace("dbt", *words, "--project-dir", projects["ours"])
        peer = bench.group(
            "dbt", ["dbt", *words, "--project-dir", str(projects["peer"]),
                    "--profiles-dir", str(projects["peer"])])
        return ours, peer

    def forget(side):
        return lambda: bench.remove(projects[side] / "target")

    bench.compare(
        f"parse {count} models", *command("parse"),
        before_ours=forget("ours"), before_peer=forget("peer"))
    bench.compare("parse again, nothing changed", *command("parse"))
    bench.compare(
        f"compile {count} models", *command("compile"),
        before_ours=forget("ours"), before_peer=forget("peer"))
