"""Calling people, phones and terminals into a running meeting."""

from collections.abc import Sequence
from datetime import datetime

from accounts.errors import AccountError
from accounts.models import User
from accounts.vendor import clients, numbers
from control.models import ControlAction
from control.problems import Code
from control.requests import CalleeRequest, number_problem
from control.services.acting import check_controllable, concluded
from control.writes import planning, sending
from control.writes.payloads import Callee, CallPayload
from hwmeeting import HwMeetingError
from l10n.problem import Problem
from meetings import access
from meetings.errors import InvalidRequest
from meetings.models import Meeting
from meetings.writes.payloads import content_hash
from meetings.writes.planning import idempotency_key

_TYPES = {"phone": "mobile", "sip": "normal", "terminal": "terminal"}


def call(
    *, meeting: Meeting, by: User, callees: Sequence[CalleeRequest], reference: str, now: datetime
) -> ControlAction:
    """Have the meeting service call them into ``meeting``, all or none, and return how far that has come.

    DONE says that they are being called, not that anybody answers. The same ``reference`` returns the first action;
    who is called already isn't called twice. Raises NotAllowed, InvalidRequest with all that is wrong with
    ``callees``, WriteInProgress, TooLate, ReferenceUsed, accounts' NotLinked, and ControlRefused.
    """
    access.check_can_change(person=by, meeting=meeting)
    written = [(each.person.pk if each.person else None, each.kind, each.number, each.name) for each in callees]
    key = idempotency_key(
        by=by, reference=reference, content_hash=content_hash("call", meeting=meeting.pk, of=written)
    )
    if first := planning.find_replayed(key):
        return concluded(first)
    check_controllable(meeting=meeting)
    client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
    payload = CallPayload(_resolve(callees, meeting))
    action = planning.plan(key=key, meeting=meeting, kind=ControlAction.Kind.CALL, payload=payload.to_json(), now=now)
    if action is None:  # another click was faster
        first = planning.find_replayed(key)
        assert first is not None
        return concluded(first)
    return concluded(sending.send(action=action, client=client, was_on=False, now=now))


def _resolve(callees: Sequence[CalleeRequest], meeting: Meeting) -> tuple[Callee, ...]:
    """Return each with its number, each number once. Raises InvalidRequest."""
    if not callees:
        raise InvalidRequest(Problem(Code.CALLEES_MISSING, "callees"))
    found: dict[str, Callee] = {}
    problems = []
    for position, each in enumerate(callees):
        problem, callee = _resolve_one(each, meeting, f"callees.{position}")
        if problem:
            problems.append(problem)
        elif callee:
            found.setdefault(callee.number, callee)
    if problems:
        raise InvalidRequest(*problems)
    return tuple(found.values())


def _resolve_one(each: CalleeRequest, meeting: Meeting, field: str) -> tuple[Problem | None, Callee | None]:
    if problem := number_problem(each, f"{field}.number"):
        return problem, None
    if each.person is None:
        return None, Callee(each.shown_name, each.dialled, _TYPES[each.kind])
    if each.person.tenant_id != meeting.tenant_id:
        return Problem(Code.PERSON_UNREACHABLE, f"{field}.user_id", {"person": each.person.name}), None
    try:
        number = numbers.number_of(person=each.person)
    except (AccountError, HwMeetingError):
        number = ""
    if not number:
        return Problem(Code.PERSON_UNREACHABLE, f"{field}.user_id", {"person": each.person.name}), None
    user_id = each.person.identity.third_party_user_id
    return None, Callee(each.shown_name, number, "normal", user_id)
