"""Coming meetings kept in step with the vendor: what was moved, started, ended or cancelled over there."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.errors import AccountError
from accounts.models import Tenant
from accounts.vendor import clients
from hwmeeting import HwMeetingError, NotFound, Refused
from hwmeeting import Meeting as VendorMeeting
from hwmeeting.error_codes import NO_SUCH_MEETING
from meetings import schedule
from meetings.mails import queueing
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.snapshots import MeetingSnapshot
from meetings.writes import adopting, events, occurrences
from meetings.writes.agenda import refresh_agenda
from meetings.writes.applying import apply_vendor_answer, mark_ended
from notifications.enqueue import notify_worker

_log = structlog.get_logger("meetings.syncing")

# One failed read never makes a meeting gone: so many runs in a row must have missed it, in list and detail.
MISSING_BEFORE_GONE = 3
# Two runs close together, one of them late, are one check.
_CHECKS_APART = timedelta(seconds=30)
# How far ahead a meeting is looked after; the vendor's own horizon is not published.
HORIZON = timedelta(days=14)
_REACHES_BACK = timedelta(hours=48)
# A list may be some seconds old: what was changed only now must not be changed back by it.
_SETTLES = timedelta(seconds=60)
_State = Meeting.State


def sync_coming(*, tenant_id: int, now: datetime) -> int:
    """Read the vendor's list once and take over what differs; return how many meetings were compared.

    As the tenant's administrator where one is named, else as each organiser. What only the administrator sees, a
    meeting of somebody we know that has no row here, is noted for adoption. A meeting with a write on its way is left
    alone; an error about one meeting ends the work on that one. A list that can't be read changes nothing, and a
    service that is away is left with the first organiser: the tenants after this one are waiting.
    """
    tenant = Tenant.objects.select_related("application").get(pk=tenant_id)
    ours = list(_coming(tenant, now))
    for listed, meetings in _listings(tenant, ours, now):
        for meeting in meetings:
            try:
                _compare(meeting, listed.get(meeting.vendor_conference_id), now)
            except SoftTimeLimitExceeded:
                raise
            except Exception:  # noqa: BLE001 — one meeting that can't be read must not keep the others from being
                _log.exception("a meeting can't be compared", meeting=str(meeting.pk))
    return len(ours)


def read_anew(meeting: Meeting, *, now: datetime, announced: _State | None = None) -> bool:
    """Read one meeting, of which the vendor has told something, and take over what differs.

    ``announced`` is what it said has become of the meeting: with that, to have it no more is proof enough. Return
    False, with nothing changed, while a write of ours is on its way or has just come between. Raises HwMeetingError
    and AccountError.
    """
    client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
    try:
        detail = client.meetings.detail(meeting.vendor_conference_id)
    except NotFound as error:
        if error.code != NO_SUCH_MEETING:
            raise
        return _miss(meeting, now, announced=announced)
    return _take_over(meeting, detail.meeting, now)


def _compare(meeting: Meeting, answer: VendorMeeting | None, now: datetime) -> None:
    lacks_one = answer and meeting.is_series and occurrences.differ(meeting=meeting, answer=answer, now=now)
    if answer is None or lacks_one:
        _read_detail(meeting, now)
    else:
        _take_over(meeting, answer, now)


def _coming(tenant: Tenant, now: datetime) -> Iterable[Meeting]:
    since, until = now - _REACHES_BACK, now + HORIZON
    # A series has the times of its last known occurrence until the next reading, however long ago that was.
    held = Occurrence.objects.filter(meeting=OuterRef("pk"), start_at__gt=since, start_at__lt=until)
    found = Meeting.objects.standing().filter(
        Q(repeat_unit="", start_at__gt=since) | (~Q(repeat_unit="") & Exists(held)),
        tenant=tenant,
        start_at__lt=until,
        changed_at__lte=now - _SETTLES,
    )
    return found.select_related("organiser", "tenant__application")


Listing = dict[str, VendorMeeting]


def _listings(tenant: Tenant, ours: list[Meeting], now: datetime) -> Iterator[tuple[Listing, list[Meeting]]]:
    if tenant.administrator_user_id:
        try:
            client = clients.client_for_administrator(tenant=tenant)
            found = {meeting.conference_id: meeting for meeting in client.meetings.list(query_all=True)}
        except (HwMeetingError, AccountError) as error:
            _log.warning("the administrator's list can't be read", tenant=tenant.pk, error=repr(error))
        else:
            adopting.note_listed(tenant=tenant, listed=found.values(), now=now)
            yield found, ours
            return
    yield from _own_listings(ours)


def _own_listings(ours: list[Meeting]) -> Iterator[tuple[Listing, list[Meeting]]]:
    by_organiser: dict[int, list[Meeting]] = {}
    for meeting in ours:
        by_organiser.setdefault(meeting.organiser_id, []).append(meeting)
    for meetings in by_organiser.values():
        try:
            client = clients.client_for(person=meetings[0].organiser, within=meetings[0].tenant)
            found = {meeting.conference_id: meeting for meeting in client.meetings.list()}
        except (Refused, AccountError) as error:
            _log.warning("an organiser's list can't be read", person=meetings[0].organiser_id, error=repr(error))
        except HwMeetingError as error:  # the next organiser would only wait for it as long again
            _log.warning("the meeting service gives no list", tenant=meetings[0].tenant_id, error=repr(error))
            return
        else:
            yield found, meetings


def _take_over(read: Meeting, answer: VendorMeeting, now: datetime) -> bool:
    """Take the answer over, unless ``read``, our row from before the vendor was asked, was written meanwhile.

    Return whether it was.
    """
    with transaction.atomic(durable=True):
        meeting = _unchanged(read)
        if meeting is None:
            return False
        occurrences.take_current_times(meeting, now=now)
        before = MeetingSnapshot.of(meeting)
        is_notified = apply_vendor_answer(meeting=meeting, answer=answer, now=now)
        if is_notified and _lies_ahead(meeting, now):
            _log.info("changed at the meeting service", meeting=str(meeting.pk))
            queueing.queue_change(meeting=meeting, before=before, now=now)
    return True


def _lies_ahead(meeting: Meeting, now: datetime) -> bool:
    """Return whether it lies ahead: while one occurrence of a series is on, the others still do."""
    return meeting.is_open if meeting.is_series else meeting.state == _State.BOOKED and meeting.start_at > now


def _read_detail(read: Meeting, now: datetime) -> None:
    """Read a meeting that the list lacks, or one of whose occurrences it lacks: gone, over, or the list is cut."""
    try:
        read_anew(read, now=now)
    except (HwMeetingError, AccountError) as error:
        _log.warning("a missing meeting can't be looked up", meeting=str(read.pk), error=repr(error))


def _miss(read: Meeting, now: datetime, *, announced: _State | None = None) -> bool:
    """Count that the vendor has it no more; with that ``announced``, or counted often enough, it is gone."""
    with transaction.atomic(durable=True):
        meeting = _unchanged(read)
        if meeting is None:
            return False
        if announced is None and meeting.vendor_seen_at and now - meeting.vendor_seen_at < _CHECKS_APART:
            return True
        occurrences.take_current_times(meeting, now=now)
        with events.announced(meeting, now=now):
            _count_missing(meeting, now, announced)
    return True


def _count_missing(meeting: Meeting, now: datetime, announced: _State | None) -> None:
    meeting.vendor_missing_count += 1
    meeting.vendor_seen_at = now
    is_gone = announced is not None or meeting.vendor_missing_count >= MISSING_BEFORE_GONE
    has_ended = announced == _State.ENDED or not schedule.is_ahead(meeting=meeting, now=now)
    if meeting.end_at <= now or (is_gone and has_ended):
        if meeting.state == _State.RUNNING:
            notify_worker("history.session_ended", tenant_id=meeting.tenant_id)
        mark_ended(meeting=meeting, now=now)
    elif is_gone:
        meeting.state, meeting.cancelled_at = _State.CANCELLED, now
        if meeting.is_series:
            meeting.occurrences.filter(start_at__gt=now).update(is_cancelled=True)
        _log.info("cancelled at the meeting service", meeting=str(meeting.pk))
    meeting.save()
    if not meeting.is_open:
        refresh_agenda(meeting=meeting)
    if meeting.state == _State.CANCELLED:
        queueing.queue_cancellation(meeting=meeting, now=now)


def _unchanged(read: Meeting) -> Meeting | None:
    found = Meeting.objects.select_for_update(of=("self",)).select_related("organiser", "tenant__application")
    meeting = found.get(pk=read.pk)
    is_same = meeting.state == read.state and meeting.changed_at == read.changed_at
    on_its_way = VendorWrite.objects.open().filter(meeting=meeting).exists()
    return meeting if is_same and not on_its_way else None
