"""Whom an administrator reaches: every page, list, action, choice and history; allowed and refused alike."""

import pytest
from django.test import Client

from accounts.models import Application, Identity, Tenant, User

pytestmark = pytest.mark.django_db

_EVERYBODYS = [
    "/admin/",
    "/admin/accounts/",
    "/admin/accounts/user/",
    "/admin/accounts/user/add/",
    "/admin/accounts/identity/",
    "/admin/accounts/identity/add/",
    "/admin/accounts/identity/import/",
    "/admin/accounts/identity/export/",
    "/admin/meetings/vendorwrite/",
]
_OPERATORS = [
    "/admin/accounts/application/",
    "/admin/accounts/application/add/",
    "/admin/accounts/application/{application}/change/",
    "/admin/accounts/tenant/",
    "/admin/accounts/tenant/add/",
    "/admin/accounts/tenant/{tenant}/change/",
    "/admin/auditlog/logentry/",
]
_OF_ONE = [
    "/admin/accounts/user/{person}/change/",
    "/admin/accounts/user/{person}/history/",
    "/admin/accounts/identity/{identity}/change/",
    "/admin/accounts/identity/{identity}/history/",
]


@pytest.fixture
def elsewhere(stranger: User) -> Identity:
    """The identity of somebody of another organisation."""
    assert stranger.tenant is not None
    return Identity.objects.create(tenant=stranger.tenant, person=stranger, third_party_user_id="stranger")


@pytest.mark.parametrize("address", _EVERYBODYS)
def test_pages_of_all_administrators(zhaos: Client, operators: Client, chens: Client, address: str) -> None:
    statuses = [client.get(address, follow=True).status_code for client in (zhaos, operators, chens)]
    assert statuses == [200, 200, 403]
    assert Client().get(address)["Location"].startswith(("/admin/login/", "/account/login/"))


@pytest.mark.parametrize("address", _OPERATORS)
def test_pages_of_operators(zhaos: Client, operators: Client, chens: Client, qingshan: Tenant, address: str) -> None:
    there = address.format(application=qingshan.application.pk, tenant=qingshan.pk)
    statuses = [client.get(there, follow=True).status_code for client in (zhaos, operators, chens)]
    assert statuses == [403, 200, 403]


