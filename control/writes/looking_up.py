"""What became of an action whose answer was lost, or whose process has died: it is looked up at the vendor.

"As before" counts only when two checks, apart from each other, agree. Then whoever wanted it is told to ask again;
nothing is repeated by itself, since minutes later it may not be wanted any more.
"""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.errors import AccountError
from accounts.vendor import clients
from control import refusals
from control.models import ControlAction
from control.writes import outcomes
from control.writes.findings import NO_SESSION, Finding
from control.writes.kinds import KINDS
from control.writes.refreshing import read_meeting_anew
from hwmeeting import HwMeetingError
from meetings.models.vendor_write import LEASE
from notifications.enqueue import notify_worker

BETWEEN_CHECKS, CHECKS = timedelta(seconds=10), 2
# After that nobody waits for it any more.
GIVES_UP_AFTER = timedelta(minutes=10)
# At most so many per run; the next run takes the rest.
_BATCH = 200
_State = ControlAction.State


def sweep(*, now: datetime) -> int:
    """Notify a worker of each action that is to be looked up; return how many.

    Costs one look into a small index when all is well. One that was sent by a process that has died since is among
    them.
    """
    ControlAction.objects.abandoned(now).update(state=_State.UNCONFIRMED, lease_until=None, next_check_at=now)
    found = list(ControlAction.objects.due(now).order_by("next_check_at").values_list("pk", flat=True)[:_BATCH])
    for action_id in found:
        notify_worker("control.look_up", action_id=action_id)
    return len(found)


def look_up(*, action_id: int, now: datetime) -> None:
    """Look an UNCONFIRMED action up, once, if that is due. Safe to call twice and to kill anywhere."""
    action = _claim(action_id, now)
    if action is None:
        return
    meeting = action.meeting
    try:
        client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
        finding = KINDS[action.kind].look_up(client, action)
    except (HwMeetingError, AccountError) as error:
        if getattr(error, "code", "") not in NO_SESSION:
            _check_later(action, now, agreeing_checks=action.agreeing_checks)
            return
        finding = Finding.NOT_RUNNING
    if finding is Finding.DONE:
        outcomes.finish(action, _State.DONE, now, error_code="", error_request_id="")
        if KINDS[action.kind].changes_meeting:
            read_meeting_anew(meeting, now=now)
    elif finding is Finding.NOT_RUNNING:
        outcomes.finish(action, _State.REFUSED, now, error_code=refusals.NOT_RUNNING)
    else:
        gives_up_as = refusals.NOT_KNOWN if finding is Finding.UNKNOWN else refusals.NOT_CONFIRMED
        _check_later(action, now, agreeing_checks=action.agreeing_checks + 1, gives_up_as=gives_up_as)


def _claim(action_id: int, now: datetime) -> ControlAction | None:
    with transaction.atomic(durable=True):  # so that the row that is read is still the one that was claimed
        due = ControlAction.objects.due(now).filter(pk=action_id)
        return outcomes.load(action_id) if due.update(lease_until=now + LEASE) else None


def _check_later(
    action: ControlAction, now: datetime, *, agreeing_checks: int, gives_up_as: str = refusals.NOT_CONFIRMED
) -> None:
    if agreeing_checks >= CHECKS or now - action.created_at > GIVES_UP_AFTER:
        outcomes.finish(action, _State.REFUSED, now, error_code=gives_up_as)
        return
    ControlAction.objects.still_owned(action).update(
        agreeing_checks=agreeing_checks, lease_until=None, next_check_at=now + BETWEEN_CHECKS
    )
