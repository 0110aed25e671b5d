"""Ending a meeting for everybody who is in."""

from collections.abc import Callable

from control.models import ControlAction
from control.writes.findings import Finding
from control.writes.tokens import control_token
from hwmeeting import Client, NotFound
from hwmeeting.error_codes import NO_SUCH_MEETING

_RUNS = "Created"  # conferenceState (docs/vendor/meetings.md 5)


def prepare(client: Client, action: ControlAction) -> Callable[[], None]:
    """Get the right to control the meeting, and return the call that ends it."""
    conference_id = action.meeting.vendor_conference_id
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
    return Finding.NOT_DONE if detail.meeting.state == _RUNS else Finding.DONE
