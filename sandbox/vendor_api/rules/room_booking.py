"""Book meetings in a cloud room or under a personal number (VMR)."""

import sqlite3
from itertools import product
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import meetings, rooms, series, sessions
from sandbox.state.meetings import Meeting
from sandbox.state.rooms import Room
from sandbox.state.users import User

_FIXED_NUMBER = 0  # vmrIDType


def find_requested_room(db: sqlite3.Connection, fields: dict[str, Any], user: User, *, now: int) -> Room | None:
    """Return the room that the booking names. Refuse unless it is the caller's own."""
    if not fields["vmrFlag"]:
        fields["vmrID"] = ""
        return None
    found = rooms.find(db, fields["vmrID"])
    if found is None:
        raise Refused("MMC.111070006")
    if found.owner_uuid != user.uuid:
        raise Refused("MMC.111071063")
    if found.status != rooms.IN_ORDER or rooms.has_expired(db, found.id, now=now):
        raise Refused("MMC.111073007")
    return found


def find_room(db: sqlite3.Connection, meeting: Meeting) -> Room | None:
    """Return the room of a meeting that is booked already."""
    return rooms.find(db, meeting.fields["vmrID"])


def has_fixed_number(room: Room, fields: dict[str, Any]) -> bool:
    """Return whether it has: a personal number always; a cloud room can have another number each time."""
    return room.mode == rooms.PERSONAL or fields["confConfigInfo"]["vmrIDType"] == _FIXED_NUMBER


def host_password(room: Room | None, fields: dict[str, Any]) -> str:
    """Return the room's own; "" where the meeting has one for itself."""
    return room.host_password if room and has_fixed_number(room, fields) else ""


def check_free(db: sqlite3.Connection, room: Room, meeting: Meeting, *, now: int) -> None:
    """Check for one meeting at a time: no other there, but for numbers of their own, and none running right now."""
    others = [
        other for other in meetings.list_in_room(db, room.id, now=now) if other.conference_id != meeting.conference_id
    ]
    if meeting.is_immediate and any(sessions.find_running(db, other.conference_id) for other in others):
        raise Refused("MMC.111071064")
    if not has_fixed_number(room, meeting.fields):
        return
    for other in others:
        if has_fixed_number(room, other.fields) and _overlap(db, other, meeting):
            raise Refused("MMC.111071005")


def check_free_until(db: sqlite3.Connection, room: Room, meeting: Meeting, end_at: int, *, now: int) -> None:
    """Check whether a meeting that is held there now can stay for so long."""
    if not has_fixed_number(room, meeting.fields):
        return
    for other in meetings.list_in_room(db, room.id, now=now):
        spans = series.list_spans(db, other) if other.conference_id != meeting.conference_id else []
        if has_fixed_number(room, other.fields) and any(now < end and start < end_at for start, end in spans):
            raise Refused("MMC.111071005")


def _overlap(db: sqlite3.Connection, one: Meeting, other: Meeting) -> bool:
    pairs = product(series.list_spans(db, one), series.list_spans(db, other))
    return any(start < other_end and other_start < end for (start, end), (other_start, other_end) in pairs)


def check_unchanged(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Check what an edit may not change, and by leaving it out it would."""
    if after["vmrFlag"] != before["vmrFlag"]:
        raise Refused("MMC.111071114")
    if after["vmrFlag"] == 0:
        after["vmrID"] = ""
    if after["vmrID"] != before["vmrID"]:
        raise Refused("MMC.111071113")
    if after["confConfigInfo"]["vmrIDType"] != before["confConfigInfo"]["vmrIDType"]:
        raise Refused("MMC.111071112")
    # No answer has it, so nobody could send it back: left out, it stays.
    if after["confResType"] is None:
        after["confResType"] = before["confResType"]
    if (after["confResType"] or 0) != (before["confResType"] or 0):
        raise Refused("MMC.111071089")
