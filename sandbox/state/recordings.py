"""What was recorded of sessions; there to be watched once it is transcoded."""

import sqlite3
from dataclasses import dataclass

from sandbox import clock

# How long transcoding takes is not stated: a minute, and half of the recording's own length.
_AT_LEAST = clock.MINUTE


@dataclass(frozen=True, slots=True)
class Recording:
    """``seconds`` is its length, ``ready_at`` when its transcoding ends."""

    conf_uuid: str
    started_at: int
    seconds: int
    ready_at: int


def make(db: sqlite3.Connection, conf_uuid: str, *, started_at: int, ended_at: int) -> None:
    """Of a session that has just ended, unless nobody was there."""
    if db.execute("SELECT 1 FROM participants WHERE conf_uuid = ?", (conf_uuid,)).fetchone() is None:
        return
    seconds = ended_at - started_at
    row = (conf_uuid, started_at, seconds, ended_at + _AT_LEAST + seconds // 2)
    db.execute("INSERT INTO recordings VALUES (?, ?, ?, ?)", row)


def is_ready(db: sqlite3.Connection, conf_uuid: str, *, now: int) -> bool:
    """Whether there is one, transcoded."""
    found = db.execute("SELECT 1 FROM recordings WHERE conf_uuid = ? AND ready_at <= ?", (conf_uuid, now))
    return found.fetchone() is not None


def everything(db: sqlite3.Connection) -> list[Recording]:
    return [Recording(**row) for row in db.execute("SELECT * FROM recordings ORDER BY started_at, conf_uuid")]
