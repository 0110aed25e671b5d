"""What became of a write whose answer was lost: it is looked up at the vendor.

A list may be some seconds old, so "nothing there" counts only when several looks, apart from each other,
agree. Then a booking is sent again, while its start is ahead; a change and a cancellation, too, since
doing those twice does no more than doing them once.
"""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import QuerySet

from accounts.errors import AccountError
from accounts.models import User
from accounts.vendor import clients
from hwmeeting import Client, HwMeetingError, NotFound
from hwmeeting import Meeting as VendorMeeting
from l10n.problem import Problem
from meetings import refusals
from meetings.errors import BookingRefused, MeetingError, NotAllowed
from meetings.models import VendorWrite
from meetings.models.vendor_write import LEASE
from meetings.problems import Code
from meetings.refusals import reason
from meetings.writes import matching, occurrences, outcomes, retries, vendor_requests
from meetings.writes.sending import load
from notifications.enqueue import notify_worker

_log = structlog.get_logger("meetings.reconciling")

BETWEEN_LOOKS = timedelta(seconds=10)
# So many looks in a row have to agree.
LOOKS_FOR_NOTHING, LOOKS_FOR_CHANGE = 3, 2
# Of several an administrator chooses; or they become fewer by themselves, at their end at last.
WHILE_UNDECIDED = timedelta(minutes=10)
_Kind, _State, _Check = VendorWrite.Kind, VendorWrite.State, VendorWrite.Check


def reconcile(*, write_id: int, now: datetime) -> VendorWrite:
    """Look an UNCONFIRMED write up, once, if that is due; return it as it stands then.

    Safe to call twice and to kill anywhere: the lease lets one process look at a time, and a look changes
    nothing at the vendor, but for the cancelling of a booking that was withdrawn while it was in doubt.
    """
    write = _claim(write_id, now)
    if write is None:
        return load(write_id)
    try:
        _look(clients.client_for(person=write.meeting.organiser, within=write.meeting.tenant), write, now)
    except AccountError:
        if now >= write.meeting.span()[1]:  # nobody can look any more, and there is nothing left to be booked
            outcomes.refuse(write=write, code=refusals.NOT_LINKED, now=now)
        else:
            _again(write, now, retries.pause(attempts=10))
    except HwMeetingError as error:
        retry_after = getattr(error, "retry_after", None)
        _again(write, now, retries.pause(attempts=write.agreeing_checks + 1, retry_after=retry_after))
    return load(write_id)


def undecided(*, by: User) -> QuerySet[VendorWrite]:
    """The writes of which ``by`` may say what became of them, since several meetings could be it."""
    if not (by.is_active and by.is_staff):
        return VendorWrite.objects.none()
    found = VendorWrite.objects.open().filter(state=_State.UNCONFIRMED, last_check=_Check.SEVERAL)
    return (found if by.is_operator else found.filter(meeting__tenant=by.tenant_id)).select_related(
        "meeting__organiser"
    )


def choose(*, write_id: int, conference_id: str, by: User, now: datetime) -> VendorWrite:
    """An administrator says which of several meetings is the one (to be cancelled, if it was withdrawn).

    Raises NotAllowed, MeetingError for a meeting that was not found, and BookingRefused for the vendor's no.
    """
    write = load(write_id)
    if not undecided(by=by).filter(pk=write_id).exists():
        raise NotAllowed(Problem(Code.NOT_YOURS_TO_CHOOSE))
    if conference_id not in write.candidates:
        raise MeetingError(Problem(Code.NO_CANDIDATE))
    client = clients.client_for(person=write.meeting.organiser, within=write.meeting.tenant)
    try:
        answer = None
        if write.kind == _Kind.CANCEL:
            _cancel(client, write, conference_id)
        else:
            answer = client.meetings.detail(conference_id).meeting
    except HwMeetingError as error:
        raise BookingRefused(reason(code=error.code), vendor_code=error.code, meeting=write.meeting) from error
    outcomes.succeed(write=write, answer=answer, now=now)
    _log.info("an administrator has chosen", write=write.pk, by=by.pk, conference_id=conference_id)
    return load(write_id)


def _claim(write_id: int, now: datetime) -> VendorWrite | None:
    due = VendorWrite.objects.due(now).filter(pk=write_id, state=_State.UNCONFIRMED)
    with transaction.atomic(durable=True):  # so that the row that is read is still the one that was claimed
        return load(write_id) if due.update(lease_until=now + LEASE) else None


def _look(client: Client, write: VendorWrite, now: datetime) -> None:
    if write.kind == _Kind.CREATE:
        _look_for_booking(client, write, now)
    elif write.kind == _Kind.EDIT:
        _look_for_edit(client, write, now)
    elif write.kind == _Kind.EDIT_OCCURRENCE:
        _look_for_moved_date(client, write, now)
    elif write.kind == _Kind.CANCEL_OCCURRENCE:
        _look_for_skipped_date(client, write, now)
    else:
        _look_for_cancellation(client, write, now)


def _look_for_booking(client: Client, write: VendorWrite, now: datetime) -> None:
    found = matching.candidates(client, write)
    if len(found) == 1:
        outcomes.succeed(write=write, answer=found[0], now=now)
    elif found:
        _ask_an_administrator(write, found, now)
    else:
        _nothing(write, now)