@pytest.mark.parametrize("kind", ["application", "tenant"])
def test_a_history_is_to_others_as_one_that_there_is_not(
    zhaos: Client, operators: Client, qingshan: Tenant, kind: str
) -> None:
    key = qingshan.application.pk if kind == "application" else qingshan.pk
    there, absent = (f"/admin/accounts/{kind}/{each}/history/" for each in (key, 999_999_999))
    assert operators.get(there).status_code == 200
    answers = [zhaos.get(address) for address in (there, absent)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/admin/")] * 2


@pytest.mark.parametrize("address", _OF_ONE)
def test_pages_of_one_person(
    zhaos: Client, operators: Client, chens: Client, chen: User, elsewhere: Identity, address: str
) -> None:
    own = address.format(person=chen.pk, identity=chen.identity.pk)
    others = address.format(person=elsewhere.person.pk, identity=elsewhere.pk)
    assert [client.get(own, follow=True).status_code for client in (zhaos, operators, chens)] == [200, 200, 403]
    assert operators.get(others).status_code == 200
    refused = zhaos.get(others, follow=True)
    assert "Stranger" not in refused.content.decode()
    assert "stranger@other.example" not in refused.content.decode()


def test_change_of_somebody_elsewhere(zhaos: Client, operators: Client, elsewhere: Identity) -> None:
    person = elsewhere.person
    sent = {
        "name": "Mine",
        "email": person.email,
        "tenant": person.tenant_id,
        "role": "person",
        "language": "en",
        "time_zone": "UTC",
        "is_active": "on",
    }
    address = f"/admin/accounts/user/{person.pk}/change/"
    zhaos.post(address, sent)
    assert User.objects.get(pk=person.pk).name == "Stranger"
    operators.post(address, sent)
    assert User.objects.get(pk=person.pk).name == "Mine"


def test_an_operator_is_out_of_a_tenant_administrators_reach(zhaos: Client, operator: User, qingshan: Tenant) -> None:
    User.objects.filter(pk=operator.pk).update(tenant=qingshan)
    assert "Operator" not in zhaos.get("/admin/accounts/user/").content.decode()
    assert zhaos.get(f"/admin/accounts/user/{operator.pk}/change/").status_code == 302


@pytest.mark.parametrize("address", ["/admin/accounts/user/", "/admin/accounts/identity/?state=all"])
def test_lists_have_the_tenants_own(
    zhaos: Client, operators: Client, chen: User, elsewhere: Identity, address: str
) -> None:
    seen = [
        (person.email, person.email in client.get(address).content.decode())
        for client in (zhaos, operators)
        for person in (chen, elsewhere.person)
    ]
    assert [is_seen for _, is_seen in seen] == [True, False, True, True]


@pytest.mark.parametrize("action", ["deactivate", "welcome_again"])
def test_actions_on_people(zhaos: Client, operators: Client, li: User, elsewhere: Identity, action: str) -> None:
    both = {"action": action, "_selected_action": [li.pk, elsewhere.person.pk]}

    def done() -> set[User]:
        wanted = {"is_active": False} if action == "deactivate" else {"welcome_due_at__isnull": False}
        return set(User.objects.filter(**wanted))

    zhaos.post("/admin/accounts/user/", both)
    assert done() == {li}
    operators.post("/admin/accounts/user/", both)
    assert done() == {li, elsewhere.person}


@pytest.mark.parametrize("action", ["test", "refresh", "disable"])
def test_actions_on_identities(
    zhaos: Client, operators: Client, chens: Client, chen: User, elsewhere: Identity, action: str
) -> None:
    both = {"action": action, "identity": [chen.identity.pk, elsewhere.pk]}

    def done() -> set[Identity]:
        wanted = {"state": "disabled"} if action == "disable" else {"test_due_at__isnull": False}
        return set(Identity.objects.filter(**wanted))

    assert chens.post("/admin/accounts/identity/", both, follow=True).status_code == 403
    assert done() == set()
    zhaos.post("/admin/accounts/identity/", both)
    assert done() == {chen.identity}
    operators.post("/admin/accounts/identity/", both)
    assert done() == {chen.identity, elsewhere}


def test_choices_of_a_foreign_key(zhaos: Client, operators: Client, chen: User, elsewhere: Identity) -> None:
    def choices(client: Client, model: str, field: str) -> tuple[int, list[str]]:
        asked = {"app_label": "accounts", "model_name": model, "field_name": field}
        answer = client.get("/admin/autocomplete/", asked)
        found = answer.json()["results"] if answer.status_code == 200 else []
        return answer.status_code, sorted(one["text"] for one in found)

    assert choices(zhaos, "identity", "person") == (200, ["Zhao Lei", "陈静"])
    assert choices(operators, "identity", "person") == (200, ["Operator", "Stranger", "Zhao Lei", "陈静"])
    assert choices(zhaos, "user", "tenant") == (403, [])
    assert choices(operators, "user", "tenant") == (200, ["Other", "Qingshan"])
    assert choices(zhaos, "tenant", "application") == (403, [])


def test_nothing_is_deleted_but_switched_off(operators: Client, chen: User, qingshan: Tenant) -> None:
    rows = {
        "user": chen.pk,
        "identity": chen.identity.pk,
        "tenant": qingshan.pk,
        "application": Application.objects.get().pk,
    }
    statuses = {
        name: operators.post(f"/admin/accounts/{name}/{pk}/delete/", {"post": "yes"}).status_code
        for name, pk in rows.items()
    }
    assert statuses == dict.fromkeys(rows, 403)


def test_a_list_is_not_narrowed_down_by_a_password(operators: Client, chen: User) -> None:
    answer = operators.get("/admin/accounts/user/", {"password__startswith": chen.password[:4]})
    assert answer.status_code in {302, 400}
