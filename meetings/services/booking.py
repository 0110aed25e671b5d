"""Booking a meeting."""

import uuid
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.errors import AccountError
from accounts.models import User
from accounts.vendor import clients
from l10n import format_datetime
from meetings.errors import BookingRefused, MeetingError, ReferenceUsed
from meetings.models import Meeting, VendorWrite
from meetings.recurrence import Rule
from meetings.refusals import explain_refusal, field_of
from meetings.requests import BookingRequest, Origin, check_request
from meetings.services import portal_series, rooms
from meetings.writes import payloads, planning, sending
from meetings.writes.kinds.create import CreatePayload
from meetings.writes.payloads import WantedMeeting
from meetings.writes.portal_series import plan_series

_INSTANT_MINUTES = 60


def book(
    *,
    organiser: User,
    request: BookingRequest,
    reference: str,
    now: datetime,
    allow_other: bool = False,
    origin: Origin | None = None,
) -> Meeting:
    """Book a meeting and return it: BOOKED, or REQUESTED while the vendor could not be asked or did not answer.

    Of a series that the portal keeps it is the first; the others follow by themselves.

    The same ``reference`` with the same content returns the first meeting; with other content it raises
    ReferenceUsed, or books it as another one where ``allow_other``. Raises InvalidRequest for what can't be
    booked, accounts' NotLinked before anything is stored, ExternalIdUsed for an ``origin`` that has booked under that
    ID before, and BookingRefused for the vendor's no.
    """
    key = planning.idempotency_key(by=organiser, reference=reference, content_hash=_content_hash(request, origin))
    try:
        check_request(request=request, now=now)
        identity = clients.identity_of(person=organiser)
        if request.room_id:
            rooms.check_room(organiser=organiser, room_id=request.room_id, now=now)
    except (MeetingError, AccountError):
        if first := _first(key, allow_other=allow_other)[1]:
            return first.meeting
        raise
    start_at = request.start_at and payloads.to_minute(request.start_at)
    wanted = WantedMeeting.of_request(request, organiser=organiser, start_at=start_at)
    payload = CreatePayload(wanted, has_own_password=bool(request.guest_password))
    kind = Meeting.Kind.SCHEDULED if start_at else Meeting.Kind.INSTANT

    def plan(key: planning.IdempotencyKey) -> VendorWrite | None:
        if isinstance(request.repeats, Rule):
            return plan_series(key=key, rule=request.repeats, payload=payload, now=now, origin=origin)
        return planning.plan_booking(key=key, kind=kind, payload=payload, now=now, origin=origin)

    write = plan(key)
    if write is None:
        key, first = _first(key, allow_other=allow_other)
        write = None if first else plan(key)
    if write is None:  # a click that came before, or was faster
        return _other_click(key)
    client = clients.client_of(identity=identity) if identity.tenant_id == organiser.tenant_id else None
    # Before what others may have, too, is sent, the vendor is asked what has it: that is claimed first.
    planned = write if payload.is_recognisable else None
    sent = sending.send(write_id=write.pk, now=now, planned=planned, client=client)
    if isinstance(request.repeats, Rule):
        portal_series.go_on(first=sent, now=now)
    return meeting_of(sent)


def start_now(*, organiser: User, reference: str, now: datetime) -> Meeting:
    """Book a meeting that begins at once, with the usual options and nobody invited; raises as ``book`` does.

    Two clicks, which have one ``reference``, start one; a page that was left open until that was over starts another.
    """
    meeting = _start(organiser, reference, now)
    if meeting.is_open and meeting.end_at > now:
        return meeting
    return _start(organiser, str(uuid.uuid4()), now)


def _start(organiser: User, reference: str, now: datetime) -> Meeting:
    request = BookingRequest(
        subject=subject_of_instant(organiser=organiser),
        start_at=None,
        length_minutes=_INSTANT_MINUTES,
        time_zone=organiser.time_zone,
        tells_invitees=False,
    )
    return book(organiser=organiser, request=request, reference=reference, now=now)


def subject_of_instant(*, organiser: User) -> str:
    """Return the subject of a meeting that begins at once and was given none, in the organiser's language."""
    with translation.override(organiser.language):
        return format_datetime.spaced(_("%(person)s's meeting") % {"person": organiser.name})


def was_used(*, organiser: User, reference: str) -> bool:
    """Return whether a form with this one-time ``reference`` was sent already."""
    return bool(reference) and VendorWrite.objects.filter(requested_by=organiser, reference=reference).exists()


def meeting_of(write: VendorWrite) -> Meeting:
    """Return the meeting of a write that was just sent. Raises BookingRefused when the vendor said no."""
    if write.state == VendorWrite.State.REFUSED:
        field = field_of(write.error_code)
        raise BookingRefused(explain_refusal(write), field=field, vendor_code=write.error_code, meeting=write.meeting)
    return write.meeting


def check_not_refused(*, meeting: Meeting) -> None:
    """Raise BookingRefused for a replayed booking that came to nothing, as the first call did or would have done."""
    if meeting.state == Meeting.State.REFUSED:
        meeting_of(VendorWrite.objects.bookings().with_meeting().get(meeting=meeting))


def _content_hash(request: BookingRequest, origin: Origin | None) -> str:
    if origin is None:  # as stored hashes have it
        return payloads.content_hash("create", request=request)
    return payloads.content_hash("create", request=request, external_id=origin.external_id, tags=list(origin.tags))


def _first(key: planning.IdempotencyKey, *, allow_other: bool) -> tuple[planning.IdempotencyKey, VendorWrite | None]:
    """Return what the form made before, with its key. Raises ReferenceUsed for other content, unless allowed."""
    try:
        return key, planning.find_replayed(key)
    except ReferenceUsed:
        if not allow_other:
            raise
        other = planning.key_of_another(key)
        return other, planning.find_replayed(other)


def _other_click(key: planning.IdempotencyKey) -> Meeting:
    first = planning.find_replayed(key)
    assert first is not None
    return first.meeting
