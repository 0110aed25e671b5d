"""Doing again what was done to one occurrence of a series, where a change of the whole has undone it at the vendor.

Our rows have it as it is to be all the time, so nobody is told when it is done. One follows the other: at most one
write of a meeting is open, and each plans the next in the transaction in which it is finished.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from hwmeeting import Client, NotFound
from hwmeeting import Meeting as VendorMeeting
from hwmeeting.error_codes import NO_SUCH_MEETING
from meetings import refusals
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.snapshots import Returned
from meetings.writes import exceptions, occurrences, vendor_requests
from meetings.writes.exceptions import UndoneOccurrence
from meetings.writes.kinds.findings import Confirmed, Finding, Gone, Missing, Unchanged
from meetings.writes.kinds.kind import Call, FollowUp, OccurrenceTimes, WriteKind, read_meeting
from meetings.writes.payloads import VERSION, Written
from meetings.writes.vendor_reading import read_occurrence

_State = VendorWrite.State
# The vendor has no such occurrence: what it has instead the next sync reads.
_NOTHING_THERE = {NO_SUCH_MEETING, refusals.OCCURRENCE_GONE}


@dataclass(frozen=True, slots=True)
class RestoreOccurrencePayload:
    """``edit_id`` is the change of the whole, which undid ``total`` occurrences; ``rest`` follow this one.

    After a booking these are the occurrences that the vendor has at another hour than the rule.
    """

    kind: ClassVar[str] = VendorWrite.Kind.RESTORE_OCCURRENCE

    edit_id: int
    total: int
    undone: UndoneOccurrence
    rest: tuple[UndoneOccurrence, ...]

    @classmethod
    def from_json(cls, written: Written) -> Self:
        first, *rest = (UndoneOccurrence.from_json(one) for one in written["undone"])
        return cls(written["edit"], written["total"], first, tuple(rest))

    def to_json(self) -> dict[str, Any]:
        undone = [one.to_json() for one in (self.undone, *self.rest)]
        return {"version": VERSION, "edit": self.edit_id, "total": self.total, "undone": undone}


def first_of(undone: Sequence[UndoneOccurrence], *, after: VendorWrite) -> FollowUp | None:
    """Return the first of the writes that follow the change of a whole; None where nothing was undone."""
    return _follow_up(after.pk, len(undone), undone)


def _follow_up(edit_id: int, total: int, undone: Sequence[UndoneOccurrence]) -> FollowUp | None:
    if not undone:
        return None
    payload = RestoreOccurrencePayload(edit_id, total, undone[0], tuple(undone[1:]))
    return FollowUp(payload, undone[0].occurrence_id)


def _prepare(client: Client, write: VendorWrite, payload: RestoreOccurrencePayload) -> Call:
    """Read nothing where the first try can go by what was read after the change of the whole."""
    undone = payload.undone
    if write.attempts > 1 or not undone.vendor_id:
        return _read_and_prepare(client, write, undone)
    conference_id, wanted = write.meeting.vendor_conference_id, undone.wanted

    def call() -> None:
        try:
            if wanted:
                client.series.edit_occurrence(conference_id, undone.request(wanted))
            else:
                client.series.cancel_occurrences(conference_id, [undone.vendor_id])
        except NotFound:  # somebody has changed the whole once more, and it has another ID
            _read_and_prepare(client, write, undone)()

    return call


def _read_and_prepare(client: Client, write: VendorWrite, undone: UndoneOccurrence) -> Call:
    detail, occurrence = read_occurrence(client, write)
    conference_id, wanted = write.meeting.vendor_conference_id, undone.wanted

    def call() -> None:
        if wanted:
            request = vendor_requests.moved_occurrence(detail=detail, occurrence=occurrence, wanted=wanted)
            client.series.edit_occurrence(conference_id, request)
        else:
            client.series.cancel_occurrences(conference_id, [occurrence.occurrence_id])

    return call


def _conclude(
    meeting: Meeting,
    write: VendorWrite,
    payload: RestoreOccurrencePayload,
    answer: VendorMeeting | None,
    now: datetime,
) -> FollowUp | None:
    if not meeting.is_open:
        return None
    occurrences.take_current_times(meeting, now=now)
    meeting.changed_at = now  # a list that is older than this would take it back
    meeting.save()
    return _go_on(meeting, payload, now)


def _conclude_refused(meeting: Meeting, write: VendorWrite, now: datetime) -> FollowUp | None:
    if not meeting.is_open:
        return None
    _give_up(meeting, write, now)
    if _ends_all(write):
        _invite_after_booking(meeting, write, now)
        return None
    return _go_on(meeting, RESTORE_OCCURRENCE.read(write.payload), now)


def _conclude_withdrawn(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    if meeting.is_open:
        _give_up(meeting, write, now)
        _invite_after_booking(meeting, write, now)


def _give_up(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    if undone := _list_given_up(write):
        exceptions.accept_vendor_times(meeting=meeting, undone=undone, now=now)
        if not _follows_booking(RESTORE_OCCURRENCE.read(write.payload)):  # else nobody was told of another time
            queueing.queue_returned_occurrences(meeting=meeting, returned=list_returned(write), now=now)


def _go_on(meeting: Meeting, payload: RestoreOccurrencePayload, now: datetime) -> FollowUp | None:
    """Return what follows; after the last of those that follow a booking everybody is told."""
    follow_up = _follow_up(payload.edit_id, payload.total, payload.rest)
    if follow_up is None and _follows_booking(payload):
        queueing.queue_invitations(meeting=meeting, now=now)
    return follow_up


def _invite_after_booking(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    if _follows_booking(RESTORE_OCCURRENCE.read(write.payload)):
        queueing.queue_invitations(meeting=meeting, now=now)


def _follows_booking(payload: RestoreOccurrencePayload) -> bool:
    return VendorWrite.objects.bookings().filter(pk=payload.edit_id).exists()


def list_returned(write: VendorWrite) -> list[Returned]:
    """Return the occurrences that the vendor holds by the rule for good, now that ``write`` has come to nothing."""
    return [Returned(one.at_vendor.span, one.wanted.span if one.wanted else None) for one in _list_given_up(write)]


def _list_given_up(write: VendorWrite) -> list[UndoneOccurrence]:
    if write.state not in {_State.REFUSED, _State.WITHDRAWN} or write.error_code in _NOTHING_THERE:
        return []
    payload = RESTORE_OCCURRENCE.read(write.payload)
    return [payload.undone, *(payload.rest if _ends_all(write) else ())]


def _ends_all(write: VendorWrite) -> bool:
    """Return whether none that follows is tried either: it was taken back, or nobody may act for the organiser."""
    return write.state == _State.WITHDRAWN or write.error_code == refusals.NOT_LINKED


def _look_up(client: Client, write: VendorWrite, payload: RestoreOccurrencePayload) -> Finding:
    answer = read_meeting(client, write.meeting.vendor_conference_id)
    occurrence = occurrences.at_vendor(write=write, answer=answer) if answer else None
    wanted = payload.undone.wanted
    if wanted is None:
        return Unchanged() if occurrence else Gone()
    if answer is None or occurrence is None:
        return Missing(refusals.OCCURRENCE_GONE if answer else NO_SUCH_MEETING)
    is_made = vendor_requests.is_occurrence_made(occurrence=occurrence, wanted=wanted)
    return Confirmed(answer) if is_made else Unchanged()


def _deadline(write: VendorWrite) -> datetime:
    """Return the earlier of the two starts: once that is past it is held where it is."""
    undone = RESTORE_OCCURRENCE.read(write.payload).undone
    return min(times.start_at for times in (undone.at_vendor, undone.wanted) if times)


def _occurrence_times(payload: RestoreOccurrencePayload) -> OccurrenceTimes:
    undone = payload.undone
    return OccurrenceTimes(undone.at_vendor.span, undone.wanted.span if undone.wanted else None)


def _tells_result(meeting: Meeting) -> bool:
    """Return False: nobody needs a mail where all is as it was, and where it isn't, all invitees get one."""
    return False


RESTORE_OCCURRENCE = WriteKind(
    from_json=RestoreOccurrencePayload.from_json,
    prepare=_prepare,
    conclude=_conclude,
    look_up=_look_up,
    deadline=_deadline,
    conclude_refused=_conclude_refused,
    conclude_withdrawn=_conclude_withdrawn,
    occurrence_times=_occurrence_times,
    tells_result=_tells_result,
    is_restoring=True,
    is_done_when_gone=True,
)
