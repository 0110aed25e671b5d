"""Why a service said no. Each message is a translated sentence for the person who asked.

MeetingError
 + BookingRefused     the vendor said no; ``code`` is its error code, ``meeting`` our row
 + ChangedMeanwhile   by somebody else, after the form was filled; ``meeting`` as it is now
 + ReferenceUsed      this form was sent before with other content; ``meeting`` is what it made
 + NotAllowed         somebody else's meeting
 + TooLate            it has started or is over
 + WriteInProgress    another change of this meeting is still on its way
 + LinkUnknown        no such join link, or one that was taken back
 + NotOpenYet         too early to join; ``opens_at``
 + CannotJoin         cancelled, ended, still being booked, or refused by the vendor
"""

from datetime import datetime

from meetings.models import Meeting


class MeetingError(Exception):
    """A refusal that a door shows as it is."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class BookingRefused(MeetingError):
    """The vendor refused the write; nothing changed there."""

    def __init__(self, sentence: str, *, code: str, meeting: Meeting) -> None:
        super().__init__(sentence)
        self.code = code
        self.meeting = meeting


class ChangedMeanwhile(MeetingError):
    """The form was filled with a meeting that is another one by now."""

    def __init__(self, sentence: str, *, meeting: Meeting) -> None:
        super().__init__(sentence)
        self.meeting = meeting


class ReferenceUsed(MeetingError):
    """The same one-time reference came with other content."""

    def __init__(self, sentence: str, *, meeting: Meeting) -> None:
        super().__init__(sentence)
        self.meeting = meeting


class NotAllowed(MeetingError):
    """The meeting belongs to somebody else."""


class TooLate(MeetingError):
    """It has started or is over."""


class WriteInProgress(MeetingError):
    """Another write of this meeting is still open."""


class LinkUnknown(MeetingError):
    """No such link."""


class NotOpenYet(MeetingError):
    """The meeting can't be joined before ``opens_at`` (aware UTC)."""

    def __init__(self, sentence: str, *, opens_at: datetime) -> None:
        super().__init__(sentence)
        self.opens_at = opens_at


class CannotJoin(MeetingError):
    """There is nothing to join (any more, or yet)."""
