"""A PostgreSQL server for as long as a suite runs."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path


class Server:
    """A server on a free port of 127.0.0.1; `None` of it is left behind."""

    @staticmethod
    def binaries() -> Path | None:
        found = shutil.which("initdb") or next(
            map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1:]), None)
        return Path(os.path.realpath(found)).parent if found else None

    def __init__(self, folder: Path):
        self.folder = folder / "postgresql"
        self.folder.mkdir(parents=True)
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        prefix = []
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
            for parent in self.folder.parents:
                if parent.stat().st_uid == 0 and str(parent).startswith("/tmp/"):
                    parent.chmod(0o755)
            prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        data = self.folder / "data"
        subprocess.run(
            [*prefix, str(self.binaries() / "initdb"), "-D", str(data), "-U", "bench", "-A",
             "trust", "-E", "UTF8", "--no-locale"],
            check=True, stdout=subprocess.DEVNULL, cwd=self.folder)
        self.process = subprocess.Popen(
            [*prefix, str(self.binaries() / "postgres"), "-D", str(data), "-p", str(self.port),
             "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
             "-c", "max_connections=200"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=self.folder)
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.1)

    def address(self, scheme: str = "postgresql", database: str = "postgres") -> str:
        return f"{scheme}://bench@127.0.0.1:{self.port}/{database}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
