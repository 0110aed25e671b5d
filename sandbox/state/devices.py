"""Store the hard terminals of an enterprise."""

import sqlite3
from dataclasses import dataclass

from sandbox import ids

NORMAL, STOPPED = 0, 1


@dataclass(frozen=True, slots=True)
class Device:
    """A terminal; ``kind`` is "TE" (the vendor's own) or "3rd", ``account`` the one that is built in."""

    uuid: str
    corp_id: str
    sn: str
    name: str
    kind: str
    model: str
    account: str
    sip_number: str
    dept_code: str
    email: str
    description: str
    status: int


def add(
    db: sqlite3.Connection,
    *,
    corp_id: str,
    sn: str,
    name: str,
    kind: str,
    model: str,
    dept_code: str = "",
    email: str = "",
    status: int = NORMAL,
) -> Device:
    device = Device(
        uuid=ids.hex32(),
        corp_id=corp_id,
        sn=sn,
        name=name,
        kind=kind,
        model=model,
        account=f"Auto-{ids.hex32()}",
        sip_number=f"+99111{ids.digits(10)}",
        dept_code=dept_code,
        email=email,
        description="",
        status=status,
    )
    values = tuple(getattr(device, column) for column in Device.__dataclass_fields__)
    db.execute(f"INSERT INTO devices VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608 — only placeholders
    return device


def list_devices(db: sqlite3.Connection, corp_id: str) -> list[Device]:
    """Return the terminals of an enterprise by name."""
    rows = db.execute("SELECT * FROM devices WHERE corp_id = ? ORDER BY name, sn", (corp_id,))
    return [Device(**row) for row in rows]


def find(db: sqlite3.Connection, *, corp_id: str, sn: str) -> Device | None:
    row = db.execute("SELECT * FROM devices WHERE corp_id = ? AND sn = ?", (corp_id, sn)).fetchone()
    return row and Device(**row)
