"""Find the pages of all that an enterprise has held, at the same cost wherever the page lies.

SQLite walks over what OFFSET skips. Here it skips whole days, of each of which the amount is kept, and walks over
one day at most.
"""

import sqlite3
from dataclasses import dataclass

from sandbox import ids
from sandbox.state.meetings import Meeting

_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Span:
    """The sessions of ``corp_id`` that began from ``since`` to ``until``, both inclusive."""

    corp_id: str
    since: int
    until: int


def count_ended(db: sqlite3.Connection) -> int:
    """Return how many sessions of all enterprises have ended."""
    return int(db.execute("SELECT coalesce(sum(amount), 0) FROM ended_days").fetchone()[0])


def add_to_day(db: sqlite3.Connection, corp_id: str, started_at: int) -> None:
    """Count one more session that has ended."""
    db.execute(
        "INSERT INTO ended_days VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET amount = amount + 1",
        (corp_id, started_at // _DAY),
    )
    change_version(db)


def change_version(db: sqlite3.Connection) -> None:
    """Have made anew what is kept in memory of the history, which is another one now."""
    db.execute("DELETE FROM ended_version")
    db.execute("INSERT INTO ended_version VALUES (?)", (ids.hex32(),))


def find_page(
    db: sqlite3.Connection, span: Span, *, is_ascending: bool, offset: int, limit: int
) -> tuple[list[tuple[str, Meeting]], int]:
    """Return one page of (confUUID, the meeting as it was), and how many there are in all."""
    days = _days(db, span, is_ascending=is_ascending)
    total = sum(amount for _, amount in days)
    skipped, first = 0, None
    for day, amount in days:
        if skipped + amount > offset:
            first = day
            break
        skipped += amount
    if first is None:
        return [], total
    since = max(span.since, first * _DAY) if is_ascending else span.since
    until = span.until if is_ascending else min(span.until, first * _DAY + _DAY - 1)
    order = "ASC" if is_ascending else "DESC"
    rows = db.execute(
        f"""
        SELECT conf_uuid, meeting FROM sessions
        WHERE ended_at IS NOT NULL AND corp_id = ? AND started_at BETWEEN ? AND ?
        ORDER BY started_at {order}, conf_uuid {order} LIMIT ? OFFSET ?
        """,  # noqa: S608 — one of two words
        (span.corp_id, since, until, limit, offset - skipped),
    )
    return [ended_from_row(row) for row in rows], total


def ended_from_row(row: sqlite3.Row) -> tuple[str, Meeting]:
    return row["conf_uuid"], Meeting.from_json(row["meeting"])


def _days(db: sqlite3.Connection, span: Span, *, is_ascending: bool) -> list[tuple[int, int]]:
    """Return each day of the span with its amount, in order; the first and the last may be in it in part only."""
    order = "ASC" if is_ascending else "DESC"
    found = db.execute(
        f"SELECT day, amount FROM ended_days WHERE corp_id = ? AND day BETWEEN ? AND ? ORDER BY day {order}",  # noqa: S608
        (span.corp_id, span.since // _DAY, span.until // _DAY),
    ).fetchall()
    return [(day, amount if _is_whole(span, day) else _counted(db, span, day)) for day, amount in found]


def _is_whole(span: Span, day: int) -> bool:
    return span.since <= day * _DAY and day * _DAY + _DAY - 1 <= span.until


def _counted(db: sqlite3.Connection, span: Span, day: int) -> int:
    start, end = max(span.since, day * _DAY), min(span.until, day * _DAY + _DAY - 1)
    found = db.execute(
        "SELECT count(*) FROM sessions WHERE ended_at IS NOT NULL AND corp_id = ? AND started_at BETWEEN ? AND ?",
        (span.corp_id, start, end),
    )
    return int(found.fetchone()[0])
