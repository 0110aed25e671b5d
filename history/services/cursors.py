"""How far each kind of each tenant has been read: who is reading now, how far they came, what failed."""

import time
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Q

from accounts.errors import AccountError
from accounts.models import Tenant
from history.models import Kind, SyncCursor, SyncGap
from history.models.retention import Edges, edges_of
from hwmeeting import HwMeetingError, TooManyRequests
from notifications.enqueue import notify_worker

_log = structlog.get_logger("history.cursors")

# The longest that an administrator can have the vendor keep it (docs/vendor/history.md 12.1).
LONGEST_KEPT = timedelta(days=12 * 31)
# Read again each time: a session appears some time after its end, and the vendor filters by its start.
OVERLAP = timedelta(hours=48)
EVERY = timedelta(hours=1)
LEASE = timedelta(minutes=10)
_RENEWED_AFTER = timedelta(seconds=10)
# After a failure: 1, 2, 4 … minutes, and an hour at most.
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
# Of a gap, which the vendor has refused or answered wrongly.
_LONGEST_GAP_PAUSE = timedelta(days=1)
Failure = HwMeetingError | AccountError


class LeaseLost(Exception):
    """This process stood still for so long that another one reads by now."""


class Reading:
    """One reading by this process, which holds the lease. ``now()`` goes on from the time that it was begun with."""

    def __init__(self, cursor: SyncCursor, tenant: Tenant, now: datetime, budget: timedelta) -> None:
        self.cursor, self.tenant, self.begun_at = cursor, tenant, now
        self._budget, self._clock = budget, time.monotonic()
        self._is_whole = False

    def now(self) -> datetime:
        return self.begun_at + timedelta(seconds=time.monotonic() - self._clock)

    @cached_property
    def edges(self) -> Edges:
        """Return before when the tenant keeps nothing, and so reads nothing."""
        return edges_of(self.tenant.pk, self.begun_at)

    @property
    def edge(self) -> datetime | None:
        """Return that of what is read."""
        return {Kind.SESSIONS: self.edges.sessions, Kind.RECORDINGS: self.edges.recordings}.get(Kind(self.cursor.kind))

    @property
    def is_spent(self) -> bool:
        """Return whether it is time to let others have the worker."""
        return self.now() - self.begun_at >= self._budget

    def hold(self, **values: Any) -> None:
        """Renew the lease, and write how far it has come. Raises LeaseLost."""
        lease = self.now() + LEASE
        mine = SyncCursor.objects.filter(pk=self.cursor.pk, lease_until=self.cursor.lease_until)
        if not mine.update(lease_until=lease, **values):
            raise LeaseLost
        self.cursor.lease_until = lease
        for name, value in values.items():
            setattr(self.cursor, name, value)

    def note_reach(self, *, is_whole: bool) -> None:
        """Note whether a span was read for the whole enterprise."""
        self._is_whole = is_whole

    def begin_anew(self) -> None:
        """Go back once more from here where somebody may read for all by now. Raises LeaseLost.

        What is new decides: a span further back that is refused each time would else be read back to each time.
        """
        if self._is_whole == self.cursor.is_whole:
            return
        start = self.begun_at - OVERLAP
        back = {"begun_at": start, "read_since": start} if self._is_whole else {}
        self.hold(is_whole=self._is_whole, **back)

    def keep_lease(self) -> None:
        """Renew the lease where that has not been done for a while. Raises LeaseLost."""
        lease_until = self.cursor.lease_until
        if lease_until is None or lease_until - self.now() < LEASE - _RENEWED_AFTER:
            self.hold()

    def finish(self, *, next_at: datetime, failure: Failure | None = None) -> None:
        """Let go of the lease, and note how it went. Somebody who asked meanwhile for another reading gets it."""
        now = self.now()
        values: dict[str, Any] = {"lease_until": None}
        if failure is None:
            values |= {"succeeded_at": now, "failures": 0, "failure_code": "", "failure": {}}
        else:
            values |= {"failed_at": now, "failures": F("failures") + 1, **described(failure)}
            next_at = now + _pause(failure, self.cursor.failures)
        mine = SyncCursor.objects.filter(pk=self.cursor.pk, lease_until=self.cursor.lease_until)
        asked_again = mine.filter(next_at__gt=self.begun_at, next_at__lte=next_at)
        if failure is not None or not asked_again.update(**values):
            mine.update(**values, next_at=next_at)

    def release(self) -> None:
        """Let go of the lease after a mistake of ours; the next reading is after a pause."""
        mine = SyncCursor.objects.filter(pk=self.cursor.pk, lease_until=self.cursor.lease_until)
        mine.update(
            lease_until=None, failures=F("failures") + 1, failed_at=self.now(), next_at=self.now() + _FIRST_PAUSE
        )


