"""The sums of a range of days; reads only, and no more rows for a million sessions than for a thousand."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, Sum

from accounts.models import User
from insights.models import DayTotals, MonthTotals


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
    hours: list[list[int]]


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


def first_day(*, tenant_id: int) -> date | None:
    """Return the first day of which anything is known."""
    return (
        DayTotals.objects.filter(tenant=tenant_id, person=None).order_by("day").values_list("day", flat=True).first()
    )


def hosts(*, tenant_id: int, since: date, until: date, today: date, limit: int | None) -> Hosts:
    """Return who has held most sessions, and longest: whole months by their sums, the days around them one by one."""
    months = _months_within(since, until, today)
    # Spans of their own, each one walk along the index: a year of days is never read.
    edges = Q(day__gte=since, day__lte=until)
    if months:
        edges = Q(day__gte=since, day__lt=months[0]) | Q(day__gte=_next_month(months[-1]), day__lte=until)
    own = DayTotals.objects.filter(edges, tenant=tenant_id, person__isnull=False)
    sums: dict[int, Counter[str]] = {}
    for found in (own, MonthTotals.objects.filter(tenant=tenant_id, month__in=months)):
        for row in _by_person(found):
            sums.setdefault(row[0], Counter()).update(sessions=row[1], seconds=row[2])
    held = {key: each for key, each in sums.items() if each["sessions"]}
    most = sorted(held, key=lambda key: (-held[key]["sessions"], -held[key]["seconds"], key))[:limit]
    people = User.objects.in_bulk(most)
    rows = [HostRow(people[key], held[key]["sessions"], held[key]["seconds"]) for key in most if key in people]
    return Hosts(rows, len(held), sum(each["sessions"] for each in held.values()))


def _by_person(found: Any) -> Iterable[tuple[int, int, int]]:
    summed = found.order_by().values("person_id").annotate(held=Sum("sessions"), lasted=Sum("seconds"))
    rows: Iterable[tuple[int, int, int]] = summed.values_list("person_id", "held", "lasted")
    return rows


def _months_within(since: date, until: date, today: date) -> list[date]:
    """Return the months that lie wholly in a range; what is left of today's month has nothing in it yet."""
    month = since if since.day == 1 else _next_month(since)
    found = []
    while _next_month(month) - timedelta(days=1) <= until or month <= today <= until < _next_month(month):
        found.append(month)
        month = _next_month(month)
    return found


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
