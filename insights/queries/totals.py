"""The sums of a range of days; reads only, and no more rows for a million sessions than for a thousand."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, Sum

from accounts.models import User
from insights.models import DayTotals, MonthTotals

_HOURS = 24
_BY_HOUR = ("begun_by_hour", "seats_by_hour", "sessions_by_hour", "rooms_by_hour")
_DAY = timedelta(days=1)
DayHours = tuple[date, list[int]]


class _Span(NamedTuple):
    """Days, with the first and the last."""

    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


class DayRow(NamedTuple):
    """The sums of one day, as ``DayTotals`` has them."""

    day: date
    sessions: int
    seconds: int
    unread: int
    attendees: int
    invited: int
    no_shows: int
    booked_seconds: int
    used_seconds: int
    attended_sessions: int
    attended_seconds: int
    peak_seats: int
    peak_seats_at: datetime | None
    peak_sessions: int
    peak_rooms: int


class HourRow(NamedTuple):
    """An hour of a day in which anything was held: what began in it, and the most at once; 0 to 23 by the clock."""

    hour: int
    begun: int
    seats: int
    sessions: int
    rooms: int


class HostRow(NamedTuple):
    """What one person has held."""

    person: User
    sessions: int
    seconds: int


class Hosts(NamedTuple):
    """Who has held most; how many have held anything, and how many sessions all of them together."""

    rows: list[HostRow]
    people: int
    sessions: int


def days(*, tenant_id: int, person_id: int | None, since: date, until: date) -> list[DayRow]:
    """Return the days on which anything was held, in their order: of a host, or without one of the whole tenant."""
    found = DayTotals.objects.filter(tenant=tenant_id, person=person_id, day__gte=since, day__lte=until)
    return [DayRow(*row) for row in found.order_by("day").values_list(*DayRow._fields)]


def by_hour(*, tenant_id: int, person_id: int | None, since: date, until: date, column: str) -> list[DayHours]:
    """Return the same days, each with the 24 numbers of one ``*_by_hour`` of DayTotals, or none."""
    found = DayTotals.objects.filter(tenant=tenant_id, person=person_id, day__gte=since, day__lte=until)
    return list(found.order_by("day").values_list("day", column))


def hours(*, tenant_id: int, person_id: int | None, since: date, until: date) -> dict[date, list[HourRow]]:
    """Return for the same days the hours in which anything was held."""
    found = DayTotals.objects.filter(tenant=tenant_id, person=person_id, day__gte=since, day__lte=until)
    return {day: _hour_rows(columns) for day, *columns in found.order_by("day").values_list("day", *_BY_HOUR)}


def _hour_rows(columns: list[list[int]]) -> list[HourRow]:
    """Return the rows of columns of 24 numbers, or none, without those in which there is nothing."""
    rows = zip(range(_HOURS), *(column or [0] * _HOURS for column in columns), strict=True)
    return [HourRow(*row) for row in rows if any(row[1:])]


def first_day(*, tenant_id: int) -> date | None:
    """Return the first day of which anything is known."""
    return (
        DayTotals.objects.filter(tenant=tenant_id, person=None).order_by("day").values_list("day", flat=True).first()
    )


def hosts(*, tenant_id: int, since: date, until: date, today: date, limit: int | None) -> Hosts:
    """Return who has held most sessions, and longest; rows of months are read rather than many of days."""
    months, added, removed = _parts(since, min(until, today), today)
    days = DayTotals.objects.filter(tenant=tenant_id, person__isnull=False)
    sums: dict[int, Counter[str]] = {}
    for sign, found in (
        (1, MonthTotals.objects.filter(tenant=tenant_id, month__in=months)),
        (1, days.filter(_within(added))),
        (-1, days.filter(_within(removed))),
    ):
        for person_id, sessions, seconds in _by_person(found):
            sums.setdefault(person_id, Counter()).update(sessions=sign * sessions, seconds=sign * seconds)
    held = {key: each for key, each in sums.items() if each["sessions"]}
    most = sorted(held, key=lambda key: (-held[key]["sessions"], -held[key]["seconds"], key))[:limit]
    people = User.objects.in_bulk(most)
    rows = [HostRow(people[key], held[key]["sessions"], held[key]["seconds"]) for key in most if key in people]
    return Hosts(rows, len(held), sum(each["sessions"] for each in held.values()))


def _by_person(found: Any) -> Iterable[tuple[int, int, int]]:
    summed = found.order_by().values("person_id").annotate(held=Sum("sessions"), lasted=Sum("seconds"))
    rows: Iterable[tuple[int, int, int]] = summed.values_list("person_id", "held", "lasted")
    return rows


def _parts(since: date, until: date, today: date) -> tuple[list[date], list[_Span], list[_Span]]:
    """Return the months that together are a range, with the days that are to be added to them, and taken away.

    Of a month that is partly in the range, the shorter part is read by days: a day has as many rows as a month.
    """
    months: list[date] = []
    added: list[_Span] = []
    removed: list[_Span] = []
    month = since.replace(day=1)
    while month <= until:
        last = min(_next_month(month) - _DAY, today)
        inside = _Span(max(since, month), min(until, last))
        outside = [span for span in (_Span(month, since - _DAY), _Span(until + _DAY, last)) if span.days > 0]
        if sum(span.days for span in outside) < inside.days:
            months.append(month)
            removed += outside
        else:
            added.append(inside)
        month = _next_month(month)
    return months, added, removed


def _within(spans: list[_Span]) -> Q:
    """Return the condition for days within any of ``spans``; each is one walk along the index."""
    found = Q(pk__in=[])
    for span in spans:
        found |= Q(day__gte=span.since, day__lte=span.until)
    return found


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
