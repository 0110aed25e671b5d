"""What somebody wants a meeting to be, as the JSON of a write row.

``wanted`` is the whole meeting; an edit keeps ``before`` beside it, our last word of it, so that only what
the person changed is written over what the vendor has by then.
"""

import hashlib
import json
import secrets
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from meetings import options, schedule
from meetings.models import Invitee, Meeting
from meetings.recurrence.rules import Rule, Unit
from meetings.requests import BookingRequest, InviteeRequest

Wish = dict[str, Any]
_PLAIN = ("subject", "length_minutes", "time_zone", *options.NAMES)


def of_request(request: BookingRequest, *, organiser_email: str, start_at: datetime | None) -> Wish:
    """``request`` in full, with a guest password of six digits where it names none.

    The organiser needs no invitation; an address that is there twice is invited once.
    """
    own = organiser_email.lower()
    if request.repeats and start_at:
        start_at = schedule.starts(request.repeats, start_at, ZoneInfo(request.time_zone))[0]
    invitees = {guest.email.strip().lower(): guest for guest in reversed(request.invitees)}
    return {name: getattr(request, name) for name in _PLAIN} | {
        "subject": request.subject.strip(),
        "entry": int(request.entry),
        "start_at": start_at.isoformat() if start_at else None,
        "repeats": _rule(request.repeats),
        "guest_password": request.guest_password or f"{secrets.randbelow(10**6):06}",
        "invitees": [_guest(email, guest) for email, guest in reversed(invitees.items()) if email != own],
    }


def of_meeting(meeting: Meeting) -> Wish:
    """The meeting as our rows have it; a series without what was changed for single dates."""
    guests = meeting.invitees.guests()
    return {name: getattr(meeting, name) for name in _PLAIN} | {
        "start_at": (meeting.repeat_start_at or meeting.start_at).isoformat(),
        "length_minutes": meeting.repeat_minutes or meeting.length_minutes,
        "repeats": _rule(meeting.recurrence),
        "guest_password": meeting.guest_password,
        "invitees": [
            {
                "email": guest.email,
                "name": guest.name,
                "person": guest.person_id,
                "is_cohost": guest.role == Invitee.Role.COHOST,
            }
            for guest in guests
        ],
    }


def start_of(wish: Wish) -> datetime | None:
    """Aware UTC, None for "now"."""
    return datetime.fromisoformat(wish["start_at"]).astimezone(UTC) if wish["start_at"] else None


def rule_of(wish: Wish) -> Rule | None:
    """By which rule a series is held; None for a single meeting."""
    if not (written := wish.get("repeats")):
        return None
    until = date.fromisoformat(written["until"])
    return Rule(Unit(written["unit"]), written["interval"], tuple(written["points"]), until)


def emails(wish: Wish) -> dict[str, Wish]:
    """The invitees by address."""
    return {guest["email"].lower(): guest for guest in wish["invitees"]}


def to_minute(moment: datetime) -> datetime:
    """The vendor's times have no seconds (docs/vendor/conventions.md 17)."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def content_hash(kind: str, **content: Any) -> str:
    """What two forms with the same one-time reference must have in common."""
    return hashlib.sha256(json.dumps([kind, content], sort_keys=True, default=_plain).encode()).hexdigest()


def _rule(rule: Rule | None) -> Wish | None:
    if rule is None:
        return None
    return {
        "unit": rule.unit.value,
        "interval": rule.interval,
        "points": list(rule.points),
        "until": rule.until.isoformat(),
    }


def _guest(email: str, guest: InviteeRequest) -> Wish:
    person = guest.person
    return {
        "email": email,
        "name": ((person.name if person else guest.name.strip()) or email)[:96],
        "person": person.pk if person else None,
        "is_cohost": guest.is_cohost,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, BookingRequest):
        found = {name: getattr(value, name) for name in (*_PLAIN, "guest_password", "start_at", "invitees")}
        return found | ({"repeats": _rule(value.repeats)} if value.repeats else {})
    if isinstance(value, InviteeRequest):
        return [value.email.lower(), value.name, value.person and value.person.pk, value.is_cohost]
    return str(value)
