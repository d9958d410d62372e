"""How quick the scheduler is, and how little it takes: beside Airflow with its LocalExecutor."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from measure import Skipped, line
from postgresql import Server

TASKS, DAGS, FINISHED, MAPPED = 20_000, 10_000, 1_000_000, 100_000
PYTHON_TASKS = 100
IDLE_SECONDS = 20
DAG = '''
from airflow.sdk import dag, task


@dag(schedule=None, max_active_tasks=32)
def many():
    @task
    def nothing(number):
        return number

    nothing.expand(number=list(range({count})))


@dag(schedule=None)
def chain():
    @task
    def step(before):
        return before

    value = 0
    for _ in range({length}):
        value = step(value)


many()
chain()
'''


def run(bench):
    load = os.environ.get("ORCHESTRATION_LOAD") or built(bench.root)
    if Server.binaries() is None:
        raise Skipped("there is no initdb; apt-get install postgresql")
    scale = bench.scale
    with Server(bench.work) as server:
        for state in ("SQLite", "PostgreSQL"):
            def measure(kind, *numbers):
                place = bench.work / f"{kind}.sqlite"
                if state == "PostgreSQL":
                    subprocess.run(
                        [str(Server.binaries() / "psql"), "-q", "-c", f"CREATE SCHEMA {kind}",
                         server.address()], check=True)
                    place = server.address() + f"?options=-csearch_path%3D{kind}"
                subprocess.run([load, kind, str(place), *map(str, numbers)], check=True)

            measure("tasks", int(TASKS * scale))
            measure("latency", int(DAGS * scale), int(FINISHED * scale), 10)
            measure("mapped", int(MAPPED * scale))
        ours = program(bench)
        try:
            theirs = peer(bench, server)
        except OSError as reason:
            print(f"orchestration: Airflow is left out: {reason}")
            theirs = {}
    for name, form in FORMS.items():
        if name in ours:
            line(name, ours[name], theirs.get(name), form)


def built(root: Path) -> str:
    """The program that loads the scheduler, built as it is measured."""
    command = ["swift", "build", "-c", "release", "--product", "orchestration-load"]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    return str(root / ".build/release/orchestration-load")


FORMS = {
    "ready": lambda value: f"{value:.2f} s",
    "idle CPU": lambda value: f"{value:.2f} %",
    "idle memory": lambda value: f"{value / 1e6:.0f} MB",
    "Python tasks": lambda value: f"{value:.1f} /s",
    "memory under load": lambda value: f"{value / 1e6:.0f} MB",
    "chain, a step": lambda value: f"{value * 1000:.0f} ms",
}


def processes(root: int) -> list[int]:
    """A process and all that it started."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        parent = int(text[text.rindex(")") + 2:].split()[1])
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, rest = [], [root]
    while rest:
        found.append(rest.pop())
        rest += children.get(found[-1], [])
    return found


def memory(root: int) -> float:
    """Bytes that a process and its children take, what they share counted once."""
    total = 0
    for process in processes(root):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) * 1024
    return total


