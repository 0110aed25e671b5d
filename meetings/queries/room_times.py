"""When rooms are taken, as far as the portal has booked them: what was booked in other programs is not known here."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

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
    runs = Q(meeting__state=Meeting.State.RUNNING, start_at=F("meeting__start_at"))
    ended = Q(meeting__state=Meeting.State.ENDED, meeting__repeat_unit="", meeting__ended_at__lt=F("end_at"))
    invited = Invitee.objects.filter(meeting=OuterRef("meeting"), person=reader, removed_at=None)
    found = (
        Occurrence.objects.filter(
            meeting__tenant=tenant_id,
            meeting__vendor_room_id__in=room_ids,
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
            is_mine=Exists(invited) if reader else Value(False),
        )
        .filter(lasts_until__gt=since)
        .order_by("start_at", "pk")
    )
    columns = ("meeting__vendor_room_id", "meeting_id", "meeting__subject", "start_at", "lasts_until", "is_running")
    return [
        RoomTime(*row)._replace(subject=row[2] if is_mine else "")
        for *row, is_mine in found.values_list(*columns, "is_mine")
    ]


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
