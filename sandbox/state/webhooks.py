"""Store where enterprises and service providers want their events pushed to."""

import sqlite3
from dataclasses import dataclass, field

from sandbox import ids

ON, OFF, LOCKED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Webhook:
    """A subscription; ``owner_id`` is the enterprise or the service provider."""

    id: str
    owner_id: str
    subscriber_id: str
    subscriber_key: str = field(repr=False)
    url: str
    status: int


def write(db: sqlite3.Connection, *, owner_id: str, subscriber_id: str, subscriber_key: str, url: str) -> None:
    """Write a webhook, switched off at first, in place of the one before."""
    row = (ids.hex32(), owner_id, subscriber_id, subscriber_key, url, OFF)
    db.execute("INSERT OR REPLACE INTO webhooks VALUES (?, ?, ?, ?, ?, ?)", row)


def find_by_owner(db: sqlite3.Connection, owner_id: str) -> Webhook | None:
    row = db.execute("SELECT * FROM webhooks WHERE owner_id = ?", (owner_id,)).fetchone()
    return row and Webhook(**row)


def find(db: sqlite3.Connection, webhook_id: str) -> Webhook | None:
    row = db.execute("SELECT * FROM webhooks WHERE id = ?", (webhook_id,)).fetchone()
    return row and Webhook(**row)


def is_any_on(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM webhooks WHERE status = ?", (ON,)).fetchone() is not None


def list_listening(db: sqlite3.Connection, *, corp_id: str) -> list[Webhook]:
    """Return those that hear of an enterprise's meetings: its own, and its service provider's."""
    rows = db.execute(
        "SELECT * FROM webhooks WHERE status = ?1 AND owner_id IN (SELECT ?2 UNION SELECT apps.corp_id"
        " FROM enterprises JOIN apps ON app_id = sp_app_id WHERE enterprises.corp_id = ?2)",
        (ON, corp_id),
    )
    return [Webhook(**row) for row in rows]


def switch(db: sqlite3.Connection, webhook_id: str, *, status: int) -> None:
    db.execute("UPDATE webhooks SET status = ? WHERE id = ?", (status, webhook_id))


def delete(db: sqlite3.Connection, webhook_id: str) -> None:
    db.execute("DELETE FROM webhooks WHERE id = ?", (webhook_id,))
