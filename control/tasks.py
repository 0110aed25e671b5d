"""The jobs of control. Each may run twice and be killed at any line: the rows know how far things are."""

from celery import shared_task
from django.utils import timezone

from control.writes import looking_up


@shared_task(name="control.look_up", soft_time_limit=100, time_limit=115, ignore_result=True, acks_late=True)
def look_up(*, action_id: int, **_: object) -> None:
    """Look up what became of one action."""
    looking_up.look_up(action_id=action_id, now=timezone.now())


@shared_task(name="control.sweep", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def sweep(**_: object) -> None:
    """Notify a worker of every action of which nobody knows what came of it."""
    looking_up.sweep(now=timezone.now())
