"""Changing a meeting."""

from datetime import datetime

from accounts.models import User
from accounts.vendor import clients
from l10n import format_datetime
from l10n.problem import Problem
from meetings import access, schedule
from meetings.errors import ChangedMeanwhile, InvalidRequest
from meetings.models import Meeting, VendorWrite
from meetings.problems import Code
from meetings.recurrence import Rule
from meetings.requests import BookingRequest, check_request
from meetings.services import booking, checking
from meetings.writes import payloads, planning, sending
from meetings.writes.kinds.edit import EditPayload
from meetings.writes.payloads import WantedMeeting


def edit(
    *,
    meeting: Meeting,
    by: User,
    request: BookingRequest,
    reference: str,
    now: datetime,
    seen_at: datetime | None = None,
    precondition: planning.Precondition | None = None,
) -> VendorWrite:
    """Make ``meeting`` what ``request`` says, and return how far that has come.

    Only what differs from the meeting as we know it is changed at the vendor. An empty guest password
    asks for a new one. ``seen_at`` is the ``changed_at`` of the meeting that the form was filled with: what
    somebody else has done since then isn't undone without a word. Raises NotAllowed, TooLate, WriteInProgress,
    ReferenceUsed, ChangedMeanwhile, InvalidRequest for what can't be booked, accounts' NotLinked, and
    BookingRefused for the vendor's no (all is as before then), and what ``precondition`` raises.
    """
    access.check_can_change(person=by, meeting=meeting)
    content = payloads.content_hash("edit", meeting=meeting.pk, request=request)
    key = planning.idempotency_key(by=by, reference=reference, content_hash=content)
    if first := planning.find_replayed(key):
        return first
    checking.check_changeable(meeting=meeting, now=now)
    if request.start_at is None:
        raise InvalidRequest(Problem(Code.START_MISSING, "start_at"))
    if bool(request.repeats) != meeting.is_series:
        raise InvalidRequest(Problem(Code.SERIES_OR_SINGLE, "repeats"))
    if isinstance(request.repeats, Rule):
        raise InvalidRequest(Problem(Code.SERIES_KEPT_BY_VENDOR, "recurrence.rrule"))
    if request.room_id != meeting.vendor_room_id:
        raise InvalidRequest(Problem(Code.ROOM_FIXED, "room_id"))
    check_seen(meeting=meeting, seen_at=seen_at, by=by, now=now)
    check_request(request=request, now=now)
    clients.client_for(person=meeting.organiser, within=meeting.tenant)
    start_at = payloads.to_minute(request.start_at)
    payload = EditPayload(
        before=WantedMeeting.of_meeting(meeting),
        wanted=WantedMeeting.of_request(request, organiser=meeting.organiser, start_at=start_at),
    )
    write = planning.plan_change(key=key, meeting=meeting, payload=payload, now=now, precondition=precondition)
    return sent(key, write, now)


def check_seen(*, meeting: Meeting, seen_at: datetime | None, by: User, now: datetime) -> None:
    """Raise ChangedMeanwhile where ``meeting`` is another one than the form was filled with."""
    if seen_at is None or seen_at == meeting.changed_at:
        return
    current = schedule.current_times(meeting, now=now)
    when = format_datetime.when(current.start_at, current.end_at, zone=by.zone, now=now)
    params = {"subject": meeting.subject, "when": when}
    raise ChangedMeanwhile(Problem(Code.CHANGED_MEANWHILE, params=params), meeting=meeting)


def sent(key: planning.IdempotencyKey, write: VendorWrite | None, now: datetime) -> VendorWrite:
    """Send a planned change, unless another click does. Raises BookingRefused for the vendor's no."""
    if write is None:
        first = planning.find_replayed(key)
        assert first is not None
        return first
    write = sending.send(write_id=write.pk, now=now)
    booking.meeting_of(write)
    return write
