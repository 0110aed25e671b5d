"""Store cloud rooms and personal meeting numbers (VMR)."""

import sqlite3
from dataclasses import dataclass

from sandbox import clock, ids

PERSONAL, CLOUD = 0, 1  # vmrMode
IN_ORDER, FROZEN, UNASSIGNED = 0, 1, 2  # status
_PARTIES = 100
_PACKAGE, _PACKAGE_SECONDS = "云会议室100方", 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Room:
    """A room; ``id`` goes into a booking's vmrID, ``number`` is what people dial (vmrConferenceID)."""

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


@dataclass(frozen=True, slots=True)
class EnterpriseRoom:
    """A cloud room as its enterprise has bought it; ``member`` and ``device`` are uuid and name of whom it is for."""

    room: Room
    package: str
    expires_at: int
    member: tuple[str, str] | None
    device: tuple[str, str] | None


def add_personal(db: sqlite3.Connection, *, owner_uuid: str, name: str) -> None:
    _add(db, owner_uuid=owner_uuid, name=name, mode=PERSONAL, status=IN_ORDER)


def add_cloud(db: sqlite3.Connection, *, corp_id: str, owner_uuid: str, name: str, status: int = IN_ORDER) -> str:
    """Add a cloud room of a user or a terminal, or ("") of nobody yet. Return its id."""
    room_id = _add(db, owner_uuid=owner_uuid, name=name, mode=CLOUD, status=status)
    row = (room_id, corp_id, _PACKAGE, clock.now() + _PACKAGE_SECONDS)
    db.execute("INSERT INTO room_packages VALUES (?, ?, ?, ?)", row)
    return room_id


def set_status(db: sqlite3.Connection, room_id: str, status: int) -> None:
    db.execute("UPDATE rooms SET status = ? WHERE id = ?", (status, room_id))


def delete(db: sqlite3.Connection, room_id: str) -> None:
    db.execute("DELETE FROM rooms WHERE id = ?", (room_id,))
    db.execute("DELETE FROM room_packages WHERE room_id = ?", (room_id,))


def has_expired(db: sqlite3.Connection, room_id: str, *, now: int) -> bool:
    """Return whether the time has run out for which a cloud room was bought; a personal number has none."""
    found = db.execute("SELECT 1 FROM room_packages WHERE room_id = ? AND expires_at <= ?", (room_id, now))
    return found.fetchone() is not None


def _add(db: sqlite3.Connection, *, owner_uuid: str, name: str, mode: int, status: int) -> str:
    room_id = ids.hex32()
    row = (room_id, ids.digits(9), owner_uuid, name, mode, _PARTIES, ids.digits(6), ids.digits(6), 0, status)
    db.execute("INSERT INTO rooms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return room_id


def find(db: sqlite3.Connection, room_id: str) -> Room | None:
    row = db.execute("SELECT * FROM rooms WHERE id = ?", (room_id,)).fetchone()
    return row and _room(row)


def list_user_rooms(db: sqlite3.Connection, *, owner_uuid: str, mode: int | None, search: str) -> list[Room]:
    """Return the rooms of a person, personal ones first; ``mode`` None means all."""
    rows = db.execute(
        "SELECT * FROM rooms WHERE owner_uuid = ?1 AND (?2 IS NULL OR mode = ?2)"
        " AND (instr(lower(name), lower(?3)) OR instr(number, ?3)) ORDER BY mode, id",
        (owner_uuid, mode, search),
    )
    return [_room(row) for row in rows]


def personal_numbers(db: sqlite3.Connection, corp_id: str) -> dict[str, str]:
    """Return the personal meeting number of each user of the enterprise."""
    rows = db.execute(
        "SELECT owner_uuid, number FROM rooms JOIN users ON uuid = owner_uuid WHERE corp_id = ? AND mode = ?",
        (corp_id, PERSONAL),
    )
    return dict(rows.fetchall())


def list_enterprise_rooms(db: sqlite3.Connection, corp_id: str) -> list[EnterpriseRoom]:
    """Return the cloud rooms of an enterprise, by name."""
    rows = db.execute(
        "SELECT rooms.*, package.name AS package, expires_at, users.name AS user_name, devices.name AS device_name"
        " FROM room_packages AS package JOIN rooms ON rooms.id = room_id"
        " LEFT JOIN users ON users.uuid = owner_uuid LEFT JOIN devices ON devices.uuid = owner_uuid"
        " WHERE package.corp_id = ? ORDER BY rooms.name, rooms.id",
        (corp_id,),
    )
    return [
        EnterpriseRoom(
            room=_room(row),
            package=row["package"],
            expires_at=row["expires_at"],
            member=(row["owner_uuid"], row["user_name"]) if row["user_name"] is not None else None,
            device=(row["owner_uuid"], row["device_name"]) if row["device_name"] is not None else None,
        )
        for row in rows
    ]


def _room(row: sqlite3.Row) -> Room:
    values = {name: row[name] for name in Room.__dataclass_fields__}
    values["guests_may_start"] = bool(values["guests_may_start"])
    return Room(**values)
