"""By which rule a series is held, and its single dates (docs/vendor/series.md 11)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hwmeeting.wire import Fields, calendar_date, text, whole, wholes


class CycleUnit(StrEnum):
    """What the interval counts."""

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
        """As an answer has it; None where it can't be read."""
        start_date, end_date = calendar_date(source, "startDate"), calendar_date(source, "endDate")
        unit = text(source, "cycle")
        if start_date is None or end_date is None or unit not in set(CycleUnit):
            return None
        return cls(
            unit=CycleUnit(unit),
            start_date=start_date,
            end_date=end_date,
            interval=whole(source, "interval") or 1,
            points=wholes(source, "point"),
            remind_days=whole(source, "preRemindDays") or 0,
        )

    def to_vendor(self) -> dict[str, Any]:
        """As a request has it."""
        found: dict[str, Any] = {
            "startDate": self.start_date.isoformat(),
            "endDate": self.end_date.isoformat(),
            "cycle": self.unit.value,
            "interval": self.interval,
            "preRemindDays": self.remind_days,
        }
        return found | ({"point": list(self.points)} if self.points else {})
