"""Working days by a calendar of holidays, and of days that are worked in their stead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Self

import chinese_calendar.constants
from icalendar import Calendar, Component

from meetings.recurrence import wall_clock
from meetings.recurrence.pattern import WORKING_DAYS, Pattern, Unit
from meetings.recurrence.problems import RuleProblem
from meetings.recurrence.rule import Rule

# How calendars of China name a day that is worked at a weekend: 班, 补班, 上班.
_WORKED = "班"
_LONGEST_HOLIDAY = 366  # days of one entry


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Days ``off`` and days ``worked`` although they are on a weekend; ``years`` are those that it knows."""

    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    @classmethod
    def of_china(cls) -> Self:
        """Return what the State Council has announced."""
        off, worked = chinese_calendar.constants.holidays, chinese_calendar.constants.workdays
        return cls(frozenset(off), frozenset(worked), frozenset(day.year for day in off))

    @classmethod
    def from_ics(cls, text: str | bytes) -> Self:
        """Return the holidays of a calendar file: its entries of whole days.

        One whose title has 班 is a day that is worked. Raises RuleProblem for a file that has no such entry.
        """
        try:
            events = Calendar.from_ical(text).walk("VEVENT")
        except ValueError as error:
            raise RuleProblem("calendar_unreadable", "calendar") from error
        worked = {day for event in events if _WORKED in str(event.get("SUMMARY", "")) for day in _days(event)}
        off = {day for event in events for day in _days(event)} - worked
        if not off | worked:
            raise RuleProblem("calendar_unreadable", "calendar")
        return cls(frozenset(off), frozenset(worked), frozenset(day.year for day in off | worked))

    def unknown_years(self, rule: Rule) -> list[int]:
        """Return the years of a rule of which it knows nothing: there Monday to Friday is worked."""
        return sorted({at.year for at in rule.starts()} - self.years)


def keep_working_days(rule: Rule, calendar: WorkingDays) -> Rule:
    """Return a rule of Monday to Friday without holidays, and with the weekends that are worked in their stead.

    So many times are as many as are held. Raises RuleProblem for another rule.
    """
    if rule.pattern != Pattern(Unit.WEEK, 1, WORKING_DAYS):
        raise RuleProblem("not_working_days", "days")
    if not rule.has_end:
        raise RuleProblem("no_end", "until")
    if rule.first.date() in calendar.off:
        works = next(_worked_days(rule.first.date(), calendar))
        raise RuleProblem("first_is_holiday", "first", first=rule.first.date(), works=works)
    last = rule.until
    if rule.count is not None:
        *_, last = islice(_worked_days(rule.first.date(), calendar), rule.count)
    assert last is not None
    added = (day for day in calendar.worked if rule.first.date() < day <= last and day.weekday() >= 5)
    skipped = (day for day in calendar.off if rule.first.date() < day <= last and day.weekday() < 5)
    return replace(
        rule,
        count=None,
        until=last,
        skip=tuple(sorted({*rule.skip, *skipped})),
        extra=tuple(sorted({*rule.extra, *(wall_clock.read_moment(day, rule.first) for day in added)})),
    )


def _worked_days(first: date, calendar: WorkingDays) -> Iterator[date]:
    day = first
    while True:
        if day in calendar.worked or (day.weekday() < 5 and day not in calendar.off):
            yield day
        day += timedelta(days=1)


def _days(event: Component) -> Iterable[date]:
    """Return the whole days of an entry; DTEND is the first one that is none any more."""
    start, end = event.get("DTSTART"), event.get("DTEND")
    if start is None or isinstance(start.dt, datetime):
        return ()
    length = (end.dt - start.dt).days if end is not None and not isinstance(end.dt, datetime) else 1
    return (start.dt + timedelta(days=number) for number in range(min(max(length, 1), _LONGEST_HOLIDAY)))
