"""A dbt model of sixty lines: configuration, references, loops, a macro; compiled once and
rendered many times, and compiled many times."""

import subprocess

from measure import Skipped

RENDERS = 50_000
COMPILES = 2_000


def run(bench):
    package = bench.folder / "jinja"
    build = ["swift", "build", "-c", "release", "--package-path", str(package)]
    if subprocess.run(build, capture_output=True).returncode != 0:
        raise Skipped("Benchmarks/jinja does not build: swift build -c release says why")
    program = package / ".build/release/jinja-bench"
    model = package / "model.sql"
    for figure, mode, count in (("render", "render", RENDERS), ("compile", "compile", COMPILES)):
        count = max(1, int(count * bench.scale))
        for peer in ("jinja2", "minijinja"):
            bench.compare(
                f"jinja {figure} {peer}",
                [str(program), str(model), str(count), mode],
                bench.group("jinja", bench.peer("jinja.py", peer, model, count, mode)),
            )
