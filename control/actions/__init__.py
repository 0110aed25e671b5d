"""What can be done to a meeting while it runs, but for calling people in and ending it: one table of all of it."""

from collections.abc import Mapping

from control.actions import one_person, pictures, whole_meeting
from control.actions.action import About, LiveAction, Shown

__all__ = ["ACTIONS", "About", "LiveAction", "Shown"]

# By the kind of the row.
ACTIONS: Mapping[str, LiveAction] = {
    action.kind: action for action in (*one_person.ACTIONS, *whole_meeting.ACTIONS, *pictures.ACTIONS)
}
