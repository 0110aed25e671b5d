"""What a meeting was like before a change, so that a mail can say what became of what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from meetings.models import Meeting
from meetings.recurrence import Cycle


@dataclass(frozen=True, slots=True)
class Span:
    """When one occurrence is, or was; aware UTC."""

    start_at: datetime
    end_at: datetime

    @property
    def minutes(self) -> int:
        return int((self.end_at - self.start_at).total_seconds()) // 60


class Move(NamedTuple):
    """When one occurrence was, and when it is now."""

    was: Span
    now: Span


class Returned(NamedTuple):
    """A changed occurrence that is where the rule puts it again; ``was`` is where it had been, None for off."""

    place: Span
    was: Span | None


@dataclass(frozen=True, slots=True)
class MeetingSnapshot:
    """The sides of a meeting that an invitee is told about. ``invitees`` are the keys of those who have a link."""

    subject: str
    start_at: datetime
    length_minutes: int
    guest_password: str
    vendor_conference_id: str
    number: str
    invitees: frozenset[int]
    # Of a series: its rule, and its occurrences that were not cancelled, whether over or ahead.
    recurrence: Cycle | None = None
    occurrences: frozenset[Span] = frozenset()

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingSnapshot":
        """Return the meeting as it stands; one query for its invitees."""
        invitees = meeting.invitees.present().values_list("pk", flat=True)
        return cls(
            subject=meeting.subject,
            start_at=meeting.start_at,
            length_minutes=meeting.length_minutes,
            guest_password=meeting.guest_password,
            vendor_conference_id=meeting.vendor_conference_id,
            number=meeting.number,
            invitees=frozenset(invitees),
            recurrence=meeting.recurrence,
            occurrences=held_spans(meeting),
        )

    @property
    def end_at(self) -> datetime:
        return self.start_at + timedelta(minutes=self.length_minutes)


def held_spans(meeting: Meeting) -> frozenset[Span]:
    """Return the occurrences of a series that are not cancelled; of a single meeting none."""
    if not meeting.is_series:
        return frozenset()
    held = meeting.occurrences.held().values_list("start_at", "end_at")
    return frozenset(Span(start_at, end_at) for start_at, end_at in held)
