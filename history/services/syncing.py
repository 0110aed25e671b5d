"""Reads the vendor's history of ended sessions into our own rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Q

from accounts.errors import AccountError
from accounts.models import Identity, Tenant, User
from accounts.vendor import clients
from history.models import EndedSession, Kind, SyncCursor
from history.services import unstored
from hwmeeting import EndedMeeting, HwMeetingError, Refused
from meetings.models import Meeting, Occurrence
from meetings.writes.applying import end

_log = structlog.get_logger("history.syncing")

# The first reading goes back so far; the vendor keeps six months by default (docs/vendor/history.md 12.1).
FIRST_READING = timedelta(days=30)
# Read again each time: a session appears some time after its end, and the vendor filters by its start.
OVERLAP = timedelta(hours=48)
LEASE = timedelta(minutes=10)


def sync(*, tenant_id: int, now: datetime) -> int:
    """Store what has ended since the last reading and return how many sessions are new.

    As the tenant's administrator where one is named, else as each organiser of recent meetings. Does
    nothing while another process is reading; a reading that fails leaves the cursor where it was. A session that
    can't be stored waits as a row, and is tried again with each reading; the cursor stays where it was for one that
    can't even be kept so.
    """
    tenant = Tenant.objects.select_related("application").get(pk=tenant_id)
    cursor = _claim(tenant, now)
    if cursor is None:
        return 0
    reading, is_whole = _Reading(tenant, now), False
    try:
        waiting = {ended.conference_uuid: ended for ended in unstored.waiting(tenant=tenant)}
        for ended in _ended(tenant, cursor.read_until - OVERLAP, now):
            reading.store(ended, is_waiting=bool(waiting.pop(ended.conference_uuid, None)))
        for ended in waiting.values():
            reading.store(ended, is_waiting=True)
        is_whole = reading.lost == 0
    except (HwMeetingError, AccountError) as error:
        _log.warning("the history can't be read", tenant=tenant.pk, error=repr(error))
    finally:
        done = {"read_until": now} if is_whole else {}
        SyncCursor.objects.filter(pk=cursor.pk, lease_until=cursor.lease_until).update(lease_until=None, **done)
    return reading.stored


def _claim(tenant: Tenant, now: datetime) -> SyncCursor | None:
    cursor = _cursor_of(tenant, now)
    free = SyncCursor.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), pk=cursor.pk)
    if not free.update(lease_until=now + LEASE):
        return None
    cursor.refresh_from_db()
    return cursor


def _cursor_of(tenant: Tenant, now: datetime) -> SyncCursor:
    first = now - FIRST_READING
    times = {"read_until": first, "read_since": first, "begun_at": first, "floor_at": first, "next_at": now}
    return SyncCursor.objects.get_or_create(tenant=tenant, kind=Kind.SESSIONS, defaults=times)[0]


def _ended(tenant: Tenant, since: datetime, until: datetime) -> Iterator[EndedMeeting]:
    if tenant.administrator_user_id:
        client = clients.client_for_administrator(tenant=tenant)
        yield from client.meetings.history(since=since, until=until, query_all=True)
        return
    for person in _organisers(tenant, since, until):
        try:
            yield from clients.client_for(person=person).meetings.history(since=since, until=until)
        except (Refused, AccountError) as error:  # what one may not read must not keep the others' from being read
            _log.warning("an organiser's history can't be read", person=person.pk, error=repr(error))


def _organisers(tenant: Tenant, since: datetime, until: datetime) -> list[User]:
    """Return those who held meetings, or occurrences of series, then and are still linked."""
    recent = Occurrence.objects.filter(meeting__tenant=tenant, start_at__gt=since, start_at__lte=until)
    linked = [Identity.State.UNTESTED, Identity.State.WORKS]
    return list(
        User.objects.filter(
            tenant=tenant, pk__in=recent.values("meeting__organiser"), identity__state__in=linked, is_active=True
        ).order_by("pk")
    )


@dataclass
class _Reading:
    """One reading of a tenant's history: how many sessions were new, and how many are neither stored nor kept."""

    tenant: Tenant
    now: datetime
    stored: int = 0
    lost: int = 0

    def store(self, ended: EndedMeeting, *, is_waiting: bool) -> None:
        """Store one session, an error about which ends the work on that one: it waits as a row, and is tried again."""
        try:
            is_new = _store(self.tenant, ended, self.now)
            if is_waiting:
                unstored.forget(tenant=self.tenant, ended=ended)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:  # noqa: BLE001 — one that can't be stored must not keep the others from being
            _log.exception("a session can't be stored", tenant=self.tenant.pk, conference_uuid=ended.conference_uuid)
            self._keep(ended, error)
        else:
            self.stored += is_new

    def _keep(self, ended: EndedMeeting, error: Exception) -> None:
        try:
            unstored.keep(tenant=self.tenant, ended=ended, error=error, now=self.now)
        except SoftTimeLimitExceeded:
            raise
        except Exception:  # noqa: BLE001 — the cursor stays where it was, so that the next reading tells of it again
            _log.exception("a session can't be kept", tenant=self.tenant.pk, conference_uuid=ended.conference_uuid)
            self.lost += 1


def _store(tenant: Tenant, ended: EndedMeeting, now: datetime) -> bool:
    """Store one session, once; its meeting has ended when its own time, or its last occurrence, is over as well.

    Before that the vendor lets people come back into the same meeting (docs/vendor/control.md 10).
    """
    with transaction.atomic(durable=True):
        meeting = (
            Meeting.objects.select_for_update()
            .filter(tenant=tenant, vendor_conference_id=ended.conference_id)
            .order_by("-start_at")
            .first()
        )
        session, is_new = EndedSession.objects.get_or_create(
            tenant=tenant,
            vendor_conference_uuid=ended.conference_uuid,
            defaults={
                "meeting": meeting,
                "vendor_conference_id": ended.conference_id,
                "subject": ended.subject[:200],
                "start_at": ended.start_at,
                "end_at": ended.end_at,
                "has_recording": ended.has_recording,
            },
        )
        if not is_new and session.has_recording != ended.has_recording:
            session.has_recording = ended.has_recording
            session.save(update_fields=["has_recording"])
        if meeting and meeting.span()[1] <= now:
            meeting.tenant = tenant
            end(meeting=meeting, now=now)
    return is_new
