"""Store what was said while captions were on."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caption:
    """One sentence in two languages."""

    n: int
    participant_id: str
    mandarin: str
    english: str
    at_ms: int


def add(db: sqlite3.Connection, conf_uuid: str, participant_id: str, *, mandarin: str, english: str, at: int) -> None:
    row = (conf_uuid, participant_id, mandarin, english, at * 1000)
    db.execute(
        "INSERT INTO captions (conf_uuid, participant_id, mandarin, english, at_ms) VALUES (?, ?, ?, ?, ?)", row
    )


def list_after(db: sqlite3.Connection, conf_uuid: str, n: int) -> list[Caption]:
    """Return what was said after row ``n``."""
    rows = db.execute(
        "SELECT n, participant_id, mandarin, english, at_ms FROM captions WHERE conf_uuid = ? AND n > ? ORDER BY n",
        (conf_uuid, n),
    )
    return [Caption(**row) for row in rows]
