"""Calendar days of a zone: where they begin and end, and which of them a span of time touches.

A day is 23 or 25 hours long where the clock changes. What happens at midnight belongs to the day that begins.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """Return the day of ``zone`` in which a moment lies."""
    return at.astimezone(zone).date()


def bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the moments at which a day begins and at which the next one does."""
    return _midnight(day, zone), _midnight(day + timedelta(days=1), zone)


def days_of(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[date]:
    """Yield each day that a span touches, at least the one in which it begins."""
    day = day_of(start, zone)
    yield day
    while (day := day + timedelta(days=1)) and _midnight(day, zone) < end:
        yield day


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
