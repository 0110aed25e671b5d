"""A write that can't be sent now waits and is tried again, until it would be too late."""

import secrets
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from hwmeeting import HwMeetingError
from meetings import refusals
from meetings.models import VendorWrite
from meetings.writes import outcomes
from meetings.writes.kinds import kind_of
from meetings.writes.payloads import UnreadablePayload

_log = structlog.get_logger("meetings.retries")

# How long a write pauses that waits for an administrator or an operator.
WHILE_NOBODY_DECIDES = timedelta(minutes=10)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=5)


def postpone(*, write: VendorWrite, error: HwMeetingError, now: datetime) -> None:
    """Put it back as PLANNED, with a pause; or give up when its time is over."""
    until = kind_of(write).deadline(write)
    if now >= until:
        outcomes.refuse(write=write, code=refusals.NOT_REACHED, now=now)
        return
    next_attempt_at = min(now + pause(attempts=write.attempts, retry_after=getattr(error, "retry_after", None)), until)
    with transaction.atomic(durable=True):
        ours = VendorWrite.objects.still_owned(write)
        ours.update(state=VendorWrite.State.PLANNED, lease_until=None, next_attempt_at=next_attempt_at)


def wait_for_newer_version(*, write: VendorWrite, error: UnreadablePayload, now: datetime) -> None:
    """Leave a write whose payload this version can't read to a version that can: it waits, and nothing is sent."""
    state = VendorWrite.State.PLANNED if write.state == VendorWrite.State.SENT else write.state
    with transaction.atomic(durable=True):
        VendorWrite.objects.still_owned(write).update(
            state=state,
            lease_until=None,
            next_attempt_at=now + WHILE_NOBODY_DECIDES,
            error_code=refusals.UNREADABLE_PAYLOAD,
        )
    _log.error(
        "a newer version of the portal has stored this write, and this one can't read it: it waits, and nothing is"
        " sent; start the newer version again",
        write=write.pk,
        error=str(error),
    )


def clear_newer_version_mark(*, write: VendorWrite) -> None:
    """Take back what ``wait_for_newer_version`` has noted: the write waits for no other version any more."""
    write.error_code = ""
    VendorWrite.objects.still_owned(write).update(error_code="")


def pause(*, attempts: int, retry_after: float | None = None) -> timedelta:
    """Return a pause that doubles from 15 s to 5 min, up to half longer by chance, never below what was asked."""
    doubled: int = 2 ** min(attempts - 1, 10)
    longest = min(_FIRST_PAUSE * doubled, _LONGEST_PAUSE)
    chosen = longest * (1 + secrets.randbelow(500) / 1000)
    return max(chosen, timedelta(seconds=retry_after or 0))
