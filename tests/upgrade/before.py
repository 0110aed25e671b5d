"""The database of commit 4c93086 and what belongs to it: README.md says how it was made."""

import base64
import json
import os
import re
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import requests
from django.conf import settings
from django.db import connection

from hwmeeting import SignIn
from scripts.servers import Servers

_HERE = Path(__file__).resolve().parent
# When the dump was made, by its own clock, and when its pages were read.
NOW = datetime(2026, 11, 27, 6, 30, tzinfo=UTC)
SEEN_AT = NOW + timedelta(minutes=4)
# No secrets: the keys of the dump alone.
TEST_ONLY_KEY = base64.urlsafe_b64encode(b"a key of tests/upgrade, no secret"[:32]).decode()
TEST_ONLY_APP_ID, TEST_ONLY_APP_KEY = "0123456789abcdef0123456789abcdef", "k" * 64
_SANDBOX_AT = (
    "import runpy, sys, time_machine\n"
    "time_machine.travel(sys.argv.pop(1)).start()\n"
    "runpy.run_module('sandbox', run_name='__main__', alter_sys=True)\n"
)


def told(name: str) -> Any:
    """Return what a JSON file beside the dump holds."""
    return json.loads((_HERE / name).read_text())


@contextmanager
def database(folder: Path, ids: dict[str, str] | None = None) -> Iterator[str]:
    """Point Django at a new database that holds the dump, with other vendor's ``ids`` (old to new) in it."""
    text = renamed((_HERE / f"before.{connection.vendor}.sql").read_text(), ids or {})
    with _used(_new_name(folder)) as name:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(name)) as there:
                there.executescript(text)
        else:
            with psycopg.connect(_servers().make_database(name)) as there_too:
                there_too.execute(text.encode())
        yield name


@contextmanager
def copy_of(name: str, folder: Path) -> Iterator[None]:
    """Point Django at a copy of the database of that name, which nobody uses."""
    with _used(_new_name(folder)) as copy:
        if connection.vendor == "sqlite":
            shutil.copy(name, copy)
        else:
            _servers().make_database(copy, template=name)
        yield


@contextmanager
def _used(name: str) -> Iterator[str]:
    kept = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield name
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept


def _new_name(folder: Path) -> str:
    own = secrets.token_hex(4)
    return str(folder / f"{own}.sqlite3") if connection.vendor == "sqlite" else f"before_{os.getpid()}_{own}"


def _servers() -> Servers:
    return Servers(os.environ["TESTS_DATABASE_URL"], os.environ["TESTS_REDIS_URL"])


def renamed(text: str, ids: dict[str, str]) -> str:
    """Put the new ids in the place of the old ones."""
    return re.sub("|".join(ids), lambda found: ids[found[0]], text) if ids else text


@contextmanager
def sandbox(folder: Path) -> Iterator[str]:
    """Run a sandbox whose time is that of the dump's beginning, six days before NOW."""
    options = ["--port", "0", "--seed", "none", "--app-id", TEST_ONLY_APP_ID, "--data", str(folder / "sandbox")]
    began = NOW - timedelta(days=6)
    with subprocess.Popen(
        [sys.executable, "-c", _SANDBOX_AT, began.isoformat(), *options],
        env=os.environ | {"SANDBOX_APP_KEY": TEST_ONLY_APP_KEY},
        cwd=Path(settings.BASE_DIR),
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        try:
            yield next(line for line in program.stdout if line.startswith("Ready: ")).split()[1]
        finally:
            program.terminate()


def repeat_calls(url: str) -> dict[str, str]:
    """Do at the sandbox all that was done there while the dump was made; return the ids, old to new."""
    ids: dict[str, str] = {}
    sign_in = SignIn(base_url=url, app_id=TEST_ONLY_APP_ID, app_key=TEST_ONLY_APP_KEY)
    tokens: dict[str, str] = {}
    for step in told("vendor_calls.json"):
        if "forward_seconds" in step:
            requests.post(f"{url}/_sandbox/clock", json=step, timeout=30).raise_for_status()
            continue
        caller = step["caller"]
        if caller not in tokens:
            tokens[caller] = sign_in.as_user(caller).access_token
        asked = json.loads(renamed(json.dumps([step["query"], step["body"]]), ids))
        answer = requests.request(
            step["method"],
            url + step["path"],
            params=asked[0],
            json=asked[1],
            headers={"X-Access-Token": tokens[caller]},
            timeout=30,
        )
        answer.raise_for_status()
        for old, new in zip(step["answer"], answer.json() if step["answer"] else [], strict=True):
            ids[old["conferenceID"]] = new["conferenceID"]
            dates = [date["cycleSubConfID"] for date in new.get("subConfs") or []]
            ids |= dict(zip(old["dates"], dates, strict=True))
    return ids


def standing(url: str, subject: str) -> int:
    """Return how many unfinished meetings of that subject the vendor has."""
    state = requests.get(f"{url}/_sandbox/state", timeout=30).json()
    return sum(meeting["subject"] == subject for meeting in state["meetings"])
