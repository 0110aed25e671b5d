"""The jobs of meetings. Each may run twice and be killed at any line: the rows know how far things are."""

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from accounts.models import Tenant
from meetings.services import readiness, trials
from meetings.writes import pacing, reconciling, sending, sweeping, syncing

_log = structlog.get_logger("meetings.tasks")


@shared_task(name="meetings.send_write", soft_time_limit=100, time_limit=115, ignore_result=True, acks_late=True)
def send_write(*, write_id: int, **_: object) -> None:
    """Send one write that waits."""
    write = sending.send(write_id=write_id, now=timezone.now())
    pacing.go_on(write=write, now=timezone.now())


@shared_task(name="meetings.reconcile", soft_time_limit=100, time_limit=115, ignore_result=True, acks_late=True)
def reconcile(*, write_id: int, **_: object) -> None:
    """Look up what became of one write."""
    write = reconciling.reconcile(write_id=write_id, now=timezone.now())
    pacing.go_on(write=write, now=timezone.now())


@shared_task(name="meetings.advance_series", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def advance_series(*, series_id: str, **_: object) -> None:
    """Have a series that the portal keeps go on."""
    pacing.advance(series_id=series_id, now=timezone.now())


@shared_task(name="meetings.sweep", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def sweep(**_: object) -> None:
    """Notify a worker of every write that nobody is working on."""
    sweeping.sweep(now=timezone.now())


@shared_task(name="meetings.cancel_trials", soft_time_limit=100, time_limit=115, ignore_result=True, acks_late=True)
def cancel_trials(**_: object) -> None:
    """Cancel what trials of a connection have left over."""
    trials.take_back_left_over(now=timezone.now())


@shared_task(name="meetings.sync", soft_time_limit=240, time_limit=270, ignore_result=True, acks_late=True)
def sync(**_: object) -> None:
    """Compare the coming meetings of each tenant with the vendor."""
    for tenant_id in Tenant.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        try:
            syncing.sync_coming(tenant_id=tenant_id, now=timezone.now())
        except SoftTimeLimitExceeded:
            raise
        except Exception:  # noqa: BLE001 — the next tenant's meetings are compared all the same
            _log.exception("the meetings of a tenant can't be compared", tenant=tenant_id)


@shared_task(name="meetings.sweep_readiness", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def sweep_readiness(**_: object) -> None:
    """Have each meeting that begins soon looked at."""
    readiness.sweep(now=timezone.now())


@shared_task(name="meetings.check_readiness", soft_time_limit=100, time_limit=115, ignore_result=True, acks_late=True)
def check_readiness(*, check_id: int, **_: object) -> None:
    """Look whether one meeting will work."""
    readiness.check(check_id=check_id, now=timezone.now())