def claim(*, tenant: Tenant, kind: Kind, now: datetime, budget: timedelta) -> Reading | None:
    """Return a reading, unless another process is at it."""
    cursor = _cursor(tenant.pk, kind, now)
    lease = now + LEASE
    free = SyncCursor.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), pk=cursor.pk)
    if not free.update(lease_until=lease, next_at=now):
        return None
    cursor.refresh_from_db()
    return Reading(cursor, tenant, now, budget)


def _cursor(tenant_id: int, kind: Kind, now: datetime) -> SyncCursor:
    start = now - OVERLAP
    times = {"read_until": start, "read_since": start, "begun_at": start, "next_at": now}
    times["floor_at"] = start if kind == Kind.DETAILS else now - LONGEST_KEPT
    return SyncCursor.objects.get_or_create(tenant_id=tenant_id, kind=kind, defaults=times)[0]


def make_missing(*, now: datetime) -> None:
    """Give each active tenant a cursor for each kind."""
    have = set(SyncCursor.objects.values_list("tenant", "kind"))
    for tenant_id in Tenant.objects.filter(is_active=True).values_list("pk", flat=True):
        for kind in Kind:
            if (tenant_id, kind.value) not in have:
                _cursor(tenant_id, kind, now)


def wake(*, tenant_id: int, kind: Kind, now: datetime) -> None:
    """Have one kind of a tenant read as soon as a worker is free."""
    _cursor(tenant_id, kind, now)
    SyncCursor.objects.filter(tenant=tenant_id, kind=kind).update(next_at=now)
    notify_worker("history.read", tenant_id=tenant_id, kind=kind.value)


def leave_gap(reading: Reading, since: datetime, until: datetime, failure: Failure) -> None:
    """Write down that a span of the first reading could not be read, and go on before it."""
    with transaction.atomic(durable=True):
        SyncGap.objects.update_or_create(
            tenant=reading.tenant,
            kind=reading.cursor.kind,
            since=since,
            defaults={"until": until, "attempts": 1, "next_at": reading.now() + _FIRST_PAUSE, **described(failure)},
        )
        reading.hold(read_since=since)


def put_off(gap: SyncGap, failure: Failure, now: datetime) -> None:
    """Note that a gap could not be filled this time either."""
    pause = min(_FIRST_PAUSE * (1 << min(gap.attempts, 20)), _LONGEST_GAP_PAUSE)
    values = {"attempts": gap.attempts + 1, "next_at": now + pause, **described(failure)}
    SyncGap.objects.filter(pk=gap.pk).update(**values)


def described(failure: Failure) -> dict[str, Any]:
    """Return a failure as columns: its code, and what its sentence is made of."""
    if isinstance(failure, HwMeetingError):
        return {
            "failure_code": failure.code[:40],
            "failure": {"status": failure.status, "request_id": failure.request_id},
        }
    problem = failure.problems[0]
    return {"failure_code": str(problem.code)[:40], "failure": {"params": {}}}


def _pause(failure: Failure, failures: int) -> timedelta:
    pause = min(_FIRST_PAUSE * (1 << min(failures, 10)), _LONGEST_PAUSE)
    asked = failure.retry_after if isinstance(failure, TooManyRequests) else None
    return max(pause, timedelta(seconds=min(asked or 0, 3600)))
