"""Store how far the clock of the meetings is ahead of the real one. Authentication keeps real time."""

import sqlite3

from sandbox import clock

# A century; the vendor's formats have four digits for a year.
MAX_SECONDS_AHEAD = 100 * 365 * 24 * 3600


def seconds_ahead(db: sqlite3.Connection) -> int:
    """Return by how many seconds the clock is ahead."""
    row = db.execute("SELECT sum(seconds) FROM moves").fetchone()
    return int(row[0] or 0)


def now(db: sqlite3.Connection) -> int:
    """Return the seconds since 1970 by the clock of the meetings."""
    return clock.now() + seconds_ahead(db)


def move_forward(db: sqlite3.Connection, seconds: int) -> None:
    """Move the clock forward; there is no way back, since what has happened has happened."""
    db.execute("INSERT INTO moves VALUES (?)", (seconds,))
