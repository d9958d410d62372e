"""Daily: every CSV file that arrived in S3 for the day is validated, transformed and loaded.

One file that is broken is reported and left out; the others are loaded.
"""
import collections
import contextlib
import csv
import datetime
import decimal
import io
import json
import os
import pathlib

import boto3
import botocore.config
import botocore.exceptions
from airflow.sdk import Connection, Param, dag, get_current_context, task, task_group
from airflow.sdk.exceptions import AirflowException, AirflowFailException

BUCKET = "landing"
FOLDER = pathlib.Path(__file__).parent.parent / "data"
COLUMNS = [
    "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID",
    "Country"]
# A file of which more than this share of the rows has to be left out is rejected as a whole.
MOST_REJECTED = 0.1


# S3


def s3():
    """A client for the connection `landing`; its extra may name an `endpoint_url`."""
    connection = Connection.get("landing")
    extra = connection.extra_dejson
    return boto3.client(
        "s3", aws_access_key_id=connection.login, aws_secret_access_key=connection.password,
        endpoint_url=extra.get("endpoint_url"), region_name=extra.get("region_name"),
        config=botocore.config.Config(
            connect_timeout=5, read_timeout=30, retries={"mode": "standard", "total_max_attempts": 2},
            s3={"addressing_style": "path"} if extra.get("endpoint_url") else None))


def is_transient(error):
    if isinstance(error, botocore.exceptions.ClientError):
        status = error.response["ResponseMetadata"].get("HTTPStatusCode", 0)
        return status >= 500 or status in (408, 429) or error.response["Error"]["Code"] in (
            "RequestTimeout", "SlowDown", "Throttling", "ThrottlingException")
    return isinstance(error, (
        botocore.exceptions.ConnectionError, botocore.exceptions.HTTPClientError,
        botocore.exceptions.IncompleteReadError))


@contextlib.contextmanager
def retrying_only_what_passes():
    """Errors of S3 that may pass are left to the task's retries; all others fail it at once."""
    try:
        yield
    except AirflowException:
        raise
    except Exception as error:
        if is_transient(error):
            raise
        raise AirflowFailException(f"{type(error).__name__}: {error}") from error


# Files


def content(bucket, file):
    """The text of a file, as it was when the day's files were listed."""
    try:
        answer = bucket.get_object(Bucket=BUCKET, Key=file["key"], IfMatch=file["etag"])
    except botocore.exceptions.ClientError as error:
        if error.response["Error"]["Code"] in ("PreconditionFailed", "NoSuchKey"):
            raise AirflowFailException(f"{file['name']} was replaced while the run went on") from error
        raise
    return answer["Body"].read()


def rows(text):
    """Each row, with the reason to leave it out, or none."""
    seen = set()
    for row in csv.reader(io.StringIO(text)):
        yield row, reason_to_leave_out(row, seen)
        seen.add(tuple(row))


def reason_to_leave_out(row, seen):
    if len(row) != len(COLUMNS):
        return "wrong number of fields"
    if tuple(row) in seen:
        return "duplicate"
    _, _, _, quantity, date, price, _, _ = row
    try:
        int(quantity)
    except ValueError:
        return "quantity is not a number"
    try:
        price = decimal.Decimal(price)
    except decimal.InvalidOperation:
        return "price is not a number"
    if not price.is_finite():
        return "price is not a number"
    if price < 0:
        return "price is below zero"
    try:
        datetime.datetime.fromisoformat(date)
    except ValueError:
        return "date cannot be read"
    return None


def without_header(raw):
    """The rows as text; a ValueError says what is wrong with the file as a whole."""
    if not raw.strip():
        raise ValueError("the file is empty")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("the file is not UTF-8") from error
    header, _, text = text.partition("\n")
    found = next(csv.reader([header.rstrip("\r")]))
    if found != COLUMNS:
        missing = [column for column in COLUMNS if column not in found]
        unknown = [column for column in found if column not in COLUMNS]
        raise ValueError(
            "wrong columns: " + "; ".join(
                f"{what} {', '.join(names)}" for what, names in
                (("missing", missing), ("unknown", unknown)) if names) if missing or unknown
            else "wrong columns: not in the order expected")
    if not text.strip():
        raise ValueError("the file has no rows")
    if not text.endswith("\n"):
        raise ValueError("the file is truncated: its last row does not end")
    return text


