"""A calendar file that many get, each with their own link and as its only attendee."""

import re
from dataclasses import dataclass
from typing import Self

from icalendar import Calendar
from icalendar.parser import Contentline

from meetings.ical.addresses import attendee
from meetings.models import Invitee

_FOLD = "\r\n "


@dataclass(frozen=True, slots=True)
class CalendarDraft:
    """A file that was made for one invitee, whom it names by ``token`` and, in a line of its own, as ``attendee``."""

    text: str
    token: re.Pattern[str]
    attendee: str

    @classmethod
    def of_calendar(cls, calendar: Calendar, invitee: Invitee) -> Self:
        """Return ``calendar``, which was made for ``invitee``, as a draft."""
        # Wherever a line is folded
        token = re.compile(f"(?:{_FOLD})?".join(map(re.escape, invitee.join_token)))
        return cls(bytes(calendar.to_ical()).decode(), token, _attendee_line(invitee))

    def file_for(self, invitee: Invitee) -> str:
        """Return the .ics text with CRLF line ends as it is made for ``invitee``, who has the same role.

        All tokens are of one length, so that lines are folded where they were.
        """
        text = self.text.replace(self.attendee, _attendee_line(invitee))
        return self.token.sub(lambda found: _folded_alike(invitee.join_token, found[0]), text)


def _folded_alike(token: str, other: str) -> str:
    before, fold, _ = other.partition(_FOLD)
    return token[: len(before)] + fold + token[len(before) :]


def _attendee_line(invitee: Invitee) -> str:
    address = attendee(invitee)
    line = Contentline.from_parts("ATTENDEE", address.params, address)
    return bytes(line.to_ical()).decode()
