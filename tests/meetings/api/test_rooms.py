"""Meetings in rooms over HTTP; each answer is one that the OpenAPI document promises."""

from typing import Any

import pytest

from accounts.models import ApiClient, User
from directory.entries import CloudRoom
from tests.factories.api import Caller
from tests.factories.booking_requests import tomorrow
from tests.factories.rooms import give_room, set_room
from tests.factories.vendor import Vendor

MEETINGS = "/api/v1/meetings/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.fixture
def room(vendor: Vendor, chen: User) -> CloudRoom:
    return give_room(vendor, chen, "松风")


def body(room: CloudRoom, **fields: Any) -> dict[str, Any]:
    return {"subject": "Roadmap", "start_at": tomorrow().isoformat(), "room_id": room.id} | fields


def test_a_meeting_in_a_room_is_booked_read_and_changed(erp: ApiClient, room: CloudRoom) -> None:
    caller = Caller(erp, act_as="chen")
    booked = caller.post(MEETINGS, body(room))
    made = booked.json()
    assert (booked.status_code, made["room_id"], made["room_number"]) == (201, room.id, room.number)
    path = f"{MEETINGS}{made['id']}/"
    changed = caller.patch(path, {"subject": "Budget", "room_id": room.id}).json()
    assert (changed["subject"], changed["room_id"], changed["room_number"]) == ("Budget", room.id, room.number)
    refused = caller.patch(path, {"room_id": ""})
    assert (refused.status_code, [error["code"] for error in refused.json()["errors"]]) == (422, ["room_fixed"])


def test_what_is_wrong_with_a_room_is_said_of_its_field(vendor: Vendor, erp: ApiClient, room: CloudRoom) -> None:
    caller = Caller(erp, act_as="chen")
    assert caller.post(MEETINGS, body(room)).status_code == 201
    taken = caller.post(MEETINGS, body(room))
    (error,) = taken.json()["errors"]
    assert (taken.status_code, taken.json()["vendor_code"], error["field"]) == (409, "MMC.111071005", "room_id")
    assert error["detail"] == "The meeting room is taken at that time. Choose another time or another room."
    unknown = caller.post(MEETINGS, body(room, room_id="nothing"))
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (422, "room_unknown")
    set_room(vendor, room, status=1)
    stopped = caller.post(MEETINGS, body(room, start_at=tomorrow(48).isoformat()))
    assert (stopped.status_code, stopped.json()["vendor_code"]) == (409, "MMC.111073007")


def test_a_preview_says_so_before(erp: ApiClient, room: CloudRoom) -> None:
    caller = Caller(erp, act_as="chen")
    assert caller.post(f"{MEETINGS}preview/", body(room)).json()["problems"] == []
    caller.post(MEETINGS, body(room))
    problems = caller.post(f"{MEETINGS}preview/", body(room)).json()["problems"]
    assert [(each["field"], each["code"]) for each in problems] == [("room_id", "room_taken")]


def test_the_same_call_again_is_one_meeting(vendor: Vendor, erp: ApiClient, room: CloudRoom) -> None:
    caller, wanted = Caller(erp, act_as="chen"), body(room)
    first, second = (caller.post(MEETINGS, wanted, Idempotency_Key="7").json()["id"] for _ in range(2))
    assert (first, len(vendor.sent("create"))) == (second, 1)
    other = caller.post(MEETINGS, wanted | {"room_id": ""}, Idempotency_Key="7")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_used")
