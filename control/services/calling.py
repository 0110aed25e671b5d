"""Calling people, phones and terminals into a running meeting."""

from collections.abc import Sequence
from datetime import datetime

from accounts.errors import AccountError
from accounts.models import User
from accounts.vendor import clients, numbers
from control.models import ControlAction
from control.problems import Code
from control.requests import MOST_CALLEES, CalleeRequest, NumberKind, number_problem
from control.services import presence
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

BY_INVITEE, BY_NUMBER = "call_invitee", "call_number"
BY_ROW = frozenset({BY_INVITEE, BY_NUMBER})
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


def call_missing(*, meeting: Meeting, by: User, reference: str, now: datetime) -> ControlAction:
    """Have everybody called who is invited and neither in nor waiting nor being called, as ``call`` does.

    Whom the meeting service can't call is left out. Raises InvalidRequest where nobody is left, too, and what
    ``call`` raises.
    """
    access.check_can_change(person=by, meeting=meeting)
    if first := _find_call(by, reference, meeting):
        return concluded(first)
    missing = _list_missing(meeting, by)
    if not missing:
        raise InvalidRequest(Problem(Code.NOBODY_MISSING))
    return call(meeting=meeting, by=by, callees=missing, reference=reference, now=now)


def call_row(*, meeting: Meeting, by: User, kind: str, about: str, reference: str, now: datetime) -> ControlAction:
    """Have one called who is invited (``call_invitee`` and its key) or was there (``call_number``), as ``call`` does.

    Raises InvalidRequest for an invitee who isn't any more, too.
    """
    access.check_can_change(person=by, meeting=meeting)
    callee = CalleeRequest(number=about, kind=NumberKind.PHONE if about.startswith("+") else NumberKind.SIP)
    if kind == BY_INVITEE:
        invitee = meeting.invitees.present().filter(pk=about if about.isdecimal() and len(about) < 19 else 0)
        found = invitee.select_related("person").exclude(person=None).first()
        if found is None:
            raise InvalidRequest(Problem(Code.CALLEES_MISSING, "callees"))
        callee = CalleeRequest(person=found.person)
    return call(meeting=meeting, by=by, callees=[callee], reference=reference, now=now)


def _find_call(by: User, reference: str, meeting: Meeting) -> ControlAction | None:
    """Return what the same click has made: who is missing is another list by now."""
    actions = ControlAction.objects.with_meeting().filter(meeting=meeting, kind=ControlAction.Kind.CALL)
    return actions.filter(requested_by=by, reference=reference).first() if reference else None


def _list_missing(meeting: Meeting, by: User) -> list[CalleeRequest]:
    there = presence.list_numbers(meeting=meeting)
    invitees = meeting.invitees.present().filter(person__tenant=meeting.tenant_id, person__is_active=True)
    found = []
    for invitee in invitees.exclude(person=by).select_related("person__tenant")[:MOST_CALLEES]:
        assert invitee.person is not None
        number = _number_of(invitee.person)
        if number and number not in there:
            found.append(CalleeRequest(person=invitee.person))
    return found


def _number_of(person: User) -> str:
    try:
        return numbers.number_of(person=person)
    except (AccountError, HwMeetingError):
        return ""


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
    number = _number_of(each.person)
    if not number:
        return Problem(Code.PERSON_UNREACHABLE, f"{field}.user_id", {"person": each.person.name}), None
    user_id = each.person.identity.third_party_user_id
    return None, Callee(each.shown_name, number, "normal", user_id)
