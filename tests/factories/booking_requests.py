"""What the tests of booking ask for."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import User
from meetings.models import Meeting
from meetings.requests import BookingRequest, InviteeRequest
from meetings.writes import payloads
from meetings.writes.payloads import WantedMeeting

MINUTE = timedelta(minutes=1)


def tomorrow(hours: int = 24) -> datetime:
    """A whole minute, so many hours ahead by the real clock: the sandbox has no other."""
    return payloads.to_minute(datetime.now(UTC)) + timedelta(hours=hours)


def asked(*guests: User | str, **fields: Any) -> BookingRequest:
    """A request for tomorrow with these guests; fields can be given."""
    invitees = tuple(
        InviteeRequest(guest, guest.partition("@")[0].title())
        if isinstance(guest, str)
        else InviteeRequest(guest.email, guest.name, guest)
        for guest in guests
    )
    values: dict[str, Any] = {
        "subject": "Roadmap",
        "start_at": tomorrow(),
        "length_minutes": 45,
        "time_zone": "Asia/Shanghai",
        "invitees": invitees,
    }
    return BookingRequest(**(values | fields))


def same(meeting: Meeting, **fields: Any) -> BookingRequest:
    """The request that leaves ``meeting`` as it is, but for ``fields``."""
    known = WantedMeeting.of_meeting(meeting)
    invitees = tuple(
        InviteeRequest(guest.email, guest.name, User.objects.get(pk=guest.person_id) if guest.person_id else None)
        for guest in known.invitees
    )
    copied = {field.name: getattr(known, field.name) for field in dataclasses.fields(known)}
    return BookingRequest(**(copied | {"start_at": meeting.start_at, "invitees": invitees} | fields))
