"""Events as rows, each once; those that say something of a meeting's state wait for a worker."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import EventSubscription
from hwmeeting import EventMessage
from hwmeeting.types import event
from meetings.models import VendorEvent
from notifications.enqueue import notify_worker

# A booking of our own is known by its answer, one of somebody else's client by the next comparison of all meetings.
_TELLING = {event.STARTED, event.ENDED, event.CONCLUDED, event.MODIFIED, event.CANCELLED}
# After these the vendor's history has something new.
_LEAVING_HISTORY = {event.ENDED, event.RECORDED}
# The worker who is notified has it; the sweep takes over a row whose message was lost.
_WORKER_HAS_IT_FOR = timedelta(seconds=10)
_NOTED_EVERY = timedelta(minutes=1)
_BATCH = 1000
_State = VendorEvent.State


def store(*, subscription: EventSubscription, message: EventMessage, now: datetime) -> None:
    """Store an event that was verified, unless it is there already, and notify a worker of its meeting."""
    is_telling = message.name in _TELLING and bool(message.conference_id)
    row = VendorEvent(
        tenant_id=subscription.tenant_id,
        digest=hashlib.sha256(message.info.encode()).hexdigest(),
        name=message.name,
        vendor_conference_id=message.conference_id,
        vendor_conference_uuid=message.conference_uuid,
        vendor_sub_conference_id=message.sub_conference_id,
        info=message.info,
        happened_at=message.happened_at,
        received_at=now,
        state=_State.WAITING if is_telling else _State.KEPT,
        next_attempt_at=now + _WORKER_HAS_IT_FOR,
    )
    with transaction.atomic():
        VendorEvent.objects.bulk_create([row], ignore_conflicts=True)
        if is_telling:
            _notify(subscription.tenant_id, message.conference_id)
        if message.name in _LEAVING_HISTORY:
            notify_worker("history.session_ended", tenant_id=subscription.tenant_id)
    if subscription.last_event_at is None or subscription.last_event_at < now - _NOTED_EVERY:
        EventSubscription.objects.filter(pk=subscription.pk).update(last_event_at=now)


def sweep(*, now: datetime) -> int:
    """Notify a worker of every meeting whose events wait longer than they should; return how many."""
    due = VendorEvent.objects.due(now).order_by("tenant", "vendor_conference_id")
    found = list(due.values_list("tenant_id", "vendor_conference_id").distinct()[:_BATCH])
    for tenant_id, conference_id in found:
        _notify(tenant_id, conference_id)
    return len(found)


def prune(*, before: datetime) -> int:
    """Delete what came before that time; return how many rows."""
    old = VendorEvent.objects.filter(received_at__lt=before)
    count = 0
    while keys := list(old.order_by("received_at").values_list("pk", flat=True)[:_BATCH]):
        count += VendorEvent.objects.filter(pk__in=keys).delete()[0]
    return count


def _notify(tenant_id: int, conference_id: str) -> None:
    notify_worker("meetings.apply_events", tenant_id=tenant_id, conference_id=conference_id)
