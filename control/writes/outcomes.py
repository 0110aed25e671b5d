"""Step c: what became of an action."""

from datetime import datetime
from typing import Any

from django.db import transaction

from control.models import ControlAction
from hwmeeting import HwMeetingError
from notifications.enqueue import notify_worker

_State = ControlAction.State


def finish(action: ControlAction, state: str, now: datetime, **fields: Any) -> None:
    """Record that it is done, or refused; nothing happens if another process has taken it over meanwhile."""
    ControlAction.objects.still_owned(action).update(
        state=state, finished_at=now, lease_until=None, next_check_at=None, **fields
    )


def mark_unconfirmed(action: ControlAction, error: HwMeetingError, now: datetime) -> None:
    """Record that it may have taken effect or not."""
    with transaction.atomic(durable=True):
        ControlAction.objects.still_owned(action).update(
            state=_State.UNCONFIRMED,
            lease_until=None,
            next_check_at=now,
            error_code=error.code,
            error_request_id=error.request_id,
        )
        notify_worker("control.look_up", action_id=action.pk)


def load(action_id: int) -> ControlAction:
    """Return the action as it stands, with its meeting."""
    return ControlAction.objects.with_meeting().get(pk=action_id)
