"""How long the program takes to say its version."""


def run(bench):
    bench.compare(
        "startup --version",
        bench.millrace("--version"),
        bench.peer("startup.py"),
    )
