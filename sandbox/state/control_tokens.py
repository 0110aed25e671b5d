"""Store the tokens that let somebody control one session of a meeting."""

import secrets
import sqlite3
from dataclasses import dataclass, replace

LIFE = 30 * 60


@dataclass(frozen=True, slots=True)
class ControlToken:
    """A token that holds for one session alone, whatever meeting ID it had.

    ``participant_id`` is that of whose client has it, "" where a password has got it.
    """

    token: str
    conf_uuid: str
    is_host: bool
    expires_at: int
    participant_id: str = ""


def issue(
    db: sqlite3.Connection, conf_uuid: str, *, is_host: bool, now: int, participant_id: str = ""
) -> ControlToken:
    """Issue a token of 51 characters, as in the documents."""
    db.execute("DELETE FROM control_tokens WHERE expires_at <= ?", (now,))
    db.execute("DELETE FROM participant_tokens WHERE token NOT IN (SELECT token FROM control_tokens)")
    token = ControlToken(f"cnr{secrets.token_hex(24)}", conf_uuid, is_host, now + LIFE, participant_id)
    db.execute("INSERT INTO control_tokens VALUES (?, ?, ?, ?)", (token.token, conf_uuid, is_host, token.expires_at))
    if participant_id:
        db.execute("INSERT INTO participant_tokens VALUES (?, ?)", (token.token, participant_id))
    return token


def find(db: sqlite3.Connection, written: str, *, conf_uuid: str, now: int) -> ControlToken | None:
    """Return the token if it is one for that session and not over."""
    row = db.execute(
        "SELECT control_tokens.*, coalesce(participant_id, '') participant_id FROM control_tokens"
        " LEFT JOIN participant_tokens USING (token) WHERE token = ? AND conf_uuid = ? AND expires_at > ?",
        (written, conf_uuid, now),
    ).fetchone()
    return row and ControlToken(**dict(row) | {"is_host": bool(row["is_host"])})


def keep_alive(db: sqlite3.Connection, token: ControlToken, *, now: int) -> ControlToken:
    """Return the same token, from now on for its whole life."""
    db.execute("UPDATE control_tokens SET expires_at = ? WHERE token = ?", (now + LIFE, token.token))
    return replace(token, expires_at=now + LIFE)
