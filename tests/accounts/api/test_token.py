"""The token endpoint: who gets a token, for whom, and what ends it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken as OAuthToken

from accounts.api import oauth
from accounts.errors import InvalidInput
from accounts.models import ApiClient, Identity, Tenant, User
from accounts.services import administering_clients, applications, identities
from tests.factories.api import SECRET, TOKEN, Caller, basic, make_api_client

MEETINGS = "/api/v1/meetings/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def ask(client: ApiClient, secret: str = SECRET, **body: str) -> Any:
    body = {"grant_type": "client_credentials"} | body
    return Client().post(TOKEN, body, headers={"Authorization": basic(client, secret)})


def test_a_token_has_the_scopes_of_its_client(qingshan: Any) -> None:
    client = make_api_client(qingshan, scopes=["meetings:read", "launch"])
    response = ask(client)
    answer = response.json()
    assert (answer["token_type"], answer["expires_in"], set(answer["scope"].split())) == (
        "Bearer",
        3600,
        {"meetings:read", "launch"},
    )
    assert response["Cache-Control"] == "no-store"


def test_no_token_has_a_scope_that_its_client_lacks(qingshan: Any) -> None:
    client = make_api_client(qingshan, scopes=["meetings:read"])
    response = ask(client, scope="meetings:read tickets:write")
    assert (response.status_code, response.json()["error"]) == (400, "invalid_scope")


def test_a_token_is_not_readable_at_rest(erp: ApiClient, chen: User) -> None:
    token = Caller(erp, act_as="chen").token
    (row,) = OAuthToken.objects.values()
    assert token not in str(row)
    assert SECRET not in str(list(erp.secrets.values()))


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x"])
def test_a_wrong_secret_gets_nothing(erp: ApiClient, secret: str) -> None:
    response = ask(erp, secret)
    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert response["WWW-Authenticate"] == 'Basic realm="api"'


def test_a_token_is_for_one_person(erp: ApiClient, chen: User) -> None:
    """Which of two would be meant is for nobody to guess (RFC 6749 3.2: no parameter more than once)."""
    body = "grant_type=client_credentials&act_as=li&act_as=chen"
    form = "application/x-www-form-urlencoded"
    response = Client().post(TOKEN, body, content_type=form, headers={"Authorization": basic(erp)})
    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")
    assert not OAuthToken.objects.exists()


def test_who_fails_too_often_is_told_to_wait_while_the_right_secret_works(erp: ApiClient) -> None:
    answers = [ask(erp, "wrong").status_code for _ in range(31)]
    assert (answers[:30], answers[30]) == ([401] * 30, 429)
    assert ask(erp).status_code == 200


def test_two_secrets_are_alive_and_no_third(erp: ApiClient, zhao: User) -> None:
    second = administering_clients.add_secret(by=zhao, client=erp, now=timezone.now())
    assert (ask(erp).status_code, ask(erp, second).status_code) == (200, 200)
    with pytest.raises(InvalidInput):
        administering_clients.add_secret(by=zhao, client=erp, now=timezone.now())


def test_a_revoked_secret_ends_the_tokens(erp: ApiClient, chen: User, zhao: User) -> None:
    caller = Caller(erp, act_as="chen")
    assert caller.get(MEETINGS).status_code == 200
    administering_clients.revoke_secret(by=zhao, client=erp, secret_id=erp.secrets.get().pk)
    response = caller.get(MEETINGS)
    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="api", error="invalid_token"')
    assert ask(erp).status_code == 401


def test_a_secret_in_the_address_is_refused_as_json(erp: ApiClient) -> None:
    response = Client().post(f"{TOKEN}?client_secret={SECRET}", {"grant_type": "client_credentials"})
    assert (response.status_code, response["Content-Type"]) == (400, "application/json")
    assert response.json()["error"] == "invalid_request"


def _revoke(client: ApiClient, zhao: User) -> None:
    administering_clients.revoke_secret(by=zhao, client=client, secret_id=client.secrets.get().pk)


def _take_scope(client: ApiClient, zhao: User) -> None:
    ApiClient.objects.filter(pk=client.pk).update(scopes=["launch"])


def _take_person(client: ApiClient, zhao: User) -> None:
    ApiClient.objects.filter(pk=client.pk).update(allowed_user_ids="erp-*")


def _disable(client: ApiClient, zhao: User) -> None:
    identities.disable(
        by=zhao, identity_ids=list(Identity.objects.filter(person__name="陈静").values_list("pk", flat=True))
    )


@pytest.mark.parametrize("change", [_revoke, _take_scope, _take_person, _disable])
def test_a_token_is_not_made_by_what_was_taken_away_meanwhile(
    erp: ApiClient, chen: User, zhao: User, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    check: Any = oauth.Validator.validate_scopes

    def changed_meanwhile(self: Any, *found: Any, **more: Any) -> Any:
        change(ApiClient.objects.get(pk=erp.pk), zhao)
        return check(self, *found, **more)

    monkeypatch.setattr(oauth.Validator, "validate_scopes", changed_meanwhile)
    assert ask(erp, act_as="chen", scope="meetings:read").status_code in {400, 401}
    assert not OAuthToken.objects.exists()


def test_no_client_acts_for_an_operator(erp: ApiClient, operator: User, qingshan: Tenant) -> None:
    User.objects.filter(pk=operator.pk).update(tenant=qingshan)
    Identity.objects.create(tenant=qingshan, person=operator, third_party_user_id="op")
    assert "act:admin" in erp.scopes
    assert ask(erp, act_as="op").json()["error"] == "access_denied"


def test_a_client_that_is_switched_off_ends_its_tokens(erp: ApiClient, chen: User) -> None:
    caller = Caller(erp, act_as="chen")
    ApiClient.objects.update(is_active=False)
    assert caller.get(MEETINGS).status_code == 401
    assert ask(erp).status_code == 401


def test_a_token_that_is_over_is_a_401(erp: ApiClient, chen: User) -> None:
    caller = Caller(erp, act_as="chen")
    OAuthToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    response = caller.get(MEETINGS)
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert 'error="invalid_token"' in response["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("patterns", "user_id"), [("", "chen"), ("erp-*\nli", "chen"), ("chen", "chen2"), ("*", "nobody"), ("*", "zhao")]
)
def test_nobody_is_acted_for_whom_the_client_may_not(
    qingshan: Any, chen: User, zhao: User, patterns: str, user_id: str
) -> None:
    Identity.objects.create(tenant=qingshan, person=zhao, third_party_user_id="zhao")
    client = make_api_client(qingshan, scopes=["meetings:read"], allowed_user_ids=patterns)
    response = ask(client, act_as=user_id)
    assert (response.status_code, response.json()["error"]) == (400, "access_denied")
    assert OAuthToken.objects.count() == 0


@pytest.mark.parametrize("patterns", ["chen", "ch*", "x\n chen \n", "*"])
def test_a_token_acts_for_whom_it_may(qingshan: Any, chen: User, patterns: str) -> None:
    client = make_api_client(qingshan, allowed_user_ids=patterns)
    assert Caller(client, act_as="chen").get(MEETINGS).json() == {"results": [], "next": None}


def test_an_administrator_is_acted_for_with_the_scope_alone(qingshan: Any, zhao: User) -> None:
    Identity.objects.create(tenant=qingshan, person=zhao, third_party_user_id="zhao")
    client = make_api_client(qingshan, scopes=["meetings:read", "act:admin"])
    assert ask(client, act_as="zhao").status_code == 200


def test_the_vendors_administrator_is_acted_for_with_the_scope_alone(qingshan: Any, chen: User) -> None:
    qingshan.administrator_user_id = "chen"
    qingshan.save()
    without = make_api_client(qingshan, name="Without", secret="without", scopes=["meetings:read"])
    having = make_api_client(qingshan, scopes=["meetings:read", "act:admin"])
    assert ask(without, "without", act_as="chen").json()["error"] == "access_denied"
    assert ask(having, act_as="chen").status_code == 200


def test_a_person_who_becomes_an_administrator_is_acted_for_no_more(qingshan: Any, chen: User) -> None:
    caller = Caller(make_api_client(qingshan, scopes=["meetings:read"]), act_as="chen")
    User.objects.filter(pk=chen.pk).update(role=User.Role.TENANT_ADMIN)
    assert caller.get(MEETINGS).status_code == 401


def test_a_person_who_gets_another_user_id_is_acted_for_no_more(erp: ApiClient, chen: User, zhao: User) -> None:
    caller = Caller(erp, act_as="chen")
    identities.change(by=zhao, identity=chen.identity, user_id="chen-new")
    assert caller.get(MEETINGS).status_code == 401


def test_another_tenants_people_are_not_acted_for(stranger: User, chen: User) -> None:
    assert stranger.tenant is not None
    client = make_api_client(stranger.tenant)
    assert ask(client, act_as="chen").json()["error"] == "access_denied"


def test_a_token_for_nobody_books_for_nobody(erp: ApiClient) -> None:
    response = Caller(erp).get(MEETINGS)
    assert (response.status_code, response.json()["code"]) == (403, "act_as_missing")


@pytest.mark.parametrize(("scopes", "lives"), [(["meetings:read"], False), (["meetings:read", "act:admin"], True)])
def test_whoever_becomes_the_vendors_administrator_is_out_of_a_running_tokens_reach(
    qingshan: Tenant, chen: User, li: User, scopes: list[str], lives: bool
) -> None:
    Identity.objects.create(tenant=qingshan, person=li, third_party_user_id="li")
    client = make_api_client(qingshan, scopes=scopes)
    as_chen, as_li = Caller(client, act_as="chen"), Caller(client, act_as="li")
    qingshan.administrator_user_id = "Chen"
    qingshan.save()
    applications.tenant_saved(tenant=qingshan, changed=["administrator_user_id"], now=timezone.now())
    found = [caller.get(MEETINGS).status_code for caller in (as_chen, as_li)]
    assert found == [200 if lives else 401, 200]
