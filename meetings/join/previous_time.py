"""The previous time of a meeting, for a page that is opened from an older mail."""

from datetime import datetime, timedelta

from meetings import schedule
from meetings.models import Meeting, VendorWrite
from meetings.snapshots import Span
from meetings.writes.kinds import kind_of
from meetings.writes.payloads import UnreadablePayload, WantedMeeting

_WRITES_READ = 5


def find_previous_time(meeting: Meeting, *, now: datetime) -> Span | None:
    """Return the times before the latest change of the start; None if it was never moved. One query, or none.

    Of a series those of its current occurrence, where the rule had put it.
    """
    if meeting.is_series:
        occurrence = schedule.current_occurrence(meeting, now=now)
        if occurrence is None or occurrence.original_start_at == occurrence.start_at:
            return None
        length = timedelta(minutes=meeting.repeat_minutes or schedule.minutes_of(occurrence))
        return Span(occurrence.original_start_at, occurrence.original_start_at + length)
    if not meeting.ical_sequence:
        return None
    for write in meeting.writes.filter(state=VendorWrite.State.DONE).order_by("-pk")[:_WRITES_READ]:
        try:
            kind = kind_of(write)
            change = kind.change(kind.read(write.payload))
        except UnreadablePayload:
            continue
        if change and (previous := _moved_from(*change)):
            return previous
    return None


def _moved_from(before: WantedMeeting, wanted: WantedMeeting) -> Span | None:
    if before.start_at is None or before.start_at == wanted.start_at:
        return None
    return Span(before.start_at, before.start_at + timedelta(minutes=before.length_minutes))
