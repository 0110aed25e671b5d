"""The kinds of action: how each is sent and how it is looked up. No other file asks which kind an action is of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from control.actions import ACTIONS
from control.models import ControlAction
from control.writes import acting, calling, ending
from control.writes.findings import Finding
from hwmeeting import Client


@dataclass(frozen=True, slots=True)
class ControlKind:
    """One kind of action."""

    # Reads all that has to be read before, changes nothing yet, and returns the call. Raises NotPossible.
    prepare: Callable[[Client, ControlAction], Callable[[], None]]
    # Looks up what came of it, and changes nothing.
    look_up: Callable[[Client, ControlAction], Finding]
    # Whether a meeting that doesn't run any more is what was wanted.
    is_done_without_session: bool = False
    # Whether the meeting itself is another one then.
    changes_meeting: bool = False


KINDS: Mapping[str, ControlKind] = {
    ControlAction.Kind.END: ControlKind(
        ending.prepare, ending.look_up, is_done_without_session=True, changes_meeting=True
    ),
    ControlAction.Kind.CALL: ControlKind(calling.prepare, calling.look_up),
} | {kind: ControlKind(acting.prepare, acting.look_up) for kind in ACTIONS}
