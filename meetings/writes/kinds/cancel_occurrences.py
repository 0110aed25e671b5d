"""Cancelling several occurrences of a series at once, such as one and all that follow; the others stay."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from hwmeeting import Client, NotFound
from hwmeeting import Meeting as VendorMeeting
from meetings import refusals
from meetings.mails import queueing
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.writes import occurrences
from meetings.writes.cancelled_rows import cancel_rows
from meetings.writes.kinds.findings import Finding, Gone, Unchanged
from meetings.writes.kinds.kind import Call, WriteKind, give_up_at, read_meeting
from meetings.writes.payloads import VERSION, Written


@dataclass(frozen=True, slots=True)
class CancelOccurrencesPayload:
    """``note`` is a word to the invitees; ``tell`` whether they get a mail at all."""

    kind: ClassVar[str] = VendorWrite.Kind.CANCEL_OCCURRENCES

    occurrence_ids: tuple[int, ...]
    note: str
    tell: bool

    @classmethod
    def from_json(cls, written: Written) -> Self:
        return cls(tuple(written["occurrences"]), written["note"], written["tell"])

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, "occurrences": list(self.occurrence_ids), "note": self.note, "tell": self.tell}


def _prepare(client: Client, write: VendorWrite, payload: CancelOccurrencesPayload) -> Call:
    conference_id = write.meeting.vendor_conference_id
    vendor_ids = list_at_vendor(write.meeting, payload.occurrence_ids, client.meetings.detail(conference_id).meeting)
    if not vendor_ids:
        raise NotFound(code=refusals.OCCURRENCE_GONE)
    return lambda: client.series.cancel_occurrences(conference_id, vendor_ids)


def list_at_vendor(meeting: Meeting, occurrence_ids: tuple[int, ...], answer: VendorMeeting) -> list[str]:
    """Return the vendor's IDs of those of our rows that it still has."""
    rows = meeting.occurrences.filter(pk__in=occurrence_ids)
    found = (occurrences.find_at_vendor(meeting=meeting, row=row, answer=answer) for row in rows)
    return [one.occurrence_id for one in found if one]


def _conclude(
    meeting: Meeting,
    write: VendorWrite,
    payload: CancelOccurrencesPayload,
    answer: VendorMeeting | None,
    now: datetime,
) -> None:
    rows = list(meeting.occurrences.held().filter(pk__in=payload.occurrence_ids))
    if not rows or not meeting.is_open:
        return
    by, note, tell = write.requested_by, payload.note, payload.tell
    if cancel_rows(meeting=meeting, rows=rows, by=by, note=note, now=now):
        queueing.queue_cancellation(meeting=meeting, now=now, tell=tell)
        return
    queueing.queue_cancelled_occurrences(meeting=meeting, occurrences=rows, by=by, note=note, now=now, tell=tell)


def _look_up(client: Client, write: VendorWrite, payload: CancelOccurrencesPayload) -> Finding:
    answer = read_meeting(client, write.meeting.vendor_conference_id)
    return Unchanged() if answer and list_at_vendor(write.meeting, payload.occurrence_ids, answer) else Gone()


def begins_at(write: VendorWrite, occurrence_ids: tuple[int, ...]) -> datetime:
    """Return when the first of them begins: then nobody changes all of them at once any more."""
    first = Occurrence.objects.held().filter(pk__in=occurrence_ids).order_by("start_at").first()
    return first.start_at if first else give_up_at(write)


def _deadline(write: VendorWrite) -> datetime:
    return begins_at(write, CANCEL_OCCURRENCES.read(write.payload).occurrence_ids)


CANCEL_OCCURRENCES = WriteKind(
    from_json=CancelOccurrencesPayload.from_json,
    prepare=_prepare,
    conclude=_conclude,
    look_up=_look_up,
    deadline=_deadline,
    is_done_when_gone=True,
)
