"""A meeting as a page names it, with a link to its own page."""

import uuid
from dataclasses import dataclass
from typing import Self

from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class NamedMeeting:
    """Where the meeting's page is, and what it is called."""

    id: uuid.UUID
    subject: str

    @classmethod
    def of(cls, meeting: Meeting) -> Self:
        """Return what a page needs to name ``meeting``."""
        return cls(meeting.pk, meeting.subject)
