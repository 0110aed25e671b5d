"""What may still be changed or cancelled: for services that refuse and pages that offer it."""

from datetime import datetime

from l10n.problem import Problem
from meetings import schedule
from meetings.errors import TooLate
from meetings.models import Meeting, Occurrence
from meetings.problems import Code


def check_changeable(*, meeting: Meeting, now: datetime) -> None:
    """Raise TooLate once it has begun or is over."""
    if code := why_unchangeable(meeting=meeting, now=now):
        raise TooLate(Problem(code))


def check_cancellable(*, meeting: Meeting, now: datetime) -> None:
    """Raise TooLate for what runs or is over."""
    if meeting.state == Meeting.State.RUNNING:  # also past its time
        raise TooLate(Problem(Code.MEETING_RUNNING))
    if not meeting.is_open or schedule.current_times(meeting, now=now).end_at <= now:
        raise TooLate(Problem(Code.MEETING_OVER))


def check_occurrence(*, meeting: Meeting, occurrence: Occurrence, now: datetime) -> None:
    """Raise TooLate for an occurrence that has begun, is over or is cancelled, or whose meeting is."""
    if code := why_occurrence_unchangeable(meeting=meeting, occurrence=occurrence, now=now):
        raise TooLate(Problem(code))


def is_changeable(*, meeting: Meeting, now: datetime) -> bool:
    """Return whether the vendor has the meeting and it can still be changed: then a page offers it."""
    return meeting.state == Meeting.State.BOOKED and why_unchangeable(meeting=meeting, now=now) is None


def is_occurrence_changeable(*, meeting: Meeting, occurrence: Occurrence, now: datetime) -> bool:
    """Return whether the vendor has the series and this occurrence can still be changed: then a page offers it."""
    stands = meeting.is_series and meeting.state in {Meeting.State.BOOKED, Meeting.State.RUNNING}
    return stands and why_occurrence_unchangeable(meeting=meeting, occurrence=occurrence, now=now) is None


def why_unchangeable(*, meeting: Meeting, now: datetime) -> Code | None:
    """Return why the meeting can't be changed any more, None while it can (docs/vendor/meetings.md 6, 20).

    A series counts as begun while one of its occurrences is on; whether it can be changed between two, the vendor
    says.
    """
    current = schedule.current_times(meeting, now=now)
    is_running = meeting.state == Meeting.State.RUNNING
    if not meeting.is_open or (meeting.is_series and current.end_at <= now and not is_running):
        return Code.MEETING_SETTLED
    if is_running or current.start_at <= now:
        return Code.SERIES_IS_ON if meeting.is_series else Code.MEETING_HAS_BEGUN
    return None


def why_occurrence_unchangeable(*, meeting: Meeting, occurrence: Occurrence, now: datetime) -> Code | None:
    """Return why one occurrence of a series can't be changed or cancelled any more, None while it can."""
    if occurrence.is_cancelled:
        return Code.OCCURRENCE_CANCELLED
    is_running = meeting.state == Meeting.State.RUNNING and _is_current(meeting, occurrence, now)
    if occurrence.end_at <= now and not is_running:
        return Code.OCCURRENCE_OVER
    if not meeting.is_open:
        return Code.MEETING_OVER
    return Code.OCCURRENCE_HAS_BEGUN if is_running or occurrence.start_at <= now else None


def _is_current(meeting: Meeting, occurrence: Occurrence, now: datetime) -> bool:
    return schedule.current_times(meeting, now=now).start_at == occurrence.start_at
