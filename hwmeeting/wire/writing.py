"""Write single values as the vendor wants them (docs/vendor/conventions.md 1 and meetings.md 5)."""

import re
from datetime import UTC, datetime
from typing import Any

from hwmeeting.wire.reading import Fields

_PASSWORD = re.compile(r"[!-~]*")


def drop_empty(fields: Fields) -> dict[str, Any]:
    """Return ``fields`` without those that say nothing: None and ""."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def write_flag(value: bool | None) -> int | None:
    """Return a flag as 0 or 1, for the fields that want a number."""
    return None if value is None else int(value)


def write_datetime(value: datetime) -> str:
    """Return an aware time in UTC, to the minute: the vendor knows no seconds."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def write_epoch_milliseconds(value: datetime) -> str:
    """Return an aware time as milliseconds since 1970, as history and recordings want it."""
    return str(int(value.timestamp() * 1000))


def write_password_header(password: str) -> str:
    """Return a password as the value of a header.

    Raise ValueError for one that no header can hold: no meeting has such a password.
    """
    if not _PASSWORD.fullmatch(password):
        raise ValueError("A meeting password has letters, digits and signs of ASCII only.")
    return password
