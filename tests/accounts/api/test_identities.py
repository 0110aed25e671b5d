"""Identities over HTTP, one by one; each answer is one that the OpenAPI document promises."""

from typing import Any

import pytest

from accounts.models import AccessToken, ApiClient, Identity, SearchKey, Tenant, User
from tests.factories.api import Caller
from tests.factories.identities import IDENTITIES, NEW, living_tokens, make_people, map_rows, outcomes_of, problems_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


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


def test_a_change_names_the_state_that_it_changes(hr: Caller, chen: User) -> None:
    path = f"{IDENTITIES}chen/"
    read = hr.get(path)["ETag"]
    changed = hr.patch(path, {"is_disabled": True}, If_Match=read)
    assert (changed.status_code, changed["ETag"]) == (200, hr.get(path)["ETag"])
    stale = [hr.patch(path, {"is_disabled": False}, If_Match=read), hr.delete(path, If_Match=read)]
    assert [(answer.status_code, answer.json()["code"]) for answer in stale] == [(412, "precondition_failed")] * 2
    assert Identity.objects.get().state == "disabled"
    assert hr.delete(path, If_Match=f'"other", {changed["ETag"]}').status_code == 204
