"""Step a of each action: what is wanted becomes a row, and is committed, before anybody is called."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from control.models import ControlAction
from meetings.errors import ReferenceUsed
from meetings.models import Meeting
from meetings.models.vendor_write import LEASE
from meetings.writes.planning import IdempotencyKey


def find_replayed(key: IdempotencyKey) -> ControlAction | None:
    """Return what this key made before. Raises ReferenceUsed when that was something else."""
    action = ControlAction.objects.with_meeting().filter(requested_by=key.by, reference=key.reference).first()
    if action and action.content_hash != key.content_hash:
        raise ReferenceUsed(meeting=action.meeting)
    return action


def plan(
    *, key: IdempotencyKey, meeting: Meeting, kind: str, payload: dict[str, Any], now: datetime
) -> ControlAction | None:
    """Store the action, which the caller sends at once; None where the key was used before."""
    try:
        with transaction.atomic(durable=True):
            return ControlAction.objects.create(
                meeting=meeting,
                kind=kind,
                requested_by=key.by,
                reference=key.reference,
                content_hash=key.content_hash,
                payload=payload,  # type: ignore[misc]  # the stubs take the field for text
                lease_until=now + LEASE,
                created_at=now,
            )
    except IntegrityError:
        if find_replayed(key):
            return None
        raise
