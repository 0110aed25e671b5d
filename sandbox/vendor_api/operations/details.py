"""Show one meeting with the people who are invited to it."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.contract.roles import CONFERENCE_ROLES
from sandbox.state import recordings, sessions
from sandbox.state.meetings import Meeting
from sandbox.vendor_api import history_access, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import access
from sandbox.vendor_api.serializers import conference
from sandbox.vendor_api.serializers.attendee import InvitedAttendee

_NOT_FOUND = "MMC.111070005"


def unfinished(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/confDetail"""
    user = call.user()
    meeting = access.meeting_to_see(call.db, parameters.conference_id(call), user, now=call.now)
    return _serialize(call, meeting, access.viewer_role(call.db, meeting, user))


def online(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/online/confDetail"""
    user = call.user()
    meeting = access.meeting_to_see(call.db, parameters.conference_id(call), user, now=call.now)
    if sessions.find_running(call.db, meeting.conference_id) is None:
        raise Refused(_NOT_FOUND)
    return _serialize(call, meeting, access.viewer_role(call.db, meeting, user))


def ended(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/history/confDetail.

    Without state and confUUID, as in the documents.
    """
    user = call.user()
    conf_uuid, meeting = history_access.find_session_to_see(call, user)
    role = access.viewer_role(call.db, meeting, user)
    shown = conference.serialize_conference(call.db, meeting, role, address=call.address, session=None)
    del shown["conferenceState"]
    shown["isHasRecordFile"] = recordings.is_ready(call.db, conf_uuid, now=call.now)
    return {"conferenceData": shown, "data": _serialize_people(call, meeting)}


def _serialize(call: Call, meeting: Meeting, role: str) -> dict[str, Any]:
    session = sessions.find_running(call.db, meeting.conference_id)
    shown = conference.serialize_conference(call.db, meeting, role, address=call.address, session=session)
    return {"conferenceData": shown | {"role": CONFERENCE_ROLES[role]}, "data": _serialize_people(call, meeting)}


def _serialize_people(call: Call, meeting: Meeting) -> dict[str, Any]:
    """Return invited people only; X-Type 2 asks for people and rooms apart, X-Query-Type for which of them."""
    people = [InvitedAttendee(call.db, meeting, written) for written in meeting.attendees]
    grouping = parameters.header(call, "x-type", {"0", "1", "2"})
    kind = parameters.header(call, "x-query-type", {"0", "1"})
    if grouping == "2":
        wants_rooms = kind == "1"
        people = [person for person in people if person.is_hard == wants_rooms]
    if search := parameters.search_key(call).lower():
        people = [person for person in people if search in person.name.lower() or search in person.number]
    page = parameters.paginate(people, *parameters.page_bounds(call))
    page["data"] = [person.to_participant_info() for person in page["data"]]
    return page
