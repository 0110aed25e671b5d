"""Store the applications by which enterprises and service providers sign their people in."""

import hmac
import secrets
import sqlite3
from dataclasses import dataclass, field

from sandbox import ids

SINGLE, PROVIDER = "single", "sp"
NORMAL, STOPPED = 0, 1
# How long the old key goes on to serve after a reset.
FORMER_KEY_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Application:
    """An application.

    ``kind`` is SINGLE (``corp_id`` is its enterprise) or PROVIDER (``corp_id`` is the service provider itself).
    """

    app_id: str
    app_key: str = field(repr=False)
    name: str
    kind: str
    corp_id: str
    description: str
    status: int
    created_at: int
    updated_at: int
    former_key: str = field(repr=False)
    former_key_until: int

    def keys(self, *, now: int) -> list[str]:
        """Return the keys that serve: the old one for an hour after its reset."""
        return [self.app_key] + ([self.former_key] if now < self.former_key_until else [])


_COLUMNS = ", ".join(Application.__dataclass_fields__)
_SELECT = f"SELECT {_COLUMNS} FROM apps WHERE NOT is_deleted"  # noqa: S608 — our own names


def plant(db: sqlite3.Connection, *, app_id: str, app_key: str, name: str, kind: str, corp_id: str, now: int) -> None:
    """Make an application known; one that is keeps what became of it, unless ``app_key`` is another than then."""
    row = db.execute("SELECT planted_key FROM apps WHERE app_id = ?", (app_id,)).fetchone()
    if row and hmac.compare_digest(row[0], app_key):
        return
    db.execute(
        "INSERT OR REPLACE INTO apps (app_id, app_key, name, kind, corp_id, created_at, updated_at, planted_key)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?2)",
        (app_id, app_key, name, kind, corp_id, now),
    )


def add(db: sqlite3.Connection, *, corp_id: str, name: str, description: str, now: int) -> Application:
    """Add a new application of that enterprise."""
    app_id = ids.hex32()
    db.execute(
        "INSERT INTO apps (app_id, app_key, name, kind, corp_id, description, created_at, updated_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
        (app_id, _new_key(), name, SINGLE, corp_id, description, now),
    )
    return _known(db, app_id)


def find(db: sqlite3.Connection, app_id: str) -> Application | None:
    row = db.execute(f"{_SELECT} AND app_id = ?", (app_id,)).fetchone()
    return row and Application(**row)


def list_applications(db: sqlite3.Connection, corp_id: str) -> list[Application]:
    """Return the applications of an enterprise, the newest last."""
    rows = db.execute(f"{_SELECT} AND corp_id = ? AND kind = ? ORDER BY created_at, rowid", (corp_id, SINGLE))
    return [Application(**row) for row in rows]


def change(db: sqlite3.Connection, app_id: str, *, name: str, description: str, status: int, now: int) -> Application:
    db.execute(
        "UPDATE apps SET name = ?, description = ?, status = ?, updated_at = ? WHERE app_id = ?",
        (name, description, status, now, app_id),
    )
    return _known(db, app_id)


def reset_key(db: sqlite3.Connection, app_id: str, *, now: int) -> Application:
    """Make a new key; the one before it serves for an hour more, any older one not at all."""
    db.execute(
        "UPDATE apps SET former_key = app_key, former_key_until = ?, app_key = ?, updated_at = ? WHERE app_id = ?",
        (now + FORMER_KEY_SECONDS, _new_key(), now, app_id),
    )
    return _known(db, app_id)


def delete(db: sqlite3.Connection, app_id: str) -> None:
    """Mark an application as deleted, so that the next start of the sandbox doesn't bring it back."""
    db.execute("UPDATE apps SET is_deleted = 1 WHERE app_id = ?", (app_id,))


def serves(db: sqlite3.Connection, *, app_id: str, corp_id: str) -> bool:
    """Return whether people of that enterprise are known by that application."""
    own = "SELECT 1 FROM apps WHERE app_id = ?1 AND corp_id = ?2 AND NOT is_deleted"
    provider = "SELECT 1 FROM enterprises WHERE corp_id = ?2 AND sp_app_id = ?1"
    return db.execute(f"{own} UNION {provider}", (app_id, corp_id)).fetchone() is not None


def list_provider_enterprises(db: sqlite3.Connection, provider: str) -> set[str]:
    """Return which enterprises are looked after by the service provider."""
    rows = db.execute(
        "SELECT enterprises.corp_id FROM enterprises JOIN apps ON app_id = sp_app_id WHERE apps.corp_id = ?",
        (provider,),
    )
    return {corp_id for (corp_id,) in rows}


def _known(db: sqlite3.Connection, app_id: str) -> Application:
    found = find(db, app_id)
    assert found is not None
    return found


def _new_key() -> str:
    return secrets.token_hex(32)
