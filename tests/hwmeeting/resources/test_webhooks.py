"""The webhook of an enterprise and of a service provider."""

import pytest

from hwmeeting import (
    Client,
    InvalidRequest,
    NotAllowed,
    NotFound,
    Webhook,
    WebhookStatus,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.factories import connect_provider
from tests.hwmeeting.vendor_server import Reply, VendorServer


def test_life_of_a_webhook(sandbox: Sandbox) -> None:
    sandbox.assume("webhook_proof", "none")
    client = sandbox.client("administrator")
    corp_id = client.tokens.validate().account.corp_id
    assert client.webhooks.show(corp_id=corp_id) is None
    client.webhooks.set(
        subscriber_id="portal", subscriber_key="s" * 32, url="https://portal.example/hooks/", corp_id=corp_id
    )
    shown = client.webhooks.show(corp_id=corp_id)
    assert shown is not None
    assert shown == Webhook(shown.id, "portal", "https://portal.example/hooks/", WebhookStatus.OFF)
    client.webhooks.switch(shown.id, WebhookStatus.ON)
    switched = client.webhooks.show(corp_id=corp_id)
    assert switched is not None
    assert switched.status == WebhookStatus.ON
    client.webhooks.delete(shown.id)
    assert client.webhooks.show(corp_id=corp_id) is None
    with pytest.raises(NotFound):
        client.webhooks.delete(shown.id)


def test_a_webhook_of_a_provider_and_of_somebody_else(sandbox: Sandbox) -> None:
    provider = connect_provider(sandbox)
    sp_id = provider.tokens.validate().account.corp_id
    provider.webhooks.set(subscriber_id="p", subscriber_key="k", url="https://p.example/", sp_id=sp_id)
    assert provider.webhooks.show(sp_id=sp_id) is not None
    with pytest.raises(NotAllowed):
        sandbox.client("administrator").webhooks.show(sp_id=sp_id)
    with pytest.raises(InvalidRequest):
        provider.webhooks.set(subscriber_id="p", subscriber_key="k", url="http://p.example/", sp_id=sp_id)


def test_a_webhook_without_an_id_is_none(client: Client, server: VendorServer) -> None:
    server.plan(Reply({"returnCode": 0, "returnDesc": "Success"}))
    assert client.webhooks.show(corp_id="1") is None