def cpu(root: int) -> float:
    """Seconds of processor time of a process and its living children."""
    ticks = 0
    for process in processes(root):
        try:
            text = Path(f"/proc/{process}/stat").read_text()
        except OSError:
            continue
        ticks += sum(map(int, text[text.rindex(")") + 2:].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


class Site:
    """A REST API of Airflow's, ours or its own."""

    def __init__(self, address: str, token: str | None = None):
        self.address, self.token = address, token

    def ask(self, method: str, path: str, body=None):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            f"{self.address}/{path}", data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def run(self, dag: str, watch=lambda: None) -> list[dict]:
        """Runs a DAG to its end; answers its task instances."""
        name = f"bench{time.time_ns()}"
        self.ask("POST", f"api/v2/dags/{dag}/dagRuns",
                 {"dag_run_id": name, "logical_date": None})
        state = None
        while state not in ("success", "failed"):
            watch()
            time.sleep(0.1)
            try:
                state = self.ask("GET", f"api/v2/dags/{dag}/dagRuns/{name}")["state"]
            except TimeoutError:
                continue
        if state == "failed":
            sys.exit(f"bench: a run of {dag} failed")
        path = f"api/v2/dags/{dag}/dagRuns/{name}/taskInstances?limit=1000"
        return self.ask("GET", path)["task_instances"]


def seconds(text: str) -> float:
    moment = re.sub(r"(\.\d{6})\d*", r"\1", text.replace("Z", "+00:00"))
    import datetime
    return datetime.datetime.fromisoformat(moment).timestamp()


def measured(site: Site, root: int) -> dict[str, float]:
    """What a site's DAGs take."""
    peak = [0.0]

    def watch():
        peak[0] = max(peak[0], memory(root))

    site.run("many")
    found = site.run("many", watch)
    start = min(seconds(one["start_date"]) for one in found)
    end = max(seconds(one["end_date"]) for one in found)
    steps = sorted(site.run("chain"), key=lambda one: one["start_date"])
    waits = [seconds(later["start_date"]) - seconds(earlier["end_date"])
             for earlier, later in zip(steps, steps[1:])]
    return {
        "Python tasks": len(found) / (end - start), "memory under load": peak[0],
        "chain, a step": sum(waits) / len(waits),
    }


def with_python(root: Path, group: str, *command: str) -> list[str]:
    return [str(root / "Scripts/with-python"), group, *command]


def program(bench) -> dict[str, float]:
    """Our figures."""
    folder = bench.project(bench.work / "scheduled")
    (folder / "dags").mkdir()
    (folder / "dags/bench.py").write_text(DAG.format(count=PYTHON_TASKS, length=20))
    environment = subprocess.run(
        with_python(bench.root, "airflow", sys.executable, "-c",
                    "import os; print(os.environ['PYTHONPATH'])"),
        stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    variables = os.environ | {"PYTHONPATH": environment}
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/python").symlink_to(sys.executable)
    figures: dict[str, float] = {}
    for attempt in range(3):
        # What the files came to is known from the second time on.
        start = time.perf_counter()
        process = subprocess.Popen(
            [bench.program, "up", "--project", str(folder), "--port", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=variables)
        try:
            address = None
            for text in process.stdout:
                if found := re.match(r"web\s+(http://\S+?)/?\s", text):
                    address = found[1]
                    break
            if address is None:
                raise Skipped("millrace up serves nothing")
            ready = time.perf_counter() - start
            figures["ready"] = min(ready, figures.get("ready", ready))
            if attempt == 2:
                import threading
                threading.Thread(target=process.stdout.read, daemon=True).start()
                time.sleep(2)
                before = cpu(process.pid)
                time.sleep(IDLE_SECONDS)
                figures["idle CPU"] = (cpu(process.pid) - before) / IDLE_SECONDS * 100
                figures["idle memory"] = memory(process.pid)
                figures |= measured(Site(address), process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
    return figures


def peer(bench, server: Server) -> dict[str, float]:
    """Airflow's figures; nothing where it cannot be had."""
    home = bench.work / "airflow"
    (home / "dags").mkdir(parents=True)
    (home / "dags/bench.py").write_text(DAG.format(count=PYTHON_TASKS, length=20))
    subprocess.run(
        [str(Server.binaries() / "psql"), "-q", "-c", "CREATE DATABASE airflow",
         server.address()], check=True)
    import socket
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    variables = os.environ | {
        "AIRFLOW_HOME": str(home), "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor", "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": server.address("postgresql+psycopg2", "airflow"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__API__PORT": str(port), "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
    }
    start = time.perf_counter()
    process = subprocess.Popen(
        with_python(bench.root, "airflowpg", "airflow", "standalone"), env=variables,
        stdin=subprocess.DEVNULL, stdout=open(home / "log", "w"), stderr=subprocess.STDOUT,
        start_new_session=True)
    try:
        site = Site(f"http://127.0.0.1:{port}")
        while True:
            if time.perf_counter() - start > 300 or process.poll() is not None:
                print("orchestration: Airflow does not start; it is left out")
                return {}
            try:
                site.token = site.ask("GET", "auth/token")["access_token"]
                site.ask("GET", "api/v2/dags/many/details")
                site.ask("GET", "api/v2/dags/chain/details")
                break
            except (OSError, KeyError, ValueError):
                time.sleep(0.2)
        figures = {"ready": time.perf_counter() - start}
        time.sleep(5)
        before = cpu(process.pid)
        time.sleep(IDLE_SECONDS)
        figures["idle CPU"] = (cpu(process.pid) - before) / IDLE_SECONDS * 100
        figures["idle memory"] = memory(process.pid)
        return figures | measured(site, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        shutil.rmtree(home, ignore_errors=True)
