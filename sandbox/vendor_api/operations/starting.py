"""Open a meeting without a client, and tell where it is held."""

from typing import Any
from urllib.parse import urlsplit

from sandbox.contract.errors import Refused
from sandbox.state import meetings, series, sessions
from sandbox.vendor_api import parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import access, entry, field_types

_NOT_FOUND, _NO_PASSWORD, _NOT_STARTED = "MMC.111070005", "MMC.111070009", "MMC.111072005"
_START = (
    field_types.Text("conferenceID", longest=64, code=_NOT_FOUND),
    field_types.Text("password", longest=64, code="MMC.111071091"),
)


def start(call: Call) -> dict[str, Any]:
    """Answer POST /v1/mmc/management/conferences/start.

    With the host password, or a guest's where guests may start.
    """
    call.user()
    asked = field_types.read_fields(call.body(), _START)
    meeting = meetings.find_unfinished(call.db, asked["conferenceID"], now=call.now)
    if meeting is None:
        raise Refused(_NOT_FOUND)
    meeting = series.with_occurrence_changes(call.db, meeting)
    if not asked["password"]:
        raise Refused(_NO_PASSWORD)
    role = entry.role_by_password(meeting, asked["password"])
    session = sessions.find_running(call.db, meeting.conference_id)
    call.had_effect = not sessions.is_open(call.db, session)
    if call.had_effect:
        entry.check_may_open(call.db, meeting, role)
        session = sessions.open_session(call.db, meeting, session, now=call.now)
    assert session is not None
    return {"uuid": session.conf_uuid, "regionIP": urlsplit(call.address).hostname}


def show_region(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/region/info.

    Where it is held, while it is (docs/vendor/control.md 10.4).
    """
    user = call.user()
    meeting = access.meeting_to_see(call.db, parameters.conference_id(call), user, now=call.now)
    if sessions.find_running(call.db, meeting.conference_id) is None:
        raise Refused(_NOT_STARTED)
    place = urlsplit(call.address)
    return {"regionIP": place.hostname, "regionUrl": place.netloc}
