"""Identities over HTTP; each answer is one that the OpenAPI document promises."""

from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken as OAuthToken

from accounts.models import AccessToken, ApiClient, Identity, SearchKey, Tenant, User
from accounts.queries.people import may_be_meant
from tests.factories.api import Caller, make_api_client
from tests.factories.fixtures import signed_in

IDENTITIES = "/api/v1/identities/"
BULK = "/api/v1/bulk/identities/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
NEW = {"user_id": "00123", "email": "sun.hao@qingshan.example", "name": "孙浩"}


@pytest.fixture
def hr(qingshan: Tenant) -> Caller:
    """A system that says who is whom, and reaches no administrator."""
    scopes = ["people:read", "people:map"]
    client = make_api_client(qingshan, secret="hr", name="HR", scopes=scopes, allowed_user_ids="")
    return Caller(client, secret="hr")


@pytest.fixture
def zhao_linked(zhao: User, qingshan: Tenant) -> Identity:
    return Identity.objects.create(tenant=qingshan, person=zhao, third_party_user_id="zhao")


def problems_of(response: Any) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in response.json()["errors"]]


def outcomes_of(response: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    assert response.status_code == 200, response.content
    return [
        (row["outcome"], [(each["field"], each["code"]) for each in row["problems"]])
        for row in response.json()["results"]
    ]


def living_tokens() -> int:
    """Return how many tokens of clients act for somebody."""
    return OAuthToken.objects.filter(user__isnull=False, expires__gt=timezone.now()).count()


def map_rows(caller: Caller, *rows: dict[str, Any]) -> Any:
    return caller.post(BULK, {"identities": rows})


def test_an_identity_is_read_by_its_user_id(hr: Caller, chen: User) -> None:
    assert hr.get(f"{IDENTITIES}chen/").json() == {
        "user_id": "chen",
        "email": "chen.jing@qingshan.example",
        "name": "陈静",
        "is_active": True,
        "state": "works",
        "is_being_verified": False,
        "verified_at": None,
        "failure_code": "",
        "vendor_account": "",
    }


@pytest.mark.parametrize("user_id", ["bulk", "a/b", "a b", "100%", "陈 静", "x?y#z"])
def test_any_user_id_has_an_address(hr: Caller, user_id: str) -> None:
    made = hr.post(IDENTITIES, NEW | {"user_id": user_id})
    path = made["Location"].removeprefix("http://testserver")
    assert (made.status_code, hr.get(path).json()["user_id"]) == (201, user_id)


def test_the_list_is_searched_filtered_and_has_pages(hr: Caller, chen: User, li: User, qingshan: Tenant) -> None:
    Identity.objects.create(tenant=qingshan, person=li, third_party_user_id="li")

    def found(query: str) -> list[str]:
        return [row["user_id"] for row in hr.get(f"{IDENTITIES}{query}").json()["results"]]

    assert found("") == ["chen", "li"]
    assert (found("?q=cj"), found("?q=Li+Wei"), found("?q=nobody")) == (["chen"], ["li"], [])
    assert (found("?state=untested"), found("?user_id=chen"), found("?user_id=CHEN")) == (["li"], ["chen"], [])
    first = hr.get(f"{IDENTITIES}?limit=1").json()
    second = hr.get(first["next"].removeprefix("http://testserver")).json()
    assert ([row["user_id"] for row in second["results"]], second["next"]) == (["li"], None)


@pytest.mark.parametrize("query", ["state=gone", "cursor=x", "limit=0", "nothing=1"])
def test_a_list_that_is_asked_for_wrongly(hr: Caller, query: str) -> None:
    response = hr.get(f"{IDENTITIES}?{query}")
    assert (response.status_code, problems_of(response)[0][0]) == (422, query.partition("=")[0])


def test_the_list_takes_one_query_for_any_number(
    hr: Caller, chen: User, qingshan: Tenant, django_assert_num_queries: Any
) -> None:
    make_people(qingshan, 30)
    hr.get(IDENTITIES)
    with django_assert_num_queries(2):  # the token's, and the list
        assert len(hr.get(f"{IDENTITIES}?limit=30").json()["results"]) == 30


def test_somebody_new_is_mapped_and_gets_a_mail_to_set_a_password(hr: Caller) -> None:
    response = hr.post(IDENTITIES, NEW | {"phone": "138-1234-5678", "language": "en", "time_zone": "Asia/Calcutta"})
    person = User.objects.get()
    assert (response.status_code, response.json()["user_id"], response.json()["state"]) == (201, "00123", "untested")
    assert (person.name, person.role, person.phone, person.time_zone, person.welcome_due_at is None) == (
        "孙浩",
        User.Role.PERSON,
        "+8613812345678",
        "Asia/Kolkata",
        False,
    )
    assert SearchKey.objects.filter(person=person).exists()


def test_a_person_who_is_there_is_mapped_by_address(hr: Caller, li: User) -> None:
    response = hr.post(IDENTITIES, {"user_id": "li", "email": "Li.Wei@QINGSHAN.example"})
    assert (response.status_code, Identity.objects.get().person, li.name) == (200, li, "Li Wei")


def test_whoever_is_elsewhere_is_as_unknown_as_nobody(hr: Caller, stranger: User) -> None:
    answers = [
        hr.post(IDENTITIES, {"user_id": "x", "email": email}).json() for email in (stranger.email, "no@other.example")
    ]
    for answer, email in zip(answers, (stranger.email, "no@other.example"), strict=True):
        assert answer.pop("detail").count(email) == 1
        assert answer["errors"][0].pop("detail").count(email) == 1
    assert answers[0] == answers[1]
    assert answers[0]["code"] == "address_unknown"
    assert stranger.tenant is not None
    Identity.objects.create(tenant=stranger.tenant, person=stranger, third_party_user_id="theirs")
    for method in ("get", "delete"):
        there, nowhere = (getattr(hr, method)(f"{IDENTITIES}{user_id}/") for user_id in ("theirs", "nowhere"))
        assert (there.status_code, there.json()) == (404, nowhere.json())
    assert hr.post(IDENTITIES, NEW | {"user_id": "theirs"}).status_code == 201


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"user_id": 123}, ("user_id", "no_text")),
        ({"user_id": None}, ("user_id", "null")),
        ({"user_id": ""}, ("user_id", "user_id_empty")),
        ({"user_id": "a:b"}, ("user_id", "user_id_colon")),
        ({"user_id": "a\u200bb"}, ("user_id", "user_id_invisible")),
        ({"user_id": "a\x00b"}, ("user_id", "null_characters_not_allowed")),
        ({"user_id": "chen"}, ("user_id", "user_id_taken")),
        ({"user_id": "CHEN"}, ("user_id", "link_by_hand")),
        ({"email": "nobody@"}, ("email", "nothing_after_at")),
        ({"name": ""}, ("name", "name_empty")),
        ({"time_zone": "Mars/Olympus"}, ("time_zone", "time_zone_unknown")),
        ({"role": "operator"}, ("role", "unknown_field")),
        ({"password": "x"}, ("password", "unknown_field")),
    ],
)
def test_bad_content_is_refused_by_name(
    hr: Caller, chen: User, fields: dict[str, Any], problem: tuple[str, str]
) -> None:
    response = hr.post(IDENTITIES, NEW | fields)
    assert (response.status_code, problems_of(response)) == (422, [problem])
    assert User.objects.count() == 1