def _look_for_edit(client: Client, write: VendorWrite, now: datetime) -> None:
    try:
        detail = client.meetings.detail(write.meeting.vendor_conference_id)
    except NotFound as error:
        if error.code != outcomes.NO_SUCH_MEETING:
            raise
        _nothing(write, now, code=error.code)
        return
    before, wanted = write.payload["before"], write.payload["wanted"]
    if vendor_requests.is_made(detail=detail, meeting=write.meeting, before=before, wanted=wanted):
        outcomes.succeed(write=write, answer=detail.meeting, now=now)
    else:
        _as_before(write, now)


def _look_for_cancellation(client: Client, write: VendorWrite, now: datetime) -> None:
    if not write.meeting.vendor_conference_id:
        _look_for_withdrawn(client, write, now)
        return
    try:
        client.meetings.detail(write.meeting.vendor_conference_id)
    except NotFound as error:
        if error.code != outcomes.NO_SUCH_MEETING:
            raise
        if _agrees(write, _Check.NOTHING) >= LOOKS_FOR_CHANGE:
            outcomes.succeed(write=write, answer=None, now=now)
        else:
            _note(write, _Check.NOTHING, now)
    else:
        _as_before(write, now)


def _look_for_moved_date(client: Client, write: VendorWrite, now: datetime) -> None:
    answer = _series(client, write)
    occurrence = occurrences.at_vendor(write=write, answer=answer) if answer else None
    if occurrence is None:
        _nothing(write, now, code=refusals.DATE_GONE if answer else outcomes.NO_SUCH_MEETING)
    elif vendor_requests.is_date_made(occurrence=occurrence, wanted=write.payload["wanted"]):
        outcomes.succeed(write=write, answer=answer, now=now)
    else:
        _as_before(write, now)


def _look_for_skipped_date(client: Client, write: VendorWrite, now: datetime) -> None:
    answer = _series(client, write)
    if answer and occurrences.at_vendor(write=write, answer=answer):
        _as_before(write, now)
    elif _agrees(write, _Check.NOTHING) >= LOOKS_FOR_CHANGE:
        outcomes.succeed(write=write, answer=None, now=now)
    else:
        _note(write, _Check.NOTHING, now)


def _series(client: Client, write: VendorWrite) -> VendorMeeting | None:
    """The series as it stands; None where there is none (any more)."""
    try:
        return client.meetings.detail(write.meeting.vendor_conference_id).meeting
    except NotFound as error:
        if error.code != outcomes.NO_SUCH_MEETING:
            raise
        return None


def _cancel(client: Client, write: VendorWrite, conference_id: str) -> None:
    if write.meeting.is_series:
        client.series.cancel(conference_id)
    else:
        client.meetings.cancel(conference_id)


def _look_for_withdrawn(client: Client, write: VendorWrite, now: datetime) -> None:
    """The person took the booking back while it was in doubt: what it made, if anything, goes again."""
    booking = write.meeting.writes.select_related("meeting__organiser").get(kind=_Kind.CREATE)
    found = matching.candidates(client, booking)
    if len(found) > 1:
        _ask_an_administrator(write, found, now)
        return
    for meeting in found:
        _cancel(client, write, meeting.conference_id)
    if found or _agrees(write, _Check.NOTHING) < LOOKS_FOR_NOTHING:
        _note(write, _Check.NOTHING, now, agreeing_checks=0 if found else None)
    else:
        outcomes.succeed(write=write, answer=None, now=now)


def _nothing(write: VendorWrite, now: datetime, code: str = refusals.NOT_REACHED) -> None:
    if _agrees(write, _Check.NOTHING) < LOOKS_FOR_NOTHING:
        _note(write, _Check.NOTHING, now)
    elif write.kind == _Kind.CREATE and not write.candidates and now < retries.deadline(write):
        _send_again(write, now)
    else:
        outcomes.refuse(write=write, code=code, now=now)


def _as_before(write: VendorWrite, now: datetime) -> None:
    if _agrees(write, _Check.BEFORE) < LOOKS_FOR_CHANGE:
        _note(write, _Check.BEFORE, now)
    elif now < retries.deadline(write):
        _send_again(write, now)
    else:
        outcomes.refuse(write=write, code=refusals.NOT_REACHED, now=now)


def _agrees(write: VendorWrite, look: str) -> int:
    """How many looks in a row, this one included, showed the same."""
    return write.agreeing_checks + 1 if write.last_check == look else 1


def _note(write: VendorWrite, look: str, now: datetime, agreeing_checks: int | None = None) -> None:
    VendorWrite.objects.still_owned(write).update(
        last_check=look,
        agreeing_checks=_agrees(write, look) if agreeing_checks is None else agreeing_checks,
        lease_until=None,
        next_attempt_at=now + BETWEEN_LOOKS,
    )


def _again(write: VendorWrite, now: datetime, pause: timedelta) -> None:
    VendorWrite.objects.still_owned(write).update(lease_until=None, next_attempt_at=now + pause)


def _send_again(write: VendorWrite, now: datetime) -> None:
    with transaction.atomic(durable=True):
        VendorWrite.objects.still_owned(write).update(state=_State.PLANNED, lease_until=None, next_attempt_at=now)
        notify_worker("meetings.send_write", write_id=write.pk)


def _ask_an_administrator(write: VendorWrite, found: list[VendorMeeting], now: datetime) -> None:
    candidates = [meeting.conference_id for meeting in found]
    VendorWrite.objects.still_owned(write).update(
        last_check=_Check.SEVERAL, candidates=candidates, lease_until=None, next_attempt_at=now + WHILE_UNDECIDED
    )
    _log.warning("several meetings could be the one; an administrator has to choose", write=write.pk, found=candidates)
