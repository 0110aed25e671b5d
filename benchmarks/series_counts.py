"""Books a series of 2 and one of 50 in the portal of a measure's ground; prints what that and its pages cost, as JSON.

``python -m benchmarks.series_counts`` with the environment of the ground, on empty tables.
"""

import json
import logging
import uuid

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from benchmarks.seeding import person
from meetings.models import Meeting

_PAGES = ("/", "/meetings/", "/meetings/{}/", "/meetings/{}/edit/", "/meetings/{}/cancel/")


class _Calls(logging.Handler):
    """Counts the calls of the meeting service, which log one line each."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += record.getMessage() == "vendor call"


def _book(browser: Client, organiser: User, **rule: str) -> Meeting:
    form = {
        "reference": str(uuid.uuid4()),
        "subject": f"Series of {rule.get('count', 1)}",
        "day": "tomorrow",
        "start": "09:00",
        "time_zone": organiser.time_zone,
        "length": "30",
        "password": "new",
        "entry": "0",
        "tells_invitees": "on",
        "invitees": "anna@outside.example\nbob@outside.example",
    }
    answer = browser.post("/meetings/book/", form | rule)
    assert answer.status_code == 302, answer.status_code
    return Meeting.objects.latest("created_at")


def _queries(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert browser.get(path).status_code == 200, path
    return len(found)


def main() -> None:
    organiser, browser, calls = person(), Client(), _Calls()
    browser.force_login(organiser)
    _book(browser, organiser)  # signs in at the meeting service
    logger = logging.getLogger("hwmeeting")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(calls)
    counts = []
    for count in (2, 50):
        Meeting.objects.all().delete()
        calls.count = 0
        series = _book(browser, organiser, repeats="day", interval="1", ends="count", count=str(count))
        assert series.occurrences.count() == count
        queries = {path: _queries(browser, path.format(series.pk)) for path in _PAGES}
        counts.append({"calls": calls.count, "queries": queries})
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
