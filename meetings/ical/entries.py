"""The entries of one meeting in a calendar file (RFC 5545): when it is, whatever else is said of it.

A single meeting is in UTC. A series is one entry with its rule and, in the same file, each occurrence that is not
where the rule has it: some programs drop the series when they get such a one alone. A cancelled one is left out by
EXDATE. The CANCEL of a series cancels each of them by itself too, since some look for it there alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Event

from meetings.ical import series_event
from meetings.ical.series_event import Series
from meetings.models import Meeting, Occurrence


@dataclass(frozen=True, slots=True)
class Entries:
    """``zone`` is the one whose VTIMEZONE they need, None for UTC; all of them lie between ``first`` and ``last``."""

    events: tuple[Event, ...]
    zone: ZoneInfo | None
    first: datetime
    last: datetime


def write_entries(
    *,
    meeting: Meeting,
    occurrences: Sequence[Occurrence],
    new_event: Callable[[], Event],
    is_off: bool,
    now: datetime,
) -> Entries:
    """Return the entries of ``meeting``, each made by ``new_event`` and given its times; ``is_off``: for a CANCEL.

    ``occurrences`` are all those of a series, none for a single meeting.
    """
    if not occurrences:
        event = new_event()
        _times(event, meeting.start_at, meeting.end_at, UTC)
        return Entries((event,), None, meeting.start_at, meeting.end_at)
    series = series_event.build_series(occurrences=occurrences, zone=ZoneInfo(meeting.time_zone), now=now)
    master = new_event()
    _repeat(master, series)
    if not is_off:
        _leave_out(master, series)
    events = [master]
    for place, occurrence in series.overrides(with_cancelled=is_off):
        moved = new_event()
        _override_times(moved, series, place, occurrence)
        events.append(moved)
    first, last = series.span()
    return Entries(tuple(events), series.clock if isinstance(series.clock, ZoneInfo) else None, first, last)


def _times(event: Event, start_at: datetime, end_at: datetime, clock: tzinfo) -> None:
    event.add("dtstart", start_at.astimezone(clock))
    event.add("dtend", end_at.astimezone(clock))


def _repeat(event: Event, series: Series) -> None:
    """Put the entry at the first place, and repeat it at all others."""
    _times(event, series.places[0], series.places[0] + series.length, series.clock)
    event.add("rrule", series.rule)


def _leave_out(event: Event, series: Series) -> None:
    if off := series.excluded():
        event.add("exdate", [place.astimezone(series.clock) for place in off])


def _override_times(event: Event, series: Series, place: datetime, occurrence: Occurrence) -> None:
    """Give the occurrence at ``place`` its own time, with the RECURRENCE-ID of that place."""
    is_plain = all(series_event.is_plain(at, series.clock) for at in (occurrence.start_at, occurrence.end_at))
    _times(event, occurrence.start_at, occurrence.end_at, series.clock if is_plain else UTC)
    event.add("recurrence-id", place.astimezone(series.clock))
