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


def switch(db: sqlite3.Connection, webhook_id: str, *, status: int) -> None:
    db.execute("UPDATE webhooks SET status = ? WHERE id = ?", (status, webhook_id))


def delete(db: sqlite3.Connection, webhook_id: str) -> None:
    db.execute("DELETE FROM webhooks WHERE id = ?", (webhook_id,))
