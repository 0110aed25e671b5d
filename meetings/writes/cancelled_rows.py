"""Occurrences of a series that are off from now on, as rows."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from meetings.models import Meeting, Occurrence
from meetings.writes import occurrences
from meetings.writes.agenda import refresh_agenda


def cancel_rows(*, meeting: Meeting, rows: Iterable[Occurrence], by: User, note: str, now: datetime) -> bool:
    """Mark ``rows`` as cancelled, and the series where no other is held; return whether all of it is off now.

    The caller holds the lock of ``meeting``.
    """
    cancelled = list(rows)
    for row in cancelled:
        row.is_cancelled = True
    Occurrence.objects.bulk_update(cancelled, ["is_cancelled"])
    left = meeting.occurrences.held()
    is_all_off = not left.exists()
    if is_all_off:
        meeting.state, meeting.cancelled_by, meeting.cancelled_at = Meeting.State.CANCELLED, by, now
        meeting.cancel_note = note
    elif not left.filter(end_at__gt=now).exists():
        meeting.state = Meeting.State.ENDED
    occurrences.take_current_times(meeting, now=now)
    meeting.changed_at = now
    meeting.save()
    refresh_agenda(meeting=meeting)
    return is_all_off
