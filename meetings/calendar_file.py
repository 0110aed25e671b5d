"""The calendar file of a mail (RFC 5545, RFC 5546).

One UID for ever and a rising SEQUENCE let a client change the entry that it has. Times are in UTC. An
invitee's file names that invitee only (Outlook offers no buttons to somebody who isn't an attendee);
the organiser's own copy is PUBLISH without any, since a REQUEST from oneself is refused by some clients.
"""

from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

from meetings.models import Invitee, Meeting

PRODUCT = "-//Meeting portal//Invitations//EN"


def calendar_file(
    *, meeting: Meeting, invitee: Invitee, method: str, description: str, link: str, now: datetime
) -> str:
    """The .ics text with CRLF line ends; an empty ``link`` leaves the address out."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(meeting, invitee, method, description, link, now))
    return bytes(calendar.to_ical()).decode()


def _event(meeting: Meeting, invitee: Invitee, method: str, description: str, link: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", meeting.ical_uid)
    event.add("sequence", meeting.ical_sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meeting.start_at.astimezone(UTC))
    event.add("dtend", meeting.end_at.astimezone(UTC))
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
