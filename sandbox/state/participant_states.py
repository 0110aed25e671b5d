"""Store how each participant of a running session is: microphone, camera, hand, sharing, rights."""

import sqlite3
from typing import Any

_COLUMNS = frozenset(
    {
        "is_muted",
        "has_video",
        "has_hand_up",
        "is_sharing",
        "is_cohost",
        "may_record",
        "is_asked_to_share",
        "is_asked_for_video",
        "volume",
        "network",
        "listens",
        "view",
        "is_view_locked",
    }
)


def enter(db: sqlite3.Connection, participant_id: str, conf_uuid: str, *, is_muted: bool, has_video: bool) -> None:
    """Store somebody who comes."""
    row = (participant_id, conf_uuid, is_muted, has_video)
    db.execute(
        "INSERT OR REPLACE INTO participant_states (id, conf_uuid, is_muted, has_video) VALUES (?, ?, ?, ?)", row
    )


def forget(db: sqlite3.Connection, participant_id: str) -> None:
    """Forget somebody who has gone."""
    db.execute("DELETE FROM participant_states WHERE id = ?", (participant_id,))


def change(db: sqlite3.Connection, participant_id: str, **changes: Any) -> None:
    """Change somebody."""
    _change(db, "id = :key", participant_id, changes)


def change_all(db: sqlite3.Connection, conf_uuid: str, *, but: tuple[str, ...] = (), **changes: Any) -> None:
    """Change everybody of a session ``but`` those."""
    named = {f"but{number}": one for number, one in enumerate(but)}
    others = f" AND id NOT IN ({', '.join(f':{name}' for name in named)})" if but else ""
    _change(db, f"conf_uuid = :key{others}", conf_uuid, changes, **named)


def _change(db: sqlite3.Connection, where: str, key: str, changes: dict[str, Any], **more: str) -> None:
    assert changes.keys() <= _COLUMNS
    columns = ", ".join(f"{name} = :{name}" for name in changes)
    # Only rows that differ: who is told of changes is not told of none.
    differs = " OR ".join(f"{name} <> :{name}" for name in changes)
    db.execute(
        f"UPDATE participant_states SET {columns} WHERE {where} AND ({differs})",  # noqa: S608 — names of our own
        changes | more | {"key": key},
    )
