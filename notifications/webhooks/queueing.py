"""Events become rows, in the transaction in which they happen."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from notifications.enqueue import notify_worker
from notifications.models import WebhookDelivery, WebhookEndpoint

TRIED_FOR = timedelta(days=3)
TASK = "notifications.deliver_webhooks"
TEST_EVENT = "webhook.test"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. ``data`` is JSON; ``about`` and ``title`` name what it belongs to."""

    type: str
    data: Mapping[str, Any]
    about: str = ""
    title: str = ""


def queue(addressed: Iterable[tuple[WebhookEndpoint, Event]], *, now: datetime) -> int:
    """Write a delivery for each and wake a worker once the transaction is committed; returns how many.

    The caller has chosen who may hear of what. One statement, however many; none where there are no rows.
    """
    rows = [_row(endpoint, event, now) for endpoint, event in addressed]
    if rows:
        WebhookDelivery.objects.bulk_create(rows)
        notify_worker(TASK)
    return len(rows)


def _row(endpoint: WebhookEndpoint, event: Event, now: datetime) -> WebhookDelivery:
    content = {"type": event.type, "timestamp": now.isoformat(), "data": event.data}
    return WebhookDelivery(
        endpoint=endpoint,
        webhook_id=f"msg_{secrets.token_hex(16)}",
        event=event.type,
        about=event.about,
        title=event.title[:200],
        body=json.dumps(content, ensure_ascii=False, separators=(",", ":")),
        next_attempt_at=now,
        expires_at=now + TRIED_FOR,
        created_at=now,
    )
