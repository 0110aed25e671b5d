"""What became of a write whose answer was lost: it is looked up at the vendor.

A list may be some seconds old, so "nothing there" counts only when several checks, apart from each other,
agree. Then a booking is sent again, while its start is ahead; a change and a cancellation, too, since
doing those twice does no more than doing them once.
"""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from accounts.errors import AccountError
from accounts.vendor import clients
from hwmeeting import HwMeetingError
from meetings import refusals
from meetings.models import VendorWrite
from meetings.models.vendor_write import LEASE
from meetings.writes import outcomes, retries
from meetings.writes.kinds import kind_of
from meetings.writes.kinds.findings import (
    CHECKS_FOR_CHANGE,
    CHECKS_FOR_NOTHING,
    CleanedUp,
    Confirmed,
    Finding,
    Gone,
    Missing,
    Several,
    Unchanged,
)
from meetings.writes.payloads import UnreadablePayload
from meetings.writes.sending import load
from notifications.enqueue import notify_worker

_log = structlog.get_logger("meetings.reconciling")

BETWEEN_CHECKS = timedelta(seconds=10)
_State, _Check = VendorWrite.State, VendorWrite.Check


def reconcile(*, write_id: int, now: datetime) -> VendorWrite:
    """Look an UNCONFIRMED write up, once, if that is due; return it as it stands then.

    Safe to call twice and to kill anywhere: the lease lets one process check at a time, and a check changes
    nothing at the vendor, but for the cancelling of a booking that was withdrawn while it was unconfirmed.
    """
    write = _claim(write_id, now)
    if write is None:
        return load(write_id)
    try:
        kind = kind_of(write)
        payload = kind.read(write.payload)
        if write.error_code == refusals.UNREADABLE_PAYLOAD:
            retries.clear_newer_version_mark(write=write)
        client = clients.client_for(person=write.meeting.organiser, within=write.meeting.tenant)
        _decide(write, kind.look_up(client, write, payload), now)
    except UnreadablePayload as error:
        retries.wait_for_newer_version(write=write, error=error, now=now)
    except AccountError:
        if now >= write.meeting.span()[1]:  # nobody can look any more, and there is nothing left to be booked
            outcomes.refuse(write=write, code=refusals.NOT_LINKED, now=now)
        else:
            _check_later(write, now, retries.pause(attempts=10))
    except HwMeetingError as error:
        retry_after = getattr(error, "retry_after", None)
        _check_later(write, now, retries.pause(attempts=write.agreeing_checks + 1, retry_after=retry_after))
    return load(write_id)


def _claim(write_id: int, now: datetime) -> VendorWrite | None:
    due = VendorWrite.objects.due(now).filter(pk=write_id, state=_State.UNCONFIRMED)
    with transaction.atomic(durable=True):  # so that the row that is read is still the one that was claimed
        return load(write_id) if due.update(lease_until=now + LEASE) else None


def _decide(write: VendorWrite, finding: Finding, now: datetime) -> None:
    """Do what follows from one check: conclude, refuse, send again, or check once more."""
    match finding:
        case Confirmed(answer):
            outcomes.conclude(write=write, answer=answer, now=now)
        case Gone(checks):
            if _agreeing(write, _Check.NOTHING) < checks:
                _note(write, _Check.NOTHING, now)
            else:
                outcomes.conclude(write=write, answer=None, now=now)
        case Missing(code, may_send_again):
            if _agreeing(write, _Check.NOTHING) < CHECKS_FOR_NOTHING:
                _note(write, _Check.NOTHING, now)
            else:
                _send_again_or_refuse(write, now, code=code, may_send_again=may_send_again)
        case Unchanged():
            if _agreeing(write, _Check.BEFORE) < CHECKS_FOR_CHANGE:
                _note(write, _Check.BEFORE, now)
            else:
                _send_again_or_refuse(write, now)
        case Several(conference_ids):
            _ask_an_administrator(write, conference_ids, now)
        case CleanedUp():
            _note(write, _Check.NOTHING, now, agreeing_checks=0)


def _agreeing(write: VendorWrite, check: str) -> int:
    """Return how many checks in a row, this one included, showed the same."""
    return write.agreeing_checks + 1 if write.last_check == check else 1


def _note(write: VendorWrite, check: str, now: datetime, agreeing_checks: int | None = None) -> None:
    VendorWrite.objects.still_owned(write).update(
        last_check=check,
        agreeing_checks=_agreeing(write, check) if agreeing_checks is None else agreeing_checks,
        lease_until=None,
        next_attempt_at=now + BETWEEN_CHECKS,
    )


def _check_later(write: VendorWrite, now: datetime, pause: timedelta) -> None:
    VendorWrite.objects.still_owned(write).update(lease_until=None, next_attempt_at=now + pause)


def _send_again_or_refuse(
    write: VendorWrite, now: datetime, *, code: str = refusals.NOT_REACHED, may_send_again: bool = True
) -> None:
    if not may_send_again or now >= kind_of(write).deadline(write):
        outcomes.refuse(write=write, code=code, now=now)
        return
    with transaction.atomic(durable=True):
        VendorWrite.objects.still_owned(write).update(state=_State.PLANNED, lease_until=None, next_attempt_at=now)
        notify_worker("meetings.send_write", write_id=write.pk)


def _ask_an_administrator(write: VendorWrite, conference_ids: tuple[str, ...], now: datetime) -> None:
    VendorWrite.objects.still_owned(write).update(
        last_check=_Check.SEVERAL,
        candidates=list(conference_ids),
        lease_until=None,
        next_attempt_at=now + retries.WHILE_NOBODY_DECIDES,
    )
    _log.warning(
        "several meetings could be the one; an administrator has to choose", write=write.pk, found=conference_ids
    )
