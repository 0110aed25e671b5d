"""Webhooks in the administration: an address, its secrets, what was delivered, sending again."""

import re

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import ApiClient, Tenant, User
from notifications.models import WebhookDelivery, WebhookEndpoint
from notifications.webhooks.queueing import Event, queue
from tests.factories.api import make_api_client
from tests.factories.page_words import source_of, words_of
from tests.factories.webhooks import listen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
State = WebhookDelivery.State


def address(client: ApiClient, rest: str = "change/") -> str:
    return f"/admin/accounts/apiclient/{client.pk}/{rest}"


def filled(client: ApiClient, **fields: object) -> dict[str, object]:
    values = {
        "name": client.name,
        "scopes": client.scopes,
        "allowed_user_ids": client.allowed_user_ids,
        "calls_per_minute": client.calls_per_minute,
        "contact_email": client.contact_email,
    }
    return values | fields


@pytest.fixture
def failed(erp: ApiClient) -> WebhookDelivery:
    listen(erp)
    assert erp.endpoint
    queue([(erp.endpoint, Event("meeting.booked", {}, "meeting:1", "Line B trial run"))], now=timezone.now())
    WebhookDelivery.objects.update(
        state=State.FAILED, status_code=503, took_ms=84, attempts=12, answer="<b>out of order</b>"
    )
    return WebhookDelivery.objects.get()


def test_an_address_is_kept_with_its_events(zhaos: Client, erp: ApiClient, settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    sent = filled(erp, webhook_url="http://127.0.0.1/hooks", webhook_events=["meeting.ended", "meeting.booked"])
    page = words_of(zhaos.post(address(erp), sent, follow=True))
    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.url, endpoint.events) == ("http://127.0.0.1/hooks", ["meeting.booked", "meeting.ended"])
    assert "None yet: nothing is sent until it has one." in page
    assert "meeting.booked, meeting.ended" in page  # what happened
    zhaos.post(address(erp), filled(erp, webhook_url=""))
    assert WebhookEndpoint.objects.count() == 0


def test_an_address_that_leads_inside_is_refused_beside_its_field(zhaos: Client, erp: ApiClient) -> None:
    sent = filled(erp, name="ERP 2", webhook_url="https://127.0.0.1/hooks", webhook_events=["meeting.booked"])
    answer = zhaos.post(address(erp), sent)
    assert answer.status_code == 422
    page = source_of(answer)
    (described,) = re.findall(r'<input[^>]*name="webhook_url"[^>]*aria-describedby="([^"]+)"', page)
    assert "internal network" in page
    assert 'aria-invalid="true"' in page
    assert described
    assert 'value="https://127.0.0.1/hooks"' in page
    assert re.search(r'value="meeting.booked"\s+checked', page)
    erp.refresh_from_db()
    assert (erp.name, WebhookEndpoint.objects.count()) == ("ERP", 0)


def test_an_unknown_event_is_refused(zhaos: Client, erp: ApiClient) -> None:
    assert zhaos.post(address(erp), filled(erp, webhook_events=["meeting.exploded"])).status_code == 422


def test_a_signing_secret_is_shown_once(zhaos: Client, erp: ApiClient) -> None:
    listen(erp)
    answer = zhaos.post(address(erp, "webhooks/secrets/"), {"known": "1"})
    (secret,) = re.findall(r'id="new-webhook-secret"\s+value="(whsec_[^"]+)"', source_of(answer))
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    page = source_of(zhaos.get(address(erp)))
    assert (secret in page, f"…{secret[-6:]}" in page) == (False, True)
    assert zhaos.post(address(erp, "webhooks/secrets/"), {"known": "2"}).status_code == 409
    newest = WebhookEndpoint.objects.get().secrets.all()[0]
    path = address(erp, f"webhooks/secrets/{newest.pk}/revoke/")
    assert "Revoke the signing secret" in words_of(zhaos.get(path))
    zhaos.post(path)
    assert newest not in WebhookEndpoint.objects.get().secrets.all()