def write(path, text):
    """All of the file or nothing, also when the task is killed while it writes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text, encoding="utf-8", newline="")
    part.replace(path)


def write_json(path, value):
    write(path, json.dumps(value, indent=2) + "\n")


# The DAG


def day_of(params, dag_run):
    return params["day"] or f"{dag_run.logical_date or dag_run.run_after:%Y-%m-%d}"


@dag(
    # At six all files of the day have arrived.
    schedule="0 6 * * *", start_date=datetime.datetime(2011, 1, 1), catchup=False,
    max_active_runs=1, max_active_tasks=8,
    params={"day": Param(None, type=["null", "string"], format="date")},
    default_args={
        "retries": 3, "retry_delay": datetime.timedelta(seconds=2),
        "retry_exponential_backoff": True, "max_retry_delay": datetime.timedelta(minutes=5)},
    tags=["s3", "mapped"])
def dynamic_files():
    @task
    @retrying_only_what_passes()
    def list_files(params=None, dag_run=None):
        """The day's files; what is seen here is what the run is about, whatever arrives later."""
        day = day_of(params, dag_run)
        pages = s3().get_paginator("list_objects_v2").paginate(
            Bucket=BUCKET, Prefix=f"incoming/{day}/", Delimiter="/")
        return [
            {"day": day, "key": found["Key"], "name": found["Key"].rpartition("/")[2],
             "etag": found["ETag"]}
            for page in pages for found in page.get("Contents", [])
            if found["Key"].endswith(".csv")]

    @task_group
    def each(file):
        @task(map_index_template="{{ file_name }}")
        @retrying_only_what_passes()
        def validate(file, ti=None):
            get_current_context()["file_name"] = file["name"]
            found, read = collections.Counter(), 0
            try:
                for _, reason in rows(without_header(content(s3(), file))):
                    read += 1
                    if reason:
                        found[reason] += 1
                left_out = sum(found.values())
                if left_out > MOST_REJECTED * read:
                    raise ValueError(f"{left_out} of {read} rows cannot be used: " + ", ".join(
                        f"{reason} ({count})" for reason, count in sorted(found.items())))
            except (ValueError, csv.Error) as error:
                # The value stays although the task fails: it tells a bad file from a bad day.
                ti.xcom_push("rejected", {
                    "file": file["name"], "reason": str(error), "rows_read": read,
                    "rejected_rows": dict(sorted(found.items()))})
                raise AirflowFailException(f"{file['name']}: {error}") from error
            return file

        @task(map_index_template="{{ file_name }}")
        @retrying_only_what_passes()
        def transform(file):
            """The rows that can be used, with their revenue, beside the file in S3."""
            get_current_context()["file_name"] = file["name"]
            bucket = s3()
            reasons, dates = collections.Counter(), []
            read, total, out = 0, decimal.Decimal(0), io.StringIO()
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(COLUMNS + ["Revenue"])
            for row, reason in rows(without_header(content(bucket, file))):
                read += 1
                if reason:
                    reasons[reason] += 1
                    continue
                revenue = int(row[3]) * decimal.Decimal(row[5])
                total += revenue
                dates.append(datetime.datetime.fromisoformat(row[4]).date().isoformat())
                writer.writerow(row + [revenue])
            staged = f"staged/{file['day']}/{file['name']}"
            bucket.put_object(Bucket=BUCKET, Key=staged, Body=out.getvalue().encode())
            return {
                **file, "staged": staged, "statistics": {
                    "file": file["name"], "rows_read": read, "rows_loaded": len(dates),
                    "rows_rejected": sum(reasons.values()),
                    "rejected_rows": dict(sorted(reasons.items())),
                    "revenue": float(round(total, 2)),
                    "first_date": min(dates), "last_date": max(dates)}}

        @task(map_index_template="{{ file_name }}")
        @retrying_only_what_passes()
        def load(file):
            """Takes the place of what an earlier run of the day has loaded."""
            get_current_context()["file_name"] = file["name"]
            body = s3().get_object(Bucket=BUCKET, Key=file["staged"])["Body"].read()
            write(FOLDER / "loaded" / file["day"] / file["name"], body.decode())
            write_json(
                FOLDER / "statistics" / file["day"] / f"{file['name']}.json", file["statistics"])
            return file["statistics"]

        load(transform(validate(file)))

    @task(trigger_rule="all_done")
    @retrying_only_what_passes()
    def summary(ti=None, params=None, dag_run=None):
        """Says what came of each file. Fails if there were files and none was loaded."""
        files = ti.xcom_pull(task_ids="list_files")
        if files is None:
            raise AirflowFailException("the files could not be listed")
        day = day_of(params, dag_run)
        every = range(len(files))
        loaded = [
            value for value in ti.xcom_pull(task_ids="each.load", map_indexes=every) if value]
        rejected = [
            value for value in ti.xcom_pull(
                task_ids="each.validate", key="rejected", map_indexes=every) if value]
        known = {value["file"] for value in loaded + rejected}
        failed = [file["name"] for file in files if file["name"] not in known]

        # What an earlier run of the day has loaded and this one has not is not there any more.
        for kind, ending in (("loaded", ""), ("statistics", ".json")):
            keep = {value["file"] + ending for value in loaded}
            for path in (FOLDER / kind / day).glob("*"):
                if path.name not in keep:
                    path.unlink()

        result = {
            "day": day,
            "files": {
                "found": len(files), "loaded": len(loaded), "rejected": len(rejected),
                "failed": len(failed)},
            "rows": {
                "read": sum(value["rows_read"] for value in loaded),
                "loaded": sum(value["rows_loaded"] for value in loaded),
                "rejected": sum(value["rows_rejected"] for value in loaded)},
            "revenue": round(sum((value["revenue"] for value in loaded), 0.0), 2),
            "first_date": min((value["first_date"] for value in loaded), default=None),
            "last_date": max((value["last_date"] for value in loaded), default=None),
            "loaded": sorted(value["file"] for value in loaded),
            "rejected": {value["file"]: value["reason"] for value in rejected},
            "failed": failed}
        write_json(FOLDER / "summary" / f"{day}.json", result)
        print(json.dumps(result["files"]))
        if files and not loaded:
            raise AirflowFailException(f"none of {len(files)} files was loaded")
        return result["files"]

    each.expand(file=list_files()) >> summary()


dynamic_files()
