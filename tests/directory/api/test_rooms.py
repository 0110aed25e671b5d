"""The rooms of a person over HTTP; each answer is one that the OpenAPI document promises."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import ApiClient, User
from directory.models import VendorList
from tests.factories.api import Caller, limit_statements
from tests.factories.rooms import OWN, give_room, know_rooms, make_room
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
PATH = "/api/v1/rooms/"


def test_list_rooms_tells_all_of_a_room(erp: ApiClient, chen: User) -> None:
    know_rooms(chen, [make_room(seats=None, is_usable=False), OWN])
    answer = Caller(erp, act_as="chen").get(PATH).json()
    assert answer["results"] == [
        {
            "id": "own-id",
            "name": "陈静",
            "number": "902481336",
            "kind": "personal",
            "seats": 25,
            "is_usable": True,
        },
        {
            "id": "room-1",
            "name": "Qingshan 1",
            "number": "902600001",
            "kind": "cloud",
            "seats": None,
            "is_usable": False,
        },
    ]
    assert (answer["next"], answer["is_stale"]) == (None, False)
    assert answer["read_at"] == VendorList.objects.get().read_at.isoformat()  # type: ignore[union-attr]


def test_list_rooms_page_by_page_with_some_fields(erp: ApiClient, chen: User) -> None:
    know_rooms(chen, [OWN, *(make_room(number) for number in (3, 1, 2))])
    caller = Caller(erp, act_as="chen")
    first = caller.get(f"{PATH}?limit=2&kind=cloud&fields=id,kind").json()
    assert first["results"] == [{"id": "room-1", "kind": "cloud"}, {"id": "room-2", "kind": "cloud"}]
    second = caller.get(first["next"].removeprefix("http://testserver")).json()
    assert (second["results"], second["next"]) == ([{"id": "room-3", "kind": "cloud"}], None)


@pytest.mark.parametrize("query", ["kind=webinar", "fields.0=password", "limit=0", "limit=101", "state=booked"])
def test_list_rooms_refuses_what_it_does_not_understand(query: str, erp: ApiClient, chen: User) -> None:
    response = Caller(erp, act_as="chen").get(f"{PATH}?{query.replace('.0', '')}")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, query.partition("=")[0])


@pytest.mark.django_db(transaction=True)
def test_list_rooms_of_the_vendor_and_after_it_went_away(vendor: Vendor, erp: ApiClient, chen: User) -> None:
    room = give_room(vendor, chen, "松风")
    caller = Caller(erp, act_as="chen")
    answer = caller.get(f"{PATH}?kind=cloud").json()
    assert ([row["id"] for row in answer["results"]], answer["is_stale"]) == ([room.id], False)
    VendorList.objects.update(
        read_at=timezone.now() - timedelta(hours=1), tried_at=timezone.now() - timedelta(hours=1)
    )
    vendor.go_away()
    last = caller.get(f"{PATH}?kind=cloud").json()
    assert (last["results"], last["is_stale"]) == (answer["results"], True)


@pytest.mark.parametrize("count", [1, 50])
def test_list_rooms_takes_two_queries_for_any_number(
    count: int, erp: ApiClient, chen: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    know_rooms(chen, [make_room(number) for number in range(count)])
    caller = Caller(erp, act_as="chen")
    caller.get(PATH)
    with django_assert_num_queries(2 + limit_statements()):
        assert len(caller.get(PATH).json()["results"]) == count
