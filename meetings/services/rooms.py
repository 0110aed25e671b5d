"""The room that a booking names: whether it is the organiser's, and whether something is held there already."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import User
from directory.entries import CloudRoom, Listing
from directory.services import rooms
from l10n import format_datetime
from l10n.problem import Problem
from meetings import schedule
from meetings.errors import InvalidRequest
from meetings.problems import Code
from meetings.queries.room_times import RoomTime, room_times
from meetings.requests import BookingRequest
from meetings.snapshots import Span


def check_room(*, organiser: User, room_id: str, now: datetime) -> None:
    """Raise InvalidRequest for a room that the organiser has not.

    One that is not known yet is asked for. While the vendor can't be asked, it is left to its answer to the booking.
    """
    if find_room(rooms.known_rooms(person=organiser, now=now), room_id):
        return
    listing = rooms.list_rooms(person=organiser, now=now)
    if not listing.is_stale and not find_room(listing, room_id):
        raise InvalidRequest(Problem(Code.ROOM_UNKNOWN, "room_id"))


def find_room(listing: Listing[CloudRoom], room_id: str) -> CloudRoom | None:
    """Return the room of that ID."""
    return next((room for room in listing.entries if room.id == room_id), None)


def room_problems(
    *, organiser: User, request: BookingRequest, spans: tuple[Span, ...], now: datetime
) -> list[Problem]:
    """Return what stands in the way of holding ``spans`` in the room of ``request``, as far as is known here."""
    if not request.room_id:
        return []
    listing = rooms.known_rooms(person=organiser, now=now)
    room = find_room(listing, request.room_id)
    if room is None and not listing.is_stale:
        return [Problem(Code.ROOM_UNKNOWN, "room_id")]
    if room is not None and not room.is_usable:
        return [Problem(Code.ROOM_STOPPED, "room_id")]
    clash = next(clashes(organiser=organiser, room_id=request.room_id, spans=spans, now=now), None)
    if clash is None:
        return []
    zone = ZoneInfo(request.time_zone)
    when = format_datetime.when(clash.start_at, clash.end_at, zone=zone, now=now)
    return [Problem(Code.ROOM_TAKEN, "room_id", {"when": when})]


def spans_of(request: BookingRequest, *, now: datetime) -> tuple[Span, ...]:
    """Return when the meeting of a faultless request would be held."""
    begins, zone = request.start_at or now, ZoneInfo(request.time_zone)
    starts = schedule.starts(request.repeats, begins, zone) if request.repeats else [begins]
    return tuple(Span(start, start + request.length) for start in starts)


def clashes(
    *, organiser: User, room_id: str, spans: tuple[Span, ...], now: datetime, without: UUID | None = None
) -> Iterator[RoomTime]:
    """Yield what is held in the room at one of those times, the earliest first; one query for any number.

    ``without`` leaves out a meeting, which doesn't stand in its own way.
    """
    if not spans or organiser.tenant_id is None:
        return
    taken = room_times(
        tenant_id=organiser.tenant_id,
        room_ids=[room_id],
        since=min(span.start_at for span in spans),
        until=max(span.end_at for span in spans),
        now=now,
        without=without,
    )
    for time in taken:
        if any(time.start_at < span.end_at and span.start_at < time.end_at for span in spans):
            yield time
