"""Every action of the table on a running meeting (``control.actions``)."""

from dataclasses import replace
from datetime import datetime

from accounts.models import User
from accounts.vendor import clients
from control.actions import ACTIONS, About
from control.models import ControlAction
from control.problems import Code
from control.requests import ActionRequest, request_problems
from control.services.acting import check_controllable, concluded
from control.writes import planning, sending
from l10n import one_line
from l10n.problem import Problem
from meetings import access
from meetings.errors import InvalidRequest
from meetings.models import Meeting
from meetings.writes.payloads import content_hash
from meetings.writes.planning import idempotency_key

_NAMED = {About.PARTICIPANT, About.WAITING, About.ANYBODY}
_Kind = ControlAction.Kind


def act(
    *, meeting: Meeting, by: User, kind: str, request: ActionRequest, reference: str, now: datetime
) -> ControlAction:
    """Do what ``kind`` names to ``meeting``, and return how far that has come: DONE, or UNCONFIRMED.

    The same ``reference`` returns the first action. Raises NotAllowed for whoever is neither organiser nor co-host,
    InvalidRequest with all that is wrong with ``request``, WriteInProgress, TooLate, ReferenceUsed, accounts'
    NotLinked, and ControlRefused for the vendor's no, where the meeting isn't running, whom it is about has gone, or
    a co-host would act on the host: then the row says so, too.
    """
    access.check_can_change(person=by, meeting=meeting)
    asked = replace(request, title=one_line.one_line(request.title))
    _check(kind, asked)
    content = content_hash("control", meeting=meeting.pk, of=kind, asked=asked.to_json())
    key = idempotency_key(by=by, reference=reference, content_hash=content)
    if first := planning.find_replayed(key):
        return concluded(first)
    check_controllable(meeting=meeting)
    client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
    action = planning.plan(key=key, meeting=meeting, kind=kind, payload=asked.to_json(), now=now)
    if action is None:  # another click was faster
        first = planning.find_replayed(key)
        assert first is not None
        return concluded(first)
    return concluded(sending.send(action=action, client=client, was_on=False, now=now))


def hand_over_and_leave(
    *, meeting: Meeting, by: User, participant_id: str, reference: str, now: datetime
) -> ControlAction:
    """Make somebody the host, and only once that is so, leave: an action each, of which the last one is returned.

    Raises what ``act`` raises. Where the first isn't known to be done, it is returned, and nobody leaves.
    """
    asked = ActionRequest(participant_id=participant_id)
    first = act(meeting=meeting, by=by, kind=_Kind.MAKE_HOST, request=asked, reference=_part(reference, 1), now=now)
    if first.is_open:
        return first
    return act(
        meeting=meeting, by=by, kind=_Kind.LEAVE, request=ActionRequest(), reference=_part(reference, 2), now=now
    )


def _part(reference: str, number: int) -> str:
    return f"{reference} {number}" if reference.strip() else ""


def _check(kind: str, asked: ActionRequest) -> None:
    action = ACTIONS.get(kind)
    if action is None:
        raise InvalidRequest(Problem(Code.ACTION_UNKNOWN, "kind", {"typed": kind}))
    needed = set(action.needs)
    if action.about in _NAMED:
        needed.add("participant_id")
    elif action.about is About.INVITED and not asked.participant_id:
        needed.add("number")
    if problems := request_problems(asked, needed):
        raise InvalidRequest(*problems)
