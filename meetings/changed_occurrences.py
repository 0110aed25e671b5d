"""What was changed for single occurrences of a series, and what becomes of it where the whole is changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from meetings import schedule
from meetings.models import Meeting
from meetings.snapshots import Span


@dataclass(frozen=True, slots=True)
class ChangedOccurrence:
    """An occurrence that is off, at another time or of another length than its series; times are aware UTC.

    ``day`` is the one of the rule, in the zone of the series. ``own_minutes`` is None where it is as long as all are.
    """

    day: date
    original_start_at: datetime
    start_at: datetime
    end_at: datetime
    is_cancelled: bool
    own_minutes: int | None

    def span_at(self, start_at: datetime, length_minutes: int) -> Span | None:
        """Return when it is held once the rule puts it there and so long; None for one that is off.

        What was not changed for it alone follows the rule.
        """
        if self.is_cancelled:
            return None
        if self.start_at != self.original_start_at:
            start_at = self.start_at
        return Span(start_at, start_at + timedelta(minutes=self.own_minutes or length_minutes))


class KeptAndEnded(NamedTuple):
    """What becomes of changed occurrences: they stay, or end with the date of the rule that they stood for."""

    staying: list[ChangedOccurrence]
    ended: list[ChangedOccurrence]


def list_changed_occurrences(meeting: Meeting, *, now: datetime) -> list[ChangedOccurrence]:
    """Return those that lie ahead; of a single meeting none. One query for a series."""
    if not meeting.is_series:
        return []
    zone = ZoneInfo(meeting.time_zone)
    found = []
    for row in meeting.occurrences.filter(start_at__gt=now):
        minutes = schedule.minutes_of(row)
        own_minutes = None if minutes == meeting.repeat_minutes else minutes
        if row.is_changed or own_minutes:
            day = row.original_start_at.astimezone(zone).date()
            found.append(
                ChangedOccurrence(day, row.original_start_at, row.start_at, row.end_at, row.is_cancelled, own_minutes)
            )
    return found


def split_by_new_rule(changed: Iterable[ChangedOccurrence], *, days: Iterable[date]) -> KeptAndEnded:
    """Return which of ``changed`` stay, and which end; ``days`` are those of the new rule, in its zone."""
    days, found = set(days), KeptAndEnded([], [])
    for one in changed:
        (found.staying if one.day in days else found.ended).append(one)
    return found
