"""What is due for one endpoint is sent, one after the other, and each row says what came of it.

Whoever sends owns the endpoint by a lease, taken by a conditional update; a process that is killed leaves nothing but
a lease that runs out. Between the other system's answer and our commit a delivery can go out twice, with the same
``webhook-id``.
"""

import time
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Min, Q
from django.utils import timezone

from notifications.models import WebhookDelivery, WebhookEndpoint
from notifications.webhooks import posting, signing
from notifications.webhooks.posting import Answer
from notifications.webhooks.queueing import TRIED_FOR

_log = structlog.get_logger("notifications.webhooks")
_State, _Failure = WebhookDelivery.State, WebhookDelivery.Failure

# For how long one thread sends to an endpoint before others get its turn; then a lease is left that covers one POST.
TURN_SECONDS = 30.0
LEASE = timedelta(seconds=TURN_SECONDS) + timedelta(seconds=30)
# After each failure of a delivery, the last one again and again, until three days are over.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 30, 60, 120, 240, 480, 720))
# While an endpoint doesn't answer, nothing is sent to it: a minute's restart costs little, and a day's absence, too.
_FIRST_REST, _LONGEST_REST = timedelta(seconds=30), timedelta(minutes=10)
_LONGEST_ASKED_FOR = timedelta(hours=1)
# The last attempt is made at the end of its time, but for an endpoint that is being left alone.
_LATE = 2 * _LONGEST_ASKED_FOR
# Nothing taken for so long ends it, as a delivery ends that was never taken.
DISABLED_AFTER = TRIED_FOR
_GONE = 410
# What says nothing about the one delivery: whoever is asked next would say the same.
_AWAY_CODES = {429, 502, 503, 504}


def due_endpoints(*, now: datetime) -> list[int]:
    """Return the endpoints for which something is due and that nobody sends to, the longest waiting first."""
    free = Q(endpoint__lease_until=None) | Q(endpoint__lease_until__lte=now)
    rested = Q(endpoint__paused_until=None) | Q(endpoint__paused_until__lte=now)
    due = WebhookDelivery.objects.filter(free, rested, state=_State.QUEUED, next_attempt_at__lte=now)
    due = due.filter(endpoint__is_on=True, endpoint__disabled_at=None)
    return list(due.values_list("endpoint", flat=True).annotate(first=Min("next_attempt_at")).order_by("first"))


def give_up_late(*, now: datetime) -> int:
    """End what is long over and could not even be tried, since its address is switched off; return how many."""
    over = now - _LATE
    late = WebhookDelivery.objects.filter(state=_State.QUEUED, next_attempt_at__lt=over, expires_at__lt=over)
    return late.update(state=_State.FAILED, failure=_Failure.STOPPED, status_code=None)


def deliver_to(endpoint_id: int) -> int:
    """Send what is due for one endpoint; return how many deliveries it took. Stops when it is away."""
    taken, is_going_on = 0, True
    while is_going_on:
        endpoint = _claim(endpoint_id, timezone.now())
        if endpoint is None:
            return taken
        try:
            count, is_going_on = _turn(endpoint)
            taken += count
        finally:
            WebhookEndpoint.objects.filter(pk=endpoint_id, lease_until=endpoint.lease_until).update(lease_until=None)
        # What was written down while the lease was still there has found nobody.
        is_going_on = is_going_on and endpoint_id in due_endpoints(now=timezone.now())
    return taken


def _claim(endpoint_id: int, now: datetime) -> WebhookEndpoint | None:
    free = WebhookEndpoint.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), pk=endpoint_id)
    with transaction.atomic(durable=True):
        if not free.filter(is_on=True, disabled_at=None).update(lease_until=now + LEASE):
            return None
        return WebhookEndpoint.objects.get(pk=endpoint_id)


