"""Why a service said no. Each error carries its problems, whose sentences are shown as they are.

MeetingError
 + InvalidRequest     what was asked for can't be a meeting; ``problems`` are all that is wrong with it
 + BookingRefused     the vendor said no; ``vendor_code`` is its error code, ``meeting`` our row
 + ChangedMeanwhile   by somebody else, after the form was filled; ``meeting`` as it is now
 + ExternalIdUsed     the business system has booked under that ID before; ``meeting`` is that one
 + ReferenceUsed      this form was sent before with other content; ``meeting`` is what it made
 + NotAllowed         somebody else's meeting
 + TooLate            it has started or is over
 + WriteInProgress    another change of this meeting is still on its way
 + OccurrenceUnknown  no such occurrence of the meeting, or none any more
 + LinkUnknown        no such join link, or one that was taken back
 + NotOpenYet         too early to join; ``opens_at``
 + CannotJoin         cancelled, ended, still being booked, or refused by the vendor
 + TooManyTickets     one client has asked for too many login tickets of one person; ``wait`` is seconds
"""

from datetime import datetime

from l10n.problem import Problem, ProblemError
from meetings.models import Meeting
from meetings.problems import Code


class MeetingError(ProblemError):
    """A refusal, shown as it is."""


class InvalidRequest(MeetingError):
    """What was asked for can't be a meeting, or a time of one."""

    status = 422


class BookingRefused(MeetingError):
    """The vendor refused the write; nothing changed there."""

    def __init__(self, sentence: str, *, vendor_code: str, meeting: Meeting, field: str = "") -> None:
        params = {"vendor_code": vendor_code}
        super().__init__(Problem(Code.REFUSED_BY_VENDOR, field, params, sentence))
        self.vendor_code = vendor_code
        self.meeting = meeting


class ChangedMeanwhile(MeetingError):
    """The form was filled with a meeting that is another one by now."""

    def __init__(self, *problems: Problem, meeting: Meeting) -> None:
        super().__init__(*problems)
        self.meeting = meeting


class ReferenceUsed(MeetingError):
    """The same one-time reference came with other content."""

    def __init__(self, *, meeting: Meeting) -> None:
        super().__init__(Problem(Code.REFERENCE_USED))
        self.meeting = meeting


class ExternalIdUsed(MeetingError):
    """The business system has a meeting under that ID already."""

    def __init__(self, *, meeting: Meeting) -> None:
        super().__init__(Problem(Code.EXTERNAL_ID_USED, "external_id", {"meeting": str(meeting.pk)}))
        self.meeting = meeting


class NotAllowed(MeetingError):
    """The meeting belongs to somebody else."""

    status = 403


class TooLate(MeetingError):
    """The refusal of a change to what has started or is over."""


class OccurrenceUnknown(MeetingError):
    """The refusal of an address that names no occurrence of its meeting."""

    status = 404


class WriteInProgress(MeetingError):
    """The refusal of a write while another one of this meeting is still open."""


class LinkUnknown(MeetingError):
    """The refusal of a link that there is not."""

    status = 404


class NotOpenYet(MeetingError):
    """The meeting can't be joined before ``opens_at`` (aware UTC)."""

    def __init__(self, *, opens_at: datetime) -> None:
        super().__init__(Problem(Code.NOT_OPEN_YET, params={"opens_at": opens_at}))
        self.opens_at = opens_at


class CannotJoin(MeetingError):
    """The refusal to join where there is nothing to join any more, or yet."""


class TooManyTickets(MeetingError):
    """The refusal of another login ticket for somebody before ``wait`` seconds are over."""

    status = 429

    def __init__(self, *, most: int, wait: int) -> None:
        super().__init__(Problem(Code.TOO_MANY_TICKETS, params={"most": most}))
        self.wait = wait
