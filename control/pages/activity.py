"""What was done to a meeting while it ran, as its activity tells it."""

from datetime import datetime, timedelta

from accounts.models import User
from control.models import ControlAction
from control.pages.words import tell
from meetings.models import Meeting
from meetings.pages.activity import Activity

# So long before its start nobody is let in; then there is nothing to be asked for.
_EARLIEST = timedelta(hours=1)


def list_control_activity(meeting: Meeting, reader: User, now: datetime) -> list[Activity]:
    """Return what was done to ``meeting``, and what somebody tried to do; one query once it may have begun."""
    if not _may_have_begun(meeting, now):
        return []
    actions = ControlAction.objects.filter(meeting=meeting, was_needless=False).select_related("requested_by")
    return [Activity(action.finished_at or action.created_at, tell(action, reader)) for action in actions]


def _may_have_begun(meeting: Meeting, now: datetime) -> bool:
    first = meeting.repeat_start_at or meeting.start_at
    return meeting.state != Meeting.State.BOOKED or first <= now + _EARLIEST
