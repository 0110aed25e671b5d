"""Each endpoint that something is due for gets a thread of its own.

A worker's job starts the threads, waits a moment for those that are quick, and is over; whatever hangs goes on by
itself, and holds up neither mails nor other endpoints. One that dies with its process leaves a lease that runs out.
"""

import threading
import time
from datetime import datetime, timedelta

import structlog
from django.db import connection

from notifications.models import WebhookDelivery
from notifications.webhooks import delivery

_log = structlog.get_logger("notifications.webhooks")

# So many endpoints of a process may hang at the same time.
MOST_THREADS = 16
# Most answer in a fraction of it.
A_MOMENT = 0.5
KEPT_FOR = timedelta(days=30)
_PRUNED_AT_ONCE = 1000
_places = threading.BoundedSemaphore(MOST_THREADS)


def send_due(*, now: datetime, seconds: float = A_MOMENT) -> int:
    """Start sending all that is due, and wait for it for ``seconds``; return to how many endpoints."""
    threads = []
    for endpoint_id in delivery.due_endpoints(now=now):
        if not _places.acquire(blocking=False):
            break  # the sweep comes back to the rest
        thread = threading.Thread(target=_run, args=(endpoint_id,), name=f"webhooks-{endpoint_id}", daemon=True)
        thread.start()
        threads.append(thread)
    until = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(until - time.monotonic(), 0))
    return len(threads)


def prune(*, now: datetime) -> int:
    """Delete deliveries that nobody looks at any more, some at a time; return how many."""
    old = WebhookDelivery.objects.filter(created_at__lt=now - KEPT_FOR).exclude(state=WebhookDelivery.State.QUEUED)
    found = list(old.order_by("created_at").values_list("pk", flat=True)[:_PRUNED_AT_ONCE])
    if found:
        WebhookDelivery.objects.filter(pk__in=found).delete()
    return len(found)


def _run(endpoint_id: int) -> None:
    try:
        delivery.deliver_to(endpoint_id)
    except Exception:  # noqa: BLE001 — a thread has nobody to raise to; the rows are still due, and the log has it
        _log.exception("webhooks can't be sent", endpoint=endpoint_id)
    finally:
        connection.close()
        _places.release()
