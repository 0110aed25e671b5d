"""Changing and cancelling several meetings of a series that the portal keeps: one and all that follow, or all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.vendor import clients
from l10n.problem import Problem
from meetings import access, schedule
from meetings.errors import InvalidRequest, ReferenceUsed, TooLate, WriteInProgress
from meetings.models import Meeting, PortalSeries, SeriesChange, VendorWrite
from meetings.problems import Code
from meetings.requests import BookingRequest, check_request, read_note
from meetings.services.editing import check_seen
from meetings.writes import pacing, payloads, planning, series_changes, waiting_bookings, withdrawal
from meetings.writes.kinds.cancel import CancelPayload
from meetings.writes.kinds.edit import EditPayload
from meetings.writes.payloads import Payload, WantedMeeting

_Planned = tuple[Meeting, Payload]


def list_following(*, first: Meeting, now: datetime) -> list[Meeting]:
    """Return ``first`` and all that follow it in its series, by start: those that are held and have yet to begin."""
    assert first.portal_series is not None
    held = first.portal_series.members.filter(start_at__gt=now, start_at__gte=first.start_at).open()
    related = held.select_related("organiser", "tenant__application", "portal_series")
    return list(related.prefetch_related("occurrences").order_by("start_at"))


def first_ahead(meeting: Meeting, *, now: datetime) -> Meeting:
    """Return the first of the series of ``meeting`` that is held and has yet to begin. Raises TooLate for none."""
    assert meeting.portal_series is not None
    related = ("organiser", "tenant__application", "portal_series")
    ahead = meeting.portal_series.members.open().filter(start_at__gt=now).select_related(*related)
    if found := ahead.order_by("start_at").first():
        return found
    raise TooLate(Problem(Code.MEETING_SETTLED))


def cancel_following(
    *,
    first: Meeting,
    by: User,
    reference: str,
    now: datetime,
    note: str = "",
    tell: bool = True,
    precondition: planning.Precondition | None = None,
) -> SeriesChange:
    """Cancel ``first`` and all that follow it in its series, and return how far that has come.

    What the vendor wasn't asked for yet is taken back at once. Raises NotAllowed, TooLate, WriteInProgress while
    another change of one of them is on its way, accounts' NotLinked, InvalidRequest for a note that is too long, and
    what ``precondition`` raises.
    """
    note = read_note(note)
    content = payloads.content_hash("cancel following", meeting=first.pk, note=note, tell=tell)
    key, found = _key(first, by, reference, content)
    if found:
        return found
    payload = CancelPayload(note, tell)

    def plan(meetings: list[Meeting]) -> Iterable[_Planned]:
        return ((meeting, payload) for meeting in meetings)

    return _change(key, first, now, plan, withdraws=True, note=note, tell=tell, precondition=precondition)


def edit_following(
    *,
    first: Meeting,
    by: User,
    request: BookingRequest,
    reference: str,
    now: datetime,
    seen_at: datetime | None = None,
    precondition: planning.Precondition | None = None,
) -> SeriesChange:
    """Make ``first`` what ``request`` says, and all that follow it in its series alike; return how far that has come.

    Each goes as far as ``first`` by the clock of the series; one that was moved for itself, and not with ``first``,
    keeps its time. Raises as ``cancel_following`` does, and InvalidRequest for what can't be booked or would change
    nothing.
    """
    content = payloads.content_hash("edit following", meeting=first.pk, request=request)
    key, found = _key(first, by, reference, content)
    if found:
        return found
    check_seen(meeting=first, seen_at=seen_at, by=by, now=now)
    start_at = request.start_at and payloads.to_minute(request.start_at)
    if start_at is None:
        raise InvalidRequest(Problem(Code.START_MISSING, "start_at"))
    check_request(request=request, now=now)
    wanted = WantedMeeting.of_request(replace(request, repeats=None), organiser=first.organiser, start_at=start_at)

    def plan(meetings: list[Meeting]) -> Iterable[_Planned]:
        found: list[_Planned] = []
        for meeting in meetings:
            before, after = WantedMeeting.of_meeting(meeting), _wanted_of(meeting, meetings[0], wanted)
            if after.start_at and after.start_at <= now:
                raise InvalidRequest(Problem(Code.START_PAST, "start_at"))
            if after != before:
                found.append((meeting, EditPayload(before, after)))
        if not found:
            raise InvalidRequest(Problem(Code.NOTHING_CHANGES, "start_at"))
        return found

    moves_rule = start_at.astimezone(ZoneInfo(first.time_zone)).date() == _day(first) and not _has_earlier(first, now)
    tell = wanted.tells_invitees
    return _change(key, first, now, plan, tell=tell, moves_rule=moves_rule, precondition=precondition)


def _wanted_of(meeting: Meeting, first: Meeting, wanted: WantedMeeting) -> WantedMeeting:
    """Return what ``meeting`` is to be, once ``first`` is to be ``wanted``."""
    if meeting.pk == first.pk:
        return wanted
    assert wanted.start_at is not None
    zone = ZoneInfo(first.time_zone)
    if _displacement(meeting, zone) not in {timedelta(), _displacement(first, zone)}:
        return replace(wanted, start_at=meeting.start_at, length_minutes=meeting.length_minutes)
    return replace(
        wanted, start_at=schedule.shift(meeting.start_at, was=first.start_at, to=wanted.start_at, zone=zone)
    )


def _displacement(meeting: Meeting, zone: ZoneInfo) -> timedelta:
    (row,) = meeting.occurrences.all()
    return schedule.displacement(row, zone=zone)


def _day(meeting: Meeting) -> object:
    return meeting.start_at.astimezone(ZoneInfo(meeting.time_zone)).date()


def _has_earlier(first: Meeting, now: datetime) -> bool:
    assert first.portal_series is not None
    return first.portal_series.members.filter(start_at__gt=now, start_at__lt=first.start_at).open().exists()


def _key(
    first: Meeting, by: User, reference: str, content: str
) -> tuple[planning.IdempotencyKey, SeriesChange | None]:
    access.check_can_change(person=by, meeting=first)
    key = planning.idempotency_key(by=by, reference=reference, content_hash=content)
    return key, _find_replayed(key)


def _change(
    key: planning.IdempotencyKey,
    first: Meeting,
    now: datetime,
    plan: Callable[[list[Meeting]], Iterable[_Planned]],
    *,
    withdraws: bool = False,
    note: str = "",
    tell: bool = True,
    moves_rule: bool = False,
    precondition: planning.Precondition | None = None,
) -> SeriesChange:
    """Store the change with a write for each meeting, and have the first of them sent."""
    clients.client_for(person=first.organiser, within=first.tenant)
    try:
        with transaction.atomic(durable=True):
            series = PortalSeries.objects.select_for_update().get(members=first)
            if precondition:
                precondition()
            meetings = list_following(first=first, now=now)
            if not meetings or meetings[0].pk != first.pk:
                raise TooLate(Problem(Code.MEETING_SETTLED))
            _check_free(series, meetings)
            change = SeriesChange.objects.create(
                series=series,
                requested_by=key.by,
                reference=key.reference,
                content_hash=key.content_hash,
                note=note,
                tells_invitees=tell,
                before=series_changes.describe_before(meetings),
                moves_rule=moves_rule,
                created_at=now,
            )
            if withdraws:
                _withdraw_waiting(meetings, key.by, now)
            _store(change, [one for one in plan(meetings) if one[0].state != Meeting.State.CANCELLED], now)
    except IntegrityError as error:
        if found := _find_replayed(key):
            return found
        raise WriteInProgress(Problem(Code.WRITE_IN_PROGRESS)) from error
    pacing.advance(series_id=series.pk, now=now)
    return change


def _store(change: SeriesChange, planned: Sequence[_Planned], now: datetime) -> None:
    """Store a write for each; what the vendor wasn't asked for yet is booked as it is to be."""
    waiting = waiting_bookings.lock([meeting for meeting, _payload in planned])
    for meeting, payload in planned:
        if (write := waiting.get(meeting.pk)) and isinstance(payload, EditPayload):
            waiting_bookings.change(write=write, meeting=meeting, payload=payload, now=now)
            continue
        own = planning.IdempotencyKey(change.requested_by, f"change-{change.pk.hex[:20]}-{meeting.pk.hex}", "")
        planning.store_waiting(key=own, meeting=meeting, payload=payload, now=now, part_of=change)


