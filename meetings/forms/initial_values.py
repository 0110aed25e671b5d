"""What a form of a booking is filled with: the next half hour, a meeting that is to be changed, or one like it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from l10n import format_datetime, parse_datetime, zone_links
from meetings import options, schedule
from meetings.forms import guest_password, invitee_list, repeat, times
from meetings.models import Invitee, Meeting, Occurrence, terminals_of

_LONGEST_ASKED = 400


def of_new(
    *, person: User, now: datetime, room_id: str = "", at: str = "", until: str = "", invitees: str = ""
) -> dict[str, Any]:
    """Return the values for a meeting in the next half hour, in the person's zone, in that room where it is theirs.

    ``at`` is another start by that zone's clock, as an address has it: 2026-05-15T10:45; passed over where it is
    none, or has gone by. ``until`` is its end by the same clock, ``invitees`` whom they are as one types them.
    """
    start = times.read_local(at, zone=person.zone, now=now) or parse_datetime.next_start(now.astimezone(person.zone))
    minutes = times.minutes_until(until, start=start, zone=person.zone)
    return {
        "reference": uuid.uuid4(),
        "day": format_datetime.day_typed(start.date()),
        "start": f"{start:%H:%M}",
        "time_zone": zone_links.canonical(person.time_zone),
        "room": room_id,
        "invitees": " ".join(invitees.split())[:_LONGEST_ASKED],
        **repeat.initial_of(None),
        **(times.initial_length(minutes) if minutes else {}),
    }


def of_meeting(meeting: Meeting, *, now: datetime) -> dict[str, Any]:
    """Return the values that ``meeting`` has, for changing it.

    A series is taken from its next occurrence on, without what was changed for single occurrences.
    """
    start = schedule.first_ahead(meeting, now=now).astimezone(ZoneInfo(meeting.time_zone))
    guests = list(meeting.invitees.guests().select_related("person"))
    cohosts = [guest for guest in guests if guest.role == Invitee.Role.COHOST]
    return {
        "reference": uuid.uuid4(),
        "subject": meeting.subject,
        "day": format_datetime.day_typed(start.date()),
        "start": f"{start:%H:%M}",
        "instant": start.isoformat(),
        "time_zone": zone_links.canonical(meeting.time_zone),
        **times.initial_length(meeting.repeat_minutes or meeting.length_minutes),
        "invitees": invitee_list.as_text(
            [(guest.name, guest.mail_address) for guest in guests], terminals_of(meeting)
        ),
        "cohosts": "\n".join(guest.mail_address for guest in cohosts),
        "password": guest_password.KEEP,
        "room": meeting.vendor_room_id,
        **repeat.initial_of(meeting.recurrence),
        "seen_at": meeting.changed_at.isoformat(),
        **{name: getattr(meeting, name) for name in options.NAMES},
    }


def of_occurrence(occurrence: Occurrence, *, zone: ZoneInfo) -> dict[str, Any]:
    """Return the values that begin with ``occurrence``."""
    start = occurrence.start_at.astimezone(zone)
    return {
        "day": format_datetime.day_typed(start.date()),
        "start": f"{start:%H:%M}",
        "instant": start.isoformat(),
        **times.initial_length(schedule.minutes_of(occurrence)),
    }


def of_another(meeting: Meeting, *, person: User, now: datetime) -> dict[str, Any]:
    """Return the values for another meeting like that one; its time stays if it is still ahead."""
    found = of_meeting(meeting, now=now) | {"password": guest_password.NEW}
    if schedule.first_ahead(meeting, now=now) <= now:
        new = of_new(person=person, now=now)
        found |= {name: new[name] for name in ("day", "start", "time_zone", *repeat.initial_of(None))}
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """Where an entry of the calendar was drawn to, by the clock of ``zone``: "" for an end that stays as it is."""

    at: str
    until: str
    zone: ZoneInfo


def of_move(move: Move, *, start: datetime, minutes: int, zone: ZoneInfo) -> dict[str, Any]:
    """Return the values that change where what began at ``start`` is moved; ``zone`` is that of the form.

    Nothing for a move that can't be read. The clock as it was drawn stands in the form, also a time that doesn't exist
    or comes twice that night: then the form says so.
    """
    moved = times.read_wall(move.at, zone=move.zone)
    begins = moved or start
    length = times.minutes_until(move.until, start=begins, zone=move.zone) or minutes
    values: dict[str, Any] = times.initial_length(length) if length != minutes else {}
    if moved:
        shown = moved if move.zone.key == zone.key else moved.astimezone(zone)
        values |= {"day": format_datetime.day_typed(shown.date()), "start": f"{shown:%H:%M}"}
    return values
