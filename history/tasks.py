"""The jobs of history."""

from celery import shared_task
from django.utils import timezone

from accounts.models import Tenant
from history.services import syncing


@shared_task(name="history.sync", soft_time_limit=540, time_limit=570, ignore_result=True, acks_late=True)
def sync(**_: object) -> None:
    """Read what has ended, tenant by tenant."""
    for tenant_id in Tenant.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        syncing.sync(tenant_id=tenant_id, now=timezone.now())
