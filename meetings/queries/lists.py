"""The lists of a person's meetings: one query each, however many there are, and each date of a series by itself.

A list walks the index over (person, start) of the invitations, where the organiser has one too; so a page
costs the same for ten meetings as for a hundred thousand. What splits coming from past stands in the
invitation, too: with a condition on the meeting, PostgreSQL would rather read all meetings there are. Of series
there are few: their dates are read beside it and put in order with the single meetings.

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
# Longer than any meeting (docs/vendor/meetings.md 19: 1440 minutes), with room for one that is prolonged.
_LONGEST = timedelta(hours=48)
_Write = VendorWrite.State
Value = int | datetime


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """What a list shows of one meeting, or of one date of a series, which then is ``date_id``.

    ``write_*`` tell of the latest write about it and are "" where there is none.
    """

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
    date_id: int | None = None


# What a date of a series is, by its own clock and the state of the whole.
_COLUMNS = """
    SELECT shown.meeting_id, shown.subject, shown.start_at, shown.end_at,
        CASE
            WHEN shown.date_id IS NULL OR shown.vendor_conference_id = '' THEN shown.state
            WHEN shown.is_cancelled THEN 'cancelled'
            WHEN shown.state = 'running' AND shown.start_at = shown.focus_at THEN 'running'
            WHEN shown.end_at <= %s THEN 'ended'
            WHEN shown.state = 'running' THEN 'booked'
            ELSE shown.state
        END,
        shown.organiser_id, organiser.name, shown.vendor_conference_id,
        (SELECT COUNT(*) FROM meetings_invitee AS present
            WHERE present.meeting_id = shown.meeting_id AND present.removed_at IS NULL),
        shown.date_id,
        (SELECT latest.kind || ' ' || latest.state ||
                CASE WHEN latest.state = 'sent' AND latest.sent_at < %s THEN ' stale' ELSE '' END
            FROM meetings_vendorwrite AS latest WHERE latest.meeting_id = shown.meeting_id
            AND (shown.date_id IS NULL OR latest.occurrence_id IS NULL OR latest.occurrence_id = shown.date_id)
            AND NOT (shown.date_id IS NOT NULL AND latest.state = 'refused' AND EXISTS (
                SELECT 1 FROM meetings_occurrence AS held
                WHERE held.meeting_id = shown.meeting_id AND NOT held.is_cancelled
                AND held.start_at > latest.finished_at AND held.end_at <= %s))
            ORDER BY latest.created_at DESC, latest.id DESC LIMIT 1)
    FROM (
"""
_SHOWN = """
    ) AS shown
    JOIN accounts_user AS organiser ON organiser.id = shown.organiser_id
"""
_OF_MEETING = """
    SELECT invitation.id AS invitation_id, meeting.id AS meeting_id, meeting.subject AS subject,
        meeting.state AS state, meeting.organiser_id AS organiser_id,
        meeting.vendor_conference_id AS vendor_conference_id, meeting.start_at AS focus_at,
"""
_SINGLE = (
    _OF_MEETING
    + """
        invitation.meeting_start_at AS start_at, invitation.meeting_end_at AS end_at,
        CAST(NULL AS bigint) AS date_id, FALSE AS is_cancelled
"""
)
_DATE = (
    _OF_MEETING
    + """
        date.start_at AS start_at, date.end_at AS end_at, date.id AS date_id, date.is_cancelled AS is_cancelled
"""
)
_SERIES = (
    _OF_MEETING
    + """
        meeting.start_at AS start_at, invitation.meeting_end_at AS end_at,
        CAST(NULL AS bigint) AS date_id, FALSE AS is_cancelled
"""
)
# Invitees learn of a meeting once it is booked; its organiser has it from the first moment.
_INVITED = """
    FROM meetings_invitee AS invitation
    JOIN meetings_meeting AS meeting ON meeting.id = invitation.meeting_id
"""
_TO_THIS_PERSON = """
    WHERE invitation.person_id = %s AND invitation.removed_at IS NULL
    AND (invitation.role = 'organiser' OR meeting.vendor_conference_id <> '')
"""
_TO_SINGLE = _INVITED + _TO_THIS_PERSON + " AND NOT invitation.is_to_series"
_TO_SERIES = _INVITED + _TO_THIS_PERSON + " AND invitation.is_to_series"
_TO_DATES = (
    _INVITED
    + " JOIN meetings_occurrence AS date ON date.meeting_id = invitation.meeting_id"
    + _TO_THIS_PERSON
    + " AND invitation.is_to_series"
)


@dataclass(frozen=True, slots=True)
class _Which:
    """The conditions for single meetings and for dates of series; each takes the same values."""

    single: str
    date: str


_COMING = _Which(
    " AND invitation.meeting_start_at > %s AND invitation.meeting_end_at > %s",
    " AND date.start_at > %s AND date.end_at > %s AND invitation.meeting_end_at > %s",
)
_PAST = _Which(
    " AND invitation.meeting_start_at <= %s AND invitation.meeting_end_at <= %s",
    " AND date.start_at <= %s AND (date.end_at <= %s OR invitation.meeting_end_at <= %s)"
    " AND invitation.meeting_start_at <= %s",
)
_CAME_TO_NOTHING = (
    " AND NOT (meeting.state = 'refused' OR (meeting.state = 'cancelled' AND meeting.vendor_conference_id = ''))"
)
_BETWEEN = _Which(
    " AND invitation.meeting_start_at > %s AND invitation.meeting_end_at > %s AND invitation.meeting_start_at < %s"
    + _CAME_TO_NOTHING,
    " AND date.start_at > %s AND date.end_at > %s AND date.start_at < %s AND invitation.meeting_end_at > %s"
    + _CAME_TO_NOTHING,
)
_NEEDING = """
    AND invitation.role = 'organiser' AND EXISTS (
        SELECT 1 FROM meetings_vendorwrite AS unclear WHERE unclear.meeting_id = invitation.meeting_id
        AND (unclear.state IN ('planned', 'unconfirmed')
            OR (unclear.state = 'sent' AND unclear.sent_at < %s)
            OR (unclear.state = 'refused' AND NOT EXISTS (
                SELECT 1 FROM meetings_occurrence AS held
                WHERE held.meeting_id = invitation.meeting_id AND NOT held.is_cancelled
                AND held.start_at > unclear.finished_at AND held.end_at <= %s)))
    )
