"""List meetings by whose they are, searched, sorted, page by page."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sandbox.state import ended_index, history, users
from sandbox.state.ended_index import Asked
from sandbox.state.meetings import UNFINISHED, Meeting, from_row
from sandbox.state.users import User


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose meetings are listed: what ``user`` created or is invited to, only created, or the whole enterprise's."""

    user: User
    is_created_only: bool = False
    is_whole_enterprise: bool = False

    @property
    def condition(self) -> str:
        own = "meetings.scheduler_uuid = :uuid"
        invited = (
            "meetings.conference_id IN (SELECT conference_id FROM invitations WHERE third_account = :third_account)"
        )
        if self.is_whole_enterprise:
            return "meetings.corp_id = :corp"
        return f"meetings.corp_id = :corp AND ({own if self.is_created_only else f'{own} OR {invited}'})"

    @property
    def schedulers(self) -> list[str] | None:
        """Return whose meetings are listed, None for those of the whole enterprise."""
        return None if self.is_whole_enterprise else [self.user.uuid]

    def invitations(self, db: sqlite3.Connection) -> list[str]:
        """Return the IDs of the meetings that are listed because of an invitation."""
        if self.is_whole_enterprise or self.is_created_only or not self.user.third_account:
            return []
        found = db.execute("SELECT conference_id FROM invitations WHERE third_account = ?", (self.user.third_account,))
        return [conference_id for (conference_id,) in found]

    @property
    def values(self) -> dict[str, Any]:
        # Nobody is invited under an empty name.
        return {
            "uuid": self.user.uuid,
            "corp": self.user.corp_id,
            "third_account": self.user.third_account or None,
        }


SEARCH = """
    (:search = '' OR instr(lower(meetings.subject), lower(:search)) OR instr(meetings.conference_id, :search)
     OR EXISTS (SELECT 1 FROM users WHERE users.uuid = meetings.scheduler_uuid
                AND instr(lower(users.name), lower(:search))))
"""

_IS_RECORDED = """
    EXISTS (SELECT 1 FROM recordings
            WHERE recordings.conf_uuid = sessions.conf_uuid AND recordings.ready_at <= :recorded_at)
"""


# The meetings as they were; a name of a WITH hides the table of that name.
_FORMER = """
    WITH meetings AS (
        SELECT * FROM main.meetings
        WHERE conference_id NOT IN (SELECT conference_id FROM former_meetings WHERE changed_ms > :as_of_ms)
        UNION ALL
        SELECT conference_id, corp_id, scheduler_uuid, start_at, end_at, is_immediate, host_password, guest_password,
               host_random, guest_random, subject, vmr_id, fields, attendees, is_cancelled
        FROM former_meetings
        WHERE corp_id IS NOT NULL AND n IN (
            SELECT min(n) FROM former_meetings WHERE changed_ms > :as_of_ms GROUP BY conference_id))
"""


def list_unfinished(
    db: sqlite3.Connection,
    scope: Scope,
    *,
    search: str,
    starts_before: int | None,
    is_ascending: bool,
    now: int,
    as_of_ms: int | None,
) -> list[Meeting]:
    """Return scheduled and running meetings, as they are or as they were written at ``as_of_ms``."""
    order = "ASC" if is_ascending else "DESC"
    rows = db.execute(
        f"""
        {"" if as_of_ms is None else _FORMER}
        SELECT meetings.* FROM meetings
        WHERE {UNFINISHED} AND {scope.condition} AND {SEARCH}
          AND (:starts_before IS NULL OR start_at < :starts_before)
        ORDER BY start_at {order}, conference_id
        """,  # noqa: S608 — conditions of our own; values are bound
        scope.values | {"search": search, "starts_before": starts_before, "now": now, "as_of_ms": as_of_ms},
    )
    return [from_row(row) for row in rows]


def list_running(db: sqlite3.Connection, scope: Scope, *, search: str) -> list[Meeting]:
    """Return the meetings that are on right now, by start. CROSS JOIN: of all meetings they are few."""
    rows = db.execute(
        f"""
        SELECT meetings.* FROM sessions CROSS JOIN meetings USING (conference_id)
        WHERE sessions.ended_at IS NULL AND {scope.condition} AND {SEARCH}
        ORDER BY meetings.start_at, conference_id
        """,  # noqa: S608
        scope.values | {"search": search},
    )
    return [from_row(row) for row in rows]


def list_ended(
    db: sqlite3.Connection,
    scope: Scope,
    *,
    search: str,
    since: int,
    until: int,
    is_ascending: bool,
    offset: int,
    limit: int,
    recorded_at: int | None = None,
) -> tuple[list[tuple[str, Meeting]], int]:
    """Return one page of what was held in that span, as (confUUID, the meeting as it was), and how many in all.

    Sorted by start, or with ``recorded_at`` first by whether there is a recording at that time.
    """
    page: Any = {"is_ascending": is_ascending, "offset": offset, "limit": limit}
    if recorded_at is None and scope.is_whole_enterprise and not search:
        return history.find_page(db, history.Span(scope.user.corp_id, since, until), **page)
    if recorded_at is None:
        named = users.list_named(db, scope.user.corp_id, search) if search else ()
        asked = Asked(since, until, scope.schedulers, scope.invitations(db), search, named)
        return ended_index.find_page(db, scope.user.corp_id, asked, **page)
    matching = f"""
        FROM sessions JOIN meetings USING (conference_id)
        WHERE sessions.ended_at IS NOT NULL AND sessions.corp_id = :corp
          AND sessions.started_at BETWEEN :since AND :until AND {scope.condition} AND {SEARCH}
    """
    values = scope.values | {"search": search, "since": since, "until": until}
    order = "ASC" if is_ascending else "DESC"
    rows = db.execute(
        f"""
        SELECT sessions.conf_uuid, sessions.meeting {matching}
        ORDER BY {"" if recorded_at is None else f"{_IS_RECORDED} {order},"}
                 sessions.started_at {order}, sessions.conf_uuid {order}
        LIMIT :limit OFFSET :offset
        """,
        values | {"offset": offset, "limit": limit, "recorded_at": recorded_at},
    ).fetchall()
    count = db.execute(f"SELECT count(*) {matching}", values).fetchone()[0]
    return [history.ended_from_row(row) for row in rows], count


def find_ended(db: sqlite3.Connection, conf_uuid: str) -> Meeting | None:
    """Return a meeting as it was when it was held that time."""
    row = db.execute(
        "SELECT meeting FROM sessions WHERE conf_uuid = ? AND ended_at IS NOT NULL", (conf_uuid,)
    ).fetchone()
    return row and Meeting.from_json(row["meeting"])
