"""Read who was in a session, and from when to when."""

import sqlite3
from dataclasses import dataclass

from sandbox.contract.roles import HOST


@dataclass(frozen=True, slots=True)
class Stay:
    """One time that somebody was in; who comes back has stayed twice. ``left_ms`` is 0 while they are there.

    ``user_uuid`` and ``call_number`` are "" for a guest without an account.
    """

    participant_id: str
    user_uuid: str
    name: str
    call_number: str
    is_host: bool
    joined_ms: int
    left_ms: int


def list_stays(db: sqlite3.Connection, conf_uuid: str) -> list[Stay]:
    """Return those who were let in, in the order in which they came."""
    rows = db.execute(
        "SELECT * FROM participants WHERE conf_uuid = ? AND NOT is_waiting ORDER BY joined_at, rowid", (conf_uuid,)
    )
    return [_stay(row) for row in rows]


def _stay(row: sqlite3.Row) -> Stay:
    # Seconds are stored; the vendor's times have thousandths, the same ones of somebody each time.
    thousandths = int(row["id"][:4], 16) % 1000
    return Stay(
        participant_id=row["id"],
        user_uuid=row["user_uuid"],
        name=row["name"],
        call_number=row["call_number"],
        is_host=row["role"] == HOST,
        joined_ms=row["joined_at"] * 1000 + thousandths,
        left_ms=row["left_at"] * 1000 + thousandths if row["left_at"] else 0,
    )
