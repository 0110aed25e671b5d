"""What a form of a booking is filled with: the next half hour, a meeting that is to be changed, or one like it."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from l10n import format_datetime, parse_datetime, zone_links
from meetings import options, schedule
from meetings.forms import guest_password, invitee_list, repeat, times
from meetings.forms.times import LENGTHS, OTHER
from meetings.models import Invitee, Meeting


def of_new(*, person: User, now: datetime, room_id: str = "", at: str = "") -> dict[str, Any]:
    """Return the values for a meeting in the next half hour, in the person's zone, in that room where it is theirs.

    ``at`` is another start by that zone's clock, as an address has it: 2026-05-15T10:45; passed over where it is
    none, or has gone by.
    """
    start = times.read_local(at, zone=person.zone, now=now) or parse_datetime.next_start(now.astimezone(person.zone))
    return {
        "reference": uuid.uuid4(),
        "day": format_datetime.day_typed(start.date()),
        "start": f"{start:%H:%M}",
        "time_zone": zone_links.canonical(person.time_zone),
        "room": room_id,
        **repeat.initial_of(None),
    }


def of_meeting(meeting: Meeting, *, now: datetime) -> dict[str, Any]:
    """Return the values that ``meeting`` has, for changing it.

    A series is taken from its next occurrence on, without what was changed for single occurrences.
    """
    start = schedule.first_ahead(meeting, now=now).astimezone(ZoneInfo(meeting.time_zone))
    length = str(meeting.repeat_minutes or meeting.length_minutes)
    is_offered = length in dict(LENGTHS)
    guests = list(meeting.invitees.guests().select_related("person"))
    cohosts = [guest for guest in guests if guest.role == Invitee.Role.COHOST]
    return {
        "reference": uuid.uuid4(),
        "subject": meeting.subject,
        "day": format_datetime.day_typed(start.date()),
        "start": f"{start:%H:%M}",
        "instant": start.isoformat(),
        "time_zone": zone_links.canonical(meeting.time_zone),
        "length": length if is_offered else OTHER,
        "length_other": "" if is_offered else length,
        "invitees": invitee_list.as_text([(guest.name, guest.mail_address) for guest in guests]),
        "cohosts": "\n".join(guest.mail_address for guest in cohosts),
        "password": guest_password.KEEP,
        "room": meeting.vendor_room_id,
        **repeat.initial_of(meeting.recurrence),
        "seen_at": meeting.changed_at.isoformat(),
        **{name: getattr(meeting, name) for name in options.NAMES},
    }


def of_another(meeting: Meeting, *, person: User, now: datetime) -> dict[str, Any]:
    """Return the values for another meeting like that one; its time stays if it is still ahead."""
    found = of_meeting(meeting, now=now) | {"password": guest_password.NEW}
    if schedule.first_ahead(meeting, now=now) <= now:
        new = of_new(person=person, now=now)
        found |= {name: new[name] for name in ("day", "start", "time_zone", *repeat.initial_of(None))}
    return found
