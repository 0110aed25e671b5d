"""What somebody wanted done to a meeting while it ran, and how a meeting that runs is."""

from control.models.control_action import ControlAction, ControlActionQuerySet
from control.models.running_meeting import RunningMeeting, RunningMeetingQuerySet

__all__ = ["ControlAction", "ControlActionQuerySet", "RunningMeeting", "RunningMeetingQuerySet"]
