"""On which days something repeats, without beginning and end, and the same as an RRULE.

Of a month that lacks a day its last one is taken, as the meeting service does (docs/vendor/series.md 11), and the
RRULE says so: 31 is BYMONTHDAY=-1, and 30 the last of 28, 29 and 30.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from dateutil import rrule

WORKING_DAYS = (1, 2, 3, 4, 5)
LAST = 31  # as a day of the month: every month's last
WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")  # 0 is Sunday
_FREQUENCIES = {"DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY, "YEARLY": rrule.YEARLY}
_WEEKDAYS = (rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA)


class Unit(StrEnum):
    """What the interval counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


FREQUENCIES = {Unit.DAY: "DAILY", Unit.WEEK: "WEEKLY", Unit.MONTH: "MONTHLY", Unit.YEAR: "YEARLY"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Every ``interval`` days, weeks, months or years, on ``days`` or on weekdays of a month.

    ``days`` are weekdays (0 is Sunday) of a week or days of a month (1 to 31), rising. Where ``positions`` stand, 1 to
    5 and -1 for the last, ``weekdays`` of a month are meant: the second Tuesday, or of Monday to Friday the last.
    ``months`` are those of a year. ``week_start`` counts where only every second week or so is meant.
    """

    unit: Unit
    interval: int = 1
    days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    week_start: int = 0

    def parts(self) -> dict[str, str]:
        """Return the parts of an RRULE, in its order."""
        found = {"FREQ": FREQUENCIES[self.unit]}
        if self.interval > 1:
            found["INTERVAL"] = str(self.interval)
        if self.months:
            found["BYMONTH"] = _joined(self.months)
        if self.unit is Unit.WEEK:
            found["BYDAY"] = ",".join(WEEKDAYS[day] for day in self.days)
        elif self.weekdays:
            found |= self._weekdays_of_month()
        elif self.days:
            days, positions = self._days_of_month()
            found["BYMONTHDAY"] = _joined(days)
            if positions:
                found["BYSETPOS"] = _joined(positions)
        if self.unit is Unit.WEEK and self.interval > 1:
            found["WKST"] = WEEKDAYS[self.week_start]
        return found

    def occurrences(
        self, first: datetime, *, count: int | None = None, until: datetime | None = None
    ) -> Iterator[Any]:
        """Return its times of day from ``first`` on, which need not be one, each counted from it.

        They are naive or of a zone as ``first`` is, whether that zone has such a time or not.
        """
        return iter(rrule.rrule(dtstart=first, count=count, until=until, **self._dateutil()))

    def is_last_instead(self, day: date) -> bool:
        """Tell whether ``day``, one of it, stands for a day that its month doesn't have."""
        return self.unit is Unit.MONTH and bool(self.days) and day.day not in self.days and LAST not in self.days

    def _days_of_month(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return BYMONTHDAY and BYSETPOS; the months of a year are known to have the day."""
        if self.unit is Unit.YEAR:
            return tuple(-1 if day == LAST else day for day in self.days), ()
        return spell_month_days(self.days)

    def _weekdays_of_month(self) -> dict[str, str]:
        if len(self.weekdays) == 1:
            (day,) = self.weekdays
            return {"BYDAY": ",".join(f"{position}{WEEKDAYS[day]}" for position in self.positions)}
        return {"BYDAY": ",".join(WEEKDAYS[day] for day in self.weekdays), "BYSETPOS": _joined(self.positions)}

    def _dateutil(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "freq": _FREQUENCIES[FREQUENCIES[self.unit]],
            "interval": self.interval,
            "wkst": _WEEKDAYS[self.week_start],
        }
        if self.months:
            found["bymonth"] = self.months
        if self.unit is Unit.WEEK:
            found["byweekday"] = [_WEEKDAYS[day] for day in self.days]
        elif len(self.weekdays) == 1:
            found["byweekday"] = [_WEEKDAYS[self.weekdays[0]](position) for position in self.positions]
        elif self.weekdays:
            found |= {"byweekday": [_WEEKDAYS[day] for day in self.weekdays], "bysetpos": self.positions}
        elif self.days:
            days, positions = self._days_of_month()
            found |= {"bymonthday": days, "bysetpos": positions or None}
        return found


def spell_month_days(days: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return BYMONTHDAY and BYSETPOS for ``days``, of which the last of a month stands for what it lacks.

    Beside 31 each day stands as it is, since -1 is in every month. Without it the month has all of 28 to the highest,
    from which the wanted ones are taken by their place and, where the month is too short, its last.
    """
    if LAST in days:
        return (*(day for day in days if day != LAST), -1), ()
    if days[-1] <= 28:
        return days, ()
    low = tuple(day for day in days if day < 28)
    spread = (*low, *range(28, days[-1] + 1))
    wanted = tuple(place for place, day in enumerate(spread, 1) if day in days and day != spread[-1])
    return spread, (*wanted, -1)


def collect_month_days(days: tuple[int, ...], positions: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the days that ``spell_month_days`` has spelled so, None where they are something else."""
    spread = tuple(sorted(days))
    if not positions or positions[-1] != -1 or -1 in days:
        return None
    if not set(positions[:-1]) <= set(range(1, len(spread) + 1)):
        return None
    if spread == (28, 29, 30, LAST) and positions == (-1,):
        return (LAST,)
    found = tuple(sorted({*(spread[place - 1] for place in positions[:-1]), spread[-1]}))
    return found if spell_month_days(found) == (spread, positions) else None


def _joined(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))
