"""What a join page is filled with: one dictionary per state of the link."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from l10n import format_datetime
from l10n.numbers import grouped
from meetings import invitee_links
from meetings.join import launching, page
from meetings.join.device import Device
from meetings.join.launching import JoinState
from meetings.join.visitor import visitor_of
from meetings.mails.recipients import Recipient
from meetings.models import Invitee, Meeting
from meetings.pages.badges import badges
from ui.badges import Badge

_CHECK_AGAIN = timedelta(seconds=5)
_SOLO = {
    JoinState.CANCELLED: "meetings/join/cancelled.html",
    JoinState.ENDED: "meetings/join/ended.html",
    JoinState.BEING_BOOKED: "meetings/join/waiting.html",
    JoinState.NOT_BOOKED: "meetings/join/cancelled.html",
    JoinState.EARLY: "meetings/join/early.html",
}


def page_context(
    invitee: Invitee,
    recipient: Recipient,
    device: Device,
    *,
    person: User | None,
    now: datetime,
    is_inside: bool = False,
) -> dict[str, Any]:
    """Return what the template reads; ``person`` is who is signed in, None where nobody is or may be asked.

    ``is_inside``: it was just opened.
    """
    meeting = invitee.meeting
    visitor = visitor_of(person, meeting)
    state = launching.join_state(meeting=meeting, now=now, is_host=visitor.is_host or is_inside)
    in_app = device.in_app and state in launching.OPEN_STATES
    count = page.count(meeting, zone=recipient.zone, now=now) if state is JoinState.EARLY else None
    return {
        "template": _SOLO.get(state) or ("meetings/join/in_app.html" if in_app else "meetings/join/join.html"),
        "invitee": invitee,
        "meeting": meeting,
        "visitor": visitor,
        "device": device,
        "link": invitee_links.join_link(invitee=invitee),
        "guest_may_enter": launching.join_state(meeting=meeting, now=now) in launching.OPEN_STATES,
        "waits_for_host": state is JoinState.READY and not meeting.guests_may_start and not visitor.is_host,
        "guest_name": launching.guest_name(invitee=invitee),
        "needs_name": invitee.name in {"", invitee.email},
        "count": count,
        "look_again_at": now + _CHECK_AGAIN,
        **_times(meeting, state, recipient, now),
        **_codes(invitee, device, state, early=count.opens if count else ""),
    }


def _times(meeting: Meeting, state: JoinState, recipient: Recipient, now: datetime) -> dict[str, Any]:
    lies_ahead = state in {JoinState.EARLY, JoinState.READY}
    return {
        "badges": _badges(meeting, state),
        "when": page.when(meeting, zone=recipient.zone, now=now),
        "moved": page.moved(meeting, zone=recipient.zone, now=now) if lies_ahead else None,
        "cancelled_at": _moment(meeting.cancelled_at, recipient, now),
        "ended_at": format_datetime.clock(meeting.end_at, zone=recipient.zone),
    }


def _codes(invitee: Invitee, device: Device, state: JoinState, *, early: str) -> dict[str, Any]:
    if state not in launching.OPEN_STATES | {JoinState.EARLY}:
        return {}
    meeting = invitee.meeting
    return {
        "qr": None if device.is_phone else page.qr(invitee_links.join_link(invitee=invitee)),
        "options": page.list_join_options(invitee, device, early=early),
        "meeting_id": meeting.vendor_conference_id,
        "meeting_id_shown": grouped(meeting.vendor_conference_id),
        "password": meeting.guest_password,
        "password_shown": grouped(meeting.guest_password),
    }


def _badges(meeting: Meeting, state: JoinState) -> tuple[Badge, ...]:
    # A meeting whose time is over reads "Ended" here even before the service has told us so.
    shown = Meeting.State.ENDED if state is JoinState.ENDED else meeting.state
    return badges(state=shown)


def _moment(at: datetime | None, recipient: Recipient, now: datetime) -> str:
    return format_datetime.moment(at, zone=recipient.zone, now=now) if at else ""
