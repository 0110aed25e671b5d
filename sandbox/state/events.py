"""Store what is to be told to those who listen, in the transaction in which it happens."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from sandbox.state import webhooks
from sandbox.state.webhooks import Webhook


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, for one listener; ``at_ms`` is by the clock of the meetings."""

    webhook: Webhook
    name: str
    at_ms: int
    payload: dict[str, Any]


def add(
    db: sqlite3.Connection,
    name: str,
    *,
    corp_id: str,
    conference_id: str,
    at: int,
    conf_uuid: str = "",
    occurrence_id: str = "",
    attendee: dict[str, Any] | None = None,
) -> None:
    """Write what happened to a meeting of that enterprise; where nobody listens, nothing is written."""
    info = {"meetingID": conference_id, "meetingUUID": conf_uuid, "meetingCycleSubID": occurrence_id}
    payload: dict[str, Any] = {"meetingInfo": {key: value for key, value in info.items() if value}}
    if attendee:
        payload["attendeeInfo"] = attendee
    rows = [
        (webhook.id, name, at * 1000, json.dumps(payload)) for webhook in webhooks.list_listening(db, corp_id=corp_id)
    ]
    db.executemany("INSERT INTO events (webhook_id, name, at_ms, payload) VALUES (?, ?, ?, ?)", rows)


def take(db: sqlite3.Connection) -> list[Event]:
    """Return what is to be told, in order, and forget it: it is told from memory, and a killed sandbox loses it."""
    rows = db.execute("SELECT * FROM events ORDER BY n").fetchall()
    if not rows:
        return []
    db.execute("DELETE FROM events WHERE n <= ?", (rows[-1]["n"],))
    known = {row["webhook_id"]: webhooks.find(db, row["webhook_id"]) for row in rows}
    return [
        Event(webhook, row["name"], row["at_ms"], json.loads(row["payload"]))
        for row in rows
        if (webhook := known[row["webhook_id"]])
    ]
