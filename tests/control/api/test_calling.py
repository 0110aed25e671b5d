"""Calling people into a meeting over HTTP; each answer is one that the OpenAPI document promises."""

import pytest

from accounts.models import ApiClient, User
from control.models import ControlAction
from meetings.models import Meeting
from tests.control.rounds import dialled
from tests.factories.api import Caller
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def test_a_colleague_and_a_terminal_ring(vendor: Vendor, erp: ApiClient, li: User, running: Meeting) -> None:
    body = {"callees": [{"user_id": "li"}, {"number": "0255", "kind": "terminal", "name": "Hall 1"}]}
    answer = Caller(erp, act_as="chen").post(f"/api/v1/meetings/{running.pk}/call/", body)
    action, number = ControlAction.objects.get(), dialled(li)
    assert action.finished_at is not None
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "id": action.pk,
            "meeting_id": str(running.pk),
            "kind": "call",
            "state": "done",
            "is_open": False,
            "was_needless": False,
            "callees": [
                {"name": "Li Wei", "number": number, "user_id": "li"},
                {"name": "Hall 1", "number": "0255", "user_id": ""},
            ],
            "participant_id": "",
            "participant_name": "",
            "requested_at": action.created_at.isoformat(),
            "finished_at": action.finished_at.isoformat(),
            "vendor_code": "",
            "vendor_request_id": "",
            "detail": "",
        },
    )
    assert [site["number"] for site in vendor.conference(running)["called"]] == [number, "0255"]


@pytest.mark.parametrize(
    ("callees", "errors"),
    [
        ([], [("callees", "callees_missing")]),
        ([{}], [("callees.0.user_id", "invalid")]),
        ([{"user_id": "li", "number": "0255"}], [("callees.0.user_id", "invalid")]),
        ([{"number": "0255", "kind": "fax"}], [("callees.0.kind", "invalid_choice")]),
        ([{"number": 255}], [("callees.0.number", "no_text")]),
        ([{"user_id": "nobody"}, {"user_id": "li"}], [("callees.0.user_id", "person_unknown")]),
        ([{"number": "12"}, {"number": "+86 138 0013 8000"}], [("callees.0.number", "phone_invalid")]),
        ([{"number": "0255", "kind": "sip", "colour": "red"}], [("callees.0.colour", "unknown_field")]),
    ],
)
def test_what_can_not_be_called_is_named(
    vendor: Vendor,
    erp: ApiClient,
    running: Meeting,
    callees: list[dict[str, object]],
    errors: list[tuple[str, str]],
) -> None:
    answer = Caller(erp, act_as="chen").post(f"/api/v1/meetings/{running.pk}/call/", {"callees": callees})
    found = [(error["field"], error["code"]) for error in answer.json()["errors"]]
    assert (answer.status_code, found) == (422, errors)
    assert vendor.conference(running)["called"] == []


def test_phones_that_the_enterprise_may_not_call_are_a_409(vendor: Vendor, erp: ApiClient, running: Meeting) -> None:
    body = {"callees": [{"number": "+86 138 0013 8000"}]}
    answer = Caller(erp, act_as="chen").post(f"/api/v1/meetings/{running.pk}/call/", body)
    found = answer.json()
    assert (answer.status_code, found["code"], found["vendor_code"]) == (409, "refused_by_vendor", "MMC.111076012")


def test_an_invitee_may_not_call(vendor: Vendor, erp: ApiClient, running: Meeting) -> None:
    body = {"callees": [{"number": "0255", "kind": "sip"}]}
    answer = Caller(erp, act_as="li").post(f"/api/v1/meetings/{running.pk}/call/", body)
    assert answer.status_code == 403
    assert vendor.conference(running)["called"] == []
