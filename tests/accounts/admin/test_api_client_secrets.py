"""Secrets in the administration: shown once, kept nowhere, revoked after a question."""

import re

import pytest
from auditlog.models import LogEntry
from django.test import Client
from oauth2_provider.models import AccessToken as OAuthToken

from accounts.models import ApiClient, Session, Tenant, User
from tests.factories.api import SECRET, Caller, make_api_client
from tests.factories.page_words import source_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def address(client: ApiClient, rest: str = "secrets/") -> str:
    return f"/admin/accounts/apiclient/{client.pk}/{rest}"


def shown(page: str) -> str:
    (found,) = re.findall(r'id="new-secret"\s+value="([^"]+)"', page)
    return str(found)


def test_a_secret_is_shown_once_and_works(
    zhaos: Client, erp: ApiClient, chen: User, caplog: pytest.LogCaptureFixture
) -> None:
    answer = zhaos.post(address(erp), {"known": "1"})
    secret = shown(source_of(answer))
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert Caller(erp, act_as="chen", secret=secret).get("/api/v1/meetings/").status_code == 200
    again = zhaos.get(address(erp), follow=True)
    assert again.redirect_chain[-1][0] == address(erp, "change/")
    assert secret not in source_of(again)
    assert f"…{secret[-6:]}" in words_of(again)
    kept = [str(vars(entry)) for entry in LogEntry.objects.all()] + [
        str(s.get_decoded()) for s in Session.objects.all()
    ]
    kept += [str(row) for row in erp.secrets.values()] + [caplog.text]
    assert [text for text in kept if secret in text] == []


def test_who_uses_a_secret_is_seen(zhaos: Client, erp: ApiClient, chen: User) -> None:
    assert "never" in words_of(zhaos.get(address(erp, "change/")))
    Caller(erp, act_as="chen")
    used = erp.secrets.get().last_used_at
    assert used is not None
    Caller(erp, act_as="chen")
    assert erp.secrets.get().last_used_at == used  # to the minute


def test_only_the_secret_that_was_used_is_marked(zhaos: Client, erp: ApiClient, chen: User) -> None:
    second = shown(source_of(zhaos.post(address(erp), {"known": "1"})))
    Caller(erp, act_as="chen", secret=second)
    assert {one.ending: one.last_used_at is None for one in erp.secrets.all()} == {
        SECRET[-6:]: True,
        second[-6:]: False,
    }


def test_a_page_that_is_sent_twice_makes_one_secret(zhaos: Client, qingshan: Tenant) -> None:
    client = make_api_client(qingshan)
    client.secrets.all().delete()
    zhaos.post(address(client), {"known": "0"})
    again = zhaos.post(address(client), {"known": "0"})
    assert (again.status_code, client.secrets.count(), 'id="new-secret"' in source_of(again)) == (409, 1, False)
    assert "The secrets have changed since this page was opened" in words_of(again)


def test_there_is_no_third(zhaos: Client, erp: ApiClient) -> None:
    page = source_of(zhaos.post(address(erp), {"known": "1"}))
    assert 'name="known"' not in page
    assert zhaos.post(address(erp), {"known": "2"}).status_code == 409
    assert erp.secrets.count() == 2


def test_a_secret_is_revoked_after_a_question(zhaos: Client, erp: ApiClient, chen: User) -> None:
    Caller(erp, act_as="chen")
    revoke = address(erp, f"secrets/{erp.secrets.get().pk}/revoke/")
    assert "Revoke the secret …-tests?" in words_of(zhaos.get(revoke))
    assert (erp.secrets.count(), OAuthToken.objects.count()) == (1, 1)
    page = words_of(zhaos.post(revoke, follow=True))
    assert "Zhao Lei revoked the secret …-tests" in page
    assert (erp.secrets.count(), OAuthToken.objects.count()) == (0, 0)
    assert zhaos.post(revoke).status_code == 404
