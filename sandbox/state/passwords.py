"""Store passwords of accounts: no secrets, since whoever reaches the sandbox may do everything."""

import hmac
import sqlite3

# After so many wrong ones in a row nobody gets in for so long; how many is not published.
MAX_WRONG, LOCKED_SECONDS = 5, 60


def set_password(db: sqlite3.Connection, *, user_uuid: str, password: str) -> None:
    db.execute("INSERT OR REPLACE INTO passwords (user_uuid, password) VALUES (?, ?)", (user_uuid, password))


def is_locked(db: sqlite3.Connection, user_uuid: str, *, now: int) -> bool:
    found = db.execute("SELECT 1 FROM passwords WHERE user_uuid = ? AND locked_until > ?", (user_uuid, now))
    return found.fetchone() is not None


def is_right(db: sqlite3.Connection, user_uuid: str, password: str, *, now: int) -> bool:
    """Return whether the password is right, and count those that aren't; the last one allowed locks the account."""
    row = db.execute("SELECT password, wrong_in_a_row FROM passwords WHERE user_uuid = ?", (user_uuid,)).fetchone()
    if row is None:
        return False
    right = hmac.compare_digest(row["password"].encode(), password.encode())
    wrong = 0 if right else row["wrong_in_a_row"] + 1
    locked_until = now + LOCKED_SECONDS if wrong == MAX_WRONG else 0
    db.execute(
        "UPDATE passwords SET wrong_in_a_row = ?, locked_until = ? WHERE user_uuid = ?",
        (wrong % MAX_WRONG, locked_until, user_uuid),
    )
    return right
