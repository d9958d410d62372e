"""The systems the DAG reads from and the one it tells, on this machine: real PostgreSQL, S3 as
moto serves it, and one HTTP server that is the carrier and Slack. All on free ports of 127.0.0.1,
and gone when they are closed."""
import contextlib
import csv
import glob
import http.server
import io
import json
import logging
import os
import pathlib
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import data


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# PostgreSQL


def program(name):
    """A program of PostgreSQL: Debian keeps some of them in a folder of each version."""
    found = shutil.which(name) or max(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), default=None)
    if not found:
        sys.exit(f"there is no {name}: install PostgreSQL, such as by apt-get install postgresql")
    return found


class PostgreSQL:
    """A cluster in a temporary folder, with the shop's database."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="daily-etl-"))
        self.port, self.password = free_port(), secrets.token_hex(16)
        (self.folder / "password").write_text(self.password)
        if os.geteuid() == 0:
            # PostgreSQL refuses to be run by root.
            for path in (self.folder, self.folder / "password"):
                os.chown(path, pwd.getpwnam("postgres").pw_uid, -1)
        self._as_owner(
            program("initdb"), "-D", f"{self.folder}/data", "-U", "etl", "-E", "UTF8", "--no-sync",
            "--auth=scram-sha-256", f"--pwfile={self.folder}/password")
        self._as_owner(
            program("pg_ctl"), "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
            f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off", "start")
        self.run("CREATE DATABASE shop", database="postgres")
        self.run(data.SCHEMA)

    @property
    def uri(self):
        return f"postgresql://etl:{self.password}@127.0.0.1:{self.port}/shop"

    def run(self, statement, rows=None, database="shop"):
        """Runs statements, with rows as the lines of a CSV file where one is a COPY."""
        text = io.StringIO()
        csv.writer(text).writerows(rows or [])
        subprocess.run(
            [program("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p",
             str(self.port), "-U", "etl", "-d", database, "-c", statement],
            input=text.getvalue(), text=True, check=True,
            env={**os.environ, "PGPASSWORD": self.password})

    def fill(self, days):
        first = min(day.date for day in days)
        tables = {
            "customers": data.customers(first), "products": data.products(first),
            "orders": [row for day in days for row in day.orders]}
        for name, rows in tables.items():
            self.run(f"COPY {name} FROM STDIN (FORMAT csv)", rows)

    def close(self):
        with contextlib.suppress(subprocess.CalledProcessError):
            self._as_owner(program("pg_ctl"), "-D", f"{self.folder}/data", "-m", "fast", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _as_owner(self, *command):
        change = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        # The server keeps what it is given to write to, and nobody would see its end.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                extra_groups=[] if change else None, **change)
            if done.returncode:
                said.seek(0)
                print(said.read(), file=sys.stderr)
                done.check_returncode()


# S3


class S3:
    """S3 in memory, with the bucket of payments."""

    def __init__(self):
        import boto3
        from moto.server import ThreadedMotoServer

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        self.endpoint = "http://%s:%s" % self.server.get_host_and_port()
        self.client = boto3.client(
            "s3", endpoint_url=self.endpoint, region_name="us-east-1", aws_access_key_id="etl",
            aws_secret_access_key="on-this-machine-only")
        self.client.create_bucket(Bucket="payments")

    def fill(self, days):
        late = []
        for day in days:
            for name, text in day.payment_files(late).items():
                self.client.put_object(
                    Bucket="payments", Key=f"{day.date}/{name}", Body=text.encode())
            late = day.payments_of_tomorrow

    def close(self):
        self.server.stop()


# The carrier, and Slack


class Carrier:
    """Shipments in pages, for who has the token; and the webhook that Slack would have.

    `state` is `up`, `down` (everything is answered with 503) or a number of seconds that the first
    page takes; `refusals` is how many more requests are answered with 503.
    """

    def __init__(self):
        self.token, self.state, self.refusals = secrets.token_hex(16), "up", 0
        self.asked, self.messages, self.shipments = [], [], {}
        carrier = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(*carrier.page(self.path, self.headers.get("Authorization")))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                carrier.messages.append(json.loads(body))
                self.answer(200, "ok")

            def answer(self, status, body):
                text = json.dumps(body).encode()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = "127.0.0.1:%d" % self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def fill(self, days):
        self.shipments = {day.date.isoformat(): day.shipments for day in days}

    def page(self, path, authorization):
        if authorization != f"Bearer {self.token}":
            return 401, {"error": "who are you?"}
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlparse(path).query))
        number = int(asked["page"])
        self.asked.append((time.monotonic(), number))
        if self.state == "down" or self.refusals:
            self.refusals = max(0, self.refusals - 1)
            return 503, {"error": "come back later"}
        if self.state not in ("up", "down") and number == 1:
            time.sleep(self.state)
        found = self.shipments.get(asked["day"], [])
        begin, end = (number - 1) * 200, number * 200
        following = number + 1 if end < len(found) else None
        return 200, {"shipments": found[begin:end], "next": following}

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Services:
    """All of them, filled with the same days."""

    def __init__(self, days):
        with contextlib.ExitStack() as opened:
            self.shop = opened.enter_context(contextlib.closing(PostgreSQL()))
            self.s3 = opened.enter_context(contextlib.closing(S3()))
            self.carrier = opened.enter_context(contextlib.closing(Carrier()))
            for service in (self.shop, self.s3, self.carrier):
                service.fill(days)
            self.opened = opened.pop_all()

    @property
    def environment(self):
        """Where they are, as Airflow's connections, and the webhook for `millrace.yml`."""
        return {
            "AIRFLOW_CONN_SHOP": self.shop.uri,
            "AIRFLOW_CONN_LANDING": json.dumps({
                "conn_type": "aws", "login": "etl", "password": "on-this-machine-only",
                "extra": {"endpoint_url": self.s3.endpoint, "region_name": "us-east-1"}}),
            "AIRFLOW_CONN_CARRIER": f"http://:{self.carrier.token}@{self.carrier.address}",
            "SLACK_WEBHOOK_URL": f"http://{self.carrier.address}/services/slack"}

    def close(self):
        self.opened.close()
