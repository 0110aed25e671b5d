"""What a write reads at the vendor before its call, and after it."""

from hwmeeting import Client, HwMeetingError, MeetingDetail, NotFound, Occurrence
from hwmeeting import Meeting as VendorMeeting
from meetings import refusals
from meetings.models import VendorWrite
from meetings.writes import occurrences


def read_occurrence(client: Client, write: VendorWrite) -> tuple[MeetingDetail, Occurrence]:
    """Return the occurrence that ``write`` is about, as the vendor has it. Raises NotFound where it has none."""
    detail = client.meetings.detail(write.meeting.vendor_conference_id)
    if occurrence := occurrences.at_vendor(write=write, answer=detail.meeting):
        return detail, occurrence
    raise NotFound(code=refusals.OCCURRENCE_GONE)


def read_back(client: Client, conference_id: str) -> VendorMeeting | None:
    """Return None where it can't be read just now: it is changed, and what became of it the next sync reads."""
    try:
        return client.meetings.detail(conference_id).meeting
    except HwMeetingError:
        return None
