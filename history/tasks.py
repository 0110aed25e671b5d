"""The jobs of history. Each may run twice and be killed at any line: the rows know how far things are."""

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from accounts.models import Tenant
from history.models import Kind
from history.services import anonymising, retention, syncing, watching

_log = structlog.get_logger("history.tasks")


@shared_task(name="history.sync", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def sync(**_: object) -> None:
    """Notify a worker of each part of the history whose time has come, and of whoever is to be made anonymous."""
    syncing.sweep(now=timezone.now())
    anonymising.sweep(now=timezone.now())


@shared_task(name="history.read", soft_time_limit=540, time_limit=570, ignore_result=True, acks_late=True)
def read(*, tenant_id: int, kind: str, **_: object) -> None:
    """Read one part of one tenant's history, for some minutes at most."""
    syncing.read(tenant_id=tenant_id, kind=Kind(kind), now=timezone.now())


@shared_task(name="history.session_ended", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def session_ended(*, tenant_id: int, **_: object) -> None:
    """Read what a session has left behind that has just ended."""
    syncing.session_ended(tenant_id=tenant_id, now=timezone.now())


@shared_task(name="history.watch", soft_time_limit=110, time_limit=120, ignore_result=True, acks_late=True)
def watch(**_: object) -> None:
    """Note who is in meetings that run, tenant by tenant."""
    now = timezone.now()
    for tenant_id in Tenant.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        try:
            watching.watch(tenant_id=tenant_id, now=now)
        except SoftTimeLimitExceeded:
            raise
        except Exception:  # noqa: BLE001 — the next tenant's meetings are watched all the same
            _log.exception("the running meetings of a tenant can't be watched", tenant=tenant_id)
    watching.prune(now=now)


@shared_task(name="history.purge", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def purge(**_: object) -> None:
    """Notify a worker of each tenant that keeps its history for some days only."""
    retention.sweep()


@shared_task(name="history.purge_tenant", soft_time_limit=540, time_limit=570, ignore_result=True, acks_late=True)
def purge_tenant(*, tenant_id: int, **_: object) -> None:
    """Delete what one tenant keeps no longer, for some minutes at most."""
    retention.purge(tenant_id=tenant_id, now=timezone.now())


@shared_task(name="history.anonymise", soft_time_limit=540, time_limit=570, ignore_result=True, acks_late=True)
def anonymise(*, person_id: int, **_: object) -> None:
    """Go through all rows that name somebody who is to be forgotten."""
    anonymising.run(person_id=person_id, now=timezone.now())
