"""The jobs of accounts. Each may run twice and be killed at any line: the rows know how far things are."""

from celery import shared_task
from django.utils import timezone

from accounts.services import (
    api_clients,
    attempts,
    idempotency,
    importing,
    sessions,
    testing,
    webhook_notices,
    welcoming,
)
from accounts.vendor import refreshing


@shared_task(name="accounts.refresh_tokens", soft_time_limit=270, time_limit=290, ignore_result=True, acks_late=True)
def refresh_tokens(**_: object) -> None:
    """Renew the tokens that are in use and end soon."""
    refreshing.refresh_due(now=timezone.now())


@shared_task(name="accounts.test_identities", soft_time_limit=270, time_limit=290, ignore_result=True, acks_late=True)
def test_identities(**_: object) -> None:
    """Sign in as each person whom an administrator wants to be tested."""
    testing.test_due(now=timezone.now())


@shared_task(name="accounts.welcome", soft_time_limit=100, time_limit=115, ignore_result=True, acks_late=True)
def welcome(**_: object) -> None:
    """Write the set-password mails of new people."""
    welcoming.welcome_due(now=timezone.now())


@shared_task(name="accounts.sweep", soft_time_limit=270, time_limit=290, ignore_result=True, acks_late=True)
def sweep(**_: object) -> None:
    """Do what a lost message or a killed worker left; drop what is over, and files nobody has confirmed."""
    welcoming.welcome_due(now=timezone.now())
    importing.drop_old_drafts(now=timezone.now())
    idempotency.drop_old(now=timezone.now())
    sessions.delete_expired()
    api_clients.delete_expired_tokens()
    attempts.delete_over(now=timezone.now())
    webhook_notices.tell_disabled(now=timezone.now())
    testing.test_due(now=timezone.now())
