"""The rule by which a series is held (docs/vendor/series.md 11)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hwmeeting.wire.reading import Fields, read_date, read_integer, read_integers, read_text


class CycleUnit(StrEnum):
    """The unit that the interval of a series counts."""

    DAY = "Day"
    WEEK = "Week"
    MONTH = "Month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """The vendor's cycleParams. Both dates are inclusive, and local to the request's ``time_zone_id``.

    ``points`` are weekdays (0 is Sunday) or days of the month; a day that a month doesn't have is its last.
    The vendor books 50 occurrences at most and says nothing about the others. ``remind_days`` (0 to 30) is how
    long before each occurrence it sends a notice.
    """

    unit: CycleUnit
    start_date: date
    end_date: date
    interval: int = 1
    points: tuple[int, ...] = ()
    remind_days: int = 0

    @classmethod
    def from_vendor(cls, source: Fields) -> "Cycle | None":
        """Read it from an answer; return None where it can't be read."""
        start_date, end_date = read_date(source, "startDate"), read_date(source, "endDate")
        unit = read_text(source, "cycle")
        if start_date is None or end_date is None or unit not in set(CycleUnit):
            return None
        return cls(
            unit=CycleUnit(unit),
            start_date=start_date,
            end_date=end_date,
            interval=read_integer(source, "interval") or 1,
            points=read_integers(source, "point"),
            remind_days=read_integer(source, "preRemindDays") or 0,
        )

    def to_vendor(self) -> dict[str, Any]:
        """Return the fields of a request."""
        found: dict[str, Any] = {
            "startDate": self.start_date.isoformat(),
            "endDate": self.end_date.isoformat(),
            "cycle": self.unit.value,
            "interval": self.interval,
            "preRemindDays": self.remind_days,
        }
        return found | ({"point": list(self.points)} if self.points else {})
