"""Store what was recorded of sessions; it can be watched once it is transcoded."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox import clock

# How long transcoding takes is not stated: a minute, and half of the recording's own length.
_AT_LEAST = clock.MINUTE
_LONGEST_FILE = 3 * 3600


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording; ``seconds`` is its length, ``ready_at`` when its transcoding ends."""

    conf_uuid: str
    started_at: int
    seconds: int
    ready_at: int

    @property
    def parts(self) -> list[tuple[int, int]]:
        """Return when each of its files begins and ends: they are cut every three hours."""
        end = self.started_at + self.seconds
        starts = range(self.started_at, max(end, self.started_at + 1), _LONGEST_FILE)
        return [(start, min(start + _LONGEST_FILE, end)) for start in starts]


def to_row(conf_uuid: str, *, started_at: int, ended_at: int) -> tuple[str, int, int, int]:
    """Return a recording of that whole time as a row of its table."""
    seconds = ended_at - started_at
    return (conf_uuid, started_at, seconds, ended_at + _AT_LEAST + seconds // 2)


def record_session(db: sqlite3.Connection, conf_uuid: str, *, started_at: int, ended_at: int) -> None:
    """Write the recording of a session that has just ended, unless nobody was there."""
    if db.execute("SELECT 1 FROM participants WHERE conf_uuid = ?", (conf_uuid,)).fetchone() is None:
        return
    row = to_row(conf_uuid, started_at=started_at, ended_at=ended_at)
    db.execute("INSERT INTO recordings VALUES (?, ?, ?, ?)", row)


def is_ready(db: sqlite3.Connection, conf_uuid: str, *, now: int) -> bool:
    """Return whether there is a recording, transcoded."""
    found = find(db, conf_uuid)
    return found is not None and found.ready_at <= now


def find(db: sqlite3.Connection, conf_uuid: str) -> Recording | None:
    row = db.execute("SELECT * FROM recordings WHERE conf_uuid = ?", (conf_uuid,)).fetchone()
    return row and Recording(**row)


def delete(db: sqlite3.Connection, conf_uuids: Sequence[str]) -> None:
    """Delete recordings, with what would have let them be fetched."""
    for table in ("recordings", "download_tokens"):
        db.executemany(f"DELETE FROM {table} WHERE conf_uuid = ?", [(uuid,) for uuid in conf_uuids])  # noqa: S608


def list_recordings(db: sqlite3.Connection) -> list[Recording]:
    return [Recording(**row) for row in db.execute("SELECT * FROM recordings ORDER BY started_at, conf_uuid")]
