"""How many of something there were at once, for each hour of a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from history.writes.presences import Interval

# Every hour of every zone, and every change of a clock, begins a whole number of these after midnight.
_STEP = timedelta(minutes=30)
_ENDS, _HOUR, _BEGINS = 0, 1, 2


@dataclass(slots=True)
class Peak:
    """The most at once on a day, first at ``at``, and of each hour by the clock; an hour without any has none."""

    most: int = 0
    at: datetime | None = None
    by_hour: dict[int, int] = field(default_factory=dict)

    def note(self, level: int, hour: int, at: datetime) -> None:
        if level > self.by_hour.get(hour, 0):
            self.by_hour[hour] = level
        if level > self.most:
            self.most, self.at = level, at


def hours_of(start: datetime, end: datetime, zone: ZoneInfo) -> list[tuple[datetime, int]]:
    """Return when the clock shows which hour, for a day; one that comes twice stands there twice."""
    found: list[tuple[datetime, int]] = []
    while start < end:
        hour = start.astimezone(zone).hour
        if not found or found[-1][1] != hour:
            found.append((start, hour))
        start += _STEP
    return found


def peak_of(intervals: Iterable[Interval], hours: list[tuple[datetime, int]], end: datetime) -> Peak:
    """Return the most intervals at once between the first of ``hours`` and ``end``: who leaves makes room at once."""
    first = hours[0][0]
    changes = [(at, _HOUR, hour) for at, hour in hours]
    for since, until in intervals:
        begins, ends = max(since, first), min(until, end)
        if begins < ends:
            changes.append((begins, _BEGINS, 1))
            changes.append((ends, _ENDS, 1))
    changes.sort()
    peak, level, hour = Peak(), 0, 0
    for at, kind, value in changes:
        if kind == _HOUR:
            hour = value
        else:
            level += 1 if kind == _BEGINS else -1
        if kind != _ENDS and level:
            peak.note(level, hour, at)
    return peak
