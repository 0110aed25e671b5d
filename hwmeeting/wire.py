"""Single values as the vendor writes them (docs/vendor/conventions.md 1 and 17, meetings.md 5), read with tolerance.

A value that is missing, null or unreadable is None (text: ""): one odd field must not hide a whole meeting.
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

Fields = Mapping[str, Any]
_PASSWORD = re.compile(r"[!-~]*")


def compact(fields: Fields) -> dict[str, Any]:
    """``fields`` without what says nothing: None and ""."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def text(source: Fields, name: str) -> str:
    """A string; numbers are written out."""
    value = source.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def whole(source: Fields, name: str) -> int | None:
    """A whole number, also where it comes as text."""
    value = source.get(name)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
        return int(value)
    return None


def real(source: Fields, name: str) -> float | None:
    """A finite number, also where it comes as text."""
    value = source.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def wholes(source: Fields, name: str) -> tuple[int, ...]:
    """A list of whole numbers."""
    value = source.get(name)
    return tuple(item for item in value if type(item) is int) if isinstance(value, list) else ()


def texts(source: Fields, name: str) -> tuple[str, ...]:
    """A list of strings."""
    value = source.get(name)
    return tuple(item for item in value if isinstance(item, str) and item) if isinstance(value, list) else ()


def calendar_date(source: Fields, name: str) -> date | None:
    """``YYYY-MM-DD``."""
    try:
        return date.fromisoformat(text(source, name).strip())
    except ValueError:
        return None


def flag(source: Fields, name: str) -> bool | None:
    """Yes or no: true and false, 0 and 1, or either as text (docs/vendor/meetings.md 4.3)."""
    value = source.get(name)
    key = value.strip().lower() if isinstance(value, str) else value
    if isinstance(key, str | int):
        return {True: True, False: False, "true": True, "false": False, "1": True, "0": False}.get(key)
    return None


def number(value: bool | None) -> int | None:
    """A yes or no for the fields that want 0 or 1."""
    return None if value is None else int(value)


def moment(source: Fields, name: str) -> datetime | None:
    """``yyyy-MM-dd HH:mm`` in UTC, as an aware time."""
    try:
        found = datetime.fromisoformat(text(source, name).strip())
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def seconds(source: Fields, name: str) -> datetime | None:
    """Seconds since 1970, as an aware UTC time."""
    value = whole(source, name)
    try:
        return None if not value else datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):  # beyond the year 9999
        return None


def thousandths(source: Fields, name: str) -> datetime | None:
    """Milliseconds since 1970, as an aware UTC time."""
    value = whole(source, name)
    try:
        return None if not value else datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def minute(value: datetime) -> str:
    """An aware time as the vendor reads it; it has no seconds."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def milliseconds(value: datetime) -> str:
    """An aware time as history and recordings want it."""
    return str(int(value.timestamp() * 1000))


def header_of_password(password: str) -> str:
    """The password as a header's value. Raises ValueError for one that can't be: no meeting has such a one."""
    if not _PASSWORD.fullmatch(password):
        raise ValueError("A meeting password has letters, digits and signs of ASCII only.")
    return password


def fields(source: Fields, name: str) -> dict[str, Any] | None:
    """An object within ``source``."""
    value = source.get(name)
    return value if isinstance(value, dict) else None


def rows(source: Fields, name: str) -> list[dict[str, Any]]:
    """A list of objects within ``source``; [] where there is none."""
    value = source.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
