"""Read single values of an answer with tolerance (docs/vendor/conventions.md 1, meetings.md 5 and conventions.md 17).

A value that is missing, null or unreadable is None (text: ""): one odd field must not hide a whole meeting.
"""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

Fields = Mapping[str, Any]


def read_text(source: Fields, name: str) -> str:
    """Return a string; a number is written out."""
    value = source.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def read_texts(source: Fields, name: str) -> tuple[str, ...]:
    """Return the strings of a list."""
    value = source.get(name)
    return tuple(item for item in value if isinstance(item, str) and item) if isinstance(value, list) else ()


def read_integer(source: Fields, name: str) -> int | None:
    """Return a whole number, also where it comes as text."""
    value = source.get(name)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
        return int(value)
    return None


def read_integers(source: Fields, name: str) -> tuple[int, ...]:
    """Return the whole numbers of a list."""
    value = source.get(name)
    return tuple(item for item in value if type(item) is int) if isinstance(value, list) else ()


def read_decimal(source: Fields, name: str) -> float | None:
    """Return a finite number, also where it comes as text."""
    value = source.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def read_flag(source: Fields, name: str) -> bool | None:
    """Return yes or no: the vendor writes true and false, 0 and 1, or either as text (docs/vendor/meetings.md 4.3)."""
    value = source.get(name)
    key = value.strip().lower() if isinstance(value, str) else value
    if isinstance(key, str | int):
        return {True: True, False: False, "true": True, "false": False, "1": True, "0": False}.get(key)
    return None


def read_date(source: Fields, name: str) -> date | None:
    """Return the calendar day that is written as ``YYYY-MM-DD``."""
    try:
        return date.fromisoformat(read_text(source, name).strip())
    except ValueError:
        return None


def read_datetime(source: Fields, name: str) -> datetime | None:
    """Return the aware time that is written as ``yyyy-MM-dd HH:mm`` in UTC."""
    try:
        found = datetime.fromisoformat(read_text(source, name).strip())
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def read_epoch_seconds(source: Fields, name: str) -> datetime | None:
    """Return the aware UTC time that is written in seconds since 1970."""
    return _from_epoch(read_integer(source, name), unit=1)


def read_epoch_milliseconds(source: Fields, name: str) -> datetime | None:
    """Return the aware UTC time that is written in milliseconds since 1970."""
    return _from_epoch(read_integer(source, name), unit=1000)


def read_object(source: Fields, name: str) -> dict[str, Any] | None:
    """Return an object within ``source``."""
    value = source.get(name)
    return value if isinstance(value, dict) else None


def read_objects(source: Fields, name: str) -> list[dict[str, Any]]:
    """Return the objects of a list within ``source``; [] where there is none."""
    value = source.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def count_rows(source: Fields, name: str) -> int:
    """Return how many rows a list within ``source`` has, those among them that are no objects."""
    value = source.get(name)
    return len(value) if isinstance(value, list) else 0


def _from_epoch(value: int | None, *, unit: int) -> datetime | None:
    try:
        return None if not value else datetime.fromtimestamp(value / unit, UTC)
    except (ValueError, OverflowError, OSError):  # beyond the year 9999
        return None
