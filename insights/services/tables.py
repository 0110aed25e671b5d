"""The tables of the insights, for spreadsheets: days, hours of the week, hosts, series."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from accounts import csv_file, xlsx_file
from accounts.models import User
from insights import access
from insights.days import bounds, day_of
from insights.queries import series, totals
from insights.ranges import Choice
from l10n import zones

_DAYS = (
    "day",
    "meetings",
    "minutes",
    "attendance_unknown",
    "people",
    "invited",
    "did_not_come",
    "booked_minutes",
    "used_minutes",
)
_OF_TENANT = ("seats_at_once", "meetings_at_once", "rooms_at_once")
_OF_HOST = ("was_in", "minutes_in")


class Name(StrEnum):
    """Which table."""

    DAYS = "days"
    HOURS = "hours"
    HOSTS = "hosts"
    SERIES = "series"


def table(*, name: Name, file_format: str, by: User, choice: Choice, now: datetime) -> str | bytes:
    """Return a table for whoever may see it: of what ``by`` hosts, or, for an administrator, of the whole tenant."""
    everybody = choice.is_everybody and access.sees_everybody(by)
    rows = _TABLES[name](by, choice, now, everybody)
    if file_format == "xlsx":
        return xlsx_file.write(rows, title=name.value)
    return "\ufeff" + "".join(csv_file.line(row) for row in rows)


Rows = Iterator[tuple[object, ...]]


def _days(by: User, choice: Choice, now: datetime, everybody: bool) -> Rows:
    yield (*_DAYS, *(_OF_TENANT if everybody else _OF_HOST))
    for row in totals.days(**_of(by, choice, everybody)):
        yield (
            row.day,
            row.sessions,
            round(row.seconds / 60),
            row.unread,
            row.attendees,
            row.invited,
            row.no_shows,
            round(row.booked_seconds / 60),
            round(row.used_seconds / 60),
            *(
                (row.peak_seats, row.peak_sessions, row.peak_rooms)
                if everybody
                else (row.attended_sessions, round(row.attended_seconds / 60))
            ),
        )


def _hours(by: User, choice: Choice, now: datetime, everybody: bool) -> Rows:
    yield ("day", "hour", "meetings_begun", *(_OF_TENANT if everybody else ()))
    for day, rows in totals.hours(**_of(by, choice, everybody)).items():
        for row in rows:
            levels = (row.seats, row.sessions, row.rooms) if everybody else ()
            yield (day, row.hour, row.begun, *levels)


def _hosts(by: User, choice: Choice, now: datetime, everybody: bool) -> Rows:
    yield ("name", "email", "meetings", "minutes")
    if not everybody:
        return
    assert by.tenant is not None
    today = day_of(now, zones.zone(by.tenant.time_zone))
    found = totals.hosts(
        tenant_id=by.tenant.pk, since=choice.days.since, until=choice.days.until, today=today, limit=None
    )
    for row in found.rows:
        yield (row.person.name, row.person.email, row.sessions, round(row.seconds / 60))


def _series(by: User, choice: Choice, now: datetime, everybody: bool) -> Rows:
    yield ("subject", "host", "finding", "in_a_row", "invited", "came", "of_dates", "came_before", "of_dates_before")
    assert by.tenant is not None
    zone = zones.zone(by.tenant.time_zone)
    found = series.poorly_attended(
        tenant_id=by.tenant.pk,
        host=None if everybody else by,
        since=bounds(choice.days.since, zone)[0],
        until=bounds(choice.days.until, zone)[1],
    )
    for row in found:
        yield (
            row.meeting.subject,
            row.meeting.organiser.name,
            row.finding,
            row.in_a_row,
            row.invited,
            row.came,
            row.dates,
            row.came_before,
            row.dates_before,
        )


def _of(by: User, choice: Choice, everybody: bool) -> Any:
    """Return of whom, and of which days."""
    assert by.tenant_id is not None
    person_id = None if everybody else by.pk
    return {
        "tenant_id": by.tenant_id,
        "person_id": person_id,
        "since": choice.days.since,
        "until": choice.days.until,
    }


_TABLES = {Name.DAYS: _days, Name.HOURS: _hours, Name.HOSTS: _hosts, Name.SERIES: _series}
