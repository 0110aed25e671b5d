"""Store bookings."""

import json
import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from sandbox import clock, ids
from sandbox.state import applications, users
from sandbox.state.users import User

# How many seconds a list can be behind.
LONGEST_BEHIND = 600
# The values of recordType that stand for a recording.
RECORDED = frozenset({2, 3})


@dataclass(frozen=True, slots=True)
class Meeting:
    """A booking: ``fields`` is the whole object with defaults, ``attendees`` are as last written.

    The passwords and the tails of the join links are apart, since the vendor makes those that nobody wrote.
    """

    conference_id: str
    corp_id: str
    scheduler_uuid: str
    start_at: int
    end_at: int
    is_immediate: bool
    host_password: str
    guest_password: str
    host_random: str
    guest_random: str
    fields: dict[str, Any]
    attendees: list[dict[str, Any]]

    @property
    def subject(self) -> str:
        return str(self.fields["subject"])

    @property
    def options(self) -> dict[str, Any]:
        found: dict[str, Any] = self.fields["confConfigInfo"]
        return found

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Meeting":
        return cls(**json.loads(text))


def new_id(db: sqlite3.Connection, *, other_than: str) -> str:
    """Return nine digits that no meeting has had, and no guest password."""
    while True:
        conference_id = ids.digits(9)
        used = db.execute("SELECT 1 FROM meetings WHERE conference_id = ?", (conference_id,)).fetchone()
        if used is None and conference_id != other_than:
            return conference_id


def to_row(meeting: Meeting) -> tuple[Any, ...]:
    """Return the meeting as a row of its table, not cancelled."""
    return (
        meeting.conference_id,
        meeting.corp_id,
        meeting.scheduler_uuid,
        meeting.start_at,
        meeting.end_at,
        meeting.is_immediate,
        meeting.host_password,
        meeting.guest_password,
        meeting.host_random,
        meeting.guest_random,
        meeting.subject,
        meeting.fields["vmrID"],
        json.dumps(meeting.fields),
        json.dumps(meeting.attendees),
        False,
    )