def test_a_changed_user_id_ends_the_tokens_of_the_earlier_one(hr: Caller, erp: ApiClient, chen: User) -> None:
    Caller(erp, act_as="chen")
    AccessToken.objects.create(tenant=erp.tenant, third_party_user_id="chen")
    response = hr.patch(f"{IDENTITIES}chen/", {"user_id": "chen2"})
    assert (response.status_code, response.json()["user_id"], response.json()["state"]) == (200, "chen2", "untested")
    assert (AccessToken.objects.count(), living_tokens()) == (0, 0)
    assert hr.get(f"{IDENTITIES}chen/").status_code == 404


def test_a_user_id_that_looks_alike_is_asked_back(hr: Caller, chen: User, li: User, qingshan: Tenant) -> None:
    Identity.objects.create(tenant=qingshan, person=li, third_party_user_id="li")
    asked = hr.patch(f"{IDENTITIES}li/", {"user_id": "CHEN"})
    assert (asked.status_code, problems_of(asked)) == (422, [("user_id", "user_id_looks_alike")])
    assert hr.patch(f"{IDENTITIES}li/", {"user_id": "CHEN", "is_another": True}).status_code == 200
    assert outcomes_of(map_rows(hr, {"user_id": "CHEN", "email": li.email})) == [("unchanged", [])]


