"""Ending a meeting over HTTP; each answer is one that the OpenAPI document promises."""

from datetime import UTC, datetime

import pytest

from accounts.models import ApiClient, User
from control import tasks
from control.models import ControlAction
from meetings.models import Meeting
from meetings.services import booking
from tests.factories.api import Caller, make_api_client
from tests.factories.booking_requests import asked
from tests.factories.control import make_action
from tests.factories.fixtures import MakeMeeting
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def test_it_ends_and_says_so(vendor: Vendor, erp: ApiClient, running: Meeting) -> None:
    answer = Caller(erp, act_as="chen").post(f"/api/v1/meetings/{running.pk}/end/", {})
    action = ControlAction.objects.get()
    assert action.finished_at is not None
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "id": action.pk,
            "meeting_id": str(running.pk),
            "kind": "end",
            "state": "done",
            "is_open": False,
            "was_needless": False,
            "callees": [],
            "participant_id": "",
            "participant_name": "",
            "requested_at": action.created_at.isoformat(),
            "finished_at": action.finished_at.isoformat(),
            "vendor_code": "",
            "vendor_request_id": "",
            "detail": "",
        },
    )
    assert not vendor.conference(running)["is_running"]


def test_a_key_is_one_call_and_another_body_under_it_is_refused(
    vendor: Vendor, chen: User, erp: ApiClient, running: Meeting
) -> None:
    caller, path = Caller(erp, act_as="chen"), f"/api/v1/meetings/{running.pk}/end/"
    first = caller.post(path, {}, Idempotency_Key="k")
    assert caller.post(path, {}, Idempotency_Key="k").json() == first.json()
    other = booking.book(organiser=chen, request=asked(), reference="other", now=datetime.now(UTC))
    answer = caller.post(f"/api/v1/meetings/{other.pk}/end/", {}, Idempotency_Key="k")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_used")
    assert len(vendor.sent("end")) == 1


def test_a_lost_answer_is_202_until_it_is_known(vendor: Vendor, erp: ApiClient, running: Meeting) -> None:
    vendor.lose_answer("end")
    caller = Caller(erp, act_as="chen")
    answer = caller.post(f"/api/v1/meetings/{running.pk}/end/", {})
    assert (answer.status_code, answer.json()["state"], answer.json()["is_open"]) == (202, "unconfirmed", True)
    path = answer["Location"].removeprefix("http://testserver")
    assert caller.get(path).json() == answer.json()
    tasks.look_up(action_id=answer.json()["id"])
    assert (caller.get(path).json()["state"], caller.get(path).json()["is_open"]) == ("done", False)


def test_a_refusal_is_a_problem_with_the_code_of_the_service(vendor: Vendor, erp: ApiClient, running: Meeting) -> None:
    vendor.refuse("end", code="MMC.111072010")
    answer = Caller(erp, act_as="chen").post(f"/api/v1/meetings/{running.pk}/end/", {})
    found = answer.json()
    assert (answer.status_code, found["code"], found["vendor_code"], found["vendor_request_id"]) == (
        409,
        "refused_by_vendor",
        "MMC.111072010",
        "refused-1",
    )


def test_what_does_not_run_is_a_409(vendor: Vendor, chen: User, erp: ApiClient) -> None:
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    answer = Caller(erp, act_as="chen").post(f"/api/v1/meetings/{meeting.pk}/end/", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_running")


def test_an_invitee_may_not_and_reads_nothing_of_it(erp: ApiClient, vendor: Vendor, running: Meeting) -> None:
    action = make_action(running)
    caller = Caller(erp, act_as="li")
    assert caller.post(f"/api/v1/meetings/{running.pk}/end/", {}).status_code == 403
    assert caller.get(f"/api/v1/meetings/{running.pk}/actions/{action.pk}/").status_code == 404
    assert vendor.conference(running)["is_running"]


def test_another_meetings_action_is_not_there(erp: ApiClient, make_meeting: MakeMeeting) -> None:
    mine, other = make_meeting(), make_meeting()
    action = make_action(other)
    caller = Caller(erp, act_as="chen")
    found = [caller.get(f"/api/v1/meetings/{each.pk}/actions/{action.pk}/").status_code for each in (mine, other)]
    assert found == [404, 200]


def test_the_scope_is_off_unless_it_is_given(vendor: Vendor, chen: User, running: Meeting) -> None:
    assert ApiClient().scopes == []
    assert chen.tenant is not None
    client = make_api_client(chen.tenant, scopes=["meetings:read", "meetings:write"])
    answer = Caller(client, act_as="chen").post(f"/api/v1/meetings/{running.pk}/end/", {})
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
