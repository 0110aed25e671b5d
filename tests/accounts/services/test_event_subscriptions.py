"""Registering the portal for a tenant's events, against the sandbox's own settings of webhooks."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from accounts.errors import InvalidInput, NotAllowed, NotLinked
from accounts.models import EventSubscription, Tenant, User
from accounts.services import event_subscriptions
from accounts.vendor import clients
from hwmeeting import Client, Webhook, WebhookStatus
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
_CORP = "100000001"


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def tenant(vendor: Vendor, qingshan: Tenant, settings: Settings) -> Tenant:
    """A tenant whose portal has a public address, at a service that asks no address for proof."""
    settings.PORTAL_URL = "https://portal.example.org"
    vendor.assume(webhook_proof="none")
    Tenant.objects.filter(pk=qingshan.pk).update(administrator_user_id=vendor.administrator_user_id)
    return Tenant.objects.select_related("application").get(pk=qingshan.pk)


def there(tenant: Tenant) -> Webhook | None:
    return _client(tenant).webhooks.show(corp_id=_CORP)


def _client(tenant: Tenant) -> Client:
    return clients.client_for_administrator(tenant=tenant)


def test_register(tenant: Tenant, zhao: User, now: datetime) -> None:
    made = event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    found = there(tenant)
    assert found is not None
    assert (found.url, found.subscriber_id, found.status) == (
        f"https://portal.example.org/hooks/huawei/{made.token}/",
        made.subscriber_id,
        0,
    )
    assert (made.state, made.registered_status, made.checked_at) == ("on", 0, now)
    assert len(made.token) == 32
    assert len(made.subscriber_key) == 64


def test_register_again_is_a_new_key_and_the_old_one_serves_a_while(tenant: Tenant, zhao: User, now: datetime) -> None:
    first = event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    second = event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    assert (second.token, second.subscriber_id) == (first.token, first.subscriber_id)
    assert second.subscriber_key != first.subscriber_key
    assert second.keys(now=now) == [second.subscriber_key, first.subscriber_key]
    assert second.keys(now=now + timedelta(minutes=11)) == [second.subscriber_key]


def test_register_that_was_cut_off_sends_the_same_key_again(
    vendor: Vendor, tenant: Tenant, zhao: User, now: datetime
) -> None:
    first = event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    vendor.assume(webhook_proof="asked")  # nobody answers at that address
    with pytest.raises(InvalidInput) as refused:
        event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    assert (refused.value.code, "MMC.112100002" in refused.value.sentence) == ("events_refused", True)
    between = EventSubscription.objects.get()
    assert (between.state, between.former_key) == ("pending", first.subscriber_key)
    # Which of the two stands there is not known, however long that takes.
    assert between.keys(now=now + timedelta(days=1)) == [between.subscriber_key, first.subscriber_key]
    vendor.assume(webhook_proof="none")
    last = event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    assert (last.state, last.subscriber_key) == ("on", between.subscriber_key)


def test_register_leaves_another_systems_address_unless_told_otherwise(
    tenant: Tenant, zhao: User, now: datetime
) -> None:
    _client(tenant).webhooks.set(
        subscriber_id="other", subscriber_key="o" * 32, url="https://other.example/secret/", corp_id=_CORP
    )
    with pytest.raises(InvalidInput) as refused:
        event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    assert (refused.value.code, refused.value.params) == ("another_address", {"host": "other.example"})
    found = there(tenant)
    assert found is not None
    assert found.subscriber_id == "other"
    assert event_subscriptions.register(by=zhao, tenant=tenant, now=now, replaces=True).state == "on"


@pytest.mark.parametrize(
    "address",
    [
        "http://portal.example.org",
        "https://127.0.0.1",
        "https://10.1.2.3",
        "https://[fd00::1]",
        "https://portal",
        "https://portal.local",
    ],
)
def test_register_says_where_the_service_cannot_reach_us(
    tenant: Tenant, zhao: User, now: datetime, settings: Settings, address: str
) -> None:
    settings.PORTAL_URL = address
    with pytest.raises(InvalidInput) as refused:
        event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    assert (
        refused.value.sentence
        == f"The meeting service can't reach {address}: it sends events to public https addresses only."
    )
    assert there(tenant) is None
    settings.VENDOR_EVENTS_ANYWHERE = True
    assert event_subscriptions.is_reachable()


def test_look_up_sees_that_it_was_switched_off_there(tenant: Tenant, zhao: User, now: datetime) -> None:
    assert event_subscriptions.look_up(by=zhao, tenant=tenant, now=now).registered_url == ""
    event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    found = there(tenant)
    assert found is not None
    _client(tenant).webhooks.delete(found.id)
    seen = event_subscriptions.look_up(by=zhao, tenant=tenant, now=now)
    assert (seen.state, seen.registered_url, seen.registered_status) == ("off", "", None)


def test_stop_takes_our_own_address_away_and_no_other(tenant: Tenant, zhao: User, now: datetime) -> None:
    event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    event_subscriptions.stop(by=zhao, tenant=tenant, now=now)
    assert (there(tenant), EventSubscription.objects.get().state) == (None, "off")
    _client(tenant).webhooks.set(
        subscriber_id="other", subscriber_key="o" * 32, url="https://other.example/", corp_id=_CORP
    )
    event_subscriptions.stop(by=zhao, tenant=tenant, now=now)
    assert there(tenant) is not None


def test_what_stands_in_the_way(vendor: Vendor, tenant: Tenant, zhao: User, stranger: User, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        event_subscriptions.register(by=stranger, tenant=tenant, now=now)
    vendor.go_away()
    with pytest.raises(InvalidInput) as refused:
        event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    assert refused.value.code == "events_unanswered"
    tenant.administrator_user_id = ""
    with pytest.raises(NotLinked):
        event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    assert not EventSubscription.objects.exists()


@pytest.mark.parametrize("status", [WebhookStatus.OFF, WebhookStatus.LOCKED])
def test_switch_on_sends_again_with_the_same_key(tenant: Tenant, zhao: User, now: datetime, status: int) -> None:
    made = event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    found = there(tenant)
    assert found
    _client(tenant).webhooks.switch(found.id, WebhookStatus(status))
    assert event_subscriptions.look_up(by=zhao, tenant=tenant, now=now).state == "off"
    again = event_subscriptions.switch_on(by=zhao, tenant=tenant, now=now)
    assert (again.state, again.registered_status, again.subscriber_key) == ("on", 0, made.subscriber_key)
    found = there(tenant)
    assert found
    assert found.status == 0


def test_switch_on_of_what_is_not_ours_is_refused(tenant: Tenant, zhao: User, stranger: User, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        event_subscriptions.switch_on(by=zhao, tenant=tenant, now=now)
    assert refused.value.code == "not_registered"
    event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    _client(tenant).webhooks.set(
        subscriber_id="other", subscriber_key="o" * 32, url="https://other.example/", corp_id=_CORP
    )
    with pytest.raises(InvalidInput) as refused:
        event_subscriptions.switch_on(by=zhao, tenant=tenant, now=now)
    assert refused.value.code == "not_registered"
    found = there(tenant)
    assert found
    assert (found.url, found.status) == ("https://other.example/", 1)
    with pytest.raises(NotAllowed):
        event_subscriptions.switch_on(by=stranger, tenant=tenant, now=now)


def test_switch_on_without_proof_says_why(vendor: Vendor, tenant: Tenant, zhao: User, now: datetime) -> None:
    event_subscriptions.register(by=zhao, tenant=tenant, now=now)
    found = there(tenant)
    assert found
    _client(tenant).webhooks.switch(found.id, WebhookStatus.LOCKED)
    vendor.assume(webhook_proof="asked")  # nobody answers at that address
    with pytest.raises(InvalidInput) as refused:
        event_subscriptions.switch_on(by=zhao, tenant=tenant, now=now)
    assert refused.value.code == "events_refused"
