"""Tell the real time, and write times as the vendor and our own pages do."""

import time
from datetime import UTC, datetime

MINUTE = 60
MINUTE_FORMAT = "%Y-%m-%d %H:%M"


def now() -> int:
    """Return the seconds since 1970."""
    return int(time.time())


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def minute(at: int) -> str:
    """Return a time as ``yyyy-MM-dd HH:mm`` in UTC."""
    return datetime.fromtimestamp(at, UTC).strftime(MINUTE_FORMAT)


def iso(at: float) -> str:
    """Return a time in ISO 8601, as our own addresses and pages write it."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
