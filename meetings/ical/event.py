"""The calendar file of a mail (RFC 5545, RFC 5546).

One UID for ever and a rising SEQUENCE let a client change the entry that it has. A single meeting is in UTC. An
invitee's file names that invitee only (Outlook offers no buttons to somebody who isn't an attendee);
the organiser's own copy is PUBLISH without any, since a REQUEST from oneself is refused by some clients.

A series is one entry with its rule and, in the same file, each occurrence that is not where the rule has it: some
programs drop the series when they get such a one alone. A cancelled one is left out by EXDATE, and the whole is sent:
some take a CANCEL of one for that of the series, others store it in the place of the series (docs/calendar.md). The
CANCEL of a series cancels each of them by itself too, since some look for it there alone.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from l10n.one_line import several_lines
from meetings.ical import series_event
from meetings.ical.addresses import address, attendee
from meetings.ical.draft import CalendarDraft
from meetings.ical.series_event import Series
from meetings.ical.vtimezone import timezone_component
from meetings.models import Invitee, Meeting, Occurrence

PRODUCT = "-//Meeting portal//Invitations//EN"


def method_of(method: str, occurrences: Sequence[Occurrence]) -> str:
    """Return ``method``, or CANCEL where a series has no occurrence left: programs refuse an entry without dates."""
    return "CANCEL" if occurrences and all(occurrence.is_cancelled for occurrence in occurrences) else method


def calendar_file(
    *,
    meeting: Meeting,
    invitee: Invitee,
    method: str,
    description: str,
    link: str,
    now: datetime,
    occurrences: Sequence[Occurrence] = (),
) -> str:
    """Return the .ics text with CRLF line ends for ``invitee``; the rest is as in ``draft_calendar``."""
    draft = draft_calendar(
        meeting=meeting,
        invitee=invitee,
        method=method,
        description=description,
        link=link,
        now=now,
        occurrences=occurrences,
    )
    return draft.file_for(invitee)


def draft_calendar(
    *,
    meeting: Meeting,
    invitee: Invitee,
    method: str,
    description: str,
    link: str,
    now: datetime,
    occurrences: Sequence[Occurrence] = (),
) -> CalendarDraft:
    """Return the file for ``invitee`` and others of the same role; an empty ``link`` leaves the address out.

    ``occurrences`` are all those of a series.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    series = (
        series_event.build_series(occurrences=occurrences, zone=ZoneInfo(meeting.time_zone), now=now)
        if occurrences
        else None
    )
    if series and isinstance(series.clock, ZoneInfo):
        first, last = series.span()
        calendar.add_component(timezone_component(series.clock, first=first, last=last))
    master = _event(meeting, invitee, method, description, link, now)
    calendar.add_component(master)
    if series is None:
        _times(master, meeting.start_at, meeting.end_at, UTC)
    else:
        _repeat(master, series)
        is_off = method == "CANCEL"
        if not is_off:
            _leave_out(master, series)
        for place, occurrence in series.overrides(with_cancelled=is_off):
            moved = _event(meeting, invitee, method, description, link, now)
            _override_times(moved, series, place, occurrence)
            calendar.add_component(moved)
    return CalendarDraft.of_calendar(calendar, invitee)


def _event(meeting: Meeting, invitee: Invitee, method: str, description: str, link: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", meeting.ical_uid)
    event.add("sequence", meeting.ical_sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", several_lines(meeting.subject))
    event.add("description", several_lines(description))
    if link:
        event.add("location", link)
        event.add("url", link)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", address(meeting.ical_organiser_email, meeting.organiser.name))
    if method != "PUBLISH" and invitee.role != Invitee.Role.ORGANISER:
        event.add("attendee", attendee(invitee))
    return event


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
