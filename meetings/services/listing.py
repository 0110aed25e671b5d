"""The lists of a person's meetings: one query each, however many there are.

A list walks the index over (person, start) of the invitations, where the organiser has one too; so a page
costs the same for ten meetings as for a hundred thousand. What splits coming from past stands in the
invitation, too: with a condition on the meeting, PostgreSQL would rather read all meetings there are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import User
from meetings.models import Invitee, Meeting, VendorWrite

# A SENT write that is older has lost its process.
STALE_AFTER = timedelta(minutes=2)
# Longer than any meeting (api-core.md 19: 1440 minutes), with room for one that is prolonged.
_LONGEST = timedelta(hours=48)
_State, _Write = Meeting.State, VendorWrite.State


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


def coming(*, person: User, now: datetime, limit: int, offset: int) -> list[MeetingRow]:
    """What is not over yet, the next one first."""
    return _rows(_coming(person, now).order_by("meeting_start_at", "pk")[offset : offset + limit], now)


def past(*, person: User, now: datetime, limit: int, offset: int) -> list[MeetingRow]:
    """What is over, the latest first."""
    return _rows(_past(person, now).order_by("-meeting_start_at", "-pk")[offset : offset + limit], now)


def between(*, person: User, now: datetime, since: datetime, until: datetime, limit: int) -> list[MeetingRow]:
    """What takes place from ``since`` to before ``until``; wishes that came to nothing take no place."""
    begins = Q(meeting_start_at__gt=since - _LONGEST, meeting_start_at__lt=until, meeting_end_at__gt=since)
    came_to_nothing = Q(meeting__state=_State.REFUSED) | Q(
        meeting__state=_State.CANCELLED, meeting__vendor_conference_id=""
    )
    found = _invitations(person).filter(begins).exclude(came_to_nothing)
    return _rows(found.order_by("meeting_start_at", "pk")[:limit], now)


def count_coming(*, person: User, now: datetime) -> int:
    """How many rows ``coming`` has in all."""
    return _coming(person, now).count()


def count_past(*, person: User, now: datetime) -> int:
    """How many rows ``past`` has in all."""
    return _past(person, now).count()


def needs_a_look(*, person: User, now: datetime) -> list[MeetingRow]:
    """The person's own meetings whose latest write waits, is being checked, or was refused before the start."""
    unclear = VendorWrite.objects.filter(_is_unclear(now), meeting=OuterRef("meeting"))
    own = _coming(person, now).filter(Exists(unclear), role=Invitee.Role.ORGANISER)
    rows = _rows(own.order_by("meeting_start_at", "pk"), now)
    return [row for row in rows if row.write_is_stale or row.write_state in _UNCLEAR]


_UNCLEAR = (_Write.PLANNED, _Write.UNCONFIRMED, _Write.REFUSED)


def _is_unclear(now: datetime) -> Q:
    return Q(state__in=_UNCLEAR) | Q(state=_Write.SENT, sent_at__lt=now - STALE_AFTER)


def _invitations(person: User) -> QuerySet[Invitee]:
    """Invitees learn of a meeting once it is booked; its organiser has it from the first moment."""
    return Invitee.objects.filter(_IS_TOLD, person_id=person.pk, removed_at=None)


def _coming(person: User, now: datetime) -> QuerySet[Invitee]:
    return _invitations(person).filter(meeting_start_at__gt=now - _LONGEST, meeting_end_at__gt=now)


def _past(person: User, now: datetime) -> QuerySet[Invitee]:
    return _invitations(person).filter(meeting_start_at__lte=now, meeting_end_at__lte=now)


_IS_TOLD = Q(role=Invitee.Role.ORGANISER) | ~Q(meeting__vendor_conference_id="")


def _rows(invitations: QuerySet[Invitee], now: datetime) -> list[MeetingRow]:
    """One query. The latest write comes as one text, so that it costs one look into the index per row."""
    stale = connection.ops.adapt_datetimefield_value(now - STALE_AFTER)
    found = invitations.values_list(
        "meeting_id",
        "meeting__subject",
        "meeting_start_at",
        "meeting_end_at",
        "meeting__state",
        "meeting__organiser_id",
        "meeting__organiser__name",
        "meeting__vendor_conference_id",
        RawSQL(_PEOPLE, ()),  # noqa: S611 — a constant
        RawSQL(_LATEST_WRITE, (stale,)),  # noqa: S611 — a constant with a parameter
    )
    return [_row(*values) for values in found]


# As text, since the ORM takes longer to write these two than the database to answer the whole query.
_PEOPLE = """
    SELECT COUNT(*) FROM meetings_invitee AS present
    WHERE present.meeting_id = meetings_invitee.meeting_id AND present.removed_at IS NULL
"""
_LATEST_WRITE = """
    SELECT latest.kind || ' ' || latest.state ||
        CASE WHEN latest.state = 'sent' AND latest.sent_at < %s THEN ' stale' ELSE '' END
    FROM meetings_vendorwrite AS latest WHERE latest.meeting_id = meetings_invitee.meeting_id
    ORDER BY latest.created_at DESC, latest.id DESC LIMIT 1
"""


def _row(*values: Any) -> MeetingRow:
    *found, write = values
    kind, state, is_stale = (*(write or "").split(" "), "", "", "")[:3]
    return MeetingRow(*[*found, kind, state, bool(is_stale)])
