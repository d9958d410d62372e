"""Runs commands in turn and prints how they compare."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


class Skipped(Exception):
    """A suite lacks what it needs; the message says what."""


@dataclass
class Usage:
    """What one run of a command took: seconds, seconds, bytes."""

    wall: float
    cpu: float
    memory: float


class Bench:
    """A suite's surroundings: the program, a temporary folder, the number of rounds."""

    def __init__(self, name: str, program: str, folder: Path, work: Path):
        self.name = name
        self.program = program
        self.folder = folder
        self.root = folder.parent
        self.work = work
        self.rounds = int(os.environ.get("ROUNDS", "5"))
        self.scale = float(os.environ.get("BENCH_SCALE", "1.0"))

    def prepare(self, script: str, *arguments: object):
        """Runs a script of the folder `inputs`.

        Inputs are made by processes of their own: the peak memory of a command includes what the
        process that started it held.
        """
        run([sys.executable, str(self.folder / "inputs" / script), *map(str, arguments)], self.work)

    def project(self, folder: Path) -> Path:
        """An empty project in a new folder."""
        folder.mkdir()
        (folder / "millrace.yml").write_text(f"name: {self.name}\n")
        return folder

    def peer(self, script: str, *arguments: object) -> list[str]:
        """The command that runs a script of the folder `peers`."""
        return [sys.executable, str(self.folder / "peers" / script), *map(str, arguments)]

    def millrace(self, *arguments: object) -> list[str]:
        """The command that runs our program."""
        return [self.program, *map(str, arguments)]

    def group(self, name: str, command: list[str]) -> list[str]:
        """The command, run with the Python packages of another group."""
        return [str(self.root / "Scripts/with-python"), name, *command]

    def remove(self, folder: Path):
        """Removes a folder, if it is there."""
        shutil.rmtree(folder, ignore_errors=True)

    def fresh(self, source: Path, name: str) -> Path:
        """A new copy of a folder in the temporary one."""
        target = self.work / name
        self.remove(target)
        shutil.copytree(source, target)
        return target

    def readings(self, figure, ours, peer, form, rounds=None):
        """Runs the two commands in turn, each of which prints one number, and prints a line with
        the medians of those; `peer` may be none."""
        taken: dict[str, list[float]] = {"ours": [], "peer": []}
        for _ in range(rounds or self.rounds):
            for side, command in (("ours", ours), ("peer", peer)):
                if command:
                    taken[side].append(float(printed(command, self.work)))
        us = statistics.median(taken["ours"])
        them = statistics.median(taken["peer"]) if peer else None
        line(figure, us, them, form)

    def compare(
        self, figure, ours, peer, before_ours=None, before_peer=None, rows=None, rounds=None
    ):
        """Runs the two commands in turn and prints a line for each kind of figure.

        `before_…` prepares a run outside of the measured time; `rows` adds a line of rows per
        second, `rounds` is for what takes long.
        """
        taken: dict[str, list[Usage]] = {"ours": [], "peer": []}
        for _ in range(rounds or self.rounds):
            for side, command, before in (
                ("ours", ours, before_ours),
                ("peer", peer, before_peer),
            ):
                if before:
                    before()
                taken[side].append(run(command, self.work))
        us, them = (median(taken["ours"]), median(taken["peer"]))
        line(f"{figure} wall", us.wall, them.wall, seconds)
        line(f"{figure} cpu", us.cpu, them.cpu, seconds)
        line(f"{figure} memory", us.memory, them.memory, mebibytes)
        if rows:
            line(f"{figure} rows/s", rows / us.wall, rows / them.wall, rate)


def run(command: list[str], folder: Path) -> Usage:
    """Runs a command in a folder to its end; one that fails ends the benchmark with what it
    printed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.stderr.write(output.decode(errors="replace")[-4000:])
        sys.exit(f"bench: exit code {process.returncode} of: {' '.join(command)[:400]}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def printed(command: list[str], folder: Path) -> str:
    """The last line that a command prints."""
    output = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    return output.stdout.decode().strip().splitlines()[-1]


def median(usages: list[Usage]) -> Usage:
    """The median of each figure by itself."""
    return Usage(
        statistics.median(usage.wall for usage in usages),
        statistics.median(usage.cpu for usage in usages),
        statistics.median(usage.memory for usage in usages),
    )


def line(figure, ours, peer, form):
    others = f"{form(peer):>12}{ours / peer:>8.2f}" if peer else f"{'-':>12}{'-':>8}"
    print(f"{figure:<34}{form(ours):>12}{others}", flush=True)


def seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def milliseconds(value: float) -> str:
    return f"{value * 1000:.2f} ms"


def bytes_each(value: float) -> str:
    return f"{value:.0f} B"


def mebibytes(value: float) -> str:
    return f"{value / (1 << 20):.0f} MiB"


def rate(value: float) -> str:
    return f"{value / 1e3:.0f} k/s" if value >= 10_000 else f"{value:.0f} /s"
