"""Whom a change will be mailed to, before it is made: what ``inviting.queue_change`` does once it is."""

from meetings.letters import change
from meetings.models import Invitee, Meeting
from meetings.services.requests import BookingRequest


def count(meeting: Meeting, request: BookingRequest) -> int:
    """How many invitees get a mail; one query."""
    if not request.tells_invitees:
        return 0
    guests = meeting.invitees.filter(removed_at=None).exclude(role=Invitee.Role.ORGANISER)
    before = {email.lower() for email in guests.values_list("email", flat=True)}
    after = {guest.email.lower() for guest in request.invitees}
    concerns_all = any(getattr(meeting, name) != getattr(request, name) for name in change.TOLD)
    return len(before | after if concerns_all else before ^ after)
