"""Calling people, phones and terminals into a meeting."""

from collections.abc import Callable
from dataclasses import replace

from control.models import ControlAction
from control.writes.findings import Finding
from control.writes.payloads import CallPayload
from control.writes.tokens import control_token
from hwmeeting import Attendee, Client


def prepare(client: Client, action: ControlAction) -> Callable[[], None]:
    """Note who is invited already, by which a lost answer is told apart, and return the call."""
    conference_id, payload = action.meeting.vendor_conference_id, CallPayload.from_json(action.payload)
    token = control_token(client, action.meeting)
    numbers = {each.number for each in payload.callees}
    invited = {attendee.phone for attendee in client.control.live(conference_id, token).attendees}
    known = replace(payload, known=tuple(sorted(numbers & invited)))
    ControlAction.objects.still_owned(action).update(payload=known.to_json())
    attendees = [
        Attendee(name=each.name, phone=each.number, type=each.type, account_id=each.user_id)
        for each in payload.callees
    ]
    return lambda: client.control.invite(conference_id, token, attendees)


def look_up(client: Client, action: ControlAction) -> Finding:
    """Return whether all are invited now who weren't, and all others are in or being called."""
    payload = CallPayload.from_json(action.payload)
    token = control_token(client, action.meeting)
    live = client.control.live(action.meeting.vendor_conference_id, token)
    there = {site.phone for site in live.sites}
    there |= {attendee.phone for attendee in live.attendees} - set(payload.known)
    return Finding.DONE if {each.number for each in payload.callees} <= there else Finding.NOT_DONE
