"""What the meeting service can repeat by itself: on which calendar days, computed from the first.

Dates are those of the zone in which the series was booked. Weeks begin on Sunday, which counts where only every
second one is meant; of a month that lacks a day its last day is taken (docs/vendor/series.md 11).
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, takewhile

from meetings.recurrence.pattern import Pattern, Unit

MOST = 50  # dates of one series (docs/vendor/series.md 11)
LONGEST_INTERVAL = {Unit.DAY: 15, Unit.WEEK: 5, Unit.MONTH: 3}  # docs/vendor/series.md 11
_DAYS = {Unit.DAY: range(0), Unit.WEEK: range(7), Unit.MONTH: range(1, 32)}


class CycleProblem(ValueError):
    """A rule by which no series can be held."""


class IntervalProblem(CycleProblem):
    """An interval that is not 1 to ``longest``."""

    def __init__(self, longest: int) -> None:
        super().__init__(f"1 to {longest}")
        self.longest = longest


class NoDays(CycleProblem):
    """A rule by week or month (``unit``) that names no weekday or day of the month."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(f"by the {unit}")
        self.unit = unit


class EndsTooEarly(CycleProblem):
    """A rule whose last day lies before its first date."""


class EndsTooLate(CycleProblem):
    """A rule of more than a year; ``latest`` is the last day that would work."""

    def __init__(self, latest: date) -> None:
        super().__init__(f"at the latest {latest}")
        self.latest = latest


class TooManyOccurrences(CycleProblem):
    """A rule of ``count`` dates; ``last`` is the 50th, or the last day of the year that a series may last."""

    def __init__(self, count: int, last: date) -> None:
        super().__init__(f"{count} dates")
        self.count = count
        self.last = last


@dataclass(frozen=True, slots=True)
class Cycle:
    """A rule that repeats every ``interval`` days, weeks or months until ``until``, inclusive.

    ``days`` are weekdays (0 is Sunday) or days of the month (1 to 31), rising; by the day there are none.
    """

    unit: Unit
    interval: int
    days: tuple[int, ...]
    until: date

    @property
    def pattern(self) -> Pattern:
        """Return it without its end."""
        return Pattern(self.unit, self.interval, self.days)


def dates(rule: Cycle, first: date) -> list[date]:
    """Return all dates, the first of the rule on or after ``first`` before the others. Raises CycleProblem."""
    if rule.until < first:
        raise EndsTooEarly
    if rule.until > (latest := a_year_after(first)):
        raise EndsTooLate(latest)
    found = list(takewhile(lambda day: day <= rule.until, following(rule, first)))
    if not found:
        raise EndsTooEarly
    if len(found) > MOST:
        raise TooManyOccurrences(len(found), found[MOST - 1])
    return found


def following(rule: Cycle, first: date) -> Iterator[date]:
    """Return the dates of the rule from ``first`` on, as if it had no end. Raises CycleProblem."""
    return _endless(rule.unit, rule.interval, rule.days, first)


def ending_after(count: int, *, unit: Unit, interval: int, days: tuple[int, ...], first: date) -> Cycle:
    """Return the rule that has ``count`` dates. Raises CycleProblem."""
    if count < 1:
        raise EndsTooEarly
    found = list(islice(_endless(unit, interval, days, first), max(count, MOST)))
    latest = a_year_after(first)
    if count > MOST:
        raise TooManyOccurrences(count, min(found[MOST - 1], latest))
    if found[count - 1] > latest:
        raise EndsTooLate(latest)
    return Cycle(unit, interval, days, found[count - 1])


def weekday(day: date) -> int:
    """Return its number in the week: 0 is Sunday."""
    return day.isoweekday() % 7


def a_year_after(day: date) -> date:
    """Return the last day of a series from ``day``; after a leap day the 28th (docs/vendor/series.md 11)."""
    return years_after(day, 1)


def years_after(day: date, count: int) -> date:
    """Return the same day so many years later; of a leap day the 28th where that year has none."""
    year = day.year + count
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _endless(unit: Unit, interval: int, days: tuple[int, ...], first: date) -> Iterator[date]:
    if not 1 <= interval <= LONGEST_INTERVAL[unit]:
        raise IntervalProblem(LONGEST_INTERVAL[unit])
    if unit is not Unit.DAY and not (days and all(day in _DAYS[unit] for day in days)):
        raise NoDays(unit)
    pattern = Pattern(unit, interval, tuple(sorted(set(days))))
    return (at.date() for at in pattern.occurrences(datetime.combine(first, time())))
