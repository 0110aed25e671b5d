"""Sending all that an API client heard in a span of time again, as after it has lost what it had stored."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.audit import record_change
from accounts.errors import InvalidInput
from accounts.models import ApiClient, User
from accounts.problems import Code
from accounts.services.webhooks import wake, working_endpoint
from l10n.problem import Problem
from notifications.enqueue import notify_worker
from notifications.models import WebhookDelivery, WebhookEndpoint
from notifications.webhooks import queueing
from notifications.webhooks.queueing import TEST_EVENT, TRIED_FOR

# What one click may send, so that what happens meanwhile isn't told of an hour late.
MOST_REPLAYED = 1000
_State = WebhookDelivery.State


def count_span(*, by: User, client: ApiClient, since: datetime, until: datetime) -> int:
    """Return how many deliveries ``replay_span`` would send again now; raises as that does."""
    return _count(working_endpoint(by, client), since, until)


def replay_span(*, by: User, client: ApiClient, since: datetime, until: datetime, now: datetime) -> int:
    """Send all again that happened from ``since`` to before ``until``, both aware; return how many.

    Also what was delivered goes out; tests and what is on its way anyhow don't. Each keeps its ``webhook-id``, and is
    tried for three days anew. Raises NotAllowed, and InvalidInput where nothing is sent at all, the span ends before
    it begins, or there is more in it than ``MOST_REPLAYED``.
    """
    endpoint = working_endpoint(by, client)
    with transaction.atomic():
        _count(endpoint, since, until)
        count = _found(endpoint, since, until).update(
            state=_State.QUEUED, attempts=0, next_attempt_at=now, expires_at=now + TRIED_FOR
        )
        if count:
            wake(endpoint)
            span = f"{since.isoformat(timespec='minutes')} - {until.isoformat(timespec='minutes')}: {count}"
            record_change([client], {"webhook_replay": ("", span)})
            notify_worker(queueing.TASK)
    return count


def _count(endpoint: WebhookEndpoint, since: datetime, until: datetime) -> int:
    if until <= since:
        raise InvalidInput(Problem(Code.SPAN_BACKWARDS, "until"))
    count = _found(endpoint, since, until).count()
    if count > MOST_REPLAYED:
        raise InvalidInput(Problem(Code.TOO_MUCH_TO_REPLAY, "until", {"most": MOST_REPLAYED, "count": count}))
    return count


def _found(endpoint: WebhookEndpoint, since: datetime, until: datetime) -> QuerySet[WebhookDelivery]:
    happened = WebhookDelivery.objects.filter(endpoint=endpoint, created_at__gte=since, created_at__lt=until)
    return happened.exclude(state=_State.QUEUED).exclude(event=TEST_EVENT)
