"""The dates of a series as an RRULE in UTC, where one says exactly them.

What the meeting service holds at one time in UTC needs no zone. Where its clock makes the times in UTC differ, or a
month's last day stands for a missing one, no rule would be true, and the dates are listed instead.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from meetings import recurrence
from meetings.recurrence import Rule, RuleProblem, Unit

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


def rule(starts: list[datetime]) -> dict[str, Any] | None:
    """What icalendar writes as RRULE: exactly ``starts``, which rise; None where no rule has them."""
    utc = [start_at.astimezone(UTC) for start_at in starts]
    if len({start_at.time() for start_at in utc}) != 1 or len(utc) < 2:
        return None
    days = [start_at.date() for start_at in utc]
    for candidate in _candidates(days):
        try:
            found = recurrence.dates(candidate, days[0])
        except RuleProblem:
            continue
        if found == days and not any(recurrence.is_last_instead(candidate, day) for day in days):
            return _written(candidate, len(days))
    return None


def _candidates(days: list[date]) -> Iterable[Rule]:
    points = {
        Unit.DAY: (),
        Unit.WEEK: tuple(sorted({recurrence.weekday(day) for day in days})),
        Unit.MONTH: tuple(sorted({day.day for day in days})),
    }
    # Every seventh day is a week.
    for unit, intervals in (
        (Unit.DAY, range(1, 7)),
        (Unit.WEEK, range(1, 6)),
        (Unit.DAY, range(8, 16)),
        (Unit.MONTH, range(1, 4)),
    ):
        for interval in intervals:
            yield Rule(unit, interval, points[unit], days[-1])


def _written(rule: Rule, count: int) -> dict[str, Any]:
    found: dict[str, Any] = {"freq": {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY"}[rule.unit.value]}
    found |= {"interval": rule.interval, "count": count}
    if rule.unit is Unit.WEEK:
        found |= {"byday": [_WEEKDAYS[point] for point in rule.points], "wkst": "SU"}
    if rule.unit is Unit.MONTH:
        found["bymonthday"] = list(rule.points)
    return found
