"""An API client that hears of events, and what it has heard."""

import json
from typing import Any

from django.utils import timezone

from accounts import event_types
from accounts.models import ApiClient, Tenant
from notifications.models import WebhookDelivery, WebhookEndpoint, WebhookSecret

ALL_EVENTS = list(event_types.BY_NAME)


def listen(client: ApiClient, *, url: str = "https://erp.example/hooks", events: list[str] | None = None) -> str:
    """Give ``client`` an address for ``events``, all of them where none are named; return its signing secret."""
    now = timezone.now()
    client.endpoint = WebhookEndpoint.objects.create(url=url, events=events or ALL_EVENTS, created_at=now)
    client.save()
    secret = WebhookSecret.generate()
    WebhookSecret.objects.create(endpoint=client.endpoint, value=secret, ending=secret[-6:], created_at=now)
    Tenant.objects.filter(pk=client.tenant_id).update(has_webhooks=True)
    client.tenant.has_webhooks = True
    return secret


def heard(client: ApiClient) -> list[dict[str, Any]]:
    """Return the bodies that are written down for ``client``, in their order, and forget them."""
    rows = WebhookDelivery.objects.filter(endpoint=client.endpoint).order_by("pk")
    found = [json.loads(row.body) for row in rows]
    rows.delete()
    return found


def types(client: ApiClient) -> list[str]:
    """Return the types of what ``heard`` returns."""
    return [event["type"] for event in heard(client)]
