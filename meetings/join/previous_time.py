"""The previous time of a meeting, for a page that is opened from an older mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings import schedule
from meetings.models import Meeting, VendorWrite
from meetings.writes.kinds.edit import EDIT, EditPayload
from meetings.writes.payloads import UnreadablePayload

_EDITS_READ = 5


@dataclass(frozen=True, slots=True)
class PreviousTime:
    """The times that no longer hold."""

    start_at: datetime
    end_at: datetime


def find_previous_time(meeting: Meeting, *, now: datetime) -> PreviousTime | None:
    """Return the times before the latest change of the start; None if it was never moved. One query, or none.

    Of a series those of its current occurrence, where the rule had put it.
    """
    if meeting.is_series:
        occurrence = schedule.current_occurrence(meeting, now=now)
        if occurrence is None or occurrence.original_start_at == occurrence.start_at:
            return None
        length = timedelta(minutes=meeting.repeat_minutes or schedule.minutes_of(occurrence))
        return PreviousTime(occurrence.original_start_at, occurrence.original_start_at + length)
    if not meeting.ical_sequence:
        return None
    edits = meeting.writes.filter(kind=EditPayload.kind, state=VendorWrite.State.DONE).order_by("-pk")
    for edit in edits[:_EDITS_READ]:
        try:
            payload = EDIT.read(edit.payload)
        except UnreadablePayload:
            continue
        old = payload.before.start_at
        if old and old != payload.wanted.start_at:
            return PreviousTime(old, old + timedelta(minutes=payload.before.length_minutes))
    return None
