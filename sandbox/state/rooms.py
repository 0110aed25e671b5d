"""Cloud rooms and personal meeting numbers (VMR)."""

import sqlite3
from dataclasses import dataclass

from sandbox import ids

PERSONAL, CLOUD = 0, 1  # vmrMode
_IN_ORDER = 0  # status


@dataclass(frozen=True, slots=True)
class Room:
    """``id`` goes into a booking's vmrID, ``number`` is what people dial (vmrConferenceID)."""

    id: str
    number: str
    owner_uuid: str
    name: str
    mode: int
    parties: int
    host_password: str
    guest_password: str
    guests_may_start: bool
    status: int


def add(db: sqlite3.Connection, *, owner_uuid: str, name: str, mode: int, parties: int = 100) -> None:
    row = (ids.hex32(), ids.digits(9), owner_uuid, name, mode, parties, ids.digits(6), ids.digits(6), 0, _IN_ORDER)
    db.execute("INSERT INTO rooms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def find(db: sqlite3.Connection, room_id: str) -> Room | None:
    row = db.execute("SELECT * FROM rooms WHERE id = ?", (room_id,)).fetchone()
    return row and _room(row)


def of_user(db: sqlite3.Connection, *, owner_uuid: str, mode: int | None, search: str) -> list[Room]:
    """The rooms of a person, personal ones first; ``mode`` None means all."""
    rows = db.execute(
        "SELECT * FROM rooms WHERE owner_uuid = ?1 AND (?2 IS NULL OR mode = ?2)"
        " AND (instr(lower(name), lower(?3)) OR instr(number, ?3)) ORDER BY mode, id",
        (owner_uuid, mode, search),
    )
    return [_room(row) for row in rows]


def _room(row: sqlite3.Row) -> Room:
    values = dict(row)
    values["guests_may_start"] = bool(values["guests_may_start"])
    return Room(**values)
