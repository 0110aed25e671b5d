"""Ending a meeting for everybody who is in."""

from collections.abc import Callable

from control.models import ControlAction
from control.writes.findings import Finding
from control.writes.tokens import control_token
from hwmeeting import Client, NotFound
from hwmeeting.error_codes import NO_SUCH_MEETING

_RUNS = "Created"  # conferenceState (docs/vendor/meetings.md 5)


def prepare(client: Client, action: ControlAction) -> Callable[[], None]:
    """Get the right to control the meeting, and return the call that ends it.

    Where its booking is not to stay, the one call that cancels it ends it, too (docs/vendor/meetings.md 7).
    """
    conference_id = action.meeting.vendor_conference_id
    if not _keeps_booking(action):
        return lambda: client.meetings.cancel(conference_id, end_running=True)
    token = control_token(client, action.meeting)
    return lambda: client.control.stop(conference_id, token)


def look_up(client: Client, action: ControlAction) -> Finding:
    """Return whether it still runs. Who has come back since can't be told from who never left."""
    try:
        detail = client.meetings.detail(action.meeting.vendor_conference_id)
    except NotFound as error:
        if error.code != NO_SUCH_MEETING:
            raise
        return Finding.DONE
    is_as_before = detail.meeting.state == _RUNS or not _keeps_booking(action)
    return Finding.NOT_DONE if is_as_before else Finding.DONE


def _keeps_booking(action: ControlAction) -> bool:
    return bool(action.payload.get("keeps", True))
