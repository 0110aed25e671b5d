"""A calendar file that many get, each with their own link and as its only attendee."""

from dataclasses import dataclass
from typing import Self

from icalendar import Calendar
from icalendar.parser import Contentline

from meetings.ical.addresses import attendee
from meetings.ical.folding import folded
from meetings.models import Invitee


@dataclass(frozen=True, slots=True)
class CalendarDraft:
    """A file that was made for one invitee, whom it names by ``token`` and, in a line of its own, as ``attendee``.

    Its ``lines`` are not folded yet, so that what stands for the invitee is found in them.
    """

    lines: str
    token: str
    attendee: str

    @classmethod
    def of_calendar(cls, calendar: Calendar, invitee: Invitee) -> Self:
        """Return ``calendar``, which was made for ``invitee``, as a draft."""
        return cls("\n".join(calendar.content_lines()), invitee.join_token, _attendee_line(invitee))

    def file_for(self, invitee: Invitee) -> str:
        """Return the .ics text with CRLF line ends as it is made for ``invitee``, who has the same role."""
        lines = self.lines.replace(self.attendee, _attendee_line(invitee)).replace(self.token, invitee.join_token)
        return "\r\n".join(map(folded, lines.split("\n")))


def _attendee_line(invitee: Invitee) -> str:
    address = attendee(invitee)
    return str(Contentline.from_parts("ATTENDEE", address.params, address))
