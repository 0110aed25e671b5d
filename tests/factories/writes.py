"""Writes as rows, of any kind and in any state."""

import secrets
from typing import Any

from django.utils import timezone

from meetings.models import Meeting, VendorWrite
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
