"""Cancelling one occurrence of a series; all others stay."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from hwmeeting import Client
from hwmeeting import Meeting as VendorMeeting
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.writes import occurrences
from meetings.writes.cancelled_rows import cancel_rows
from meetings.writes.kinds.findings import Finding, Gone, Unchanged
from meetings.writes.kinds.kind import Call, OccurrenceTimes, WriteKind, give_up_at, read_meeting
from meetings.writes.payloads import VERSION, WantedTimes, Written
from meetings.writes.vendor_reading import read_occurrence


@dataclass(frozen=True, slots=True)
class CancelOccurrencePayload:
    """``note`` is a word to the invitees; ``tell`` whether they get a mail at all."""

    kind: ClassVar[str] = VendorWrite.Kind.CANCEL_OCCURRENCE

    before: WantedTimes
    note: str
    tell: bool

    @classmethod
    def from_json(cls, written: Written) -> Self:
        return cls(WantedTimes.from_json(written["before"]), written["note"], written["tell"])

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, "before": self.before.to_json(), "note": self.note, "tell": self.tell}


def _prepare(client: Client, write: VendorWrite, payload: CancelOccurrencePayload) -> Call:
    occurrence_id = read_occurrence(client, write)[1].occurrence_id
    return lambda: client.series.cancel_occurrences(write.meeting.vendor_conference_id, [occurrence_id])


def _conclude(
    meeting: Meeting,
    write: VendorWrite,
    payload: CancelOccurrencePayload,
    answer: VendorMeeting | None,
    now: datetime,
) -> None:
    occurrence = write.occurrence
    if occurrence is None or occurrence.is_cancelled or not meeting.is_open:
        return
    by, note = write.requested_by, payload.note
    is_all_off = cancel_rows(meeting=meeting, rows=[occurrence], by=by, note=note, now=now)
    if is_all_off:
        queueing.queue_cancellation(meeting=meeting, now=now, tell=payload.tell)
        return
    queueing.queue_cancelled_occurrence(
        meeting=meeting, occurrence=occurrence, by=by, note=note, now=now, tell=payload.tell
    )


def _look_up(client: Client, write: VendorWrite, payload: CancelOccurrencePayload) -> Finding:
    answer = read_meeting(client, write.meeting.vendor_conference_id)
    return Unchanged() if answer and occurrences.at_vendor(write=write, answer=answer) else Gone()


def _deadline(write: VendorWrite) -> datetime:
    return write.occurrence.start_at if write.occurrence else give_up_at(write)


def _occurrence_times(payload: CancelOccurrencePayload) -> OccurrenceTimes:
    return OccurrenceTimes(payload.before.span)


CANCEL_OCCURRENCE = WriteKind(
    from_json=CancelOccurrencePayload.from_json,
    prepare=_prepare,
    conclude=_conclude,
    look_up=_look_up,
    deadline=_deadline,
    occurrence_times=_occurrence_times,
    is_done_when_gone=True,
)
