"""What a booking in the browser adds to the bare call of the meeting service."""

import re
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from benchmarks.ground import APP_ID, Ground
from benchmarks.measure import Measure
from hwmeeting import SignIn

_TIMES = 60


def measures(ground: Ground) -> Iterator[Measure]:
    """Milliseconds between the medians of both, taken in turns."""
    vendor = ground.sandbox()
    ground.migrate()
    cookie = ground.python("-m", "benchmarks.seeding", "0").strip()
    portal = ground.serve("portal.wsgi:application", "/healthz")
    book, call = in_browser(portal, cookie), bare_call(vendor, ground.app_key)
    for _ in range(5):
        book()
        call()
    bookings, calls = [], []
    for _ in range(_TIMES):
        bookings.append(_milliseconds(book))
        calls.append(_milliseconds(call))
    yield Measure(
        "booking_over_the_bare_vendor_call", statistics.median(bookings) - statistics.median(calls), 40, "ms"
    )


def _milliseconds(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


def in_browser(portal: str, cookie: str, **fields: str) -> Callable[[], None]:
    """Return what books a meeting in the browser of that session, with other ``fields`` of the form where given."""
    browser = requests.Session()
    browser.cookies.set("sessionid", cookie)
    page = browser.get(f"{portal}/meetings/book/", timeout=30).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    day = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
    form = {
        "csrfmiddlewaretoken": token[1],
        "subject": "Roadmap",
        "day": day,
        "start": "09:00",
        "time_zone": "Asia/Shanghai",
        "length": "30",
        "password": "new",
        "entry": "0",
        "tells_invitees": "on",
        "invitees": "anna@outside.example\nbob@outside.example",
    } | fields

    def book() -> None:
        answer = browser.post(
            f"{portal}/meetings/book/", data=form | {"reference": str(uuid.uuid4())}, timeout=30, allow_redirects=False
        )
        assert answer.status_code == 302, answer.status_code

    return book


def bare_call(vendor: str, app_key: str) -> Callable[[], None]:
    """Return what books a meeting at the vendor, without the portal."""
    token = SignIn(base_url=vendor, app_id=APP_ID, app_key=app_key).as_user("bare").access_token
    session = requests.Session()
    start = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    body: dict[str, Any] = {"subject": "Roadmap", "startTime": start, "length": 30, "mediaTypes": "HDVideo"}

    def call() -> None:
        answer = session.post(
            f"{vendor}/v1/mmc/management/conferences", json=body, headers={"X-Access-Token": token}, timeout=30
        )
        assert answer.status_code == 200, answer.status_code

    return call
