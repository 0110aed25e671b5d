"""The six numbers of a range, each beside that of the range before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.entries import Resources
from insights.queries.totals import DayRow
from l10n.numbers import counted

# From here on somebody should think of buying more.
NEARLY_ALL = 90


class Tile(NamedTuple):
    """A number with its words; ``icon`` and ``below`` compare it, "" where there is nothing to compare with."""

    number: str
    of: str
    words: str
    icon: str
    below: str
    is_warning: bool = False


@dataclass(slots=True)
class Totals:
    """A range of days together."""

    sessions: int = 0
    seconds: int = 0
    unread: int = 0
    attendees: int = 0
    invited: int = 0
    no_shows: int = 0
    booked_seconds: int = 0
    used_seconds: int = 0
    attended_sessions: int = 0
    attended_seconds: int = 0
    peak_seats: int = 0
    peak_rooms: int = 0

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)

    @property
    def people_per_session(self) -> float | None:
        """Return how many came on average, to those sessions of which it is known; None where it is of none."""
        known = self.sessions - self.unread
        return round(self.attendees / known, 1) if known else None

    @property
    def missing_percent(self) -> int | None:
        return round(100 * self.no_shows / self.invited) if self.invited else None

    @property
    def used_percent(self) -> int | None:
        return round(100 * self.used_seconds / self.booked_seconds) if self.booked_seconds else None


_PEAKS = frozenset({"peak_seats", "peak_rooms"})


def total(found: Iterable[DayRow]) -> Totals:
    """Return days added up; of peaks the highest."""
    rows = list(found)
    sums = {
        name: max((getattr(row, name) for row in rows), default=0)
        if name in _PEAKS
        else sum(getattr(row, name) for row in rows)
        for name in Totals.__dataclass_fields__
    }
    return Totals(**sums)


def build_tiles(now: Totals, before: Totals | None, bought: Resources | None) -> tuple[Tile, ...]:
    """Return the numbers of a tenant; without ``bought`` those of one host, whose own part is the last one."""
    if before is not None and not before.sessions and not before.attended_sessions:
        before = None  # nothing is known of then
    known = before if before and before.people_per_session is not None else None
    shown = [
        Tile(
            counted(now.sessions), "", ngettext("meeting", "meetings", now.sessions), *_more(now, before, "sessions")
        ),
        Tile(counted(now.minutes), "", ngettext("minute", "minutes", now.minutes), *_percent(now, before)),
        Tile(counted(now.attendees), "", _("people in, all together"), *_more(now, known, "attendees")),
        Tile(_one(now.people_per_session), "", _("people in a meeting"), *_was(now, before, "people_per_session")),
        Tile(
            _share(now.missing_percent),
            "",
            _("of the invited did not come"),
            *_was(now, before, "missing_percent", is_share=True),
        ),
    ]
    if bought is None:
        minutes = round(now.attended_seconds / 60)
        in_it = ngettext("for %(count)s minute together", "for %(count)s minutes together", minutes)
        own = ngettext("meeting that you were in", "meetings that you were in", now.attended_sessions)
        return (*shown, Tile(counted(now.attended_sessions), "", own, "", in_it % {"count": counted(minutes)}))
    return (*shown, _seats(now, bought))


def is_nearly_all(used: int, bought: int | None) -> bool:
    """Return whether so many of those that were bought are nearly all."""
    return bought is not None and used > 0 and 100 * used >= NEARLY_ALL * bought


def _seats(now: Totals, bought: Resources) -> Tile:
    rooms = _rooms(now, bought)
    of = _("of %(count)s") % {"count": counted(bought.seats)} if bought.seats is not None else ""
    words = _("seats at once at most") if bought.seats is not None else _("people at once at most")
    is_warning = is_nearly_all(now.peak_seats, bought.seats)
    return Tile(counted(now.peak_seats), of, words, "warn" if is_warning else "", rooms, is_warning)


def _rooms(now: Totals, bought: Resources) -> str:
    if bought.rooms is None:
        words = ngettext("%(count)d cloud room at once", "%(count)d cloud rooms at once", now.peak_rooms)
        return words % {"count": now.peak_rooms}
    words = ngettext(
        "%(count)d of %(bought)d cloud room at once", "%(count)d of %(bought)d cloud rooms at once", bought.rooms
    )
    return words % {"count": now.peak_rooms, "bought": bought.rooms}


def _more(now: Totals, before: Totals | None, name: str) -> tuple[str, str]:
    if before is None:
        return "", ""
    difference = getattr(now, name) - getattr(before, name)
    if difference > 0:
        return "rise", _("%(count)s more than before") % {"count": counted(difference)}
    if difference < 0:
        return "fall", _("%(count)s fewer than before") % {"count": counted(-difference)}
    return "arrow", _("as before")


def _percent(now: Totals, before: Totals | None) -> tuple[str, str]:
    if before is None or not before.minutes:
        return "", ""
    percent = round(100 * (now.minutes - before.minutes) / before.minutes)
    if percent > 0:
        return "rise", _("%(percent)s more") % {"percent": _share(percent)}
    if percent < 0:
        return "fall", _("%(percent)s less") % {"percent": _share(-percent)}
    return "arrow", _("as before")


def _was(now: Totals, before: Totals | None, name: str, *, is_share: bool = False) -> tuple[str, str]:
    value, then = getattr(now, name), getattr(before, name) if before else None
    if value is None or then is None:
        return "", ""
    icon = "rise" if value > then else "fall" if value < then else "arrow"
    if value == then:
        return icon, _("as before")
    return icon, _("was %(number)s") % {"number": _share(then) if is_share else _one(then)}


def _one(number: float | None) -> str:
    return "–" if number is None else f"{number:,.1f}"


def _share(percent: int | None) -> str:
    return "–" if percent is None else f"{percent:,} %"
