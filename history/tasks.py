"""The jobs of history."""

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from accounts.models import Tenant
from history.services import syncing

_log = structlog.get_logger("history.tasks")


@shared_task(name="history.sync", soft_time_limit=540, time_limit=570, ignore_result=True, acks_late=True)
def sync(**_: object) -> None:
    """Read what has ended, tenant by tenant."""
    for tenant_id in Tenant.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        try:
            syncing.sync(tenant_id=tenant_id, now=timezone.now())
        except SoftTimeLimitExceeded:
            raise
        except Exception:  # noqa: BLE001 — the next tenant's history is read all the same
            _log.exception("the history of a tenant can't be read", tenant=tenant_id)
