"""The state of a meeting as every page shows it: a word, an icon and a tone, from the meeting and its latest write.

A write about a meeting that stands is a second badge beside the first.
"""

from functools import cache

from django.utils.translation import get_language, pgettext

from meetings.kind_words import words_of_kind
from meetings.models import Meeting, VendorWrite
from meetings.writes.kinds import is_booking
from ui.badges import Badge

_State, _Write = Meeting.State, VendorWrite.State


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
    if state == _State.CANCELLED and write == _Write.WITHDRAWN and is_booking(kind):
        return Badge("cancelled", "undo", pgettext("state", "Withdrawn"))
    return {
        _State.BOOKED: Badge("booked", "booked", pgettext("state", "Booked")),
        _State.RUNNING: Badge("running", "running", pgettext("state", "Running")),
        _State.ENDED: Badge("ended", "ended", pgettext("state", "Ended")),
        _State.CANCELLED: Badge("cancelled", "cancelled", pgettext("state", "Cancelled")),
        _State.REFUSED: Badge("refused", "refused", pgettext("state", "Not booked")),
    }[_State(state)]


def _second(kind: str, write: str) -> Badge | None:
    words = words_of_kind(kind).badge if kind else None
    if words is None:
        return None
    if write == _Write.PLANNED:
        return Badge("booking", "clock", str(words.planned))
    if write == _Write.SENT:
        return Badge("booking", words.icon, str(words.sent))
    if write == _Write.UNCONFIRMED:
        return Badge("unconfirmed", "unconfirmed", str(words.unconfirmed))
    return Badge("refused", "refused", str(words.refused)) if write == _Write.REFUSED else None
