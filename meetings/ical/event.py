"""The calendar file of a mail (RFC 5545, RFC 5546).

One UID for ever and a rising SEQUENCE let a client change the entry that it has. A single meeting is in UTC. An
invitee's file names that invitee only (Outlook offers no buttons to somebody who isn't an attendee);
the organiser's own copy is PUBLISH without any, since a REQUEST from oneself is refused by some clients.

Of a cancelled occurrence the whole series is sent without it: some programs take a CANCEL of one for that of the
series, others store it in the place of the series (docs/calendar.md).
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from icalendar import Calendar, Event

from l10n.one_line import several_lines
from meetings.ical import entries
from meetings.ical.addresses import address, attendee
from meetings.ical.draft import CalendarDraft
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

    def new_event() -> Event:
        return _event(meeting, invitee, method, description, link, now)

    written = entries.write_entries(
        meeting=meeting, occurrences=occurrences, new_event=new_event, is_off=method == "CANCEL", now=now
    )
    if written.zone:
        calendar.add_component(timezone_component(written.zone, first=written.first, last=written.last))
    for event in written.events:
        calendar.add_component(event)
    return CalendarDraft.of_calendar(calendar, invitee)


def _event(meeting: Meeting, invitee: Invitee, method: str, description: str, link: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", meeting.calendar_entry.ical_uid)
    event.add("sequence", meeting.calendar_entry.ical_sequence)
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
