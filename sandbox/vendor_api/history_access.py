"""Find sessions that are over, for as long as the vendor keeps them in its history."""

from sandbox.contract.errors import Refused
from sandbox.state import meeting_lists
from sandbox.state.meetings import Meeting
from sandbox.state.users import User
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import access

_MONTH = 31 * 24 * 3600


def kept_since(call: Call) -> int:
    """Return before when nothing is in the history any more: administrators may have 6 or 12 months kept."""
    return call.now - int(call.assumptions.value("history_months")) * _MONTH


def find_session_to_see(call: Call, user: User) -> tuple[str, Meeting]:
    """Return the requested confUUID and its meeting as it was. Refuse unless ``user`` may see it."""
    conf_uuid = call.query["confUUID"]
    meeting = meeting_lists.find_ended(call.db, conf_uuid)
    if meeting is None or meeting.start_at < kept_since(call):
        raise Refused("MMC.111070005")
    access.check_may_see(call.db, meeting, user)
    return conf_uuid, meeting
