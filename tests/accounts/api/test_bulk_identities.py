"""Identities over HTTP, many at once; each answer is one that the OpenAPI document promises."""

from typing import Any

import pytest

from accounts.models import AccessToken, ApiClient, Identity, Tenant, User
from accounts.queries.people import may_be_meant
from tests.factories.api import Caller
from tests.factories.identities import (
    BULK,
    NEW,
    living_tokens,
    make_people,
    map_rows,
    outcomes_of,
    problems_of,
    rows_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def test_three_bad_rows_of_a_thousand_keep_no_other_from_being_done(hr: Caller, chen: User) -> None:
    rows = rows_of(1000)
    rows[10]["email"], rows[500]["user_id"], rows[999]["user_id"] = "nobody@", "a:b", "chen"
    response = map_rows(hr, *rows)
    answer = response.json()
    refused = [row for row in answer["results"] if row["outcome"] == "refused"]
    assert {name: answer[name] for name in ("made", "changed", "unchanged", "refused")} == {
        "made": 997,
        "changed": 0,
        "unchanged": 0,
        "refused": 3,
    }
    assert [(row["row"], row["problems"][0]["field"], row["problems"][0]["code"]) for row in refused] == [
        (11, "email", "nothing_after_at"),
        (501, "user_id", "user_id_colon"),
        (1000, "user_id", "user_id_taken"),
    ]
    assert (Identity.objects.count(), Identity.objects.filter(third_party_user_id="00000").count()) == (998, 1)


def test_rows_of_one_request_are_held_against_each_other(hr: Caller) -> None:
    found = map_rows(hr, NEW, NEW | {"user_id": "x"}, NEW | {"email": "b@qingshan.example"})
    assert outcomes_of(found) == [
        ("made", []),
        ("refused", [("email", "address_in_row")]),
        ("refused", [("user_id", "user_id_in_row")]),
    ]


def test_a_thousand_of_all_kinds_take_twenty_queries_at_most(
    hr: Caller, erp: ApiClient, qingshan: Tenant, django_assert_max_num_queries: Any
) -> None:
    rows = rows_of(1000)
    make_people(qingshan, 800)
    Identity.objects.filter(third_party_user_id__gte="00700").delete()
    for row in rows[:400]:
        row["user_id"] = f"new-{row['user_id']}"
    for row in rows[200:500]:
        row["name"] = f"李{row['name']}"
    for row in rows[100:300]:
        row["time_zone"] = "Europe/Berlin"
    Caller(erp, act_as="00007")
    AccessToken.objects.create(tenant=qingshan, third_party_user_id="00007")
    with django_assert_max_num_queries(20):
        response = hr.post(BULK, {"identities": rows}, Idempotency_Key="once")
    answer = response.json()
    assert [answer[name] for name in ("made", "changed", "unchanged", "refused")] == [200, 600, 200, 0]
    assert (living_tokens(), AccessToken.objects.count()) == (0, 0)
    assert set(Identity.objects.values_list("third_party_user_id", "person__email", "person__name")) == {
        (row["user_id"], row["email"], row["name"]) for row in rows
    }
    assert User.objects.filter(time_zone="Europe/Berlin").count() == 200
    again = map_rows(hr, *rows).json()
    renamed = User.objects.filter(may_be_meant("liwang", tenants=[qingshan]))
    assert (again["unchanged"], renamed.count()) == (1000, 300)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, ("identities", "required")),
        ({"identities": []}, ("identities", "empty")),
        ({"identities": "x"}, ("identities", "not_a_list")),
        ({"identities": rows_of(1001)}, ("identities", "max_length")),
        ({"identities": [NEW, NEW | {"user_id": 123}]}, ("identities.1.user_id", "no_text")),
        ({"identities": [NEW, {"email": "x@y.example"}]}, ("identities.1.user_id", "required")),
        ({"identities": [NEW, NEW | {"role": "tenant_admin"}]}, ("identities.1.role", "unknown_field")),
        ({"identities": [NEW, 7]}, ("identities.1", "invalid")),
        ({"identities": [NEW], "dry": True}, ("dry", "unknown_field")),
        ([NEW], ("", "invalid")),
    ],
)
def test_what_is_no_such_request_is_refused_whole(hr: Caller, body: Any, problem: tuple[str, str]) -> None:
    response = hr.post(BULK, body)
    assert (response.status_code, problems_of(response), User.objects.count()) == (422, [problem], 0)
