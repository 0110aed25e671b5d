"""The jobs of events. Each may run twice and be killed at any line."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from meetings.vendor_events import applying, storing


@shared_task(name="meetings.apply_events", soft_time_limit=100, time_limit=115, ignore_result=True, acks_late=True)
def apply_events(*, tenant_id: int, conference_id: str, **_: object) -> None:
    """Read one meeting anew, of which the meeting service has told something."""
    applying.apply(tenant_id=tenant_id, conference_id=conference_id, now=timezone.now())


@shared_task(name="meetings.sweep_events", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def sweep_events(**_: object) -> None:
    """Notify a worker of events that nobody is working on."""
    storing.sweep(now=timezone.now())


@shared_task(name="meetings.prune_events", soft_time_limit=270, time_limit=290, ignore_result=True, acks_late=True)
def prune_events(**_: object) -> None:
    """Delete old events."""
    storing.prune(before=timezone.now() - timedelta(days=settings.VENDOR_EVENT_DAYS))
