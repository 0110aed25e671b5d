"""Steps b and c of each write: the call, outside any transaction, and what came of it, in one.

A write is claimed by a conditional update with a lease, so that page and worker never send the same one.
Whatever happens here leaves a row that says the truth: DONE, REFUSED, PLANNED for later, or UNCONFIRMED.
"""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from accounts.errors import AccountError
from accounts.vendor import clients
from hwmeeting import Client, HwMeetingError, NoAnswer, Refused, ServerFault
from hwmeeting.error_codes import NO_SUCH_MEETING
from meetings import refusals
from meetings.models import VendorWrite
from meetings.models.vendor_write import LEASE
from meetings.writes import outcomes, retries
from meetings.writes.kinds import kind_of
from meetings.writes.payloads import UnreadablePayload

_State = VendorWrite.State


def send(
    *, write_id: int, now: datetime, planned: VendorWrite | None = None, client: Client | None = None
) -> VendorWrite:
    """Send a write that is due and return it as it stands then, with its meeting.

    Safe to call twice and from several processes: whoever finds nothing to claim returns the row as it is.
    Raises nothing for what the vendor says; the row has it. ``planned`` is a booking as the caller has just stored
    it, for which nothing has to be asked before, and which is claimed only just before the call; ``client`` acts as
    its organiser: what is known already is not read again.
    """
    write = planned or _claim(write_id, now)
    if write is None:
        return load(write_id)
    try:
        kind = kind_of(write)
        payload = kind.read(write.payload)
    except UnreadablePayload as error:
        retries.wait_for_newer_version(write=write, error=error, now=now)
        return load(write_id)
    if write.error_code == refusals.UNREADABLE_PAYLOAD:
        retries.clear_newer_version_mark(write=write)
    if write.attempts > 1 and now >= kind.deadline(write):
        outcomes.refuse(write=write, code=refusals.NOT_REACHED, now=now)
        return load(write_id)
    began = time.monotonic()
    try:
        client = client or clients.client_for(person=write.meeting.organiser, within=write.meeting.tenant)
        call = kind.prepare(client, write, payload)
        if not _claim_or_renew(write, now + timedelta(seconds=time.monotonic() - began)):
            return load(write_id)
        answer = call()
    except AccountError:
        outcomes.refuse(write=write, code=refusals.NOT_LINKED, now=now)
    except (NoAnswer, ServerFault) as error:
        outcomes.mark_unconfirmed(write=write, error=error, now=now)
    except Refused as error:
        _refused(write, error, now)
    except HwMeetingError as error:  # Unreachable, TooManyRequests: it never took effect
        retries.postpone(write=write, error=error, now=now)
    else:
        if outcomes.conclude(write=write, answer=answer, now=now) and planned:
            return write
    return load(write_id)


def load(write_id: int) -> VendorWrite:
    """Return the write with everything that sending it needs."""
    return VendorWrite.objects.with_meeting().get(pk=write_id)


def _claim(write_id: int, now: datetime) -> VendorWrite | None:
    is_due = Q(attempts=0) | Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
    with transaction.atomic(durable=True):  # so that the row that is read is still the one that was claimed
        claimed = VendorWrite.objects.filter(is_due, pk=write_id, state=_State.PLANNED).update(
            state=_State.SENT,
            sent_at=now,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
            agreeing_checks=0,
            last_check="",
        )
        return load(write_id) if claimed else None


def _claim_or_renew(write: VendorWrite, now: datetime) -> bool:
    """Claim a booking that is still as this process has stored it, or renew the lease of what was claimed before.

    It is done just before the call, and tells whether the write is ours: what came before may have taken long, or the
    machine slept, and whoever took the process for dead has sent it by now.
    """
    ours = VendorWrite.objects.still_owned(write)
    values = {"state": _State.SENT, "lease_until": now + LEASE}
    values |= {"sent_at": write.sent_at or now, "attempts": write.attempts or 1}
    for name, value in values.items():
        setattr(write, name, value)
    return bool(ours.update(**values))


def _refused(write: VendorWrite, error: Refused, now: datetime) -> None:
    """Conclude a refusal; a meeting that can't be found may still be there, so that is looked up again."""
    is_missing = error.code in {NO_SUCH_MEETING, refusals.OCCURRENCE_GONE}
    if is_missing and kind_of(write).is_done_when_gone:
        outcomes.mark_unconfirmed(write=write, error=error, now=now)
        return
    outcomes.refuse(write=write, code=error.code, request_id=error.request_id, now=now)
