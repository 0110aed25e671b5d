"""Invitation, changes, cancellation: what each program shows after each mail, however it keeps what mails bring."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from meetings.models import Occurrence
from tests.meetings.ical.engines.clients import CLIENTS
from tests.meetings.ical.engines.engines import Engines, shown
from tests.meetings.ical.readers import file_of, make_row, of_rows

NOW, START = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 8, 9, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ZONE = "Europe/Berlin"


def weekly() -> list[Occurrence]:
    return [make_row(START + number * WEEK) for number in range(5)]


def monthly() -> list[Occurrence]:
    """On the 30th, which February lacks."""
    days = ("2026-12-30", "2027-01-30", "2027-02-28", "2027-03-30", "2027-04-30")
    return [make_row(datetime.fromisoformat(f"{day}T02:00+00:00")) for day in days]


def irregular() -> list[Occurrence]:
    return [make_row(START + number * DAY) for number in (0, 1, 5, 19, 23)]


def messages(rows: list[Occurrence]) -> Iterator[str]:
    """Each mail of a life; ``rows`` are then as the calendar has to show them."""
    yield file_of(rows, zone=ZONE, now=NOW)
    rows[1].start_at, rows[1].end_at = rows[1].start_at + DAY, rows[1].end_at + DAY
    yield file_of(rows, zone=ZONE, now=NOW)
    rows[2].end_at += timedelta(hours=1)
    yield file_of(rows, zone=ZONE, now=NOW)
    rows[3].is_cancelled = True
    yield file_of(rows, zone=ZONE, now=NOW)
    rows[1].is_cancelled = True
    yield file_of(rows, zone=ZONE, now=NOW, subject="Weekly, new")
    for row in rows:
        row.is_cancelled = True
    yield file_of(rows, zone=ZONE, now=NOW, method="CANCEL")


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("series", [weekly, monthly, irregular])
def test_each_mail_is_understood(engines: Engines, client: str, series: Callable[[], list[Occurrence]]) -> None:
    rows, stored = series(), ""
    for message in messages(rows):
        stored = CLIENTS[client](stored, message)
        found = {name: shown(read(stored)) for name, read in engines.know(ZONE).items()}
        assert found == dict.fromkeys(found, of_rows(rows)), message
    assert {str(event["STATUS"]) for event in Calendar.from_ical(stored).walk("VEVENT")} == {"CANCELLED"}


@pytest.mark.parametrize("client", CLIENTS)
def test_who_is_no_longer_invited_has_nothing_left(engines: Engines, client: str) -> None:
    """The series goes on without them: its occurrences are held."""
    rows = weekly()
    rows[1].start_at, rows[1].end_at = rows[1].start_at + DAY, rows[1].end_at + DAY
    rows[2].is_cancelled = True
    stored = CLIENTS[client]("", file_of(rows, zone=ZONE, now=NOW))
    stored = CLIENTS[client](stored, file_of(rows, zone=ZONE, now=NOW, method="CANCEL"))
    found = {name: shown(read(stored)) for name, read in engines.know(ZONE).items()}
    assert {name: dates for name, dates in found.items() if dates} == {}
    assert len(found) > 5
