"""Calendar days as an RRULE, where there is one for them.

It leaves out a month that lacks the day, where the meeting service takes the month's last day instead. A rule that has
each month's last day has a place for each of them all the same, at which it is not held.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice, takewhile
from typing import Any

from meetings.recurrence import cycles
from meetings.recurrence.cycles import Cycle
from meetings.recurrence.pattern import Unit

_FREQUENCIES = {Unit.DAY: "DAILY", Unit.WEEK: "WEEKLY", Unit.MONTH: "MONTHLY"}
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LAST = 31  # as a day of the month: every month's last


def find_rule(days: list[date]) -> tuple[Cycle, list[date]] | None:
    """Return a rule that an RRULE can say, with the date in it of each of ``days``, which rise; None where none fits.

    Each is held on its date, or earlier in the same month. Of a single day: every day.
    """
    for candidate in _candidates(days):
        if _first_dates(candidate, days[0], len(days)) == days:
            if not any(candidate.pattern.is_last_instead(day) for day in days):
                return candidate, days
            drawn_out = replace(candidate, days=(*candidate.days[:-1], _LAST))
            return drawn_out, _first_dates(drawn_out, days[0], len(days))
    return None


def dates_before(rule: Cycle, first: date, count: int) -> list[date]:
    """Return so many of the rule's own dates as it would have been held before ``first``, which is one of it."""
    back = rule.interval * (2 * count + 1)  # a month may lack the day
    if rule.unit is Unit.MONTH:
        year, month = divmod(first.year * 12 + first.month - 1 - back, 12)
        start = date(year, month + 1, 1)
    else:
        start = first - timedelta(days=back * (7 if rule.unit is Unit.WEEK else 1))
    found = takewhile(lambda day: day < first, cycles.following(rule, start))
    return [day for day in found if not rule.pattern.is_last_instead(day)][-count:] if count else []


def write_rrule(rule: Cycle, until: datetime) -> dict[str, Any]:
    """Return what icalendar writes as RRULE, for dates until ``until``, the last of them or somewhat later.

    Not COUNT: some programs leave those out of the count that EXDATE leaves out. And in UTC, as RFC 5545 wants it
    whatever zone the start is in.
    """
    found: dict[str, Any] = {"freq": _FREQUENCIES[rule.unit], "until": until.astimezone(UTC)}
    if rule.interval > 1:
        found["interval"] = rule.interval
    if rule.unit is Unit.WEEK:
        found |= {"byday": [_WEEKDAYS[day] for day in rule.days], "wkst": "SU"}
    if rule.unit is Unit.MONTH:
        found["bymonthday"] = [-1 if day == _LAST else day for day in rule.days]
    return found


def _first_dates(rule: Cycle, first: date, count: int) -> list[date]:
    return list(islice(cycles.following(rule, first), count))


def _candidates(days: list[date]) -> Iterable[Cycle]:
    plain = {day.day for day in days}
    with_last = {_LAST if _is_last(day) else day.day for day in days}
    # A 29th or 30th, for which February has its last day.
    but_february = {day.day for day in days if not (day.month == 2 and _is_last(day))}
    chosen: dict[Unit, list[tuple[int, ...]]] = {
        Unit.DAY: [()],
        Unit.WEEK: [tuple(sorted({cycles.weekday(day) for day in days}))],
        Unit.MONTH: [tuple(sorted(found)) for found in (plain, with_last, but_february) if found],
    }
    # Every seventh day is a week.
    for unit, intervals in (
        (Unit.DAY, range(1, 7)),
        (Unit.WEEK, range(1, 6)),
        (Unit.DAY, range(8, 16)),
        (Unit.MONTH, range(1, 4)),
    ):
        for interval in intervals:
            for rule_days in chosen[unit]:
                yield Cycle(unit, interval, rule_days, days[-1])


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
