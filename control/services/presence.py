"""How many are in a meeting right now."""

from accounts.errors import AccountError
from accounts.vendor import clients
from hwmeeting import HwMeetingError
from meetings.models import Meeting


def count_people(*, meeting: Meeting) -> int | None:
    """Return how many the meeting service says are in; None where it can't be asked. No transaction may be open."""
    try:
        client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
        return sum(1 for _person in client.meetings.participants(meeting.vendor_conference_id))
    except (HwMeetingError, AccountError):
        return None
