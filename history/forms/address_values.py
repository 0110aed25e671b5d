"""Words and days as they stand in the address of a list."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_LONGEST = 200
# Beyond these there are no meetings, and near the ends of the calendar a zone's midnight has no time in UTC.
_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)


def read_text(typed: str) -> str:
    """Return a word that the database takes: no NUL, no half of a surrogate pair."""
    whole = typed.replace("\0", "").encode(errors="ignore").decode()
    return " ".join(whole.split())[:_LONGEST]


def read_day(typed: str) -> date | None:
    """Return a day, None for what is none."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when the day begins in ``zone``, in UTC."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
