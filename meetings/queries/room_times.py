"""When rooms and terminals are taken, as far as the portal has booked them: other bookings are unknown here."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from accounts.models import User
from meetings.limits import LONGEST_RUN
from meetings.models import Invitee, Meeting, Occurrence
from meetings.snapshots import Span

_STANDING = (*Meeting.OPEN_STATES, Meeting.State.ENDED)


class RoomTime(NamedTuple):
    """One occurrence in a room. ``subject`` is "" for who is not invited; ``meeting_id`` is not theirs to see then."""

    room_id: str
    meeting_id: UUID
    subject: str
    start_at: datetime
    end_at: datetime
    is_running: bool


def room_times(
    *,
    tenant_id: int | None,
    room_ids: Collection[str],
    since: datetime,
    until: datetime,
    now: datetime,
    reader: User | None = None,
    without: UUID | None = None,
) -> list[RoomTime]:
    """Return what is held in the rooms from ``since`` until ``until``, by start; one query.

    Only ``reader`` reads subjects, of meetings that are theirs. What runs on past its time is held up to ``now``, and
    what ended early up to then. ``without`` leaves out a meeting.
    """
    held = _held(tenant_id, since, until, now, without).filter(meeting__vendor_room_id__in=room_ids)
    return _times(held, "meeting__vendor_room_id", reader)


def terminal_times(
    *,
    tenant_id: int | None,
    numbers: Collection[str],
    since: datetime,
    until: datetime,
    now: datetime,
    reader: User | None = None,
    without: UUID | None = None,
) -> list[RoomTime]:
    """Return the same of the meetings that call terminals, whose number stands as ``room_id``; one query."""
    held = _held(tenant_id, since, until, now, without).filter(meeting__terminals__number__in=numbers)
    return _times(held, "meeting__terminals__number", reader)


def taken_spans(
    *, tenant_id: int | None, room_ids: Collection[str], since: datetime, until: datetime, now: datetime
) -> dict[str, list[Span]]:
    """Return when each of the rooms is taken, cut to what is asked for; no query for no room."""
    found: dict[str, list[Span]] = {room_id: [] for room_id in room_ids}
    if found:
        times = room_times(tenant_id=tenant_id, room_ids=room_ids, since=since, until=until, now=now)
        for time in times:
            found[time.room_id].append(Span(max(time.start_at, since), min(time.end_at, until)))
    return found


def _held(
    tenant_id: int | None, since: datetime, until: datetime, now: datetime, without: UUID | None
) -> QuerySet[Occurrence]:
    runs = Q(meeting__state=Meeting.State.RUNNING, start_at=F("meeting__start_at"))
    ended = Q(meeting__state=Meeting.State.ENDED, meeting__repeat_unit="", meeting__ended_at__lt=F("end_at"))
    return (
        Occurrence.objects.filter(
            meeting__tenant=tenant_id,
            meeting__state__in=_STANDING,
            start_at__gt=since - LONGEST_RUN,
            start_at__lt=until,
            is_cancelled=False,
        )
        .exclude(meeting=without)
        .annotate(
            lasts_until=Case(
                When(runs & Q(end_at__lt=now), then=Value(now)),
                When(ended, then=F("meeting__ended_at")),
                default=F("end_at"),
            ),
            is_running=Case(When(runs, then=Value(True)), default=Value(False)),
        )
        .filter(lasts_until__gt=since)
        .order_by("start_at", "pk")
    )


def _times(held: QuerySet[Occurrence], room: str, reader: User | None) -> list[RoomTime]:
    invited = Invitee.objects.filter(meeting=OuterRef("meeting"), person=reader, removed_at=None)
    found = held.annotate(is_mine=Exists(invited) if reader else Value(False))
    columns = (room, "meeting_id", "meeting__subject", "start_at", "lasts_until", "is_running")
    return [
        RoomTime(*row)._replace(subject=row[2] if is_mine else "")
        for *row, is_mine in found.values_list(*columns, "is_mine")
    ]
