"""Finds the writes that nobody is working on: a message was lost, or a process was killed."""

from datetime import datetime

from meetings.models import VendorWrite
from meetings.writes import pacing
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
    VendorWrite.objects.abandoned(now).update(state=_State.UNCONFIRMED, lease_until=None, next_attempt_at=now)
    due = VendorWrite.objects.due(now).order_by("next_attempt_at")
    found = list(due.values_list("pk", "state")[:BATCH])
    for write_id, state in found:
        notify_worker("meetings.send_write" if state == _State.PLANNED else "meetings.reconcile", write_id=write_id)
    for series_id in pacing.list_unsettled(now=now):
        notify_worker("meetings.advance_series", series_id=str(series_id))
    return len(found)
