"""200 DAGs and 5,000 tasks a day, from one file.

A daily DAG has 14 tasks, one that runs every six hours 7, and an hourly one 4: the first is what
the others wait for, and the last waits for all of them. Each waits a moment, as for a warehouse.
"""
import datetime
import os
import time

from airflow.sdk import DAG, get_parsing_context, task

# How long an hour is; a day passes in minutes if it is seconds.
HOUR = datetime.timedelta(seconds=float(os.environ.get("AT_SCALE_HOUR_SECONDS", 3600)))
# When the first day begins; the DAGs end with it if the hours are short.
BEGIN = datetime.datetime.fromisoformat(
    os.environ.get("AT_SCALE_BEGIN", "2026-01-01T00:00:00+00:00"))
# Whether the DAGs of a kind begin one after the other, or all at the full hour.
SPREAD = os.environ.get("AT_SCALE_SPREAD", "1") == "1"
TASK_SECONDS = float(os.environ.get("AT_SCALE_TASK_SECONDS", 0.2))

# The name, how many there are, every how many hours one runs, and how many tasks it has.
KINDS = [("daily", 140, 24, 14), ("six_hourly", 40, 6, 7), ("hourly", 20, 1, 4)]

# A task's process reads the file again, and needs no other DAG than its own.
WANTED = get_parsing_context().dag_id


def work():
    time.sleep(TASK_SECONDS)


for kind, count, hours, tasks in KINDS:
    every = HOUR * hours
    for number in range(count):
        if WANTED and WANTED != f"{kind}_{number:03}":
            continue
        begin = BEGIN + (every * number / count if SPREAD else datetime.timedelta())
        with DAG(
            f"{kind}_{number:03}", schedule=every, start_date=begin,
            end_date=BEGIN + HOUR * 24 - datetime.timedelta(microseconds=1)
            if HOUR < datetime.timedelta(minutes=1) else None,
            catchup=False, max_active_runs=1, tags=[kind],
            default_args={
                "retries": 2, "retry_delay": datetime.timedelta(seconds=5), "owner": kind},
        ) as dag:
            names = ["first", *(f"part_{part:02}" for part in range(1, tasks - 1)), "last"]
            first, *parts, last = (task(task_id=name)(work)() for name in names)
            first >> parts >> last
