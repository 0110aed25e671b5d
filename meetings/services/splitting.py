"""Giving dates of a meeting another meeting, where the vendor can't change them in the one that they are of.

The new one is booked first. Once it is, our rows change over in one transaction, and the vendor is asked to cancel the
old dates; where it is refused all is as before.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError

from accounts.models import User
from accounts.vendor import clients
from l10n.problem import Problem
from meetings import access
from meetings.errors import InvalidRequest, NotAllowed, WriteInProgress
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.problems import Code
from meetings.recurrence import Rule
from meetings.requests import BookingRequest, check_request
from meetings.services import booking, checking, occurrences
from meetings.services.editing import check_seen
from meetings.writes import payloads, planning, sending
from meetings.writes.kinds.create import CreatePayload
from meetings.writes.kinds.split import SplitPayload
from meetings.writes.payloads import WantedMeeting


def split(
    *,
    meeting: Meeting,
    occurrence: Occurrence | None,
    only: bool,
    by: User,
    request: BookingRequest,
    reference: str,
    now: datetime,
    seen_at: datetime | None = None,
) -> Meeting:
    """Book ``request`` in the place of ``occurrence`` alone, or of it and all that follow, and return that meeting.

    Without an ``occurrence`` all of a single meeting is replaced: so it becomes a series. What was moved or cancelled
    for single dates that go over stays so, where the new rule has their days. Raises NotAllowed to anybody but the
    organiser, and what ``booking.book`` and ``occurrences.edit`` raise.
    """
    access.check_can_change(person=by, meeting=meeting)
    if by.pk != meeting.organiser_id:  # the new one would be another person's
        raise NotAllowed(Problem(Code.NOT_YOURS))
    row = occurrence.pk if occurrence else None
    content = payloads.content_hash("split", meeting=meeting.pk, date=row, only=only, request=request)
    key = planning.idempotency_key(by=by, reference=reference, content_hash=content)
    if first := planning.find_replayed(key):
        return first.meeting
    rows = _check(meeting, occurrence, request, now, only=only)
    check_seen(meeting=meeting, seen_at=seen_at, by=by, now=now)
    clients.client_for(person=meeting.organiser, within=meeting.tenant)
    wanted = WantedMeeting.of_request(request, organiser=by, start_at=payloads.to_minute(_start(request)))
    payload = CreatePayload(wanted, has_own_password=bool(request.guest_password), replaces=meeting.pk)
    write = _store(key, meeting, rows, payload, now)
    if write is None:
        again = planning.find_replayed(key)
        assert again is not None
        return again.meeting
    return booking.meeting_of(sending.send(write_id=write.pk, now=now))


def find_successor(*, by: User, reference: str) -> UUID | None:
    """Return what a form with this one-time ``reference`` has booked in the place of dates that are gone since."""
    sent = VendorWrite.objects.bookings().filter(requested_by=by, reference=reference)
    return sent.values_list("meeting", flat=True).first() if reference else None


def _store(
    key: planning.IdempotencyKey, meeting: Meeting, rows: tuple[int, ...], payload: CreatePayload, now: datetime
) -> VendorWrite | None:
    def store() -> VendorWrite:
        write = planning.store_booking(key, payload, now)
        own = planning.IdempotencyKey(key.by, f"split-{uuid4().hex}", "")
        split_payload = SplitPayload(rows, write.meeting_id, payload.wanted.tells_invitees)
        planning.store_waiting(key=own, meeting=meeting, payload=split_payload, now=now)
        return write

    try:
        return planning.store_once(key, store, None)
    except IntegrityError as error:
        raise WriteInProgress(Problem(Code.WRITE_IN_PROGRESS)) from error


def _check(
    meeting: Meeting, occurrence: Occurrence | None, request: BookingRequest, now: datetime, *, only: bool
) -> tuple[int, ...]:
    """Return the rows that go over. Raises what stands in the way."""
    if meeting.state == Meeting.State.REQUESTED:
        raise WriteInProgress(Problem(Code.NOT_BOOKED_YET))
    if isinstance(request.repeats, Rule):
        raise InvalidRequest(Problem(Code.SERIES_KEPT_BY_VENDOR, "recurrence.rrule"))
    check_request(request=request, now=now)
    if occurrence is None:
        checking.check_changeable(meeting=meeting, now=now)
        return tuple(row.pk for row in meeting.occurrences.all())
    checking.check_occurrence(meeting=meeting, occurrence=occurrence, now=now)
    if only:
        return (occurrence.pk,)
    return tuple(row.pk for row in occurrences.list_following(meeting=meeting, occurrence=occurrence, now=now))


def _start(request: BookingRequest) -> datetime:
    if request.start_at is None:
        raise InvalidRequest(Problem(Code.START_MISSING, "start_at"))
    return request.start_at
