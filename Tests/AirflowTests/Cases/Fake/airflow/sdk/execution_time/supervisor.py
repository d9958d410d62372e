"""Becomes a process of a task, and does what the task's line in the DAG file says."""
import datetime
import os
import signal
import socket
import subprocess
import sys
import time

from airflow.wire import Comms


def _fork_main(requests, output, error, log, target):
    for number, end in enumerate((requests, output, error)):
        os.dup2(end.fileno(), number)
    sys.stdout = os.fdopen(1, "w", buffering=1)
    sys.stderr = os.fdopen(2, "w", buffering=1)
    target()
    sys.stdout.flush()
    os._exit(0)


def tasks(path):
    """The tasks of a file: `task NAME [after NAME] [over NAME]: WORK; WORK`."""
    for line in open(path):
        if line.startswith("task "):
            head, work = line[5:].strip().split(": ", 1)
            words = head.split()
            yield words[0], dict(zip(words[1::2], words[2::2])), work.split("; ")


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat()


class Task:
    def __init__(self, comms, details):
        self.comms = comms
        self.ti = details["ti"]
        self.context = details["ti_context"]
        self.place = {key: self.ti[key] for key in ("dag_id", "run_id", "task_id", "map_index")}
        path = os.path.join(os.environ["AIRFLOW__CORE__DAGS_FOLDER"], details["dag_rel_path"])
        self.known = {name: (links, work) for name, links, work in tasks(path)}

    def ask(self, kind, **fields):
        return self.comms.ask(type=kind, **fields)

    def push(self, value):
        length = len(value) if isinstance(value, list) else None
        self.ask(
            "SetXCom", key="return_value", value=value, mapped_length=length, dag_result=False,
            **self.place)

    def pull(self, task, kind="GetXCom", **fields):
        place = dict(self.place, task_id=task)
        place.pop("map_index")
        return self.ask(kind, key="return_value", **place, **fields)

    def run(self):
        links, work = self.known[self.ti["task_id"]]
        for step in work:
            if self.do(step, links):
                return
        self.ask("SucceedTask", state="success", end_date=now(), task_outlets=[], outlet_events=[])

    def do(self, step, links):
        """Does a step; whether the task has ended with it."""
        word, _, rest = step.partition(" ")
        if word == "xcom":
            self.push([int(number) for number in rest.strip("[]").split(",")])
        elif step == "print variable":
            print("the region is", self.ask("GetVariable", key="region")["value"])
        elif word == "double":
            values = self.pull(links["over"], map_index=None)["value"]
            self.push(2 * values[self.ti["map_index"]])
        elif word == "sum":
            values = self.pull(
                links["after"], "GetXComSequenceSlice", start=None, stop=None, step=None)["root"]
            print("the sum is", sum(values))
        elif word == "say":
            print(rest)
        elif word == "mask":
            self.ask("MaskSecret", value=rest, name=None)
        elif word == "skip-downstream":
            self.ask("SkipDownstreamTasks", tasks=[rest])
        elif word in ("fail", "skip"):
            state = {"fail": "failed", "skip": "skipped"}[word]
            self.ask("TaskState", state=state, end_date=now())
            return True
        elif word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "silent":
            return True
        elif word == "defer":
            return self.defer()
        elif word == "reschedule" and not self.context["task_reschedule_count"]:
            self.ask("RescheduleTask", reschedule_date=now(), end_date=now())
            return True
        return False

    def defer(self):
        if self.context["next_method"]:
            event = self.context["next_kwargs"]["event"]
            print("resumed by", self.context["next_method"], "with the event", event)
            return False
        self.ask(
            "DeferTask", classpath="fake.Trigger", trigger_kwargs={"value": 7}, next_method="resume",
            next_kwargs={}, trigger_timeout=None)
        return True


def _subprocess_main():
    comms = Comms(socket.socket(fileno=0))
    details = comms.receive()
    if details.get("work") == "garbage":
        comms.socket.sendall(b"\0\0\0\1\xc1")
        time.sleep(60)
    if details.get("work") == "sleep with a child":
        child = subprocess.Popen(["sleep", "60"])
        print(os.getpid())
        print(child.pid)
        time.sleep(60)
    Task(comms, details).run()
