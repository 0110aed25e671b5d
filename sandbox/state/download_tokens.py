"""Store the tokens that let the files of recordings be fetched."""

import secrets
import sqlite3

LIFE = 3600


def issue(db: sqlite3.Connection, conf_uuid: str, file: str, *, is_for_once: bool, now: int) -> str:
    """Issue a token for one file: 64 characters, as in the documents."""
    db.execute("DELETE FROM download_tokens WHERE expires_at <= ?", (now,))
    token = secrets.token_hex(32)
    db.execute("INSERT INTO download_tokens VALUES (?, ?, ?, ?, ?)", (token, conf_uuid, file, is_for_once, now + LIFE))
    return token


def is_allowed(db: sqlite3.Connection, token: str, conf_uuid: str, file: str, *, is_for_once: bool, now: int) -> bool:
    """Return whether the token opens that file now; one that is for once is used up by that."""
    found = db.execute(
        "SELECT 1 FROM download_tokens WHERE token = ? AND conf_uuid = ? AND file = ? AND is_for_once = ?"
        " AND expires_at > ?",
        (token, conf_uuid, file, is_for_once, now),
    ).fetchone()
    if found and is_for_once:
        db.execute("DELETE FROM download_tokens WHERE token = ?", (token,))
    return found is not None
