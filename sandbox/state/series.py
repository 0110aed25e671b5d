"""Store series and their occurrences. One that is cancelled has no row any more."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.state import meetings
from sandbox.state.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One of a series; ``day`` is the ISO date that the rule gives it, ``fields`` what was changed for it alone."""

    id: str
    conference_id: str
    day: str
    start_at: int
    end_at: int
    fields: dict[str, Any] = field(default_factory=dict)


def save(db: sqlite3.Connection, conference_id: str, cycle: dict[str, Any], occurrences: Sequence[Occurrence]) -> None:
    """Write a new series, or a known one anew with these occurrences and no other."""
    db.execute("INSERT OR REPLACE INTO series VALUES (?, ?)", (conference_id, json.dumps(cycle)))
    db.execute("DELETE FROM occurrences WHERE conference_id = ?", (conference_id,))
    for occurrence in occurrences:
        save_occurrence(db, occurrence)


def save_occurrence(db: sqlite3.Connection, occurrence: Occurrence) -> None:
    row = (
        occurrence.id,
        occurrence.conference_id,
        occurrence.day,
        occurrence.start_at,
        occurrence.end_at,
        json.dumps(occurrence.fields),
    )
    db.execute("INSERT OR REPLACE INTO occurrences VALUES (?, ?, ?, ?, ?, ?)", row)


def delete_occurrence(db: sqlite3.Connection, occurrence_id: str) -> None:
    db.execute("DELETE FROM occurrences WHERE id = ?", (occurrence_id,))


def find_cycle(db: sqlite3.Connection, conference_id: str) -> dict[str, Any] | None:
    """Return cycleParams; None of a single meeting."""
    row = db.execute("SELECT cycle FROM series WHERE conference_id = ?", (conference_id,)).fetchone()
    return None if row is None else dict(json.loads(row["cycle"]))


def list_occurrences(db: sqlite3.Connection, conference_id: str) -> list[Occurrence]:
    """Return all that are not cancelled, those that are over too, by start."""
    rows = db.execute("SELECT * FROM occurrences WHERE conference_id = ? ORDER BY start_at, id", (conference_id,))
    return [Occurrence(**dict(row) | {"fields": json.loads(row["fields"])}) for row in rows]


def find_current(db: sqlite3.Connection, meeting: Meeting) -> Occurrence | None:
    """Return the occurrence whose times the meeting has: the one that is on, or the next."""
    return next((one for one in list_occurrences(db, meeting.conference_id) if one.start_at == meeting.start_at), None)


def list_spans(db: sqlite3.Connection, meeting: Meeting) -> list[tuple[int, int]]:
    """Return when the meeting begins and ends, of a series each time."""
    found = [(one.start_at, one.end_at) for one in list_occurrences(db, meeting.conference_id)]
    return found or [(meeting.start_at, meeting.end_at)]


def with_occurrence_changes(db: sqlite3.Connection, meeting: Meeting) -> Meeting:
    """Return the meeting with what was changed for its current occurrence alone."""
    occurrence = find_current(db, meeting)
    if occurrence is None or not occurrence.fields:
        return meeting
    own = dict(occurrence.fields)
    changed = own.pop("confConfigInfo", {})
    # An occurrence has options that a meeting doesn't.
    options = {name: changed.get(name, value) for name, value in meeting.options.items()}
    return replace(meeting, fields=meeting.fields | own | {"confConfigInfo": options})


def cancel_current(db: sqlite3.Connection, meeting: Meeting, *, now: int) -> None:
    """Cancel a meeting, of a series the current occurrence alone. None of it may be on any more."""
    if occurrence := find_current(db, meeting):
        delete_occurrence(db, occurrence.id)
        move_to_next_occurrence(db, meeting.conference_id, now=now)
    else:
        meetings.cancel(db, meeting.conference_id)


def move_to_next_occurrence(db: sqlite3.Connection, conference_id: str, *, now: int) -> None:
    """Give the meeting the times of its next occurrence, or cancel it. None of it may be on."""
    coming = next((one for one in list_occurrences(db, conference_id) if one.end_at > now), None)
    if coming is None:
        meetings.cancel(db, conference_id)
    else:
        db.execute(
            "UPDATE meetings SET start_at = ?, end_at = ? WHERE conference_id = ?",
            (coming.start_at, coming.end_at, conference_id),
        )
        meetings.begin_by_clock(db, conference_id, coming.start_at)


def advance(db: sqlite3.Connection, *, now: int) -> bool:
    """Let whose occurrence is over and isn't held go on to the next. Return whether there was one.

    CROSS JOIN has SQLite begin with the series: it would begin with all the meetings that are over, of every call.
    """
    due = db.execute(
        """
        SELECT conference_id, meetings.end_at FROM series CROSS JOIN meetings USING (conference_id)
        WHERE meetings.end_at <= :now AND NOT meetings.is_cancelled
          AND EXISTS (SELECT 1 FROM occurrences WHERE occurrences.conference_id = series.conference_id
                      AND occurrences.end_at > meetings.end_at)
          AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.conference_id = meetings.conference_id
                          AND sessions.ended_at IS NULL)
        """,
        {"now": now},
    ).fetchall()
    for conference_id, ended_at in due:
        move_to_next_occurrence(db, conference_id, now=ended_at)
    return bool(due)
