"""The calendar file of a mail (RFC 5545, RFC 5546).

One UID for ever and a rising SEQUENCE let a client change the entry that it has. Times are in UTC. An
invitee's file names that invitee only (Outlook offers no buttons to somebody who isn't an attendee);
the organiser's own copy is PUBLISH without any, since a REQUEST from oneself is refused by some clients.

A series is one entry with its rule and, in the same file, each date that is not where the rule has it; a cancelled
date is left out by EXDATE. One that is all a mail is about is named by RECURRENCE-ID alone.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

from meetings import calendar_rule
from meetings.models import Invitee, Meeting, Occurrence

PRODUCT = "-//Meeting portal//Invitations//EN"


def calendar_file(
    *,
    meeting: Meeting,
    invitee: Invitee,
    method: str,
    description: str,
    link: str,
    now: datetime,
    dates: Sequence[Occurrence] = (),
    cancelled: Occurrence | None = None,
) -> str:
    """The .ics text with CRLF line ends; an empty ``link`` leaves the address out.

    ``dates`` are those of a series, ``cancelled`` the one that alone is off.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = _event(meeting, invitee, method, description, link, now)
    if cancelled:
        _times(event, cancelled.start_at, cancelled.end_at)
        event.add("recurrence-id", cancelled.original_start_at.astimezone(UTC))
    elif dates:
        _repeat(event, dates)
    calendar.add_component(event)
    for date in dates if method != "CANCEL" else ():
        if not date.is_cancelled and date.start_at != date.original_start_at:
            moved = _event(meeting, invitee, method, description, link, now)
            _times(moved, date.start_at, date.end_at)
            moved.add("recurrence-id", date.original_start_at.astimezone(UTC))
            calendar.add_component(moved)
    return bytes(calendar.to_ical()).decode()


def _event(meeting: Meeting, invitee: Invitee, method: str, description: str, link: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", meeting.ical_uid)
    event.add("sequence", meeting.ical_sequence)
    event.add("dtstamp", now.astimezone(UTC))
    _times(event, meeting.start_at, meeting.end_at)
    event.add("summary", meeting.subject)
    event.add("description", description)
    if link:
        event.add("location", link)
        event.add("url", link)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", _address(meeting.organiser.email, meeting.organiser.name))
    if method != "PUBLISH" and invitee.role != Invitee.Role.ORGANISER:
        event.add("attendee", _attendee(invitee))
    return event


def _times(event: Event, start_at: datetime, end_at: datetime) -> None:
    for name, at in (("dtstart", start_at), ("dtend", end_at)):
        event.pop(name, None)
        event.add(name, at.astimezone(UTC))


def _repeat(event: Event, dates: Sequence[Occurrence]) -> None:
    """The entry at the first place of the rule, with the others, but those that are off."""
    originals = sorted(date.original_start_at for date in dates)
    lengths = Counter(date.end_at - date.start_at for date in dates)
    _times(event, originals[0], originals[0] + lengths.most_common(1)[0][0])
    rule = calendar_rule.rule(originals)
    if rule:
        event.add("rrule", rule)
    elif originals[1:]:
        event.add("rdate", [start_at.astimezone(UTC) for start_at in originals[1:]])
    if off := [date.original_start_at.astimezone(UTC) for date in dates if date.is_cancelled]:
        event.add("exdate", off)


def _attendee(invitee: Invitee) -> vCalAddress:
    address = _address(invitee.email, invitee.name)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("FALSE")
    return address


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    # A double quote would be written as ^' (RFC 6868), which older programs show as it stands.
    address.params["CN"] = vText((name or email).replace('"', "'"))
    return address
