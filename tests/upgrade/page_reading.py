"""What a page says of the meetings and people that are known, in the order in which it says it.

Knows nothing of the portal, so that the script that made the dump reads the pages of its commit in the same way.
"""

import re
from collections.abc import Collection
from html.parser import HTMLParser

# The words of badges, where they stand by themselves.
BADGES = frozenset(
    {
        *("Booking…", "Booked", "Running", "Ended", "Cancelled", "Not booked", "Waiting", "Checking", "Withdrawn"),
        *("Change waiting", "Changing…", "Change being checked"),
        *("Cancellation waiting", "Cancelling…", "Cancellation being checked"),
    }
)
_IS_SILENT = {"script", "style", "svg", "title", "template", "option"}


class _Texts(HTMLParser):
    """Collects the pieces of text inside of <main>."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._is_main, self._silent = False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_main |= tag == "main"
        self._silent += tag in _IS_SILENT

    def handle_endtag(self, tag: str) -> None:
        self._is_main &= tag != "main"
        self._silent -= tag in _IS_SILENT

    def handle_data(self, data: str) -> None:
        if self._is_main and not self._silent and (piece := " ".join(data.split())):
            self.pieces.append(piece)


def named_on(page: str, names: Collection[str]) -> list[str]:
    """The ``names`` and badges that the main part of ``page`` shows, one after the other."""
    texts = _Texts()
    texts.feed(page)
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    found: list[str] = []
    for piece in texts.pieces:
        found += [piece] if piece in BADGES else pattern.findall(piece)
    return found


def next_page(page: str) -> str:
    """The query of the page of a list that follows on ``page``; "" on the last one."""
    numbers = {int(number) for number in re.findall(r'href="[^"]*[?&](?:amp;)?page=(\d+)"', page)}
    return f"?page={max(numbers)}" if numbers else ""


def times_in(calendar: str) -> list[str]:
    """The lines of a calendar file that say when it is held, and in which edition; none of a page."""
    wanted = ("DTSTART", "DTEND", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "SEQUENCE", "STATUS", "METHOD")
    lines = calendar.splitlines() if calendar.startswith("BEGIN:VCALENDAR") else []
    return [line for line in lines if line.startswith(wanted)]
