"""The whole product as `make run` starts it, with a mail server beside it; and what a journey asks of it."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg
import pytest
import requests
from django.conf import settings
from icalendar import Calendar, Event

from tests import migrated
from tests.notifications.smtp import Inbox, free_port, mail_server
from tests.patience import HANG_SECONDS
from tests.storage import SETTINGS

_SECONDS = 45
Found = TypeVar("Found")


@dataclass
class Product:
    """``password`` is the one of everybody in the demo organisation."""

    url: str
    sandbox: str
    inbox: Inbox
    password: str
    folder: Path
    database_url: str
    process: "subprocess.Popen[str]"

    def conferences(self, subject: str) -> list[dict[str, Any]]:
        """What stands at the meeting service under that subject."""
        found = requests.get(f"{self.sandbox}/_sandbox/state", timeout=10).json()["meetings"]
        return [each for each in found if each["subject"] == subject]

    def effects(self, operation: str, subject: str) -> int:
        """How often that was done at the meeting service."""
        rows = requests.get(f"{self.sandbox}/_sandbox/ledger", timeout=10).json()
        return sum(row["operation"] == operation and row["request"]["subject"] == subject for row in rows)

    def fault(self, kind: str, **options: Any) -> None:
        """The next booking meets it."""
        body = {"match": "POST /v1/mmc/management/conferences", "kind": kind, "times": 1, **options}
        requests.post(f"{self.sandbox}/_sandbox/faults", json=body, timeout=10).raise_for_status()

    def open_in_client(self, url: str, platform: str) -> requests.Response:
        """The stand-in for the client opens a launch link."""
        asked = {"url": url, "platform": platform, "signed_in_as": None}
        return requests.post(f"{self.sandbox}/_sandbox/client", json=asked, timeout=10)

    def leave(self, entered: dict[str, Any]) -> None:
        body = {"participant": entered["participant"]}
        requests.post(f"{self.sandbox}/_sandbox/client/leave", json=body, timeout=10).raise_for_status()

    def mails(self, address: str, subject: str) -> list[EmailMessage]:
        """All that ``address`` got about a meeting, in their order."""
        return [mail for mail in list(self.inbox.mails) if address in str(mail["To"]) and subject in mail["Subject"]]

    def mail(self, address: str, subject: str, *, number: int = 1) -> EmailMessage:
        """The mail of that number, once it is there."""
        found = until(lambda: self.mails(address, subject)[number - 1 :], f"mail {number} about {subject}")
        return found[0]

    def workers_of_the_web(self) -> list[int]:
        """The process ids of those that answer requests."""
        said = re.search(rf"Listening at: \S+:{urlsplit(self.url).port} \((\d+)\)", (self.folder / "log").read_text())
        assert said is not None
        found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
        return [int(pid) for pid, parent in map(str.split, found.stdout.splitlines()) if parent == said[1]]

    def let_leases_run_out(self) -> None:
        """As if two minutes had passed since a process was killed."""
        self._in_database("UPDATE meetings_vendorwrite SET lease_until = sent_at WHERE state = 'sent'")

    def rows(self, query: str) -> list[Any]:
        """What the portal's own database holds."""
        return self._in_database(query)

    def _in_database(self, query: str) -> list[Any]:
        if self.database_url:
            with psycopg.connect(self.database_url) as server:
                found = server.execute(query)
                return found.fetchall() if found.description else []
        with sqlite3.connect(self.folder / "portal.sqlite3", timeout=20) as file:
            return file.execute(query).fetchall()


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Started once for all journeys of a test process."""
    with started_product(tmp_path_factory.mktemp("product")) as found:
        yield found


@contextmanager
def started_product(folder: Path) -> Iterator[Product]:
    """Start the product with all of its state in ``folder``, and end it."""
    web, sandbox = free_port(), free_port()
    with mail_server() as (inbox, port), (folder / "log").open("w") as log_file:
        own = {"PORT": str(web), "SANDBOX_PORT": str(sandbox), "DATA_DIR": str(folder)}
        mail = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "DEFAULT_FROM_EMAIL": "Meetings <meetings@portal.example>"}
        storage = migrated.of_a_portal(folder)
        kept = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        process = subprocess.Popen(
            [sys.executable, "-m", "scripts.run"],
            cwd=settings.BASE_DIR,
            env=kept | own | mail | storage,
            stdout=log_file,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            log = until(lambda: _ready(folder / "log", process), "the product", seconds=HANG_SECONDS)
            password = re.search(r"each with the password (\S+)", log)
            assert password is not None, log
            urls = (f"http://127.0.0.1:{web}", f"http://127.0.0.1:{sandbox}")
            yield Product(*urls, inbox, password[1], folder, storage.get("DATABASE_URL", ""), process)
        finally:
            process.terminate()
            process.wait(timeout=HANG_SECONDS)


OF_THE_TESTS = {"DATA_DIR", "SANDBOX_URL", "DJANGO_SETTINGS_MODULE", "LOG_LEVEL", "DEBUG"} | set(SETTINGS)


def _ready(log: Path, process: "subprocess.Popen[str]") -> str | None:
    text = log.read_text()
    assert process.poll() is None, text
    return text if "Ready: http://127.0.0.1" in text and "password" in text else None


def until(look: Callable[[], Found | None], what: str, *, seconds: float = _SECONDS) -> Found:
    """What ``look`` finds at last; what other processes do is waited for, never slept for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"There was no {what} after {seconds} s.")


def link_in(mail: EmailMessage) -> str:
    """The one link, as it stands alone on its line."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"^(http\S+/j/\S+)\r?$", body.get_content(), re.MULTILINE)
    assert found is not None, body.get_content()
    return found[1]


def entry_in(mail: EmailMessage) -> tuple[str, Event]:
    """METHOD and event of the calendar file; the method in the Content-Type is the same."""
    part = mail.get_body(("calendar",)) or next(
        part for part in mail.walk() if part.get_content_type() == "text/calendar"
    )
    calendar = Calendar.from_ical(part.get_content())
    assert str(calendar["METHOD"]) == part["Content-Type"].params["method"]
    (event,) = calendar.events
    return str(calendar["METHOD"]), event
