"""Step b of each action: the call, outside any transaction. It is made once and never repeated.

Whatever happens here leaves a row that says the truth: DONE, REFUSED, or UNCONFIRMED, which is looked up.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from accounts.errors import AccountError
from control import refusals
from control.errors import NotPossible
from control.models import ControlAction
from control.writes import outcomes
from control.writes.findings import NO_SESSION
from control.writes.kinds import KINDS
from hwmeeting import Client, HwMeetingError, NoAnswer, Refused, ServerFault
from meetings.models.vendor_write import LEASE
from meetings.refusals import NOT_LINKED, NOT_REACHED

_State = ControlAction.State


def send(*, action: ControlAction, client: Client, was_on: bool, now: datetime) -> ControlAction:
    """Send an action that was just stored, and return it as it stands then.

    ``was_on`` is whether the meeting has run a moment ago, as far as we know: then one that doesn't has just ended.
    Raises nothing for what the vendor says; the row has it.
    """
    began = time.monotonic()
    kind = KINDS[action.kind]
    try:
        call = kind.prepare(client, action)
    except NotPossible as error:
        _refuse(action, error.code, now)
    except AccountError:
        _refuse(action, NOT_LINKED, now)
    except Refused as error:
        _conclude_refused(action, error, was_on, now)
    except HwMeetingError:  # nothing was asked for but the right to do it
        _refuse(action, NOT_REACHED, now)
    else:
        if _renew_lease(action, now + timedelta(seconds=time.monotonic() - began)):
            _call(action, call, was_on, now)
    return outcomes.load(action.pk)


def _call(action: ControlAction, call: Callable[[], None], was_on: bool, now: datetime) -> None:
    try:
        call()
    except (NoAnswer, ServerFault) as error:
        outcomes.mark_unconfirmed(action, error, now)
    except Refused as error:
        _conclude_refused(action, error, was_on, now)
    except HwMeetingError:  # it never arrived
        _refuse(action, NOT_REACHED, now)
    else:
        outcomes.finish(action, _State.DONE, now)


def _renew_lease(action: ControlAction, now: datetime) -> bool:
    """Return whether the action is still ours: what came before may have taken long, or the machine slept."""
    ours, until = ControlAction.objects.still_owned(action), now + LEASE
    action.lease_until = until
    return bool(ours.update(lease_until=until))


def _conclude_refused(action: ControlAction, error: Refused, was_on: bool, now: datetime) -> None:
    if error.code not in NO_SESSION:
        _refuse(action, error.code, now, request_id=error.request_id)
    elif was_on and KINDS[action.kind].is_done_without_session:
        outcomes.finish(action, _State.DONE, now, was_needless=True)
    else:
        _refuse(action, refusals.NOT_RUNNING, now)


def _refuse(action: ControlAction, code: str, now: datetime, *, request_id: str = "") -> None:
    outcomes.finish(action, _State.REFUSED, now, error_code=code, error_request_id=request_id)
