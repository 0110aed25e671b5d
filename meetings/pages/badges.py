"""The state of a meeting as every page shows it: a word, an icon and a tone, from the meeting and its latest write.

A wish about a meeting that stands is a second badge beside the first.
"""

from collections.abc import Callable
from functools import cache

from django.utils.translation import get_language, pgettext

from meetings.models import Meeting, VendorWrite
from ui.badges import Badge

_State, _Kind, _Write = Meeting.State, VendorWrite.Kind, VendorWrite.State


def badges(*, state: str, kind: str = "", write: str = "", is_stale: bool = False) -> tuple[Badge, ...]:
    """Return one badge, or two. ``kind`` and ``write`` are of the latest write; ``is_stale``: it lost its process."""
    return _badges(get_language() or "", state, kind, write, is_stale)


@cache
def _badges(_language: str, state: str, kind: str, write: str, is_stale: bool) -> tuple[Badge, ...]:
    """Return the same; a list asks once per row, so what was made in a language is kept."""
    if write == _Write.SENT and is_stale:
        write = _Write.UNCONFIRMED
    first = _first(state, kind, write)
    second = _second(kind, write) if state in {_State.BOOKED, _State.RUNNING} else None
    return (first, second) if second else (first,)


def _first(state: str, kind: str, write: str) -> Badge:
    if state == _State.REQUESTED:
        if write == _Write.UNCONFIRMED:
            return Badge("unconfirmed", "unconfirmed", pgettext("state", "Checking"))
        if write == _Write.PLANNED:
            return Badge("booking", "clock", pgettext("state", "Waiting"))
        return Badge("booking", "booking", pgettext("state", "Booking…"), spins=True)
    if state == _State.CANCELLED and kind == _Kind.CREATE and write == _Write.WITHDRAWN:
        return Badge("cancelled", "undo", pgettext("state", "Withdrawn"))
    return {
        _State.BOOKED: Badge("booked", "booked", pgettext("state", "Booked")),
        _State.RUNNING: Badge("running", "running", pgettext("state", "Running")),
        _State.ENDED: Badge("ended", "ended", pgettext("state", "Ended")),
        _State.CANCELLED: Badge("cancelled", "cancelled", pgettext("state", "Cancelled")),
        _State.REFUSED: Badge("refused", "refused", pgettext("state", "Not booked")),
    }[_State(state)]


def _second(kind: str, write: str) -> Badge | None:
    found = _SECOND.get((_LIKE.get(kind, kind), write))
    return found() if found else None


# A wish about one date is one about the meeting.
_LIKE: dict[str, str] = {_Kind.EDIT_OCCURRENCE: _Kind.EDIT, _Kind.CANCEL_OCCURRENCE: _Kind.CANCEL}
_SECOND: dict[tuple[str, str], Callable[[], Badge]] = {
    (_Kind.EDIT, _Write.PLANNED): lambda: Badge("booking", "clock", pgettext("state", "Change waiting")),
    (_Kind.EDIT, _Write.SENT): lambda: Badge("booking", "edit", pgettext("state", "Changing…")),
    (_Kind.EDIT, _Write.UNCONFIRMED): lambda: Badge(
        "unconfirmed", "unconfirmed", pgettext("state", "Change being checked")
    ),
    (_Kind.EDIT, _Write.REFUSED): lambda: Badge("refused", "refused", pgettext("state", "Not changed")),
    (_Kind.CANCEL, _Write.PLANNED): lambda: Badge("booking", "clock", pgettext("state", "Cancellation waiting")),
    (_Kind.CANCEL, _Write.SENT): lambda: Badge("booking", "cancelled", pgettext("state", "Cancelling…")),
    (_Kind.CANCEL, _Write.UNCONFIRMED): lambda: Badge(
        "unconfirmed", "unconfirmed", pgettext("state", "Cancellation being checked")
    ),
    (_Kind.CANCEL, _Write.REFUSED): lambda: Badge("refused", "refused", pgettext("state", "Not cancelled")),
}
