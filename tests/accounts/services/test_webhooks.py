"""Administering where an API client hears of events."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from accounts.errors import InvalidInput, NotAllowed
from accounts.models import ApiClient, Tenant, User
from accounts.problems import Code
from accounts.services import administering_clients, webhooks
from accounts.services.administering_clients import ClientFields
from notifications.models import WebhookDelivery, WebhookEndpoint
from notifications.webhooks.queueing import Event, queue
from tests.factories.api import make_api_client
from tests.factories.webhooks import listen, types

pytestmark = pytest.mark.django_db(transaction=True)
State = WebhookDelivery.State


@pytest.fixture(autouse=True)
def _inside(settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]


def change(client: ApiClient, by: User, url: str, events: list[str]) -> None:
    fields = ClientFields(
        name=client.name,
        scopes=client.scopes,
        allowed_user_ids=client.allowed_user_ids,
        calls_per_minute=client.calls_per_minute,
        contact_email=client.contact_email,
        webhook_url=url,
        webhook_events=events,
    )
    administering_clients.change(by=by, client=client, fields=fields, now=timezone.now())


def is_listening(tenant: Tenant) -> bool:
    return Tenant.objects.get(pk=tenant.pk).has_webhooks


def test_a_tenant_knows_whether_anybody_listens(erp: ApiClient, zhao: User, qingshan: Tenant) -> None:
    other = make_api_client(qingshan, name="CRM", secret="another")
    assert not is_listening(qingshan)
    for client in (erp, other):
        change(client, zhao, "http://127.0.0.1/hooks", ["meeting.booked"])
    change(erp, zhao, "", [])
    assert is_listening(qingshan)
    change(other, zhao, "", [])
    assert (is_listening(qingshan), WebhookEndpoint.objects.count()) == (False, 0)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("erp", Code.WEBHOOK_NO_ADDRESS),
        ("https://me:secret@127.0.0.1/", Code.WEBHOOK_HAS_CREDENTIALS),
        ("https://[::1]/", Code.WEBHOOK_FORBIDDEN),
        ("https://nowhere.example/", Code.WEBHOOK_UNKNOWN_HOST),
    ],
)
def test_an_address_is_looked_up_before_it_is_kept(erp: ApiClient, zhao: User, url: str, code: Code) -> None:
    with pytest.raises(InvalidInput) as caught:
        change(erp, zhao, url, ["meeting.booked"])
    assert (caught.value.code, caught.value.field) == (code, "webhook_url")
    assert WebhookEndpoint.objects.count() == 0


def test_a_client_that_is_switched_off_hears_of_nothing(erp: ApiClient, zhao: User) -> None:
    listen(erp)
    for is_active in (False, True):
        administering_clients.switch(by=zhao, client=erp, is_active=is_active)
        assert WebhookEndpoint.objects.get().is_on is is_active


def test_two_secrets_at_most_are_alive_and_neither_stands_readable(erp: ApiClient, zhao: User) -> None:
    first = listen(erp)
    second = webhooks.add_secret(by=zhao, client=erp, now=timezone.now(), known=1)
    assert second.startswith("whsec_")
    for known in (1, 2):
        with pytest.raises(InvalidInput):
            webhooks.add_secret(by=zhao, client=erp, now=timezone.now(), known=known)
    endpoint = erp.endpoint
    assert endpoint is not None
    assert {secret.value for secret in endpoint.secrets.all()} == {first, second}

    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM notifications_webhooksecret")
        assert [value for (value,) in cursor.fetchall() if value in {first, second}] == []
    old = endpoint.secrets.order_by("pk")[0]
    webhooks.revoke_secret(by=zhao, client=erp, secret_id=old.pk)
    assert [secret.value for secret in endpoint.secrets.all()] == [second]
    written = str(list(LogEntry.objects.values_list("changes", flat=True)))
    assert second not in written
    assert second[-6:] in written


def test_replay_sends_what_was_given_up_for_three_more_days(erp: ApiClient, zhao: User) -> None:
    listen(erp)
    endpoint = erp.endpoint
    assert endpoint is not None
    now = timezone.now()
    queue([(endpoint, Event("meeting.booked", {}))] * 3, now=now - timedelta(days=4))
    failed, delivered, waiting = WebhookDelivery.objects.order_by("pk")
    WebhookDelivery.objects.filter(pk=failed.pk).update(state=State.FAILED, attempts=15)
    WebhookDelivery.objects.filter(pk=delivered.pk).update(state=State.DELIVERED)
    assert webhooks.replay(by=zhao, client=erp, now=now) == 1
    assert webhooks.replay(by=zhao, client=erp, now=now, delivery_id=waiting.pk) == 0
    assert webhooks.replay(by=zhao, client=erp, now=now, delivery_id=delivered.pk) == 1
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.expires_at) == (State.QUEUED, 0, now + timedelta(days=3))
    assert failed.webhook_id == WebhookDelivery.objects.get(pk=failed.pk).webhook_id


def test_an_address_that_was_given_up_is_used_again(erp: ApiClient, zhao: User) -> None:
    listen(erp)
    now = timezone.now()
    WebhookEndpoint.objects.update(disabled_at=now, disabled_reason="failing", told_at=now, failing_since=now)
    webhooks.switch_on(by=zhao, client=erp)
    endpoint = WebhookEndpoint.objects.get()
    assert endpoint.disabled_at is endpoint.told_at is endpoint.failing_since is None


def test_another_address_begins_anew(erp: ApiClient, zhao: User) -> None:
    listen(erp)
    WebhookEndpoint.objects.update(disabled_at=timezone.now(), disabled_reason="failing", failing_since=timezone.now())
    change(erp, zhao, "http://127.0.0.1/hooks", ["meeting.booked"])
    endpoint = WebhookEndpoint.objects.get()
    assert endpoint.disabled_at is endpoint.failing_since is None
    assert endpoint.secrets.count() == 1


def test_nothing_is_sent_to_an_address_that_was_given_up(erp: ApiClient, zhao: User) -> None:
    listen(erp)
    WebhookEndpoint.objects.update(disabled_at=timezone.now(), disabled_reason="gone")
    client = ApiClient.objects.get(pk=erp.pk)
    for act in (webhooks.send_test, webhooks.replay):
        with pytest.raises(InvalidInput) as caught:
            act(by=zhao, client=client, now=timezone.now())
        assert caught.value.code == Code.WEBHOOK_STOPPED


def test_a_test_goes_out_at_once(erp: ApiClient, zhao: User) -> None:
    listen(erp)
    WebhookEndpoint.objects.update(paused_until=timezone.now() + timedelta(hours=1))
    webhooks.send_test(by=zhao, client=erp, now=timezone.now())
    assert (WebhookEndpoint.objects.get().paused_until, types(erp)) == (None, ["webhook.test"])


def test_nobody_reaches_the_webhooks_of_another_organisation(erp: ApiClient, zhao: User, stranger: User) -> None:
    theirs = make_api_client(Tenant.objects.get(name="Other"), secret="theirs")
    listen(theirs)
    for act in (
        lambda: webhooks.add_secret(by=zhao, client=theirs, now=timezone.now()),
        lambda: webhooks.revoke_secret(by=zhao, client=theirs, secret_id=1),
        lambda: webhooks.send_test(by=zhao, client=theirs, now=timezone.now()),
        lambda: webhooks.replay(by=zhao, client=theirs, now=timezone.now()),
        lambda: webhooks.switch_on(by=zhao, client=theirs),
    ):
        with pytest.raises(NotAllowed):
            act()
