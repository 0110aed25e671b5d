"""Counts the statements of pages and of a booking, BEGIN and COMMIT too, as JSON.

Run by its path in the tree of a build, with PYTHONPATH=. and the environment of its ground, on empty tables.
"""

import json
import uuid
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import seeding
from meetings.models import Meeting


def _count(act: Callable[[], Any], status: int) -> int:
    act()
    with CaptureQueriesContext(connection) as found:
        assert act().status_code == status
    return len(found)


def main() -> None:
    organiser, browser = seeding.person(), Client()
    seeding.meetings(organiser, 30)
    browser.force_login(organiser)
    meeting = Meeting.objects.order_by("start_at")[5]
    form = {
        "subject": "Roadmap",
        "day": "tomorrow",
        "start": "09:00",
        "time_zone": organiser.time_zone,
        "length": "30",
        "password": "new",
        "entry": "0",
        "tells_invitees": "on",
        "invitees": "anna@outside.example\nbob@outside.example",
    }

    def book() -> Any:
        return browser.post("/meetings/book/", form | {"reference": str(uuid.uuid4())})

    addresses = {"home": "/", "list": "/meetings/", "meeting": f"/meetings/{meeting.pk}/"}
    found = {name: _count(lambda: browser.get(address), 200) for name, address in addresses.items()}  # noqa: B023
    print(json.dumps(found | {"booking": _count(book, 302)}))


if __name__ == "__main__":
    main()
