"""What a meeting was like before a change, so that a mail can say what became of what."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class MeetingSnapshot:
    """The sides of a meeting that an invitee is told about. ``invitees`` are the keys of those who have a link."""

    subject: str
    start_at: datetime
    length_minutes: int
    guest_password: str
    vendor_conference_id: str
    invitees: frozenset[int]

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingSnapshot":
        """The meeting as it stands; one query for its invitees."""
        invitees = meeting.invitees.filter(removed_at=None).values_list("pk", flat=True)
        return cls(
            subject=meeting.subject,
            start_at=meeting.start_at,
            length_minutes=meeting.length_minutes,
            guest_password=meeting.guest_password,
            vendor_conference_id=meeting.vendor_conference_id,
            invitees=frozenset(invitees),
        )

    @property
    def end_at(self) -> datetime:
        return self.start_at + timedelta(minutes=self.length_minutes)
