"""Stays put together: one presence for each person, room or phone, and for whoever was invited and stayed away."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Protocol

from django.db.models import Q

from history.models import Attendance, Confidence, EndedSession, Identified, Presence
from history.writes.directory import Directory, folded
from meetings.models import Invitee

_PHONE = re.compile(r"(tel:)?\+?\d{7,15}")
_ROOM = re.compile(r"hard|room|terminal|ideahub|board", re.I)
_SOFT = re.compile(r"soft|mobile|web|pc|client", re.I)
Interval = tuple[datetime, datetime]


class Times(Protocol):
    """Whatever says when somebody came and left."""

    @property
    def joined_at(self) -> datetime | None: ...

    @property
    def left_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was invited: a person of ours, or an outsider of whom name and address are known."""

    person_id: int | None
    invitee_id: int | None
    name: str
    role: str

    @property
    def key(self) -> str:
        return f"p{self.person_id}" if self.person_id else f"i{self.invitee_id}"


def guests(session: EndedSession, directory: Directory) -> list[Guest]:
    """Return who was invited to a session; of a meeting that is unknown here, its organiser alone."""
    found = []
    if session.meeting_id:
        invited = Invitee.objects.filter(
            Q(removed_at=None) | Q(removed_at__gt=session.start_at), meeting=session.meeting_id
        )
        rows = invited.order_by("pk").values_list("person_id", "pk", "name", "role")
        found = [Guest(person, pk, directory.name_of(person) or name, role) for person, pk, name, role in rows]
    if session.organiser_id and all(guest.person_id != session.organiser_id for guest in found):
        name = directory.name_of(session.organiser_id)
        found.append(Guest(session.organiser_id, None, name, Invitee.Role.ORGANISER))
    return list({guest.key: guest for guest in found}.values())


def build(session: EndedSession, stays: Iterable[Attendance], invited: list[Guest]) -> dict[str, dict[str, Any]]:
    """Return the columns of each presence by its key."""
    outsiders = _outsiders(invited)
    grouped: dict[str, list[Attendance]] = defaultdict(list)
    for stay in stays:
        grouped[_key(stay, outsiders)].append(stay)
    by_key = {guest.key: guest for guest in invited}
    return {
        key: _columns(session, grouped.get(key, []), by_key.get(key)) for key in sorted(grouped.keys() | by_key.keys())
    }


def key_of(stay: Attendance, invited: list[Guest]) -> str:
    """Return the key of the presence that a stay belongs to."""
    return _key(stay, _outsiders(invited))


def _outsiders(invited: list[Guest]) -> dict[str, list[Guest]]:
    found: dict[str, list[Guest]] = defaultdict(list)
    for guest in invited:
        if guest.person_id is None:
            found[folded(guest.name)].append(guest)
    return found


def _key(stay: Attendance, outsiders: dict[str, list[Guest]]) -> str:
    if stay.person_id:
        return f"p{stay.person_id}"
    named = outsiders.get(folded(stay.name), [])
    if len(named) == 1 and stay.name and not stay.identified_by:
        return named[0].key
    text = f"{folded(stay.name)}\n{stay.call_number}"
    return "n" + hashlib.sha256(text.encode()).hexdigest()[:32]


def _columns(session: EndedSession, stays: list[Attendance], guest: Guest | None) -> dict[str, Any]:
    intervals = [found for stay in stays if (found := interval(stay, session.end_at))]
    joined = [stay.joined_at for stay in stays if stay.joined_at]
    left = [end for _, end in intervals] or [stay.left_at for stay in stays if stay.left_at]
    first = stays[0] if stays else None
    surest = max(stays, key=lambda stay: stay.confidence, default=None)
    confidence, by = _sureness(surest, guest, intervals)
    return {
        "kind": _kind(first) if first and not first.person_id else Presence.Kind.PERSON,
        "person_id": first.person_id if first else guest.person_id if guest else None,
        "name": (first.name if first else "") or (guest.name if guest else ""),
        "call_number": first.call_number if first else "",
        "confidence": confidence,
        "identified_by": by,
        "is_invited": guest is not None,
        "role": guest.role if guest else "",
        "came": bool(stays),
        "joined_at": min(joined, default=None),
        "left_at": max(left, default=None),
        "seconds": seconds(intervals),
        "stay_count": len(stays),
    }


def _sureness(surest: Attendance | None, guest: Guest | None, intervals: list[Interval]) -> tuple[int, str]:
    if surest is None:
        return Confidence.CERTAIN, Identified.INVITATION
    if surest.person_id or surest.identified_by:
        return surest.confidence, surest.identified_by
    if guest:
        return Confidence.LIKELY, Identified.NAME
    if _overlap(intervals):  # somebody with two devices, or two people of one name
        return Confidence.UNSURE, Identified.SEVERAL
    return Confidence.NONE, Identified.NOTHING


def _kind(stay: Attendance) -> Presence.Kind:
    if _ROOM.search(stay.device_type) and not _SOFT.search(stay.device_type):
        return Presence.Kind.ROOM
    if _PHONE.fullmatch(stay.call_number) and folded(stay.name) in {"", folded(stay.call_number)}:
        return Presence.Kind.PHONE
    return Presence.Kind.PERSON


def flaw(joined_at: datetime | None, left_at: datetime | None) -> Attendance.Flaw:
    """Return what is wrong with the times of a stay."""
    if joined_at is None:
        return Attendance.Flaw.NO_START
    if left_at is None:
        return Attendance.Flaw.NO_END
    return Attendance.Flaw.REVERSED if left_at < joined_at else Attendance.Flaw.NONE


def interval(stay: Times, end_at: datetime) -> Interval | None:
    """Return from when to when somebody was there: until the end of the session where that isn't known.

    None where it can't be said: then the stay counts as one, without time.
    """
    if stay.joined_at is None:
        return None
    left_at = stay.left_at or max(end_at, stay.joined_at)
    return None if left_at < stay.joined_at else (stay.joined_at, left_at)


def seconds(intervals: list[Interval]) -> int:
    """Return in how many seconds at least one of the intervals lasted: twice at once counts once."""
    total, covered = timedelta(0), None
    for start, end in sorted(intervals):
        begin = start if covered is None else max(start, covered)
        if end > begin:
            total += end - begin
        covered = end if covered is None else max(covered, end)
    return int(total.total_seconds())


def _overlap(intervals: list[Interval]) -> bool:
    ordered = sorted(intervals)
    return any(later[0] < earlier[1] for earlier, later in pairwise(ordered))
