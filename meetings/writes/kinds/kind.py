"""What a kind of write has to know: the shape of each entry of ``KINDS``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from hwmeeting import Client, NotFound
from hwmeeting import Meeting as VendorMeeting
from hwmeeting.error_codes import NO_SUCH_MEETING
from meetings.limits import GIVES_UP_BEFORE
from meetings.models import Meeting, VendorWrite
from meetings.snapshots import Span
from meetings.writes.kinds.findings import Finding
from meetings.writes.payloads import VERSION, Payload, UnreadablePayload, WantedMeeting, Written, check_version

P = TypeVar("P", bound=Payload)
# Does it at the vendor. Returns the vendor's word on the meeting; None after a cancellation, or where it can't be had.
Call = Callable[[], VendorMeeting | None]


@dataclass(frozen=True, slots=True)
class OccurrenceTimes:
    """The times of a write about one occurrence: when that was, and where the write moves it."""

    was: Span
    wanted: Span | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is to be written next about the same meeting, about one occurrence of it, once a write is finished."""

    payload: Payload
    occurrence_id: int


def _leave_as_it_is(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    """Leave all as it was: the change was refused, or taken back."""


def _tells_always(meeting: Meeting) -> bool:
    return True


def _read_chosen(client: Client, meeting: Meeting, conference_id: str) -> VendorMeeting | None:
    return client.meetings.detail(conference_id).meeting


def _about_the_whole(payload: Any) -> OccurrenceTimes | None:
    return None


def _changes_nothing(payload: Any) -> tuple[WantedMeeting, WantedMeeting] | None:
    return None


@dataclass(frozen=True, slots=True)
class WriteKind(Generic[P]):
    """One kind of write, as its file in this folder defines it; its words stand in ``meetings/kind_words``."""

    # The payload from its JSON, whose version is known.
    from_json: Callable[[Written], P]
    # Reads all that has to be read before, changes nothing at the vendor yet, and returns the call.
    prepare: Callable[[Client, VendorWrite, P], Call]
    # Takes what the vendor has done over into our rows and tells the invitees. The caller holds the meeting's lock
    # and plans what follows in the same transaction.
    conclude: Callable[[Meeting, VendorWrite, P, VendorMeeting | None, datetime], FollowUp | None]
    # Looks up what came of it, and changes nothing at the vendor but what was withdrawn.
    look_up: Callable[[Client, VendorWrite, P], Finding]
    # Until when it is tried.
    deadline: Callable[[VendorWrite], datetime]
    # What a refusal does to the meeting; then, too, something may follow.
    conclude_refused: Callable[[Meeting, VendorWrite, datetime], FollowUp | None] = _leave_as_it_is
    # What taking it back does to a meeting that stands.
    conclude_withdrawn: Callable[[Meeting, VendorWrite, datetime], None] = _leave_as_it_is
    # What an administrator's choice among several meetings does at the vendor.
    take_chosen: Callable[[Client, Meeting, str], VendorMeeting | None] = _read_chosen
    occurrence_times: Callable[[P], OccurrenceTimes | None] = _about_the_whole
    # How the whole was and how it is to be, where the write changes it.
    change: Callable[[P], tuple[WantedMeeting, WantedMeeting] | None] = _changes_nothing
    # Whether whoever asked hears by mail what became of it, where the page could not say.
    tells_result: Callable[[Meeting], bool] = _tells_always
    # Whether it makes the meeting; until then there is nothing at the vendor and nobody knows of it.
    is_booking: bool = False
    # Whether it puts back what the vendor undid in passing: one of several writes that follow a change of the whole.
    is_restoring: bool = False
    # Whether it is one of several writes that together move occurrences of a series.
    is_moving: bool = False
    # Whether the vendor's word that there is no such thing may mean that it is done.
    is_done_when_gone: bool = False
    # The newest version of its payload that this program knows.
    newest_version: int = VERSION

    def read(self, written: Any) -> P:
        """Return the payload of a write. Raises UnreadablePayload for what this version does not know."""
        if not isinstance(written, Mapping):
            raise UnreadablePayload("no object")
        check_version(written, newest=self.newest_version)
        try:
            return self.from_json(written)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnreadablePayload(repr(error)) from error


def give_up_at(write: VendorWrite) -> datetime:
    """Return when a change makes no sense any more: of a series the occurrence counts that was next then."""
    meeting = write.meeting
    ahead = meeting.occurrences.ahead(write.created_at)
    occurrence = ahead.first() if meeting.is_series else None
    return (occurrence.start_at if occurrence else meeting.start_at) - GIVES_UP_BEFORE


def read_meeting(client: Client, conference_id: str) -> VendorMeeting | None:
    """Return the meeting as it stands at the vendor; None where there is none (any more)."""
    try:
        return client.meetings.detail(conference_id).meeting
    except NotFound as error:
        if error.code != NO_SUCH_MEETING:
            raise
        return None