"""
_FORWARDS, _BACKWARDS = "", " DESC"


def coming(*, person: User, now: datetime, limit: int, offset: int) -> list[MeetingRow]:
    """What is not over yet, the next one first."""
    values = (now - _LONGEST, now)
    return _page(_COMING, _FORWARDS, person, now, values, (*values, now), limit, offset)


def past(*, person: User, now: datetime, limit: int, offset: int) -> list[MeetingRow]:
    """What is over, the latest first."""
    return _page(_PAST, _BACKWARDS, person, now, (now, now), (now, now, now, now), limit, offset)


def between(*, person: User, now: datetime, since: datetime, until: datetime, limit: int) -> list[MeetingRow]:
    """What takes place from ``since`` to before ``until``; wishes that came to nothing take no place."""
    values = (since - _LONGEST, since, until)
    return _page(_BETWEEN, _FORWARDS, person, now, values, (*values, since), limit, 0)


def needs_a_look(*, person: User, now: datetime) -> list[MeetingRow]:
    """The person's own meetings whose latest write waits, is being checked, or was refused before the start.

    A series is one of them, on its next date; a refusal is old once the date is over that was next then.
    """
    stale = now - STALE_AFTER
    parts = (
        f"{_SINGLE}{_TO_SINGLE}{_COMING.single}{_NEEDING} UNION ALL "
        f"{_SERIES}{_TO_SERIES} AND invitation.meeting_end_at > %s{_NEEDING}"
    )
    values = (person.pk, now - _LONGEST, now, stale, now, person.pk, now, stale, now)
    rows = _rows(parts, _FORWARDS, now, *values)
    unclear = (_Write.PLANNED, _Write.UNCONFIRMED, _Write.REFUSED)
    return [row for row in rows if row.write_is_stale or row.write_state in unclear]


def count_coming(*, person: User, now: datetime) -> int:
    """How many rows ``coming`` has in all."""
    values = (now - _LONGEST, now)
    return _count(_COMING, person, values, (*values, now))


def count_past(*, person: User, now: datetime) -> int:
    """How many rows ``past`` has in all."""
    return _count(_PAST, person, (now, now), (now, now, now, now))


def _page(
    which: _Which,
    order: str,
    person: User,
    now: datetime,
    of_single: tuple[Value, ...],
    of_date: tuple[Value, ...],
    limit: int,
    offset: int,
) -> list[MeetingRow]:
    """Of both kinds so many as the page could need, put in one order."""
    needed = limit + offset
    single = f"{_SINGLE}{_TO_SINGLE}{which.single} ORDER BY start_at{order}, invitation_id{order} LIMIT %s"
    dates = f"{_DATE}{_TO_DATES}{which.date} ORDER BY start_at{order}, invitation_id{order} LIMIT %s"
    parts = f"SELECT * FROM ({single}) AS single UNION ALL SELECT * FROM ({dates}) AS repeated"  # noqa: S608 — ours
    values = (person.pk, *of_single, needed, person.pk, *of_date, needed)
    return _rows(parts, order, now, *values, tail=(limit, offset))


def _rows(parts: str, order: str, now: datetime, *values: Value, tail: tuple[int, ...] = ()) -> list[MeetingRow]:
    ordered = f" ORDER BY shown.start_at{order}, shown.invitation_id{order}" + (" LIMIT %s OFFSET %s" if tail else "")
    found = _fetch(_COLUMNS + parts + _SHOWN + ordered, now, now - STALE_AFTER, now, *values, *tail)
    to_id, to_time = _readers()
    return [
        _row(to_id(meeting_id), subject, to_time(start_at), to_time(end_at), *rest)
        for meeting_id, subject, start_at, end_at, *rest in found
    ]


def _row(*values: Any) -> MeetingRow:
    *shown, date_id, write = values
    kind, state, is_stale = (*(write or "").split(" "), "", "", "")[:3]
    return MeetingRow(*[*shown, kind, state, bool(is_stale), date_id])


def _count(which: _Which, person: User, of_single: tuple[Value, ...], of_date: tuple[Value, ...]) -> int:
    single, dates = _TO_SINGLE + which.single, _TO_DATES + which.date
    query = f"SELECT (SELECT COUNT(*){single}) + (SELECT COUNT(*){dates})"
    return int(_fetch(query, person.pk, *of_single, person.pk, *of_date)[0][0])


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
