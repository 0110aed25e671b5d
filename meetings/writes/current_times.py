"""The columns of a series that say when its current occurrence is: who writes the meeting writes them too."""

from datetime import datetime

from meetings import schedule
from meetings.models import Meeting, Occurrence


def take_current_times(meeting: Meeting, *, now: datetime) -> Occurrence | None:
    """Give a series the times of its current occurrence and return that; the caller saves the meeting.

    A single meeting stays as it is. Whoever only reads asks ``schedule.current_times``.
    """
    chosen = schedule.current_occurrence(meeting, now=now)
    if chosen:
        meeting.start_at = chosen.start_at
        meeting.length_minutes = schedule.minutes_of(chosen)
    return chosen
