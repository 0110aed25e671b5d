"""Holding one occurrence of a series at another time, or for another while."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from hwmeeting import Client
from hwmeeting import Meeting as VendorMeeting
from hwmeeting.error_codes import NO_SUCH_MEETING
from meetings import refusals
from meetings.limits import GIVES_UP_BEFORE
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.snapshots import MeetingSnapshot, Span, held_spans
from meetings.writes import occurrences, vendor_requests
from meetings.writes.agenda import refresh_agenda
from meetings.writes.applying import apply_vendor_answer
from meetings.writes.kinds.findings import Confirmed, Finding, Missing, Unchanged
from meetings.writes.kinds.kind import Call, OccurrenceTimes, WriteKind, give_up_at, read_meeting
from meetings.writes.payloads import VERSION, WantedTimes, Written
from meetings.writes.vendor_reading import read_back, read_occurrence


@dataclass(frozen=True, slots=True)
class EditOccurrencePayload:
    kind: ClassVar[str] = VendorWrite.Kind.EDIT_OCCURRENCE

    before: WantedTimes
    wanted: WantedTimes

    @classmethod
    def from_json(cls, written: Written) -> Self:
        return cls(WantedTimes.from_json(written["before"]), WantedTimes.from_json(written["wanted"]))

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, "before": self.before.to_json(), "wanted": self.wanted.to_json()}


def _prepare(client: Client, write: VendorWrite, payload: EditOccurrencePayload) -> Call:
    conference_id = write.meeting.vendor_conference_id
    detail, occurrence = read_occurrence(client, write)
    request = vendor_requests.moved_occurrence(detail=detail, occurrence=occurrence, wanted=payload.wanted)

    def call() -> VendorMeeting | None:
        client.series.edit_occurrence(conference_id, request)
        return read_back(client, conference_id)

    return call


def _conclude(
    meeting: Meeting,
    write: VendorWrite,
    payload: EditOccurrencePayload,
    answer: VendorMeeting | None,
    now: datetime,
) -> None:
    occurrences.take_current_times(meeting, now=now)
    occurrence, before, wanted = write.occurrence, MeetingSnapshot.of(meeting), payload.wanted
    was = Span(occurrence.start_at, occurrence.end_at) if occurrence else None
    if answer is None:
        if occurrence:  # where the vendor's own word can't be had, it is where it was asked to be
            occurrence.start_at, occurrence.end_at = wanted.start_at, wanted.end_at
            occurrence.save(update_fields=["start_at", "end_at"])
        occurrences.take_current_times(meeting, now=now)
        meeting.changed_at = now
        meeting.save()
        refresh_agenda(meeting=meeting)
    else:
        apply_vendor_answer(meeting=meeting, answer=answer, now=now)
    # The answer may bring more than what we asked for: what another client has done since we last looked.
    row = occurrences.row_of(write, starts_at=wanted.start_at)
    if row and was and held_spans(meeting) == before.occurrences - {was} | {Span(row.start_at, row.end_at)}:
        queueing.queue_moved_occurrence(meeting=meeting, occurrence=row, was=was, now=now)
    else:
        queueing.queue_change(meeting=meeting, before=before, now=now)


def _look_up(client: Client, write: VendorWrite, payload: EditOccurrencePayload) -> Finding:
    answer = read_meeting(client, write.meeting.vendor_conference_id)
    occurrence = occurrences.at_vendor(write=write, answer=answer) if answer else None
    if answer is None or occurrence is None:
        return Missing(refusals.OCCURRENCE_GONE if answer else NO_SUCH_MEETING)
    is_made = vendor_requests.is_occurrence_made(occurrence=occurrence, wanted=payload.wanted)
    return Confirmed(answer) if is_made else Unchanged()


def _deadline(write: VendorWrite) -> datetime:
    return write.occurrence.start_at - GIVES_UP_BEFORE if write.occurrence else give_up_at(write)


def _occurrence_times(payload: EditOccurrencePayload) -> OccurrenceTimes:
    return OccurrenceTimes(payload.before.span, payload.wanted.span)


EDIT_OCCURRENCE = WriteKind(
    from_json=EditOccurrencePayload.from_json,
    prepare=_prepare,
    conclude=_conclude,
    look_up=_look_up,
    deadline=_deadline,
    occurrence_times=_occurrence_times,
)
