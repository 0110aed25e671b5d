"""A recording that the meeting service has."""

from accounts.models import User
from accounts.vendor import clients
from history.models import Recording
from hwmeeting import MeetingRequest
from tests.factories.fixtures import MakeMeeting
from tests.factories.sessions import START, hold, record, take_part
from tests.factories.vendor import Vendor


def record_at_vendor(vendor: Vendor, chen: User, make_meeting: MakeMeeting) -> Recording:
    """Record a session of Chen Jing's of twenty minutes that has just ended; it takes an hour to be prepared."""
    client = clients.client_for(person=chen)
    held = client.meetings.create(MeetingRequest("Recorded", None, 60, record_type=2, auto_record=True))
    vendor.open_link(held.chair_join_uri, "web", signed_in_as="chen")
    vendor.forward(1200)
    client.control.stop(held.conference_id, client.control.token(held.conference_id, held.host_password))
    meeting = make_meeting(start_at=START, vendor_conference_id=held.conference_id)
    session = hold(meeting.tenant, meeting, vendor_conference_uuid=held.conference_uuid)
    take_part(session, chen, (0, 20))
    return record(session)
