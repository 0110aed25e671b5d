"""Choose the guests' password: the caller writes it, or the vendor makes it."""

import re
from dataclasses import replace

from sandbox import ids
from sandbox.contract.errors import Refused
from sandbox.state.meetings import Meeting
from sandbox.state.rooms import Room
from sandbox.vendor_api.rules.room_booking import has_fixed_number

_PASSWORD = re.compile(r"[0-9]{4,16}")


def with_guest_password(meeting: Meeting, wanted: str, room: Room | None, *, rooms_own: bool) -> Meeting:
    """Return the meeting with ``wanted``, else the room's own, else a new guest password, or none at all.

    ``rooms_own``: under the number of a room the room's own holds, whatever is wanted.

    The tail of the guests' link stands for the password, so it is another one when that is.
    """
    if wanted:
        _check(meeting, wanted)
    if meeting.options["isGuestFreePwd"] and not meeting.fields["vmrFlag"]:
        return replace(meeting, guest_password="", guest_random="")
    if rooms_own and room and has_fixed_number(room, meeting.fields):
        wanted = room.guest_password
    password = wanted or _choose_password(meeting, room)
    if password == meeting.guest_password:
        return meeting
    return replace(meeting, guest_password=password, guest_random=ids.link_random())


def _check(meeting: Meeting, wanted: str) -> None:
    if not _PASSWORD.fullmatch(wanted):
        raise Refused("MMC.111071080")
    if wanted == meeting.conference_id:
        raise Refused("MMC.111071081")
    if wanted == meeting.host_password:
        raise Refused("MMC.111071105")


def _choose_password(meeting: Meeting, room: Room | None) -> str:
    if room and has_fixed_number(room, meeting.fields):
        return room.guest_password
    while (password := ids.digits(6)) in {meeting.host_password, meeting.conference_id, meeting.guest_password}:
        pass
    return password
