"""One meeting with the people who are invited to it."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import recordings, sessions
from sandbox.state.meetings import Meeting
from sandbox.vendor_api import history_access, parameters, serializers
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import access

_NOT_FOUND = "MMC.111070005"


def unfinished(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/conferences/confDetail"""
    user = call.user()
    meeting = access.meeting_to_see(call.db, parameters.conference_id(call), user, now=call.now)
    return _detail(call, meeting, access.role(call.db, meeting, user))


def online(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/conferences/online/confDetail"""
    user = call.user()
    meeting = access.meeting_to_see(call.db, parameters.conference_id(call), user, now=call.now)
    if sessions.running(call.db, meeting.conference_id) is None:
        raise Refused(_NOT_FOUND)
    return _detail(call, meeting, access.role(call.db, meeting, user))


def ended(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/conferences/history/confDetail: without state and confUUID, as in the documents."""
    user = call.user()
    conf_uuid, meeting = history_access.to_see(call, user)
    role = access.role(call.db, meeting, user)
    shown = serializers.conference(call.db, meeting, role, address=call.address, session=None)
    del shown["conferenceState"]
    shown["isHasRecordFile"] = recordings.is_ready(call.db, conf_uuid, now=call.now)
    return {"conferenceData": shown, "data": _people(call, meeting)}


def _detail(call: Call, meeting: Meeting, role: str) -> dict[str, Any]:
    session = sessions.running(call.db, meeting.conference_id)
    shown = serializers.conference(call.db, meeting, role, address=call.address, session=session)
    return {"conferenceData": shown | {"role": role}, "data": _people(call, meeting)}


def _people(call: Call, meeting: Meeting) -> dict[str, Any]:
    """Invited people only; X-Type 2 asks for people and rooms apart, X-Query-Type for which of the two."""
    people = [serializers.Attendee(call.db, meeting, written) for written in meeting.attendees]
    grouping = parameters.header(call, "x-type", {"0", "1", "2"})
    kind = parameters.header(call, "x-query-type", {"0", "1"})
    if grouping == "2":
        wants_rooms = kind == "1"
        people = [person for person in people if person.is_hard == wants_rooms]
    if search := parameters.search_key(call).lower():
        people = [person for person in people if search in person.name.lower() or search in person.number]
    page = parameters.paged(people, *parameters.page(call))
    page["data"] = [person.participant() for person in page["data"]]
    return page
