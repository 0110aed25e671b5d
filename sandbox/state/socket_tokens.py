"""Store the tokens that open the pushing of one session: once, within a minute."""

import secrets
import sqlite3

LIFE = 60


def issue(db: sqlite3.Connection, conf_uuid: str, *, now: int) -> str:
    """Issue a token of 51 characters, as in the documents."""
    db.execute("DELETE FROM socket_tokens WHERE expires_at <= ?", (now,))
    token = f"cnr{secrets.token_hex(24)}"
    db.execute("INSERT INTO socket_tokens VALUES (?, ?, ?)", (token, conf_uuid, now + LIFE))
    return token


def spend(db: sqlite3.Connection, token: str, *, now: int) -> str:
    """Return the session that the token opens, "" if it is unknown, over or spent."""
    row = db.execute(
        "DELETE FROM socket_tokens WHERE token = ? AND expires_at > ? RETURNING conf_uuid", (token, now)
    ).fetchall()
    return str(row[0][0]) if row else ""
