"""Actions on running meetings, as rows."""

import secrets
from typing import Any

from django.utils import timezone

from control.models import ControlAction
from meetings.models import Meeting


def make_action(meeting: Meeting, **fields: Any) -> ControlAction:
    """Return an action of the meeting's organiser, to end it and done just now, but for ``fields``."""
    now = timezone.now()
    values: dict[str, Any] = {
        "kind": ControlAction.Kind.END,
        "state": ControlAction.State.DONE,
        "requested_by": meeting.organiser,
        "reference": secrets.token_hex(8),
        "payload": {},
        "created_at": now,
    }
    values |= fields
    if values["state"] in {"done", "refused"}:
        values.setdefault("finished_at", now)
    return ControlAction.objects.create(meeting=meeting, **values)
