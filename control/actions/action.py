"""One thing that can be done to a running meeting."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.functional import Promise

from control.requests import ActionRequest
from control.snapshots import LivePerson, LiveState
from hwmeeting import ControlSession


class About(Enum):
    """Whom an action is about."""

    MEETING = auto()
    # Somebody who is in; or who waits to be let in; or either, or who is being called.
    PARTICIPANT = auto()
    WAITING = auto()
    ANYBODY = auto()
    # Somebody who is invited, by number, whether they are in or not.
    INVITED = auto()
    # Everybody whose hand is up.
    HANDS = auto()
    # Whoever does it, on each of their devices.
    ONESELF = auto()


class Shown(Enum):
    """Where it can be seen whether an action took effect: among the people, in what is pushed, or nowhere."""

    PEOPLE = auto()
    STATE = auto()
    NOWHERE = auto()


def _is_unknown(state: LiveState, request: ActionRequest) -> bool:
    raise AssertionError("It is seen nowhere.")


@dataclass(frozen=True, slots=True)
class LiveAction:
    """``kind`` is that of the row; ``call`` makes the one call that changes something.

    ``done`` is a sentence with ``%(person)s`` and, about somebody, ``%(names)s``; ``tried`` follows "tried to". Both
    may have ``%(minutes)s`` and ``%(title)s``. ``is_so`` says whether it is as it was wanted; ``needs`` are the
    fields of the request that have to be given; ``reads`` may look something up before the call.
    """

    kind: str
    done: str | Promise
    tried: str | Promise
    call: Callable[[ControlSession, ActionRequest], None]
    about: About = About.MEETING
    shown: Shown = Shown.NOWHERE
    is_so: Callable[[LiveState, ActionRequest], bool] = _is_unknown
    needs: frozenset[str] = frozenset()
    reads: Callable[[ControlSession, ActionRequest], ActionRequest] | None = None
    # It takes the host's place: a co-host can't while there is a host.
    replaces_host: bool = False


def find(state: LiveState, request: ActionRequest) -> LivePerson | None:
    """Return whom the request is about, None for who isn't in."""
    return next((one for one in state.people if one.id == request.participant_id), None)
