"""Who may say who is whom; each answer is one that the OpenAPI document promises."""

import pytest
from auditlog.models import LogEntry
from django.test import Client

from accounts.models import ApiClient, Identity, Tenant, User
from tests.factories.api import Caller, make_api_client
from tests.factories.fixtures import signed_in
from tests.factories.identities import IDENTITIES, NEW, map_rows, outcomes_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


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


def test_a_refusal_names_the_field_as_requests_do(hr: Caller, zhao: User, zhao_linked: Identity) -> None:
    response = hr.post(IDENTITIES, {"user_id": "zhao2", "email": zhao.email})
    assert (response.status_code, response.json()["errors"][0]["field"]) == (403, "user_id")
