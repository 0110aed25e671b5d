"""What looking an unconfirmed write up at the vendor can show.

A kind of write says what it found; ``writes/reconciling.py`` decides what follows. A list of the vendor's may be some
seconds old, so that "nothing there" counts only once several checks, apart from each other, agree.
"""

from dataclasses import dataclass

from hwmeeting import Meeting as VendorMeeting

# So many checks in a row have to agree.
CHECKS_FOR_NOTHING, CHECKS_FOR_CHANGE = 3, 2


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The vendor has done what the write wants; ``answer`` is the meeting as it stands there."""

    answer: VendorMeeting


@dataclass(frozen=True, slots=True)
class Gone:
    """The finding that it is not there any more, as the write wants it: done, once so many ``checks`` agree."""

    checks: int = CHECKS_FOR_CHANGE


@dataclass(frozen=True, slots=True)
class Missing:
    """What the write is about is not there. Once the checks agree it is sent again, or refused with ``code``."""

    code: str
    may_send_again: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The finding that all is as before the write: once the checks agree it is sent again while there is time."""


@dataclass(frozen=True, slots=True)
class Several:
    """The finding that several meetings could be the one: an administrator has to choose."""

    conference_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CleanedUp:
    """The finding that something was taken away just now: the checks begin anew."""


Finding = Confirmed | Gone | Missing | Unchanged | Several | CleanedUp
