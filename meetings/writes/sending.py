"""Steps b and c of each write: the call, outside any transaction, and what came of it, in one.

A write is claimed by a conditional update with a lease, so that page and worker never send the same one.
Whatever happens here leaves a row that says the truth: DONE, REFUSED, PLANNED for later, or UNCONFIRMED.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from accounts.errors import AccountError
from accounts.vendor import clients
from hwmeeting import (
    Client,
    HwMeetingError,
    MeetingDetail,
    NoAnswer,
    NotFound,
    Occurrence,
    Refused,
    ServerFault,
)
from hwmeeting import Meeting as VendorMeeting
from meetings import refusals
from meetings.models import VendorWrite
from meetings.models.vendor_write import LEASE
from meetings.writes import matching, occurrences, outcomes, retries, vendor_requests

_Kind, _State = VendorWrite.Kind, VendorWrite.State


def send(*, write_id: int, now: datetime) -> VendorWrite:
    """Send a write that is due and return it as it stands then, with its meeting.

    Safe to call twice and from several processes: whoever finds nothing to claim returns the row as it is.
    Raises nothing for what the vendor says; the row has it.
    """
    write = _claim(write_id, now)
    if write is None:
        return load(write_id)
    if write.attempts > 1 and now >= retries.deadline(write):
        outcomes.refuse(write=write, code=refusals.NOT_REACHED, now=now)
        return load(write_id)
    began = time.monotonic()
    try:
        call = _prepared(clients.client_for(person=write.meeting.organiser, within=write.meeting.tenant), write)
        if not _renew_lease(write, now + timedelta(seconds=time.monotonic() - began)):
            return load(write_id)
        answer = call()
    except AccountError:
        outcomes.refuse(write=write, code=refusals.NOT_LINKED, now=now)
    except (NoAnswer, ServerFault) as error:
        outcomes.doubt(write=write, error=error, now=now)
    except Refused as error:
        _refused(write, error, now)
    except HwMeetingError as error:  # Unreachable, TooManyRequests: it never took effect
        retries.postpone(write=write, error=error, now=now)
    else:
        outcomes.succeed(write=write, answer=answer, now=now)
    return load(write_id)


def load(write_id: int) -> VendorWrite:
    """The write with everything that sending it needs."""
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


def _renew_lease(write: VendorWrite, now: datetime) -> bool:
    """Renew the lease just before the call, and tell whether the write is still ours.

    What came before may have taken long, or the machine slept; whoever took the process for dead has sent it by now.
    """
    ours = VendorWrite.objects.still_owned(write)
    write.lease_until = now + LEASE
    return bool(ours.update(lease_until=write.lease_until))


# Does it at the vendor. Returns the vendor's word on the meeting; None after a cancellation, or where it can't be had.
_Call = Callable[[], VendorMeeting | None]


def _prepared(client: Client, write: VendorWrite) -> _Call:
    """All that has to be read before is read; nothing is changed at the vendor yet."""
    if write.kind == _Kind.CREATE:
        return _booking(client, write)
    if write.kind == _Kind.EDIT:
        return _change(client, write)
    if write.kind == _Kind.EDIT_OCCURRENCE:
        return _move(client, write)
    conference_id = write.meeting.vendor_conference_id
    if write.kind == _Kind.CANCEL_OCCURRENCE:
        date_id = _date(client, write)[1].occurrence_id
        return lambda: client.series.cancel_occurrences(conference_id, [date_id])
    if write.meeting.is_series:
        return lambda: client.series.cancel(conference_id)
    return lambda: client.meetings.cancel(conference_id)


def _booking(client: Client, write: VendorWrite) -> _Call:
    matching.note_known(client, write)
    wanted = write.payload["wanted"]
    request, cycle = (
        vendor_requests.booking_request(meeting=write.meeting, wanted=wanted),
        vendor_requests.cycle(wanted),
    )
    return lambda: client.series.create(request, cycle) if cycle else client.meetings.create(request)


def _change(client: Client, write: VendorWrite) -> _Call:
    conference_id, wanted = write.meeting.vendor_conference_id, write.payload["wanted"]
    detail = client.meetings.detail(conference_id)
    request = vendor_requests.changed_request(
        detail=detail, meeting=write.meeting, before=write.payload["before"], wanted=wanted
    )
    cycle = vendor_requests.cycle(wanted)

    def call() -> VendorMeeting:
        if cycle:
            answer = client.series.edit(conference_id, request, cycle)
        else:
            answer = client.meetings.edit(conference_id, request)
        return _read_back(client, conference_id) or answer

    return call


def _move(client: Client, write: VendorWrite) -> _Call:
    conference_id = write.meeting.vendor_conference_id
    detail, occurrence = _date(client, write)
    request = vendor_requests.moved_date(detail=detail, occurrence=occurrence, wanted=write.payload["wanted"])

    def call() -> VendorMeeting | None:
        client.series.edit_occurrence(conference_id, request)
        return _read_back(client, conference_id)

    return call


def _date(client: Client, write: VendorWrite) -> tuple[MeetingDetail, Occurrence]:
    """The date that ``write`` is about, as the vendor has it. Raises NotFound where it has none."""
    detail = client.meetings.detail(write.meeting.vendor_conference_id)
    if occurrence := occurrences.at_vendor(write=write, answer=detail.meeting):
        return detail, occurrence
    raise NotFound(code=refusals.DATE_GONE)


def _read_back(client: Client, conference_id: str) -> VendorMeeting | None:
    """None where it can't be read just now: it is changed, and what it looks like the next sync reads."""
    try:
        return client.meetings.detail(conference_id).meeting
    except HwMeetingError:
        return None


def _refused(write: VendorWrite, error: Refused, now: datetime) -> None:
    """A meeting that can't be found may still be there: one look proves nothing, so that is looked up again."""
    is_missing = error.code in {outcomes.NO_SUCH_MEETING, refusals.DATE_GONE}
    if write.kind in {_Kind.CANCEL, _Kind.CANCEL_OCCURRENCE} and is_missing:
        outcomes.doubt(write=write, error=error, now=now)
        return
    outcomes.refuse(write=write, code=error.code, request_id=error.request_id, now=now)
