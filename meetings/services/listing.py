"""The lists of a person's meetings: one query each, however many there are.

A list walks the index over (person, start) of the invitations, where the organiser has one too; so a page
costs the same for ten meetings as for a hundred thousand. What splits coming from past stands in the
invitation, too: with a condition on the meeting, PostgreSQL would rather read all meetings there are.

The queries are written out: for the busiest page of the portal the ORM takes longer to compose them than
the database to answer. They run on PostgreSQL and SQLite alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User
from meetings.models import Invitee, Meeting, VendorWrite

# A SENT write that is older has lost its process.
STALE_AFTER = timedelta(minutes=2)
# Longer than any meeting (api-core.md 19: 1440 minutes), with room for one that is prolonged.
_LONGEST = timedelta(hours=48)
_Write = VendorWrite.State
Value = int | datetime


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """What a list shows of one meeting. ``write_*`` tell of the latest write and are "" where there is none."""

    id: UUID
    subject: str
    start_at: datetime
    end_at: datetime
    state: str
    organiser_id: int
    organiser_name: str
    vendor_conference_id: str
    invitee_count: int
    write_kind: str
    write_state: str
    write_is_stale: bool


_COLUMNS = """
    SELECT invitation.meeting_id, meeting.subject, invitation.meeting_start_at, invitation.meeting_end_at,
        meeting.state, meeting.organiser_id, organiser.name, meeting.vendor_conference_id,
        (SELECT COUNT(*) FROM meetings_invitee AS present
            WHERE present.meeting_id = invitation.meeting_id AND present.removed_at IS NULL),
        (SELECT latest.kind || ' ' || latest.state ||
                CASE WHEN latest.state = 'sent' AND latest.sent_at < %s THEN ' stale' ELSE '' END
            FROM meetings_vendorwrite AS latest WHERE latest.meeting_id = invitation.meeting_id
            ORDER BY latest.created_at DESC, latest.id DESC LIMIT 1)
"""
# Invitees learn of a meeting once it is booked; its organiser has it from the first moment.
_INVITATIONS = """
    FROM meetings_invitee AS invitation
    JOIN meetings_meeting AS meeting ON meeting.id = invitation.meeting_id
    JOIN accounts_user AS organiser ON organiser.id = meeting.organiser_id
    WHERE invitation.person_id = %s AND invitation.removed_at IS NULL
    AND (invitation.role = 'organiser' OR meeting.vendor_conference_id <> '')
"""
_COMING = " AND invitation.meeting_start_at > %s AND invitation.meeting_end_at > %s"
_PAST = " AND invitation.meeting_start_at <= %s AND invitation.meeting_end_at <= %s"
_BETWEEN = """
    AND invitation.meeting_start_at > %s AND invitation.meeting_end_at > %s AND invitation.meeting_start_at < %s
    AND NOT (meeting.state = 'refused' OR (meeting.state = 'cancelled' AND meeting.vendor_conference_id = ''))
"""
_NEEDING = """
    AND invitation.role = 'organiser' AND EXISTS (
        SELECT 1 FROM meetings_vendorwrite AS unclear WHERE unclear.meeting_id = invitation.meeting_id
        AND (unclear.state IN ('planned', 'unconfirmed', 'refused')
            OR (unclear.state = 'sent' AND unclear.sent_at < %s))
    )
"""
_FORWARDS = " ORDER BY invitation.meeting_start_at, invitation.id"
_BACKWARDS = " ORDER BY invitation.meeting_start_at DESC, invitation.id DESC"
_PART = " LIMIT %s OFFSET %s"


def coming(*, person: User, now: datetime, limit: int, offset: int) -> list[MeetingRow]:
    """What is not over yet, the next one first."""
    return _rows(_COMING + _FORWARDS + _PART, person, now, now - _LONGEST, now, limit, offset)


def past(*, person: User, now: datetime, limit: int, offset: int) -> list[MeetingRow]:
    """What is over, the latest first."""
    return _rows(_PAST + _BACKWARDS + _PART, person, now, now, now, limit, offset)


def between(*, person: User, now: datetime, since: datetime, until: datetime, limit: int) -> list[MeetingRow]:
    """What takes place from ``since`` to before ``until``; wishes that came to nothing take no place."""
    return _rows(_BETWEEN + _FORWARDS + _PART, person, now, since - _LONGEST, since, until, limit, 0)


def needs_a_look(*, person: User, now: datetime) -> list[MeetingRow]:
    """The person's own meetings whose latest write waits, is being checked, or was refused before the start."""
    rows = _rows(_COMING + _NEEDING + _FORWARDS, person, now, now - _LONGEST, now, now - STALE_AFTER)
    unclear = (_Write.PLANNED, _Write.UNCONFIRMED, _Write.REFUSED)
    return [row for row in rows if row.write_is_stale or row.write_state in unclear]


def count_coming(*, person: User, now: datetime) -> int:
    """How many rows ``coming`` has in all."""
    return _count(_COMING, person, now - _LONGEST, now)


def count_past(*, person: User, now: datetime) -> int:
    """How many rows ``past`` has in all."""
    return _count(_PAST, person, now, now)


def _rows(which: str, person: User, now: datetime, *values: Value) -> list[MeetingRow]:
    found = _fetch(_COLUMNS + _INVITATIONS + which, now - STALE_AFTER, person.pk, *values)
    to_id, to_time = _readers()
    return [
        _row(to_id(meeting_id), subject, to_time(start_at), to_time(end_at), *rest)
        for meeting_id, subject, start_at, end_at, *rest in found
    ]


def _row(*values: Any) -> MeetingRow:
    *shown, write = values
    kind, state, is_stale = (*(write or "").split(" "), "", "", "")[:3]
    return MeetingRow(*[*shown, kind, state, bool(is_stale)])


def _count(which: str, person: User, *values: Value) -> int:
    return int(_fetch("SELECT COUNT(*)" + _INVITATIONS + which, person.pk, *values)[0][0])


def _fetch(query: str, *values: Value) -> list[Any]:
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(query, [adapt(value) if isinstance(value, datetime) else value for value in values])
        return list(cursor.fetchall())


def _readers() -> tuple[Callable[[Any], UUID], Callable[[Any], datetime]]:
    """What makes IDs and times of what the database gives: nothing to do on PostgreSQL, texts on SQLite."""
    meeting, start_at = Meeting._meta.pk, Invitee._meta.get_field("meeting_start_at")
    return _reader(connection.vendor, meeting), _reader(connection.vendor, start_at)


@cache
def _reader(_vendor: str, field: Any) -> Callable[[Any], Any]:
    column = field.cached_col
    converters = connection.ops.get_db_converters(column)

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connection)
        return value

    return read
