"""The outbox's jobs."""

from celery import shared_task
from django.utils import timezone

from notifications import delivery
from notifications.webhooks import delivery as webhook_delivery
from notifications.webhooks import sending


@shared_task(name="notifications.deliver", soft_time_limit=300, time_limit=330, ignore_result=True)
def deliver(**_: object) -> None:
    """Send what is due."""
    delivery.deliver_due(now=timezone.now())


@shared_task(name="notifications.sweep", soft_time_limit=300, time_limit=330, ignore_result=True)
def sweep(**_: object) -> None:
    """Send what a lost message or a killed worker left behind."""
    delivery.deliver_due(now=timezone.now())


@shared_task(name="notifications.deliver_webhooks", soft_time_limit=60, time_limit=70, ignore_result=True)
def deliver_webhooks(**_: object) -> None:
    """Start sending the events that are due."""
    sending.send_due(now=timezone.now())


@shared_task(name="notifications.sweep_webhooks", soft_time_limit=60, time_limit=70, ignore_result=True)
def sweep_webhooks(**_: object) -> None:
    """Send the events that a lost message or a killed worker left behind; drop old deliveries."""
    sending.send_due(now=timezone.now())
    webhook_delivery.give_up_late(now=timezone.now())
    sending.prune(now=timezone.now())