def test_an_identity_is_switched_off_stays_so_and_is_switched_on(hr: Caller, erp: ApiClient, chen: User) -> None:
    Caller(erp, act_as="chen")
    assert hr.patch(f"{IDENTITIES}chen/", {"is_disabled": True}).json()["state"] == "disabled"
    assert not living_tokens()
    assert hr.post(f"{IDENTITIES}chen/verify/", {}).json()["code"] == "switched_off_identity"
    map_rows(hr, {"user_id": "chen2", "email": chen.email})
    assert hr.get(f"{IDENTITIES}chen2/").json()["state"] == "disabled"
    assert hr.patch(f"{IDENTITIES}chen2/", {"is_disabled": False}).json()["state"] == "untested"


def test_an_identity_is_unmapped_and_its_person_stays(hr: Caller, erp: ApiClient, chen: User) -> None:
    Caller(erp, act_as="chen")
    response = hr.delete(f"{IDENTITIES}chen/")
    assert (response.status_code, Identity.objects.count(), User.objects.count()) == (204, 0, 1)
    assert not living_tokens()


def test_an_identity_is_verified_by_a_worker(hr: Caller, chen: User) -> None:
    response = hr.post(f"{IDENTITIES}chen/verify/", {})
    assert (response.status_code, response["Location"]) == (202, f"http://testserver{IDENTITIES}chen/")
    assert response.json()["is_being_verified"]
    assert Identity.objects.get().test_due_at is not None


# Who may


@pytest.mark.parametrize(("scopes", "status"), [("people:read", 403), ("people:map", 201)])
def test_mapping_takes_its_scope(qingshan: Tenant, scopes: str, status: int) -> None:
    caller = Caller(make_api_client(qingshan, scopes=[scopes]))
    assert caller.post(IDENTITIES, NEW).status_code == status
    assert caller.get(IDENTITIES).status_code == (200 if scopes == "people:read" else 403)


def writes_of_an_administrator(caller: Caller, zhao: User) -> dict[str, int]:
    """Return what came of each way to get at the identity of an administrator, the mildest first."""
    path = f"{IDENTITIES}zhao/"
    return {
        "verify": caller.post(f"{path}verify/", {}).status_code,
        "disable": caller.patch(path, {"is_disabled": True}).status_code,
        "rename": caller.post(IDENTITIES, {"user_id": "zhao", "email": zhao.email, "name": "X"}).status_code,
        "change": caller.patch(path, {"user_id": "zhao2"}).status_code,
        "map": caller.post(IDENTITIES, {"user_id": "zhao", "email": zhao.email}).status_code,
        "unmap": caller.delete(path).status_code,
    }


def test_an_administrator_is_out_of_a_clients_reach(hr: Caller, zhao: User, zhao_linked: Identity) -> None:
    found = writes_of_an_administrator(hr, zhao)
    assert found == {"verify": 403, "disable": 403, "rename": 403, "change": 403, "map": 200, "unmap": 403}
    before = (zhao_linked.third_party_user_id, zhao_linked.state)
    zhao_linked.refresh_from_db()
    assert (zhao_linked.third_party_user_id, zhao_linked.state) == before
    row = {"user_id": "zhao2", "email": zhao.email}
    assert outcomes_of(map_rows(hr, row)) == [("refused", [("user_id", "administrators_own")])]
    zhao_linked.delete()
    assert outcomes_of(map_rows(hr, row)) == [("refused", [("user_id", "administrators_own")])]


def test_an_administrator_is_reached_with_the_scope(qingshan: Tenant, zhao: User, zhao_linked: Identity) -> None:
    caller = Caller(make_api_client(qingshan, scopes=["people:read", "people:map", "act:admin"]))
    found = writes_of_an_administrator(caller, zhao)
    assert found == {"verify": 202, "disable": 200, "rename": 200, "change": 200, "map": 200, "unmap": 204}


