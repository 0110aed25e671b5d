"""What a door asks for: the same shape from the form, the API and the admin site."""

from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import User
from meetings.models import Meeting
from meetings.recurrence.rules import Rule


@dataclass(frozen=True, slots=True)
class InviteeRequest:
    """Somebody to invite: a person of the portal (then ``email`` is theirs) or an outsider."""

    email: str
    name: str = ""
    person: User | None = None
    is_cohost: bool = False


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """A whole meeting, single or a series.

    ``start_at`` is aware, or None for "now"; ``length_minutes`` 15 to 1440; ``time_zone`` an IANA name;
    ``guest_password`` 4 to 16 digits, "" lets the service make one of 6 digits. A series has a rule, and its first
    date is that of the rule on or after ``start_at``.
    """

    subject: str
    start_at: datetime | None
    length_minutes: int
    time_zone: str
    invitees: tuple[InviteeRequest, ...] = ()
    guest_password: str = field(default="", repr=False)
    entry: int = Meeting.Entry.EVERYONE
    has_waiting_room: bool = False
    mutes_on_entry: bool = True
    guests_may_start: bool = True
    sends_sms: bool = False
    tells_invitees: bool = True
    repeats: Rule | None = None
