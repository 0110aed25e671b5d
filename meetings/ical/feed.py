"""A calendar that programs read again and again: one person's meetings, as they stand.

The UID of each is the one of its mails, so that a program that has both shows one. There is neither ATTENDEE nor
ORGANIZER: a program would offer to answer. What is cancelled is not there any more, which is how a program that reads
a calendar learns of it. How soon it should read again is said as RFC 7986 has it, and as Outlook has it.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from l10n.one_line import several_lines
from meetings.ical.entries import write_entries
from meetings.ical.event import PRODUCT
from meetings.ical.vtimezone import timezone_component
from meetings.models import Meeting, Occurrence

_READ_AGAIN_AFTER = timedelta(hours=1)


class FeedEntry(NamedTuple):
    """A meeting with all occurrences of a series (none of a single one), what is said of it, and its page."""

    meeting: Meeting
    occurrences: Sequence[Occurrence]
    description: str
    page: str


def write_feed(*, title: str, found: Iterable[FeedEntry], now: datetime) -> bytes:
    """Return the calendar as UTF-8 with CRLF line ends."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, title)
    calendar.add("refresh-interval", _READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    zones: dict[ZoneInfo, tuple[datetime, datetime]] = {}
    events: list[Event] = []
    for each in found:
        written = write_entries(
            meeting=each.meeting,
            occurrences=each.occurrences,
            new_event=partial(_event, each),
            is_off=False,
            now=now,
        )
        events += written.events
        if written.zone:
            first, last = zones.get(written.zone, (written.first, written.last))
            zones[written.zone] = min(first, written.first), max(last, written.last)
    for zone, (first, last) in zones.items():  # one of a name: programs take the first for all entries
        calendar.add_component(timezone_component(zone, first=first, last=last))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(entry: FeedEntry) -> Event:
    meeting, event = entry.meeting, Event()
    event.add("uid", meeting.ical_uid)
    event.add("sequence", meeting.ical_sequence)
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("last-modified", meeting.changed_at.astimezone(UTC))
    event.add("summary", several_lines(meeting.subject))
    event.add("description", several_lines(entry.description))
    event.add("url", entry.page)
    event.add("location", entry.page)
    event.add("status", "CONFIRMED")
    return event