def _turn(endpoint: WebhookEndpoint) -> tuple[int, bool]:
    """Return how many were taken in this turn, and whether the endpoint may be asked further."""
    until, taken = time.monotonic() + TURN_SECONDS, 0
    secrets = [secret.value for secret in endpoint.secrets.all()]
    while time.monotonic() < until:
        now = timezone.now()
        due = WebhookDelivery.objects.filter(endpoint=endpoint, state=_State.QUEUED, next_attempt_at__lte=now)
        delivery = due.order_by("next_attempt_at", "pk").first()
        if delivery is None:
            return taken, True
        # With its pause, so that one over which a process dies does not kill the next one at once.
        pause = PAUSES[min(delivery.attempts, len(PAUSES) - 1)]
        delivery.next_attempt_at = min(now + pause, delivery.expires_at)
        claimed = {"attempts": F("attempts") + 1, "attempted_at": now, "next_attempt_at": delivery.next_attempt_at}
        if not due.filter(pk=delivery.pk).update(**claimed):
            continue
        delivery.attempts += 1
        answer = _send(endpoint, delivery, secrets, now)
        taken += answer.is_taken
        if not _record(endpoint, delivery, answer, timezone.now()):
            return taken, False
    return taken, True


def _send(endpoint: WebhookEndpoint, delivery: WebhookDelivery, secrets: list[str], now: datetime) -> Answer:
    if not secrets:
        return Answer(0, failure=_Failure.NO_SECRET)
    headers = signing.signed_headers(webhook_id=delivery.webhook_id, body=delivery.body, secrets=secrets, now=now)
    headers |= {"Content-Type": "application/json", "User-Agent": "meeting-portal-webhooks", "Connection": "close"}
    return posting.post(url=endpoint.url, headers=headers, body=delivery.body.encode())


def _record(endpoint: WebhookEndpoint, delivery: WebhookDelivery, answer: Answer, now: datetime) -> bool:
    """Write down what came of one attempt; False where the endpoint is not to be asked for a while."""
    shown: dict[str, Any] = {
        "status_code": answer.status_code,
        "failure": answer.failure,
        "answer": answer.body,
        "took_ms": answer.took_ms,
    }
    if answer.is_taken:
        shown["state"] = _State.DELIVERED
    elif now >= delivery.expires_at or answer.status_code == _GONE:
        shown["state"] = _State.FAILED
    _log.info(
        "webhook delivered" if answer.is_taken else "webhook not delivered",
        delivery=delivery.pk,
        endpoint=endpoint.pk,
        event_type=delivery.event,
        attempt=delivery.attempts,
        status=answer.status_code,
        failure=answer.failure,
        ms=answer.took_ms,
    )
    with transaction.atomic(durable=True):
        WebhookDelivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).update(**shown)
        return _record_endpoint(endpoint, answer, now)


def _record_endpoint(endpoint: WebhookEndpoint, answer: Answer, now: datetime) -> bool:
    mine = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    if answer.is_taken:
        if endpoint.failing_since is not None:
            endpoint.failing_since, endpoint.unreachable_count = None, 0
            mine.update(failing_since=None, unreachable_count=0, paused_until=None)
        return True
    endpoint.failing_since = endpoint.failing_since or now
    changes: dict[str, Any] = {"failing_since": endpoint.failing_since}
    is_gone, is_away = answer.status_code == _GONE, bool(answer.failure) or answer.status_code in _AWAY_CODES
    if is_away:
        endpoint.unreachable_count += 1
        rest = min(_FIRST_REST * 2 ** min(endpoint.unreachable_count - 1, 10), _LONGEST_REST)
        asked_for = min(timedelta(seconds=answer.retry_after), _LONGEST_ASKED_FOR)
        changes |= {"unreachable_count": endpoint.unreachable_count, "paused_until": now + max(rest, asked_for)}
    is_disabled = is_gone or now - endpoint.failing_since >= DISABLED_AFTER
    if is_disabled:
        kind = WebhookEndpoint.Disabled
        changes |= {"disabled_at": now, "disabled_reason": kind.GONE if is_gone else kind.FAILING, "told_at": None}
        _log.warning("a webhook endpoint is disabled", endpoint=endpoint.pk, reason=changes["disabled_reason"])
    mine.update(**changes)
    if is_disabled:
        waiting = WebhookDelivery.objects.filter(endpoint=endpoint, state=_State.QUEUED)
        waiting.update(state=_State.FAILED, failure=_Failure.STOPPED, status_code=None)
    return not (is_away or is_disabled)
