"""A calendar file that many get, each with their own link and as its only attendee."""

from dataclasses import dataclass
from typing import Self

from icalendar import Calendar
from icalendar.parser import Contentline

from meetings.ical.addresses import attendee
from meetings.models import Invitee


@dataclass(frozen=True, slots=True)
class CalendarDraft:
    """The lines of a file that names one invitee: by the token of their link, and in a line that is theirs alone.

    Only lines that do are not folded yet.
    """

    token: str
    attendee: str
    lines: tuple[str, ...]

    @classmethod
    def of_calendar(cls, calendar: Calendar, invitee: Invitee) -> Self:
        """Return ``calendar``, which was made for ``invitee``, as a draft."""
        token, own = invitee.join_token, _attendee_line(invitee)
        lines = (line for line in calendar.content_lines() if line)
        return cls(token, own, tuple(line if token in line or line == own else _fold(line) for line in lines))

    def file_for(self, invitee: Invitee) -> str:
        """Return the .ics text with CRLF line ends as it is made for ``invitee``, who has the same role."""
        named = _fold(_attendee_line(invitee))
        lines = (named if line == self.attendee else self._with_token(line, invitee.join_token) for line in self.lines)
        return "".join(f"{line}\r\n" for line in lines)

    def _with_token(self, line: str, token: str) -> str:
        return _fold(line.replace(self.token, token)) if self.token in line else line


def _attendee_line(invitee: Invitee) -> str:
    address = attendee(invitee)
    return str(Contentline.from_parts("ATTENDEE", address.params, address))


def _fold(line: str) -> str:
    return bytes(Contentline(line).to_ical()).decode()  # type: ignore[no-untyped-call]  # the library has none there