def test_deliveries_are_listed_with_what_came_of_them(zhaos: Client, erp: ApiClient, failed: WebhookDelivery) -> None:
    for rest in ("change/", "webhooks/deliveries/"):
        page = zhaos.get(address(erp, rest))
        shown = ("meeting.booked", "Line B trial run", "503 in 84 ms", "given up", "12")
        assert [text for text in shown if text not in words_of(page)] == []
        assert "&lt;b&gt;out of order&lt;/b&gt;" in source_of(page)
        assert "<b>out of order</b>" not in source_of(page)
    assert "1 of 1 not delivered" in words_of(zhaos.get(address(erp)))


def test_a_delivery_shows_all_of_its_answer_and_nothing_of_what_was_sent(
    zhaos: Client, erp: ApiClient, failed: WebhookDelivery
) -> None:
    WebhookDelivery.objects.update(answer="x" * 5000 + "<i>end</i>", body="confidential")
    page = source_of(zhaos.get(address(erp, f"webhooks/deliveries/{failed.pk}/")))
    assert "x&lt;i&gt;end&lt;/i&gt;" in page
    assert (failed.webhook_id in page, "confidential" in page) == (True, False)
    assert f"/webhooks/deliveries/{failed.pk}/" in source_of(zhaos.get(address(erp)))
    assert zhaos.get(address(erp, f"webhooks/deliveries/{failed.pk + 1}/")).status_code == 404


def test_a_delivery_is_sent_again_by_who_looks_after_it(
    zhaos: Client, chens: Client, erp: ApiClient, failed: WebhookDelivery, zhao: User
) -> None:
    path = address(erp, "webhooks/replay/")
    assert zhaos.get(path).status_code == 405
    assert chens.post(path, {"delivery": failed.pk}).status_code in {302, 403}
    failed.refresh_from_db()
    assert failed.state == State.FAILED
    page = words_of(zhaos.post(path, {"delivery": failed.pk}, follow=True))
    assert "1 event goes out again." in page
    assert "Zhao Lei had events sent again" in page
    failed.refresh_from_db()
    assert failed.state == State.QUEUED
    entry = LogEntry.objects.get_for_object(erp).latest("pk")
    assert (entry.actor, entry.changes) == (zhao, {"webhook_replay": ["", str(failed.pk)]})
    assert "0 events go out again." in words_of(zhaos.post(path, follow=True))


def test_a_test_is_sent_and_told_of(zhaos: Client, erp: ApiClient) -> None:
    listen(erp)
    page = words_of(zhaos.post(address(erp, "webhooks/test/"), follow=True))
    assert "webhook.test" in page
    assert "Zhao Lei sent a test event" in page


def test_an_address_that_was_given_up_says_so(zhaos: Client, erp: ApiClient) -> None:
    listen(erp)
    WebhookEndpoint.objects.update(disabled_at=timezone.now(), disabled_reason="gone")
    assert "Nothing is sent to this address any more." in words_of(zhaos.get(address(erp)))
    for rest in ("test/", "replay/"):
        page = words_of(zhaos.post(address(erp, f"webhooks/{rest}"), follow=True))
        assert "Switch it on again first." in page
    page = words_of(zhaos.post(address(erp, "webhooks/on/"), follow=True))
    assert "Nothing is sent to this address any more." not in page


@pytest.mark.parametrize(
    "rest",
    ["secrets/", "secrets/1/revoke/", "test/", "on/", "replay/", "deliveries/", "deliveries/1/", "deliveries/again/"],
)
def test_another_organisation_s_client_is_not_there(zhaos: Client, stranger: User, rest: str) -> None:
    theirs = make_api_client(Tenant.objects.get(name="Other"), secret="theirs")
    listen(theirs)
    path = address(theirs, f"webhooks/{rest}")
    assert (zhaos.get(path) if rest.startswith("deliveries/") else zhaos.post(path)).status_code == 404


def test_what_a_client_without_an_address_has_is_not_there(zhaos: Client, erp: ApiClient) -> None:
    assert zhaos.post(address(erp, "webhooks/test/")).status_code == 404
