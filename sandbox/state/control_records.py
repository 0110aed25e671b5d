"""Store what was done to a session, and by whom."""

import sqlite3
from dataclasses import dataclass

PORTAL, SYSTEM, MCU = "Portal", "Conference System", "MCU"


@dataclass(frozen=True, slots=True)
class ControlRecord:
    """One thing that was done.

    ``operation`` is a name of our own, which answers translate; ``object`` is a participant's id or "".
    """

    at_ms: int
    source: str
    operation: str
    object: str = ""


def add(db: sqlite3.Connection, conf_uuid: str, record: ControlRecord) -> None:
    row = (conf_uuid, record.at_ms, record.source, record.operation, record.object)
    db.execute("INSERT INTO control_records VALUES (?, ?, ?, ?, ?)", row)


def list_control_records(db: sqlite3.Connection, conf_uuid: str) -> list[ControlRecord]:
    rows = db.execute(
        "SELECT at_ms, source, operation, object FROM control_records WHERE conf_uuid = ? ORDER BY rowid", (conf_uuid,)
    )
    return [ControlRecord(**row) for row in rows]
