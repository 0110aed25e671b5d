"""Which API clients hear of an event: those that could read by a call what it is about.

Whoever asks holds a tenant that was read lately: without an address of any client there is no query.
"""

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q

from accounts import access, event_types
from accounts.models import ApiClient, Identity, Tenant, User
from notifications.models import WebhookEndpoint, WebhookSecret


def listening(*, tenant: Tenant, types: Collection[str]) -> list[ApiClient]:
    """Return the clients of ``tenant`` that want any of ``types`` and have the scope for it, with their endpoints."""
    if not tenant.has_webhooks or not tenant.is_active:
        return []
    signed = WebhookSecret.objects.filter(endpoint=OuterRef("endpoint"))
    found = ApiClient.objects.filter(
        Exists(signed), tenant=tenant, is_active=True, endpoint__is_on=True, endpoint__disabled_at=None
    ).select_related("endpoint")
    clients = [client for client in found if any(hears(client, name) for name in types)]
    for client in clients:
        client.tenant = tenant
    return clients


def hears(client: ApiClient, name: str) -> bool:
    """Return whether the client wants that event, and has the scope to read what it is about."""
    endpoint: WebhookEndpoint | None = client.endpoint
    known = event_types.BY_NAME.get(name)
    return bool(endpoint and known and name in endpoint.events and known.scope in client.scopes)


def acting_for_any(*, clients: Iterable[ApiClient], people: Q, tenant: Tenant) -> list[ApiClient]:
    """Return those of ``clients`` that may act for one at least of ``people``, a filter of persons."""
    found = Identity.objects.filter(tenant=tenant, person__in=User.objects.filter(people)).select_related("person")
    linked = list(found)
    return [
        client
        for client in clients
        if any(access.may_get_token_for(client=client, identity=identity) for identity in linked)
    ]
