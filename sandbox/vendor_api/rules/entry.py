"""Decide who gets into a meeting, and as what."""

import sqlite3

from sandbox.contract.errors import Refused
from sandbox.contract.roles import GUEST, HOST
from sandbox.state import meetings, rooms
from sandbox.state.meetings import Meeting
from sandbox.state.users import User

_ENTERPRISE, _INVITED = 2, 3  # callInRestriction


def role_by_password(meeting: Meeting, password: str) -> str:
    """Return the role of a password, whoever types it."""
    if password == meeting.host_password:
        return HOST
    if not password and meeting.guest_password:
        raise Refused("MMC.111070009")
    if password != meeting.guest_password:
        raise Refused("MMC.111071091")
    return GUEST


def role_by_link(meeting: Meeting, random: str) -> str:
    """Return the role of a link: its tail stands for the password."""
    if random == meeting.host_random:
        return HOST
    if random != meeting.guest_random:
        raise Refused("MMC.111072065")
    return GUEST


def check_may_open(db: sqlite3.Connection, meeting: Meeting, role: str) -> None:
    """Check whether that role may be the first one in: as booked, but in a room as the room has it."""
    if role == HOST:
        return
    room = rooms.find(db, meeting.fields["vmrID"])
    if room and not room.guests_may_start:
        raise Refused("MMC.111071004")
    if not room and not meeting.options["allowGuestStartConf"]:
        raise Refused("MMC.111071058")


def check_restriction(
    db: sqlite3.Connection, meeting: Meeting, user: User | None, *, restriction: int | None = None
) -> None:
    """Check who may enter: everybody, the enterprise or invitees; ``user`` None is a guest without an account.

    ``restriction`` is what was said while the meeting is on, instead of what was booked.
    """
    if restriction is None:
        restriction = meeting.options["callInRestriction"]
    is_colleague = user is not None and user.corp_id == meeting.corp_id
    if restriction == _ENTERPRISE and not is_colleague:
        raise Refused("MMC.111071074")
    if restriction == _INVITED and not (is_colleague and user is not None and _is_expected(db, meeting, user)):
        raise Refused("MMC.111071075")


def check_anonymous(meeting: Meeting) -> None:
    if meeting.options["callInRestriction"] in {_ENTERPRISE, _INVITED}:
        raise Refused("MMC.111071073")


def _is_expected(db: sqlite3.Connection, meeting: Meeting, user: User) -> bool:
    return meeting.scheduler_uuid == user.uuid or meetings.is_invited(
        db, conference_id=meeting.conference_id, user=user
    )
