"""What administrators do with an API client's webhooks: where they go, what they are signed with, sending again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from accounts import access
from accounts.audit import record_change
from accounts.errors import InvalidInput, NotAllowed
from accounts.models import ApiClient, Tenant, User
from accounts.problems import Code
from accounts.services.secret_limit import check_room
from l10n.problem import Problem
from notifications.enqueue import notify_worker
from notifications.models import WebhookDelivery, WebhookEndpoint, WebhookSecret
from notifications.webhooks import addresses, queueing
from notifications.webhooks.addresses import BadAddress, Flaw
from notifications.webhooks.queueing import TEST_EVENT, TRIED_FOR, Event

_State = WebhookDelivery.State
_AS_NEW: dict[str, Any] = {
    "disabled_at": None,
    "disabled_reason": "",
    "told_at": None,
    "failing_since": None,
    "unreachable_count": 0,
    "paused_until": None,
}
_CODES = {
    Flaw.NO_ADDRESS: Code.WEBHOOK_NO_ADDRESS,
    Flaw.HAS_CREDENTIALS: Code.WEBHOOK_HAS_CREDENTIALS,
    Flaw.NOT_HTTPS: Code.WEBHOOK_NOT_HTTPS,
    Flaw.UNKNOWN_HOST: Code.WEBHOOK_UNKNOWN_HOST,
    Flaw.FORBIDDEN: Code.WEBHOOK_FORBIDDEN,
}


def check_url(url: str) -> None:
    """Raise InvalidInput where no webhook may go to ``url`` as its name leads now. Looks the name up."""
    try:
        addresses.resolve(addresses.parse(url), seconds=addresses.LOOK_UP_SECONDS)
    except BadAddress as error:
        raise InvalidInput(Problem(_CODES[error.flaw], "webhook_url")) from error


def set_endpoint(*, client: ApiClient, url: str, events: Sequence[str], now: datetime) -> None:
    """Keep where the client hears of which events; without a URL it hears of none, and what it had is deleted.

    ``url`` was checked before, outside the transaction that the caller holds.
    """
    tenant = Tenant.objects.select_for_update(no_key=True).get(
        pk=client.tenant_id
    )  # one after the other, for ``has_webhooks``
    endpoint: WebhookEndpoint | None = client.endpoint
    before = (endpoint.url, sorted(endpoint.events)) if endpoint else ("", [])
    after = (url, sorted(events) if url else [])
    if before == after:
        return
    if not url and endpoint:
        endpoint.delete()
        client.endpoint = None
    elif endpoint is None:
        client.endpoint = WebhookEndpoint.objects.create(
            url=url, events=after[1], is_on=client.is_active, created_at=now
        )
        ApiClient.objects.filter(pk=client.pk).update(endpoint=client.endpoint)
    else:
        if endpoint.url != url:  # what was wrong with the old one says nothing about this one
            WebhookEndpoint.objects.filter(pk=endpoint.pk).update(**_AS_NEW)
        endpoint.url, endpoint.events = after
        endpoint.save(update_fields=["url", "events"])
    _note_listening(tenant)
    changes = {"webhook_url": (before[0], after[0]), "webhook_events": (", ".join(before[1]), ", ".join(after[1]))}
    record_change([client], {name: change for name, change in changes.items() if change[0] != change[1]})


def follow_client(*, client: ApiClient) -> None:
    """Send nothing to a client that is switched off; what waits goes out when it is on again, within three days."""
    if client.endpoint_id:
        WebhookEndpoint.objects.filter(pk=client.endpoint_id).update(is_on=client.is_active)


def switch_on(*, by: User, client: ApiClient) -> None:
    """Send again to an address that was given up. Raises NotAllowed."""
    endpoint = _endpoint(by, client)
    with transaction.atomic():
        changed = WebhookEndpoint.objects.filter(pk=endpoint.pk).exclude(disabled_at=None)
        if changed.update(**_AS_NEW):
            record_change([client], {"webhook_switched_on": (False, True)})


@sensitive_variables("value")
def add_secret(*, by: User, client: ApiClient, now: datetime, known: int | None = None) -> str:
    """Make another signing secret and return it: it is never shown again. Each that is alive signs.

    ``known`` is how many the administrator has seen. Raises NotAllowed, and InvalidInput where there are others by
    now, or two are alive.
    """
    endpoint = _endpoint(by, client)
    value = WebhookSecret.generate()
    with transaction.atomic():
        WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
        check_room(count=endpoint.secrets.count(), known=known)
        made = WebhookSecret.objects.create(endpoint=endpoint, value=value, ending=value[-6:], created_at=now)
        record_change([client], {"webhook_secrets": ("", made)})
    return value


def revoke_secret(*, by: User, client: ApiClient, secret_id: int) -> None:
    """Sign with it no more. Raises NotAllowed."""
    endpoint = _endpoint(by, client)
    with transaction.atomic():
        found = endpoint.secrets.select_for_update().filter(pk=secret_id).first()
        if found is not None:
            record_change([client], {"webhook_secrets": (found, "")})
            found.delete()


def send_test(*, by: User, client: ApiClient, now: datetime) -> None:
    """Send an event that says nothing, now, also to an address that has been left alone for a while.

    Raises NotAllowed, and InvalidInput where nothing is sent at all.
    """
    endpoint = working_endpoint(by, client)
    with transaction.atomic():
        wake(endpoint)
        queueing.queue([(endpoint, Event(TEST_EVENT, {"client": client.name}))], now=now)
        record_change([client], {"webhook_test": ("", TEST_EVENT)})


def replay(*, by: User, client: ApiClient, now: datetime, delivery_id: int | None = None) -> int:
    """Send one delivery again, or without ``delivery_id`` all that were given up; returns how many.

    Each keeps its ``webhook-id``, and is tried for three days anew. Raises NotAllowed, and InvalidInput where nothing
    is sent at all.
    """
    endpoint = working_endpoint(by, client)
    found = WebhookDelivery.objects.filter(endpoint=endpoint)
    if delivery_id is None:
        found = found.filter(state=_State.FAILED)
    else:
        found = found.filter(pk=delivery_id).exclude(state=_State.QUEUED)
    with transaction.atomic():
        count = found.update(state=_State.QUEUED, attempts=0, next_attempt_at=now, expires_at=now + TRIED_FOR)
        if count:
            wake(endpoint)
            record_change([client], {"webhook_replay": ("", count if delivery_id is None else delivery_id)})
            notify_worker(queueing.TASK)
    return count


def wake(endpoint: WebhookEndpoint) -> None:
    """Let what waits for an address go out now, also where it has been left alone for a while."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(paused_until=None)


def _note_listening(tenant: Tenant) -> None:
    has_any = ApiClient.objects.filter(tenant=tenant, endpoint__isnull=False).exists()
    Tenant.objects.filter(pk=tenant.pk).update(has_webhooks=has_any)


def working_endpoint(by: User, client: ApiClient) -> WebhookEndpoint:
    """Return where the client hears of events. Raises NotAllowed, and InvalidInput where nothing is sent at all."""
    endpoint = _endpoint(by, client)
    if endpoint.disabled_at or not endpoint.is_on:
        raise InvalidInput(Problem(Code.WEBHOOK_STOPPED))
    return endpoint


def _endpoint(by: User, client: ApiClient) -> WebhookEndpoint:
    endpoint: WebhookEndpoint | None = client.endpoint
    if endpoint is None or not access.api_clients(by=by).filter(pk=client.pk).exists():
        raise NotAllowed(Problem(Code.ORGANISATION_OUT_OF_REACH, "tenant"))
    return endpoint
