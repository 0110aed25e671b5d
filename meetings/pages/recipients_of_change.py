"""Whom a change will be mailed to, before it is made: what ``queueing.queue_change`` does once it is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from l10n.mail_address import on_the_wire
from meetings import schedule
from meetings.changed_occurrences import list_changed_occurrences
from meetings.mails import meeting_changed
from meetings.models import Meeting
from meetings.requests import BookingRequest
from meetings.snapshots import Span


def count_recipients(meeting: Meeting, request: BookingRequest, *, now: datetime) -> int:
    """Return how many invitees get a mail; one query, for a series two more."""
    if not request.tells_invitees:
        return 0
    guests = meeting.invitees.guests()
    before = {person or on_the_wire(email) for person, email in guests.values_list("person", "email")}
    after = {guest.key for guest in request.invitees}
    concerns_all = any(getattr(meeting, name) != getattr(request, name) for name in meeting_changed.MATERIAL)
    concerns_all = concerns_all or _has_other_times(meeting, request, now)
    return len(before | after if concerns_all else before ^ after)


def _has_other_times(meeting: Meeting, request: BookingRequest, now: datetime) -> bool:
    if request.repeats is None or request.start_at is None:
        return (meeting.start_at, meeting.length_minutes) != (request.start_at, request.length_minutes)
    zone = ZoneInfo(request.time_zone)
    changed = {one.day: one for one in list_changed_occurrences(meeting, now=now)}
    wanted = set()
    for start_at in schedule.starts(request.repeats, request.start_at, zone):
        one = changed.get(start_at.astimezone(zone).date())
        wanted.add(
            one.span_at(start_at, request.length_minutes)
            if one
            else Span(start_at, start_at + timedelta(minutes=request.length_minutes))
        )
    held = meeting.occurrences.ahead(now).values_list("start_at", "end_at")
    return {Span(*times) for times in held} != wanted - {None}
