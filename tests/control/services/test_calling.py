"""Calling people, phones and terminals into a running meeting."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from accounts.models import Identity, User
from control import tasks
from control.errors import ControlRefused
from control.models import ControlAction
from control.problems import Code
from control.requests import CalleeRequest, NumberKind
from control.services import calling
from l10n.problem import Problem
from meetings.errors import InvalidRequest, NotAllowed
from meetings.models import Meeting
from meetings.services import booking
from tests.control.rounds import dialled, run_jobs
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor
from tests.flows.actions import forget_enqueued

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = CalleeRequest(number="138 0013 8000", name="Anna Weber")
TERMINAL = CalleeRequest(number="0255", kind=NumberKind.TERMINAL, name="Hall 1")


def call(meeting: Meeting, by: User, callees: Sequence[CalleeRequest], *, reference: str = "call") -> ControlAction:
    return calling.call(meeting=meeting, by=by, callees=callees, reference=reference, now=datetime.now(UTC))


def called(vendor: Vendor, meeting: Meeting) -> list[tuple[str, str, str, str]]:
    sites = vendor.conference(meeting)["called"]
    return [(site["name"], site["number"], site["type"], site["state"]) for site in sites]


def test_people_phones_and_terminals_ring(vendor: Vendor, chen: User, li: User, running: Meeting) -> None:
    vendor.assume(pstn="bought")
    assert Identity.objects.get(person=li).vendor_sip_number == ""
    action = call(running, chen, [CalleeRequest(person=li), PHONE, TERMINAL, PHONE])
    assert (action.kind, action.state) == ("call", "done")
    number = dialled(li)  # li was signed in to be known
    assert called(vendor, running) == [
        ("Li Wei", number, "normal", "called"),
        ("Anna Weber", "+8613800138000", "mobile", "called"),
        ("Hall 1", "0255", "terminal", "called"),
    ]


def test_who_answers_is_in(vendor: Vendor, chen: User, running: Meeting) -> None:
    call(running, chen, [TERMINAL])
    vendor.answer("0255", "enters")
    assert [one["name"] for one in vendor.conference(running)["participants"]] == ["Anna", "Hall 1"]
    assert called(vendor, running) == [("Hall 1", "0255", "terminal", "in")]


def test_the_same_click_is_one_call_and_another_one_rings_nobody_twice(
    vendor: Vendor, chen: User, running: Meeting
) -> None:
    assert call(running, chen, [TERMINAL]).pk == call(running, chen, [TERMINAL]).pk
    assert len(vendor.sent("call")) == 1
    assert call(running, chen, [TERMINAL], reference="another").state == "done"
    assert len(called(vendor, running)) == 1


def test_all_that_is_wrong_is_told_at_once_and_nobody_is_called(
    vendor: Vendor, chen: User, li: User, stranger: User, running: Meeting
) -> None:
    Identity.objects.filter(person=li).update(state=Identity.State.DISABLED)
    callees = [
        CalleeRequest(person=li),
        CalleeRequest(person=stranger),
        CalleeRequest(number="123"),
        CalleeRequest(number="no number", kind=NumberKind.SIP),
        CalleeRequest(number=f"{'9' * 120}@example.com", kind=NumberKind.TERMINAL),
        TERMINAL,
    ]
    with pytest.raises(InvalidRequest) as refused:
        call(running, chen, callees)
    assert refused.value.problems == (
        Problem(Code.PERSON_UNREACHABLE, "callees.0.user_id", {"person": "Li Wei"}),
        Problem(Code.PERSON_UNREACHABLE, "callees.1.user_id", {"person": "Stranger"}),
        Problem(Code.PHONE_INVALID, "callees.2.number", {"typed": "123"}),
        Problem(Code.NUMBER_INVALID, "callees.3.number", {"typed": "no number"}),
        Problem(Code.NUMBER_INVALID, "callees.4.number", {"typed": f"{'9' * 120}@example.com"}),
    )
    assert (called(vendor, running), ControlAction.objects.count()) == ([], 0)


def test_nobody_to_call(chen: User, vendor: Vendor, running: Meeting) -> None:
    with pytest.raises(InvalidRequest) as refused:
        call(running, chen, [])
    assert refused.value.problems == (Problem(Code.CALLEES_MISSING, "callees"),)


def test_without_the_right_to_call_phones_nobody_is(vendor: Vendor, chen: User, running: Meeting) -> None:
    with pytest.raises(ControlRefused) as refused:
        call(running, chen, [TERMINAL, PHONE])
    assert (refused.value.vendor_code, refused.value.sentence) == (
        "MMC.111076012",
        "The enterprise may not call phones at the meeting service. Its administrator can buy that.",
    )
    assert called(vendor, running) == []


def test_a_meeting_that_does_not_run(vendor: Vendor, chen: User) -> None:
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    with pytest.raises(ControlRefused) as refused:
        call(meeting, chen, [TERMINAL])
    assert refused.value.code == "not_running"


def test_only_its_hosts_may_call(vendor: Vendor, li: User, running: Meeting) -> None:
    with pytest.raises(NotAllowed):
        call(running, li, [TERMINAL])
    running.invitees.filter(person=li).update(role="cohost")
    assert call(running, li, [TERMINAL]).state == "done"


@pytest.mark.parametrize(("fault", "state"), [(Vendor.lose_answer, "done"), (Vendor.cut_before, "refused")])
def test_a_lost_answer_is_looked_up_and_nobody_is_called_twice(
    vendor: Vendor, chen: User, running: Meeting, fault: object, state: str
) -> None:
    forget_enqueued()
    fault(vendor, "call")  # type: ignore[operator]
    assert call(running, chen, [TERMINAL]).state == "unconfirmed"
    run_jobs()
    assert ControlAction.objects.get().state == state
    assert len(called(vendor, running)) == len(vendor.sent("call")) == (state == "done")


def test_who_was_invited_already_proves_nothing(vendor: Vendor, chen: User, running: Meeting) -> None:
    forget_enqueued()
    call(running, chen, [TERMINAL])
    vendor.answer("0255", "declines")
    vendor.cut_before("call")
    assert call(running, chen, [TERMINAL], reference="again").state == "unconfirmed"
    run_jobs()
    assert ControlAction.objects.get(reference="again").state == "refused"


def test_a_meeting_that_has_ended_meanwhile(vendor: Vendor, chen: User, running: Meeting) -> None:
    vendor.cut_before("call")
    action = call(running, chen, [TERMINAL])
    vendor.end(chen, running)
    tasks.look_up(action_id=action.pk)
    action.refresh_from_db()
    assert (action.state, action.error_code) == ("refused", "NOT_RUNNING")


def test_everybody_who_is_missing_is_called(
    vendor: Vendor, chen: User, li: User, stranger: User, running: Meeting
) -> None:
    def call_missing(reference: str) -> ControlAction:
        return calling.call_missing(meeting=running, by=chen, reference=reference, now=datetime.now(UTC))

    first = call_missing("all")
    assert [one["name"] for one in first.payload["callees"]] == ["Li Wei"]
    assert called(vendor, running) == [("Li Wei", dialled(li), "normal", "called")]
    assert call_missing("all").pk == first.pk
    with pytest.raises(InvalidRequest) as refused:
        call_missing("again")  # it rings
    assert refused.value.problems == (Problem(Code.NOBODY_MISSING),)
    with pytest.raises(NotAllowed):
        calling.call_missing(meeting=running, by=li, reference="li", now=datetime.now(UTC))
    assert len(vendor.sent("call")) == 1
