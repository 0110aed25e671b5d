"""List recordings by whose meetings they are of, searched, sorted, page by page."""

import sqlite3

from sandbox.state import history
from sandbox.state.meeting_lists import SEARCH, Scope
from sandbox.state.meetings import Meeting
from sandbox.state.recordings import Recording


def find_page(
    db: sqlite3.Connection,
    scope: Scope,
    *,
    search: str,
    since: int,
    until: int,
    is_ascending: bool,
    offset: int,
    limit: int,
) -> tuple[list[tuple[Recording, Meeting]], int]:
    """Return one page of what began in that span, each with the meeting as it was, and how many in all."""
    matching = f"""
        FROM recordings JOIN sessions USING (conf_uuid) JOIN meetings USING (conference_id)
        WHERE recordings.started_at BETWEEN :since AND :until AND {scope.condition} AND {SEARCH}
    """
    values = scope.values | {"search": search, "since": since, "until": until, "offset": offset, "limit": limit}
    order = "ASC" if is_ascending else "DESC"
    rows = db.execute(
        f"SELECT recordings.*, sessions.meeting {matching}"
        f" ORDER BY recordings.started_at {order}, conf_uuid {order} LIMIT :limit OFFSET :offset",
        values,
    ).fetchall()
    count = db.execute(f"SELECT count(*) {matching}", values).fetchone()[0]
    return [(_recording(row), history.ended_from_row(row)[1]) for row in rows], count


def _recording(row: sqlite3.Row) -> Recording:
    return Recording(**{name: row[name] for name in Recording.__dataclass_fields__})