def _find_replayed(key: planning.IdempotencyKey) -> SeriesChange | None:
    found = SeriesChange.objects.filter(requested_by=key.by, reference=key.reference).first()
    if found and found.content_hash != key.content_hash:
        raise ReferenceUsed(meeting=found.series.members.order_by("start_at")[0])
    return found


def _check_free(series: PortalSeries, meetings: list[Meeting]) -> None:
    """Raise WriteInProgress while the series isn't booked, or something is on its way to one of ``meetings``."""
    open_writes = VendorWrite.objects.open().filter(meeting__in=meetings)
    waiting = open_writes.bookings().filter(state=VendorWrite.State.PLANNED, next_attempt_at=None)
    if series.settled_at is None or open_writes.exclude(pk__in=waiting).exists():
        raise WriteInProgress(Problem(Code.WRITE_IN_PROGRESS))


def _withdraw_waiting(meetings: list[Meeting], by: User, now: datetime) -> None:
    """Take back those that lie further ahead than the vendor takes: it was never asked for them."""
    bookings = VendorWrite.objects.open().bookings().filter(meeting__in=meetings)
    known = {meeting.pk: meeting for meeting in meetings}
    for write in bookings.select_for_update(of=("self",)):
        withdrawal.end_write(write, now=now)
        withdrawal.cancel_unbooked(known[write.meeting_id], by=by, now=now)
