"""Compute from cycleParams on which dates a series is held (docs/vendor/series.md 11)."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.vendor_api.rules.booking_fields import WRONG_VALUE

MAX_OCCURRENCES = 50
_INTERVALS = {"Day": range(1, 16), "Week": range(1, 6), "Month": range(1, 4)}
_POINTS = {"Week": range(7), "Month": range(1, 32)}
_ABSENT, _NO_START, _NO_END, _BAD_CYCLE = "MMC.111071020", "MMC.111071041", "MMC.111071042", "MMC.111071043"
_BAD_INTERVAL, _NO_POINT, _BAD_POINT = "MMC.111071044", "MMC.111071045", "MMC.111071046"
_BAD_REMINDER, _PAST = "MMC.111071030", "MMC.111071013"


@dataclass(frozen=True, slots=True)
class Cycle:
    """A rule; ``points`` are weekdays (0 is Sunday) or days of the month, both dates are in it."""

    start_date: date
    end_date: date
    unit: str
    interval: int
    points: tuple[int, ...]
    remind_days: int

    def dates(self) -> list[date]:
        """Return all its dates, in order."""
        found = {day for day in self._candidates() if self.start_date <= day <= self.end_date}
        return sorted(found)

    def limited(self) -> "tuple[Cycle, list[date]]":
        """Return what is really booked: beyond 50 the end is pulled in, and nobody hears of it."""
        dates = self.dates()
        if len(dates) <= MAX_OCCURRENCES:
            return self, dates
        kept = dates[:MAX_OCCURRENCES]
        return (
            Cycle(self.start_date, kept[-1], self.unit, self.interval, self.points, self.remind_days),
            kept,
        )

    def as_dict(self, count: int) -> dict[str, Any]:
        """Return the rule as answers have it; cycleCount stands in examples only."""
        found: dict[str, Any] = {
            "startDate": self.start_date.isoformat(),
            "endDate": self.end_date.isoformat(),
            "cycle": self.unit,
            "interval": self.interval,
            "preRemindDays": self.remind_days,
            "cycleCount": count,
        }
        return found | ({"point": list(self.points)} if self.points else {})

    def _candidates(self) -> Iterator[date]:
        if self.unit == "Day":
            for number in range(0, (self.end_date - self.start_date).days + 1, self.interval):
                yield self.start_date + timedelta(days=number)
        elif self.unit == "Week":
            # Weeks begin on Sunday, the point 0.
            sunday = self.start_date - timedelta(days=self.start_date.isoweekday() % 7)
            while sunday <= self.end_date:
                yield from (sunday + timedelta(days=point) for point in self.points)
                sunday += timedelta(weeks=self.interval)
        else:
            months = self.start_date.year * 12 + self.start_date.month - 1
            while (first := date(months // 12, months % 12 + 1, 1)) <= self.end_date:
                last = calendar.monthrange(first.year, first.month)[1]
                yield from (first.replace(day=min(point, last)) for point in self.points)
                months += self.interval


def read_cycle(written: dict[str, Any] | None, *, today: date) -> Cycle:
    """Return the rule. Refuse with the vendor's reason. ``today`` is the date in the zone of the series."""
    if written is None:
        raise Refused(_ABSENT)
    start, end = _date(written.get("startDate"), _NO_START), _date(written.get("endDate"), _NO_END)
    unit = written.get("cycle")
    if unit not in _INTERVALS:
        raise Refused(_BAD_CYCLE)
    interval = 1 if written.get("interval") is None else written["interval"]
    if interval not in _INTERVALS[unit]:
        raise Refused(_BAD_INTERVAL)
    points = _points(written.get("point"), unit)
    reminder = written.get("preRemindDays")
    if reminder is None or reminder not in range(31):
        raise Refused(_BAD_REMINDER)
    if start < today:
        raise Refused(_PAST)
    if end < start or end > _a_year_after(start):
        raise Refused(WRONG_VALUE)
    return Cycle(start, end, unit, interval, points, reminder)


def _date(written: str | None, absent: str) -> date:
    if not written:
        raise Refused(absent)
    try:
        found = date.fromisoformat(written)
    except ValueError as error:
        raise Refused(WRONG_VALUE) from error
    # Python reads other forms of ISO 8601 as well; a year of four nines has no day after its last.
    if found.isoformat() != written or found.year > 9000:
        raise Refused(WRONG_VALUE)
    return found


def _a_year_after(day: date) -> date:
    """Return the same day of the next year; of a leap day the day before."""
    return day.replace(year=day.year + 1, day=min(day.day, calendar.monthrange(day.year + 1, day.month)[1]))


def _points(written: list[int] | None, unit: str) -> tuple[int, ...]:
    if unit == "Day":
        return ()
    if not written:
        raise Refused(_NO_POINT)
    if not all(point in _POINTS[unit] for point in written):
        raise Refused(_BAD_POINT)
    return tuple(sorted(set(written)))