def save(db: sqlite3.Connection, meeting: Meeting) -> None:
    """Write a new meeting, or a known one anew, with who is invited to it."""
    row = to_row(meeting)
    _keep_former(db, meeting.conference_id)
    db.execute(f"INSERT OR REPLACE INTO meetings VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 — only placeholders
    if not meeting.is_immediate:
        begin_by_clock(db, meeting.conference_id, meeting.start_at)
    db.execute("DELETE FROM invitations WHERE conference_id = ?", (meeting.conference_id,))
    invited = {colleague_account(db, meeting, attendee) for attendee in meeting.attendees} - {None}
    db.executemany("INSERT INTO invitations VALUES (?, ?)", [(meeting.conference_id, account) for account in invited])


def _keep_former(db: sqlite3.Connection, conference_id: str) -> None:
    """Keep what stands there before a change, as long as a list may be behind."""
    now = clock.now_ms()
    db.execute("DELETE FROM former_meetings WHERE changed_ms < ?", (now - LONGEST_BEHIND * 1000,))
    values = {"now": now, "id": conference_id}
    kept = db.execute(
        "INSERT INTO former_meetings SELECT NULL, :now, * FROM meetings WHERE conference_id = :id", values
    )
    if kept.rowcount == 0:
        db.execute("INSERT INTO former_meetings (changed_ms, conference_id) VALUES (:now, :id)", values)


def begin_by_clock(db: sqlite3.Connection, conference_id: str, start_at: int) -> None:
    """Let the clock begin the meeting, unless somebody begins it before."""
    db.execute("INSERT OR REPLACE INTO beginnings VALUES (?, ?)", (conference_id, start_at))


def colleague_account(db: sqlite3.Connection, meeting: Meeting, attendee: dict[str, Any]) -> str | None:
    """Return the User ID of an attendee who is named as one of the enterprise; None for an outsider.

    By their User ID with the appId that knows it, as whoever signs in by App ID does, or by their meeting account
    alone, as those do who sign in by password.
    """
    account, app_id = attendee.get("accountId"), attendee.get("appId")
    if not account:
        return None
    if app_id:
        return str(account) if applications.serves(db, app_id=app_id, corp_id=meeting.corp_id) else None
    user = users.find_by_account(db, account)
    return user.third_account if user and user.corp_id == meeting.corp_id else None


def cancel(db: sqlite3.Connection, conference_id: str) -> None:
    _keep_former(db, conference_id)
    db.execute("UPDATE meetings SET is_cancelled = 1 WHERE conference_id = ?", (conference_id,))
    for table in ("beginnings", "conclusions"):
        db.execute(f"DELETE FROM {table} WHERE conference_id = ?", (conference_id,))  # noqa: S608 — one of two names


# A union and no OR, so that indexes find the few that are unfinished among many that are over.
UNFINISHED = """
    meetings.conference_id IN (
        SELECT conference_id FROM meetings WHERE NOT is_cancelled AND end_at > :now
        UNION SELECT conference_id FROM sessions WHERE ended_at IS NULL)
"""
# The same, asked of one meeting.
_IS_UNFINISHED = """
    NOT is_cancelled AND (end_at > :now OR EXISTS (
        SELECT 1 FROM sessions WHERE sessions.conference_id = meetings.conference_id AND ended_at IS NULL))
"""


def find_unfinished(db: sqlite3.Connection, conference_id: str, *, now: int) -> Meeting | None:
    """Return the meeting unless it is unknown, cancelled or over."""
    row = db.execute(
        f"SELECT * FROM meetings WHERE conference_id = :id AND {_IS_UNFINISHED}",  # noqa: S608 — a constant
        {"id": conference_id, "now": now},
    ).fetchone()
    return row and from_row(row)


def find(db: sqlite3.Connection, conference_id: str) -> Meeting | None:
    """Return the meeting unless it is unknown or cancelled; it may be over."""
    row = db.execute(
        "SELECT * FROM meetings WHERE conference_id = ? AND NOT is_cancelled", (conference_id,)
    ).fetchone()
    return row and from_row(row)


def end_not_before(db: sqlite3.Connection, meeting: Meeting, end_at: int) -> None:
    """Let a meeting that goes on for longer end later, and so that occurrence of a series."""
    _keep_former(db, meeting.conference_id)
    for table in ("meetings", "occurrences"):
        db.execute(
            f"UPDATE {table} SET end_at = max(end_at, ?) WHERE conference_id = ? AND start_at = ?",  # noqa: S608
            (end_at, meeting.conference_id, meeting.start_at),
        )


def list_unfinished(db: sqlite3.Connection, *, now: int) -> list[Meeting]:
    rows = db.execute(
        f"SELECT * FROM meetings WHERE {UNFINISHED} ORDER BY start_at, conference_id",  # noqa: S608
        {"now": now},
    )
    return [from_row(row) for row in rows]


def list_in_room(db: sqlite3.Connection, room_id: str, *, now: int) -> list[Meeting]:
    """Return the unfinished meetings that are booked into a room, by start."""
    rows = db.execute(
        f"SELECT * FROM meetings WHERE vmr_id = :room AND {_IS_UNFINISHED} ORDER BY start_at",  # noqa: S608
        {"room": room_id, "now": now},
    )
    return [from_row(row) for row in rows]


def is_invited(db: sqlite3.Connection, *, conference_id: str, user: User) -> bool:
    """Return whether the user is invited by account; the meeting is one of the user's own enterprise."""
    row = (user.third_account, conference_id)
    return (
        db.execute("SELECT 1 FROM invitations WHERE third_account = ? AND conference_id = ?", row).fetchone()
        is not None
    )


def from_row(row: sqlite3.Row) -> Meeting:
    values = {name: row[name] for name in Meeting.__dataclass_fields__}
    return Meeting(
        **values
        | {
            "is_immediate": bool(row["is_immediate"]),
            "fields": json.loads(row["fields"]),
            "attendees": json.loads(row["attendees"]),
        }
    )
