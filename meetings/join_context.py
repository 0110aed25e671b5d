"""What a join page is filled with: one dictionary per state of the link."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from meetings import join_page, state_shown, when_shown
from meetings.device import Device
from meetings.invitation_text import grouped
from meetings.join_visitor import visitor_of
from meetings.letters.reader import Reader
from meetings.models import Invitee, Meeting
from meetings.services import inviting, joining
from meetings.services.joining import JoinState

_LOOK_AGAIN = timedelta(seconds=5)
_SOLO = {
    JoinState.CANCELLED: "join/cancelled.html",
    JoinState.ENDED: "join/ended.html",
    JoinState.BEING_BOOKED: "join/waiting.html",
    JoinState.NOT_BOOKED: "join/cancelled.html",
    JoinState.EARLY: "join/early.html",
}


def page_context(
    invitee: Invitee, read: Reader, device: Device, *, person: User | None, now: datetime, is_inside: bool = False
) -> dict[str, Any]:
    """``person`` is who is signed in, None where nobody is or may be asked. ``is_inside``: it was just opened."""
    meeting = invitee.meeting
    visitor = visitor_of(person, meeting)
    state = joining.join_state(meeting=meeting, now=now, is_host=visitor.is_host or is_inside)
    in_app = device.in_app and state in joining.OPEN_STATES
    count = join_page.count(meeting, zone=read.zone, now=now) if state is JoinState.EARLY else None
    return {
        "template": _SOLO.get(state) or ("join/in_app.html" if in_app else "join/join.html"),
        "invitee": invitee,
        "meeting": meeting,
        "visitor": visitor,
        "device": device,
        "link": inviting.join_link(invitee=invitee),
        "guest_may_enter": joining.join_state(meeting=meeting, now=now) in joining.OPEN_STATES,
        "waits_for_host": state is JoinState.READY and not meeting.guests_may_start and not visitor.is_host,
        "guest_name": joining.guest_name(invitee=invitee),
        "needs_name": invitee.name in {"", invitee.email},
        "count": count,
        "look_again_at": now + _LOOK_AGAIN,
        **_times(meeting, state, read, now),
        **_codes(invitee, device, state, early=count.opens if count else ""),
    }


def _times(meeting: Meeting, state: JoinState, read: Reader, now: datetime) -> dict[str, Any]:
    lies_ahead = state in {JoinState.EARLY, JoinState.READY}
    return {
        "badge": _badge(meeting, state),
        "when": join_page.when(meeting, zone=read.zone, now=now),
        "moved": join_page.moved(meeting, zone=read.zone, now=now) if lies_ahead else None,
        "cancelled_at": _moment(meeting.cancelled_at, read, now),
        "ended_at": when_shown.clock(meeting.end_at, zone=read.zone),
    }


def _codes(invitee: Invitee, device: Device, state: JoinState, *, early: str) -> dict[str, Any]:
    if state not in joining.OPEN_STATES | {JoinState.EARLY}:
        return {}
    meeting = invitee.meeting
    return {
        "qr": None if device.is_phone else join_page.qr(inviting.join_link(invitee=invitee)),
        "ways": join_page.ways(invitee, device, early=early),
        "meeting_id": meeting.vendor_conference_id,
        "meeting_id_shown": grouped(meeting.vendor_conference_id),
        "password": meeting.guest_password,
        "password_shown": grouped(meeting.guest_password),
    }


def _badge(meeting: Meeting, state: JoinState) -> str:
    # A meeting whose time is over reads "Ended" here even before the service has told us so.
    shown = Meeting.State.ENDED if state is JoinState.ENDED else meeting.state
    return state_shown.html(state=shown)


def _moment(at: datetime | None, read: Reader, now: datetime) -> str:
    return when_shown.moment(at, zone=read.zone, now=now) if at else ""
