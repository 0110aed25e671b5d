"""Today's occurrence of a series that is off, for whoever comes for it and would see the next one alone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from l10n import format_datetime
from meetings import schedule
from meetings.models import Meeting, Occurrence


def describe_cancelled_today(meeting: Meeting, *, zone: ZoneInfo, now: datetime) -> str:
    """Return the times of today's cancelled occurrences before the current one, "" for none.

    Today is the day by the clock of ``zone``. No query where the occurrences are prefetched.
    """
    current = schedule.current_occurrence(meeting, now=now)
    if current is None:
        return ""
    today = now.astimezone(zone).date()
    off = [
        row
        for row in meeting.occurrences.all()
        if row.is_cancelled
        and row.start_at.astimezone(zone).date() == today
        and (row.start_at < current.start_at or current.end_at <= now)
    ]
    spans = [format_datetime.span(row.start_at, row.end_at, zone=zone) for row in sorted(off, key=_start)]
    return format_datetime.names(spans)


def _start(row: Occurrence) -> datetime:
    return row.start_at
