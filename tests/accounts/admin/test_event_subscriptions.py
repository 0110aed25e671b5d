"""The pages of the meeting service's events: who sees which, and what their buttons do."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Tenant, User
from accounts.vendor import clients
from hwmeeting import WebhookStatus
from tests.factories.page_words import source_of, text_of
from tests.factories.vendor import Vendor
from tests.factories.vendor_events import TOKEN, subscribe

_LIST = "/admin/accounts/eventsubscription/"


def page(tenant: Tenant) -> str:
    return f"{_LIST}{tenant.pk}/"


@pytest.fixture
def reachable(vendor: Vendor, qingshan: Tenant, settings: Settings) -> Tenant:
    settings.PORTAL_URL = "https://portal.example.org"
    vendor.assume(webhook_proof="none")
    qingshan.administrator_user_id = vendor.administrator_user_id
    qingshan.save()
    return Tenant.objects.select_related("application").get(pk=qingshan.pk)


@pytest.mark.django_db(transaction=True)
def test_one_click_registers_and_the_page_says_so(reachable: Tenant, zhaos: Client) -> None:
    before = text_of(zhaos.get(page(reachable)))
    assert "Events of the meeting service Off Qingshan" in before
    assert "Address not asked yet" in before
    assert "Register this portal" in before
    response = zhaos.post(page(reachable), {"do": "register"}, follow=True)
    after = text_of(response)
    assert "The meeting service now sends its events to this portal." in after
    assert "Address this portal, https://portal.example.org State switched on" in after
    subscription = reachable.event_subscription
    assert subscription.token not in source_of(response)
    assert subscription.subscriber_key not in source_of(response)
    stopped = text_of(zhaos.post(page(reachable), {"do": "stop"}, follow=True))
    assert "The meeting service no longer sends events to this portal." in stopped
    assert "Address none" in stopped


@pytest.mark.django_db(transaction=True)
def test_another_systems_address_is_replaced_after_a_question(reachable: Tenant, zhaos: Client) -> None:
    client = clients.client_for_administrator(tenant=reachable)
    client.webhooks.set(
        subscriber_id="other", subscriber_key="o" * 32, url="https://other.example/secret/", corp_id="100000001"
    )
    asked = zhaos.post(page(reachable), {"do": "register"})
    assert asked.status_code == 409
    assert "Another system receives the events at present: other.example." in text_of(asked)
    assert "secret" not in source_of(asked)
    assert "Take its place" in text_of(asked)
    done = zhaos.post(page(reachable), {"do": "replace"}, follow=True)
    assert "The meeting service now sends its events to this portal." in text_of(done)


@pytest.mark.django_db(transaction=True)
def test_a_service_that_is_away_is_said(vendor: Vendor, reachable: Tenant, zhaos: Client) -> None:
    vendor.go_away()
    shown = text_of(zhaos.post(page(reachable), {"do": "look"}, follow=True))
    assert "The meeting service did not answer." in shown


@pytest.mark.django_db
def test_an_address_that_cannot_be_reached_is_said_and_offers_no_button(qingshan: Tenant, zhaos: Client) -> None:
    words = text_of(zhaos.get(page(qingshan)))
    assert "The meeting service can't reach http://127.0.0.1:8000." in words
    assert "Register this portal" not in words


@pytest.mark.django_db
def test_who_sees_which(
    qingshan: Tenant, stranger: User, zhaos: Client, operators: Client, chens: Client, client: Client
) -> None:
    other = stranger.tenant
    assert other is not None
    subscribe(qingshan, last_event_at=datetime(2026, 5, 14, 1, 48, tzinfo=UTC))
    assert zhaos.get(_LIST).headers["Location"] == page(qingshan)
    assert zhaos.get(page(other)).status_code == 404
    assert zhaos.post(page(other), {"do": "register"}).status_code == 404
    listed = text_of(operators.get(_LIST))
    assert "Other Off none yet" in listed
    assert "Qingshan On Thu 14 May" in listed
    assert [operators.get(page(one)).status_code for one in (qingshan, other)] == [200, 200]
    assert TOKEN not in source_of(operators.get(page(qingshan)))
    for refused in (chens, client):
        assert refused.get(page(qingshan)).status_code in {302, 403}
    assert page(qingshan) in source_of(operators.get(f"/admin/accounts/tenant/{qingshan.pk}/change/"))


@pytest.mark.django_db
def test_pages_in_chinese(qingshan: Tenant, zhao: User, zhaos: Client) -> None:
    User.objects.filter(pk=zhao.pk).update(language="zh-hans")
    words = text_of(zhaos.get(page(qingshan)))
    assert "会议服务的事件推送 未启用 Qingshan" in words
    assert "会议服务无法访问 http://127.0.0.1:8000。 它只向公网 https 地址推送事件" in words


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("status", "words"),
    [(2, "has locked the registration of this portal"), (1, "is switched off at the meeting service")],
)
def test_what_was_locked_is_switched_on_by_a_button(reachable: Tenant, zhaos: Client, status: int, words: str) -> None:
    zhaos.post(page(reachable), {"do": "register"})
    assert "Switch it on again" not in text_of(zhaos.get(page(reachable)))
    client = clients.client_for_administrator(tenant=reachable)
    found = client.webhooks.show(corp_id="100000001")
    assert found
    client.webhooks.switch(found.id, WebhookStatus(status))
    looked = text_of(zhaos.post(page(reachable), {"do": "look"}, follow=True))
    assert [each in looked for each in (words, "Switch it on again", "the key stays")] == [True] * 3
    done = text_of(zhaos.post(page(reachable), {"do": "on"}, follow=True))
    assert "The meeting service now sends its events to this portal." in done
    assert "Switch it on again" not in done
