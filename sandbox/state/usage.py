"""Count how much of what it has bought an enterprise uses now, and what was held today."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from sandbox import clock
from sandbox.state import rooms

# What each enterprise has bought; nobody is kept out where more are used.
SEATS, GIGABYTES, LIVE_STREAMS, LONGEST_MINUTES = 100, 1000, 5, 24 * 60
_DAY = 24 * 3600
# Which day "today" is is not stated: that of Beijing.
_AHEAD = 8 * 3600
# A megabyte for four seconds.
_SECONDS_PER_GIGABYTE = 4 * 1024


@dataclass(frozen=True, slots=True)
class Today:
    """What was held today; ``people`` counts nobody twice, ``entries`` each time of each one."""

    meetings: int
    minutes: int
    people: int
    entries: int


def count_seats(db: sqlite3.Connection, corp_ids: Collection[str]) -> int:
    """Return how many are in a meeting outside cloud rooms, waiting ones apart."""
    placeholders = ", ".join("?" * len(corp_ids))
    row = db.execute(
        f"""
        SELECT count(*) FROM sessions JOIN participants USING (conf_uuid) JOIN meetings USING (conference_id)
        LEFT JOIN rooms ON rooms.id = meetings.vmr_id
        WHERE sessions.ended_at IS NULL AND sessions.corp_id IN ({placeholders})
        AND left_at IS NULL AND NOT is_waiting AND coalesce(rooms.mode, ?) != ?
        """,  # noqa: S608 — only placeholders
        (*corp_ids, rooms.PERSONAL, rooms.CLOUD),
    )
    return int(row.fetchone()[0])


def count_live_streams(db: sqlite3.Connection, corp_id: str) -> int:
    """Return how many meetings are on now and pushed to an audience."""
    row = db.execute(
        "SELECT count(*) FROM sessions JOIN meetings USING (conference_id) WHERE ended_at IS NULL"
        " AND sessions.corp_id = ? AND json_extract(fields, '$.recordType') IN (1, 3)",
        (corp_id,),
    )
    return int(row.fetchone()[0])


def sum_recorded_gigabytes(db: sqlite3.Connection, corp_id: str) -> float:
    row = db.execute(
        "SELECT coalesce(sum(seconds), 0) FROM recordings JOIN sessions USING (conf_uuid) WHERE corp_id = ?",
        (corp_id,),
    )
    return round(float(row.fetchone()[0]) / _SECONDS_PER_GIGABYTE, 3)


def count_today(db: sqlite3.Connection, corp_id: str, *, now: int) -> Today:
    """Return what began today."""
    since = (now + _AHEAD) // _DAY * _DAY - _AHEAD
    asked = {"corp": corp_id, "since": since, "now": now}
    began = "sessions.corp_id = :corp AND started_at BETWEEN :since AND :now"
    held, seconds = db.execute(
        f"SELECT count(*), coalesce(sum(coalesce(ended_at, :now) - started_at), 0) FROM sessions WHERE {began}",  # noqa: S608
        asked,
    ).fetchone()
    people, entries = db.execute(
        f"""
        SELECT count(DISTINCT coalesce(nullif(user_uuid, ''), id)), count(*)
        FROM participants JOIN sessions USING (conf_uuid) WHERE {began}
        """,  # noqa: S608 — a constant
        asked,
    ).fetchone()
    return Today(held, seconds // clock.MINUTE, people, entries)
