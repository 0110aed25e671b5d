"""Time as the sandbox tells it."""

import time
from datetime import UTC, datetime

MINUTE = 60
MINUTE_FORMAT = "%Y-%m-%d %H:%M"


def now() -> int:
    """Seconds since 1970."""
    return int(time.time())


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def minute(at: int) -> str:
    """``yyyy-MM-dd HH:mm`` in UTC."""
    return datetime.fromtimestamp(at, UTC).strftime(MINUTE_FORMAT)


def iso(at: float) -> str:
    """For our own addresses and pages."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
