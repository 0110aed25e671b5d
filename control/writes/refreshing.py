"""A meeting's rows, brought in line at once with what an action has made of it."""

from datetime import datetime

import structlog

from accounts.errors import AccountError
from hwmeeting import HwMeetingError
from meetings.models import Meeting
from meetings.writes import syncing

_log = structlog.get_logger("control.refreshing")


def read_meeting_anew(meeting: Meeting, *, now: datetime) -> None:
    """Read a meeting that was ended; where it can't be read now, the comparison that runs all the time does it."""
    try:
        syncing.read_anew(meeting, now=now, announced=Meeting.State.ENDED)
    except (HwMeetingError, AccountError) as error:
        _log.info("a meeting that was ended can't be read", meeting=str(meeting.pk), error=repr(error))
