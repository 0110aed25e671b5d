"""Wrong passwords lock an account."""

import sqlite3

from sandbox.state import passwords

_NOW = 1_800_000_000


def _try(db: sqlite3.Connection, password: str, now: int = _NOW) -> bool:
    return passwords.is_right(db, "u", password, now=now)


def test_the_fifth_wrong_one_locks_for_a_minute(db: sqlite3.Connection) -> None:
    passwords.set_password(db, user_uuid="u", password="right")
    assert [_try(db, "wrong") for _ in range(passwords.MAX_WRONG)] == [False] * 5
    locked = [passwords.is_locked(db, "u", now=_NOW + after) for after in (0, passwords.LOCKED_SECONDS - 1, 60)]
    assert locked == [True, True, False]


def test_a_right_one_starts_the_count_anew(db: sqlite3.Connection) -> None:
    passwords.set_password(db, user_uuid="u", password="right")
    for _ in range(2):
        assert [_try(db, word) for word in ("wrong", "wrong", "wrong", "wrong", "right")] == [False] * 4 + [True]
    assert not passwords.is_locked(db, "u", now=_NOW)


def test_whoever_has_no_password_never_has_the_right_one(db: sqlite3.Connection) -> None:
    assert not _try(db, "")
