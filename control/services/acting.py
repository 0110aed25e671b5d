"""What every action on a running meeting has in common."""

from control import refusals
from control.errors import ControlRefused
from control.models import ControlAction
from l10n.problem import Problem
from meetings.errors import TooLate, WriteInProgress
from meetings.models import Meeting
from meetings.problems import Code

_State = Meeting.State


def check_controllable(*, meeting: Meeting) -> None:
    """Raise WriteInProgress while it is being booked, TooLate for what was cancelled or never booked."""
    if meeting.state == _State.REQUESTED:
        raise WriteInProgress(Problem(Code.NOT_BOOKED_YET))
    if meeting.state in {_State.CANCELLED, _State.REFUSED}:
        raise TooLate(Problem(Code.MEETING_OVER))


def concluded(action: ControlAction) -> ControlAction:
    """Return an action that was sent. Raises ControlRefused when it came to nothing."""
    if action.state == ControlAction.State.REFUSED:
        raise ControlRefused(refusals.explain(action), action=action)
    return action
