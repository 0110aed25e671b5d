"""The jobs of the insights. Each may run twice and be killed at any line: the rows know how far things are."""

from celery import shared_task
from django.utils import timezone

from insights.services import summing


@shared_task(name="insights.sweep", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def sweep(**_: object) -> None:
    """Notify a worker of each tenant whose sums may have to follow."""
    summing.sweep(now=timezone.now())


@shared_task(name="insights.sum_up", soft_time_limit=540, time_limit=570, ignore_result=True, acks_late=True)
def sum_up(*, tenant_id: int, **_: object) -> None:
    """Sum the days of one tenant that have changed, for some minutes at most."""
    summing.sum_up(tenant_id=tenant_id, now=timezone.now())
