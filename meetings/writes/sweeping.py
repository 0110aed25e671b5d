"""Finds the writes that nobody is working on: a message was lost, or a process was killed."""

from datetime import datetime

from django.db.models import Q

from meetings.models import VendorWrite
from notifications.enqueue import notify_worker

# At most so many per run; the next run takes the rest.
BATCH = 200
_State = VendorWrite.State


def sweep(*, now: datetime) -> int:
    """Notify a worker of every write that is due; return how many.

    Costs one look into a small index when all is well.

    A SENT write whose lease is over has lost its process between the call and our commit: nobody knows
    what came of it, so it becomes UNCONFIRMED.
    """
    still_open = VendorWrite.objects.filter(finished_at=None)
    still_open.filter(state=_State.SENT, lease_until__lt=now).update(
        state=_State.UNCONFIRMED, lease_until=None, next_attempt_at=now
    )
    is_free = Q(lease_until=None) | Q(lease_until__lte=now)
    due = still_open.filter(
        is_free, state__in=[_State.PLANNED, _State.UNCONFIRMED], next_attempt_at__lte=now
    ).order_by("next_attempt_at")
    found = list(due.values_list("pk", "state")[:BATCH])
    for write_id, state in found:
        notify_worker("meetings.send_write" if state == _State.PLANNED else "meetings.reconcile", write_id=write_id)
    return len(found)
