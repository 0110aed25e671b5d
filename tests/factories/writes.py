"""Writes as rows, of any kind and in any state."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from meetings.models import Meeting, VendorWrite
from meetings.models.vendor_write import LEASE
from meetings.writes import sending
from meetings.writes.payloads import Payload


def make_write(meeting: Meeting, payload: Payload | None = None, **fields: Any) -> VendorWrite:
    """Return a write of the meeting's organiser that wants ``payload``; without one it says nothing of what it wants.

    It is PLANNED and was stored now, but for ``fields``.
    """
    values: dict[str, Any] = {
        "kind": payload.kind if payload else VendorWrite.Kind.CREATE,
        "payload": payload.to_json() if payload else {},
        "requested_by": meeting.organiser,
        "reference": secrets.token_hex(8),
        "created_at": timezone.now(),
    }
    return VendorWrite.objects.create(meeting=meeting, **(values | fields))


def make_write_in_state(
    meeting: Meeting, state: str, *, payload: Payload | None = None, finished_at: datetime, **fields: Any
) -> VendorWrite:
    """Return a write in ``state``, sent five seconds ago: with a lease while it is SENT, finished once it is over."""
    sent_at = timezone.now() - timedelta(seconds=5)
    values = {
        "state": state,
        "sent_at": sent_at,
        "lease_until": sent_at + LEASE if state == VendorWrite.State.SENT else None,
        "finished_at": finished_at if state in {"done", "refused", "withdrawn"} else None,
    }
    return make_write(meeting, payload, **(values | fields))


def send_all(meeting: Meeting) -> None:
    """Send what follows a write of ``meeting``, one after the other, as the worker does."""
    while write := VendorWrite.objects.open().filter(meeting=meeting).first():
        assert write.next_attempt_at is not None
        sending.send(write_id=write.pk, now=max(write.next_attempt_at, datetime.now(UTC)))