def test_nobody_becomes_the_vendors_administrator(hr: Caller, chen: User, qingshan: Tenant) -> None:
    qingshan.administrator_user_id = "root"
    qingshan.save()
    assert hr.post(IDENTITIES, NEW | {"user_id": "root"}).status_code == 403
    assert hr.post(IDENTITIES, NEW | {"user_id": "ROOT"}).status_code == 403
    assert hr.patch(f"{IDENTITIES}chen/", {"user_id": "root"}).status_code == 403
    Identity.objects.update(third_party_user_id="root", folded_user_id="root")
    assert hr.patch(f"{IDENTITIES}root/", {"user_id": "chen"}).status_code == 403
    assert outcomes_of(map_rows(hr, {"user_id": "x", "email": chen.email}))[0][0] == "refused"


def test_operators_are_not_there(hr: Caller, operator: User, qingshan: Tenant) -> None:
    operator.tenant = qingshan
    operator.save()
    Identity.objects.create(tenant=qingshan, person=operator, third_party_user_id="op")
    assert hr.get(IDENTITIES).json()["results"] == []
    assert hr.get(f"{IDENTITIES}op/").status_code == 404
    row = {"user_id": "op2", "email": operator.email}
    assert outcomes_of(map_rows(hr, row)) == [("refused", [("email", "address_unknown")])]


def test_a_client_for_a_person_may_what_the_person_may(erp: ApiClient, chen: User, zhao_linked: Identity) -> None:
    as_chen, as_zhao = Caller(erp, act_as="chen"), Caller(erp, act_as="zhao")
    assert (as_chen.get(IDENTITIES).status_code, as_zhao.get(IDENTITIES).status_code) == (403, 200)
    assert (as_chen.post(IDENTITIES, NEW).json()["code"], as_zhao.post(IDENTITIES, NEW).status_code) == (
        "administrator_only",
        201,
    )


def test_an_administrator_in_their_own_browser_may(zhaos: Client, chens: Client, operators: Client) -> None:
    statuses = [browser.get(IDENTITIES).status_code for browser in (zhaos, chens, operators, Client())]
    assert statuses == [200, 403, 403, 401]


def test_a_browser_sends_its_csrf_token(zhao: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(zhao)
    assert browser.post(IDENTITIES, NEW, content_type="application/json").status_code == 403
    assert signed_in(zhao).post(IDENTITIES, NEW, content_type="application/json").status_code == 201


def test_the_audit_log_says_which_client_it_was(hr: Caller, chen: User, erp: ApiClient, zhao_linked: Identity) -> None:
    asked_by = {"asked_by": ApiClient.objects.get(name="HR").client_id}
    hr.post(IDENTITIES, NEW)
    hr.patch(f"{IDENTITIES}chen/", {"user_id": "chen2"})
    map_rows(hr, {"user_id": "chen3", "email": chen.email, "name": "陈 静"})
    hr.delete(f"{IDENTITIES}chen3/")
    found = LogEntry.objects.filter(additional_data=asked_by, actor=None).order_by("pk")
    action = LogEntry.Action
    assert [(entry.content_type.model, entry.action) for entry in found] == [
        ("user", action.CREATE),
        ("identity", action.CREATE),
        ("identity", action.UPDATE),
        ("user", action.UPDATE),
        ("identity", action.UPDATE),
        ("identity", action.DELETE),
    ]
    assert found[3].changes == {"name": ["陈静", "陈 静"]}
    assert found[4].changes["third_party_user_id"] == ["chen2", "chen3"]
    Caller(erp, act_as="zhao").patch(f"{IDENTITIES}00123/", {"user_id": "123"})
    last = LogEntry.objects.latest("pk")
    assert (last.actor, last.additional_data) == (zhao_linked.person, {"asked_by": erp.client_id})


# Many at once


def rows_of(count: int, **fields: str) -> list[dict[str, Any]]:
    return [
        {"user_id": f"{number:05}", "email": f"p{number}@qingshan.example", "name": f"王 {number}"} | fields
        for number in range(count)
    ]


def make_people(tenant: Tenant, count: int) -> None:
    """Make so many people, each linked, with a token of a client and one of the vendor."""
    people = User.objects.bulk_create(
        User(email=row["email"], name=row["name"], tenant=tenant, password="!") for row in rows_of(count)
    )
    SearchKey.objects.refresh(person.pk for person in people)
    identities = [Identity(tenant=tenant, person=person) for person in people]
    for number, identity in enumerate(identities):
        identity.becomes(f"{number:05}")
    Identity.objects.bulk_create(identities)


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
