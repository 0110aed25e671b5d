"""A write that never reached the vendor waits and is tried again, until it would be too late."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from hwmeeting import HwMeetingError
from meetings import refusals
from meetings.limits import GIVES_UP_BEFORE
from meetings.models import Meeting, VendorWrite
from meetings.writes import outcomes

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=5)


def deadline(write: VendorWrite) -> datetime:
    """When it makes no sense any more: a person who starts a meeting now waits for nothing."""
    meeting = write.meeting
    if write.kind == VendorWrite.Kind.CANCEL:
        return meeting.span()[1]
    if write.occurrence:
        return write.occurrence.start_at - (
            timedelta() if write.kind == VendorWrite.Kind.CANCEL_OCCURRENCE else GIVES_UP_BEFORE
        )
    if write.kind == VendorWrite.Kind.CREATE and meeting.kind == Meeting.Kind.INSTANT:
        return write.created_at
    return _begins(write) - GIVES_UP_BEFORE


def _begins(write: VendorWrite) -> datetime:
    """What it is about: of a series the date that was next when it was asked for."""
    ahead = write.meeting.occurrences.ahead(write.created_at)
    date = ahead.first() if write.meeting.is_series else None
    return date.start_at if date else write.meeting.start_at


def postpone(*, write: VendorWrite, error: HwMeetingError, now: datetime) -> None:
    """Put it back as PLANNED, with a pause; or give up when its time is over."""
    until = deadline(write)
    if now >= until:
        outcomes.refuse(write=write, code=refusals.NOT_REACHED, now=now)
        return
    next_attempt_at = min(now + pause(attempts=write.attempts, retry_after=getattr(error, "retry_after", None)), until)
    with transaction.atomic(durable=True):
        ours = VendorWrite.objects.still_owned(write)
        ours.update(state=VendorWrite.State.PLANNED, lease_until=None, next_attempt_at=next_attempt_at)


def pause(*, attempts: int, retry_after: float | None = None) -> timedelta:
    """Doubling from 15 seconds to 5 minutes, up to half as long again by chance, never below what was asked."""
    doubled: int = 2 ** min(attempts - 1, 10)
    longest = min(_FIRST_PAUSE * doubled, _LONGEST_PAUSE)
    chosen = longest * (1 + secrets.randbelow(500) / 1000)
    return max(chosen, timedelta(seconds=retry_after or 0))
