"""What was held on one day, as it is counted: sessions with the parts that people had in them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from accounts.models import Tenant
from history.models import Attendance, Confidence, EndedSession, Presence
from history.writes.presences import Interval, interval

# What says that it lasted longer counts for so long: a day is summed without reading all that was held before it.
LONGEST = timedelta(days=3)
_COLUMNS = (
    "pk",
    "organiser_id",
    "start_at",
    "end_at",
    "details",
    "details_read_at",
    "room_number",
    "occurrence_id",
    "occurrence__start_at",
    "occurrence__end_at",
    "meeting_id",
    "meeting__repeat_unit",
    "meeting__length_minutes",
)


@dataclass(slots=True)
class Part:
    """The part of one person, room or phone. ``is_own``: the person may know of it by themselves."""

    person_id: int | None
    is_own: bool
    is_invited: bool
    came: bool
    stays: list[Interval] = field(default_factory=list)


@dataclass(slots=True)
class Held:
    """One session. ``knows_guests``: it is known who was invited.

    ``booked`` names what was booked, the same for all sessions of it, and for how long.
    """

    organiser_id: int | None
    start_at: datetime
    end_at: datetime
    is_read: bool
    is_in_room: bool
    knows_guests: bool
    booked: tuple[object, timedelta] | None
    parts: list[Part] = field(default_factory=list)


class _Stay(NamedTuple):
    presence_id: int | None
    session_id: int
    joined_at: datetime | None
    left_at: datetime | None


def held_within(tenant: Tenant, start: datetime, end: datetime) -> list[Held]:
    """Return what was held at any time from ``start`` to ``end``, by its beginning: three queries."""
    sessions = EndedSession.objects.filter(
        Q(end_at__gt=start) | Q(start_at__gte=start), tenant=tenant, start_at__lt=end, start_at__gt=start - LONGEST
    )
    found: dict[int, Held] = {}
    for row in sessions.order_by("start_at", "pk").values(*_COLUMNS):
        longest = row["start_at"] + LONGEST
        found[row["pk"]] = Held(
            row["organiser_id"],
            row["start_at"],
            min(max(row["end_at"], row["start_at"]), longest),
            row["details"] == EndedSession.Details.READ or row["details_read_at"] is not None,
            bool(row["room_number"]),
            row["meeting_id"] is not None,
            _booked(row),
        )
    parts = _parts(sessions, found)
    _add_stays(sessions, found, parts)
    return list(found.values())


def _booked(row: dict[str, object]) -> tuple[object, timedelta] | None:
    """Return what a session was booked as: its occurrence, or the whole of a single meeting."""
    start, end = row["occurrence__start_at"], row["occurrence__end_at"]
    if isinstance(start, datetime) and isinstance(end, datetime):
        return row["occurrence_id"], end - start
    minutes = row["meeting__length_minutes"]
    if isinstance(minutes, int) and not row["meeting__repeat_unit"]:
        return row["meeting_id"], timedelta(minutes=minutes)
    return None


def _parts(sessions: QuerySet[EndedSession], found: dict[int, Held]) -> dict[int, Part]:
    rows = Presence.objects.filter(session__in=sessions.values("pk")).order_by("pk")
    parts = {}
    for key, session_id, person_id, confidence, is_invited, came in rows.values_list(
        "pk", "session_id", "person_id", "confidence", "is_invited", "came"
    ):
        if session_id in found:
            is_own = is_invited or confidence == Confidence.CERTAIN
            part = Part(person_id, is_own, is_invited and found[session_id].knows_guests, came)
            parts[key] = part
            found[session_id].parts.append(part)
    return parts


def _add_stays(sessions: QuerySet[EndedSession], found: dict[int, Held], parts: dict[int, Part]) -> None:
    """Add to each part when it was there, as far as the session lasted; a stay of no part is somebody's unknown."""
    rows = Attendance.objects.filter(session__in=sessions.values("pk")).order_by("joined_at", "pk")
    loose: dict[int, Part] = defaultdict(lambda: Part(None, is_own=False, is_invited=False, came=False))
    for row in rows.values_list(*_Stay._fields):
        stay = _Stay(*row)
        if stay.session_id not in found:
            continue
        one = found[stay.session_id]
        part = parts.get(stay.presence_id or 0) or loose[stay.session_id]
        if (span := interval(stay, one.end_at)) and span[0] < one.end_at and span[1] > one.start_at:
            part.stays.append((max(span[0], one.start_at), min(span[1], one.end_at)))
    for session_id, part in loose.items():
        found[session_id].parts.append(part)
