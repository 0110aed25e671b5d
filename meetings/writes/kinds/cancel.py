"""Cancelling a meeting, of a series all that is left; and taking away what a withdrawn booking has made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from hwmeeting import Client
from hwmeeting import Meeting as VendorMeeting
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.writes import matching, occurrences
from meetings.writes.agenda import refresh_agenda
from meetings.writes.kinds.create import CREATE
from meetings.writes.kinds.findings import CHECKS_FOR_NOTHING, CleanedUp, Finding, Gone, Several, Unchanged
from meetings.writes.kinds.kind import Call, WriteKind, read_meeting
from meetings.writes.payloads import VERSION, Written


@dataclass(frozen=True, slots=True)
class CancelPayload:
    """``note`` is a word to the invitees; ``tell`` whether they get a mail at all."""

    kind: ClassVar[str] = VendorWrite.Kind.CANCEL

    note: str
    tell: bool

    @classmethod
    def from_json(cls, written: Written) -> Self:
        return cls(written["note"], written["tell"])

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, "note": self.note, "tell": self.tell}


def _prepare(client: Client, write: VendorWrite, payload: CancelPayload) -> Call:
    meeting = write.meeting
    return lambda: _cancel(client, meeting, meeting.vendor_conference_id)


def _cancel(client: Client, meeting: Meeting, conference_id: str) -> None:
    if meeting.is_series:
        client.series.cancel(conference_id)
    else:
        client.meetings.cancel(conference_id)


def _conclude(
    meeting: Meeting, write: VendorWrite, payload: CancelPayload, answer: VendorMeeting | None, now: datetime
) -> None:
    if not meeting.is_open:  # withdrawn before it was booked: nobody was invited
        return
    meeting.state, meeting.changed_at = Meeting.State.CANCELLED, now
    meeting.cancelled_by, meeting.cancelled_at = write.requested_by, now
    meeting.cancel_note = payload.note
    if meeting.is_series:
        occurrences.take_current_times(meeting, now=now)
        meeting.occurrences.filter(start_at__gt=now).update(is_cancelled=True)
    meeting.save()
    refresh_agenda(meeting=meeting)
    if write.series_change_id is None and _is_told(meeting):
        queueing.queue_cancellation(meeting=meeting, now=now, tell=payload.tell)


def _look_up(client: Client, write: VendorWrite, payload: CancelPayload) -> Finding:
    conference_id = write.meeting.vendor_conference_id
    if not conference_id:
        return _clean_up(client, write)
    return Unchanged() if read_meeting(client, conference_id) else Gone()


def _clean_up(client: Client, write: VendorWrite) -> Finding:
    """Cancel what a booking made, if anything, that was withdrawn while it was unconfirmed."""
    booking = write.meeting.writes.select_related("meeting__organiser").get(kind=VendorWrite.Kind.CREATE)
    found = matching.candidates(client, booking, CREATE.read(booking.payload).wanted)
    if len(found) > 1:
        return Several(tuple(meeting.conference_id for meeting in found))
    for meeting in found:
        _cancel(client, write.meeting, meeting.conference_id)
    return CleanedUp() if found else Gone(CHECKS_FOR_NOTHING)


def _deadline(write: VendorWrite) -> datetime:
    return write.meeting.span()[1]


def _tells_result(meeting: Meeting) -> bool:
    """Return whether anybody hears of it: nobody does of what was withdrawn, or not told yet."""
    return bool(meeting.vendor_conference_id) and _is_told(meeting)


def _is_told(meeting: Meeting) -> bool:
    return meeting.portal_series is None or meeting.portal_series.settled_at is not None


CANCEL = WriteKind(
    from_json=CancelPayload.from_json,
    prepare=_prepare,
    conclude=_conclude,
    look_up=_look_up,
    deadline=_deadline,
    take_chosen=_cancel,
    tells_result=_tells_result,
    is_done_when_gone=True,
)
