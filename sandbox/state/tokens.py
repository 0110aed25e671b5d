"""Store access tokens, refresh tokens, sign nonces and login tickets."""

import secrets
import sqlite3
from dataclasses import dataclass

from sandbox import clock, ids

API_CLIENT = 72  # clientType of a caller like the portal
MAX_LIVE = 64
_SHORTEST, _LONGEST = 12 * 3600, 24 * 3600
REFRESH_PERIOD = 30 * 24 * 3600
KICKED, ENDED = "kicked", "ended"


@dataclass(frozen=True, slots=True)
class Token:
    """An access token with its refresh token; ``ended`` is "" while it lives."""

    access_token: str
    refresh_token: str
    user_uuid: str
    client_type: int
    created_ms: int
    valid_period: int
    ip: str
    ended: str

    @property
    def expires_at(self) -> int:
        return self.created_ms // 1000 + self.valid_period

    @property
    def refresh_expires_at(self) -> int:
        return self.created_ms // 1000 + REFRESH_PERIOD


def issue(db: sqlite3.Connection, *, user_uuid: str, client_type: int, ip: str) -> Token:
    """Issue a token.

    An API client's pushes out its user's oldest beyond 64, any other its user's last of that kind.
    """
    _make_room(db, user_uuid, client_type)
    token = make_unissued(user_uuid=user_uuid, client_type=client_type, ip=ip)
    row = tuple(getattr(token, column) for column in Token.__dataclass_fields__)
    db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return token


def make_unissued(*, user_uuid: str, client_type: int, ip: str) -> Token:
    """Return a token that isn't issued: nobody knows it."""
    valid_period = _SHORTEST + secrets.randbelow(_LONGEST - _SHORTEST + 1)
    return Token(ids.token(), ids.token(), user_uuid, client_type, clock.now_ms(), valid_period, ip, "")


def _make_room(db: sqlite3.Connection, user_uuid: str, client_type: int) -> None:
    same_kind = "client_type = 72" if client_type == API_CLIENT else "client_type != 72"
    live = db.execute(
        f"SELECT access_token FROM tokens WHERE user_uuid = ? AND ended = '' AND {same_kind}"  # noqa: S608
        " AND created_ms / 1000 + valid_period > ? ORDER BY created_ms DESC, rowid DESC",
        (user_uuid, clock.now()),
    ).fetchall()
    most_besides = MAX_LIVE - 1 if client_type == API_CLIENT else 0
    for (access_token,) in live[most_besides:]:
        end_token(db, access_token, how=KICKED)


def find(db: sqlite3.Connection, access_token: str) -> Token | None:
    row = db.execute("SELECT * FROM tokens WHERE access_token = ?", (access_token,)).fetchone()
    return row and Token(**row)


def find_by_refresh_token(db: sqlite3.Connection, refresh_token: str) -> Token | None:
    row = db.execute("SELECT * FROM tokens WHERE refresh_token = ?", (refresh_token,)).fetchone()
    return row and Token(**row)


def end_token(db: sqlite3.Connection, access_token: str, *, how: str = ENDED) -> None:
    db.execute("UPDATE tokens SET ended = ? WHERE access_token = ?", (how, access_token))


def count_live(db: sqlite3.Connection) -> int:
    alive = "ended = '' AND created_ms / 1000 + valid_period > ?"
    return int(db.execute(f"SELECT count(*) FROM tokens WHERE {alive}", (clock.now(),)).fetchone()[0])  # noqa: S608


def use_sign_nonce(db: sqlite3.Connection, *, app_id: str, sign_nonce: str, expires_at: int, now: int) -> bool:
    """Store a caller's nonce. Return False if its application has used it in a signature that is still good."""
    db.execute("DELETE FROM sign_nonces WHERE expires_at BETWEEN 1 AND ?", (now - 1,))
    added = db.execute("INSERT OR IGNORE INTO sign_nonces VALUES (?, ?, ?)", (app_id, sign_nonce, expires_at))
    return added.rowcount == 1


def issue_login_ticket(db: sqlite3.Connection, *, user_uuid: str, seconds: int) -> str:
    """Return a ticket that signs that user in once, within so many seconds."""
    ticket = ids.token()
    db.execute("INSERT INTO login_tickets VALUES (?, ?, ?, 0)", (ticket, user_uuid, clock.now() + seconds))
    return ticket


def spend_login_ticket(db: sqlite3.Connection, ticket: str) -> str | None:
    """Return the user whom the ticket signs in; None if it is unknown, over or spent."""
    spent = db.execute(
        "UPDATE login_tickets SET is_spent = 1 WHERE ticket = ? AND NOT is_spent AND expires_at > ?"
        " RETURNING user_uuid",
        (ticket, clock.now()),
    ).fetchall()
    return spent[0][0] if spent else None
