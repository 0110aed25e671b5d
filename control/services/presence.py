"""Who is in a meeting right now."""

from accounts.errors import AccountError
from accounts.vendor import clients
from control.writes.acting import read_state
from control.writes.tokens import control_session
from hwmeeting import HwMeetingError
from meetings.models import Meeting


def count_people(*, meeting: Meeting) -> int | None:
    """Return how many the meeting service says are in; None where it can't be asked. No transaction may be open."""
    try:
        client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
        return sum(1 for _person in client.meetings.participants(meeting.vendor_conference_id))
    except (HwMeetingError, AccountError):
        return None


def list_numbers(*, meeting: Meeting) -> set[str]:
    """Return the numbers of those who are in, wait or are being called, as far as the meeting service says.

    No transaction may be open.
    """
    state = read_state(meeting)
    waiting = {one.number for one in state.waiting} if state else set()
    try:
        client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
        return waiting | {site.phone for site in control_session(client, meeting).live().sites}
    except (HwMeetingError, AccountError):
        return waiting
