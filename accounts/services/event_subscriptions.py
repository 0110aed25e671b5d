"""Having the meeting service tell of what happens to a tenant's meetings, instead of asking it every two minutes."""

import ipaddress
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables

from accounts import access
from accounts.errors import InvalidInput, NotAllowed
from accounts.models import EventSubscription, Tenant, User
from accounts.problems import Code
from accounts.vendor import clients
from hwmeeting import Client, HwMeetingError, NotFound, Refused, Webhook, WebhookStatus
from hwmeeting.sentences import sentence
from l10n.problem import Problem

# What was signed with the former key may still be on its way.
_FORMER_KEY_SERVES = timedelta(minutes=10)
_NOT_PUBLIC = (".localhost", ".local", ".internal")
_State = EventSubscription.State


def address_of(*, subscription: EventSubscription) -> str:
    """Return where the meeting service is to post."""
    return settings.PORTAL_URL + reverse("vendor-events", args=[subscription.token])


def is_reachable() -> bool:
    """Return whether the meeting service can post to this portal: at a public https address, unless any may do."""
    if settings.VENDOR_EVENTS_ANYWHERE:
        return True
    parts = urlsplit(settings.PORTAL_URL)
    host = parts.hostname or ""
    if parts.scheme != "https":
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(_NOT_PUBLIC)


@sensitive_variables()
def register(*, by: User | None, tenant: Tenant, now: datetime, replaces: bool = False) -> EventSubscription:
    """Register this portal's address with a new key at the meeting service, and have it switched on there.

    The row is there first: the service asks the address before it switches on, and a key that may stand there already
    is not thrown away. ``replaces`` takes the place of another system's address; ``by`` is None for the command line.
    Raises NotAllowed, NotLinked, and
    InvalidInput with the reason, also of the service.
    """
    _check_reached(by, tenant)
    if not is_reachable():
        raise InvalidInput(Problem(Code.NOT_REACHABLE, params={"address": settings.PORTAL_URL}))
    client = clients.client_for_administrator(tenant=tenant)
    with _explained():
        owner = _owner(client, tenant)
        found = client.webhooks.show(**owner)
    subscription = _find(tenant)
    if found and found.url and not replaces and not is_own(url=found.url, subscription=subscription):
        raise InvalidInput(Problem(Code.ANOTHER_ADDRESS, params={"host": urlsplit(found.url).hostname or found.url}))
    subscription = _prepare(tenant)
    with _explained():
        client.webhooks.set(
            subscriber_id=subscription.subscriber_id,
            subscriber_key=subscription.subscriber_key,
            url=address_of(subscription=subscription),
            **owner,
        )
        found = client.webhooks.show(**owner)
        if found:
            client.webhooks.switch(found.id, WebhookStatus.ON)
            found = client.webhooks.show(**owner)
    return _keep(tenant, found, now, is_registered=True)


def switch_on(*, by: User | None, tenant: Tenant, now: datetime) -> EventSubscription:
    """Switch our own registration on again that is off, or was locked, at the meeting service; its key stays.

    Raises as ``register`` does, also where our address is registered there no more.
    """
    _check_reached(by, tenant)
    if not is_reachable():
        raise InvalidInput(Problem(Code.NOT_REACHABLE, params={"address": settings.PORTAL_URL}))
    client = clients.client_for_administrator(tenant=tenant)
    with _explained():
        owner = _owner(client, tenant)
        found = client.webhooks.show(**owner)
    subscription = _find(tenant)
    if found is None or subscription is None or not is_own(url=found.url, subscription=subscription):
        raise InvalidInput(Problem(Code.NOT_REGISTERED))
    # Before it is on, the service asks the address, which answers for what isn't off.
    EventSubscription.objects.filter(pk=subscription.pk, state=_State.OFF).update(state=_State.PENDING)
    with _explained():
        client.webhooks.switch(found.id, WebhookStatus.ON)
        found = client.webhooks.show(**owner)
    return _keep(tenant, found, now, is_registered=True)


def look_up(*, by: User | None, tenant: Tenant, now: datetime) -> EventSubscription:
    """Ask the meeting service what is registered, and keep it. Raises as ``register`` does."""
    _check_reached(by, tenant)
    client = clients.client_for_administrator(tenant=tenant)
    with _explained():
        found = client.webhooks.show(**_owner(client, tenant))
    with transaction.atomic(durable=True):
        _ensure(tenant, _State.OFF)
    return _keep(tenant, found, now)


def stop(*, by: User | None, tenant: Tenant, now: datetime) -> None:
    """Take our own address away from the meeting service; another system's stays. Raises as ``register`` does."""
    _check_reached(by, tenant)
    subscription = _find(tenant)
    if subscription is None:
        return
    client = clients.client_for_administrator(tenant=tenant)
    with _explained():
        owner = _owner(client, tenant)
        found = client.webhooks.show(**owner)
        if found and is_own(url=found.url, subscription=subscription):
            with suppress(NotFound):  # somebody was quicker
                client.webhooks.delete(found.id)
            found = None
    subscription.state = _State.OFF
    subscription.save(update_fields=["state"])
    _keep(tenant, found, now)


def is_own(*, url: str, subscription: EventSubscription | None) -> bool:
    """Return whether an address that is registered there is this portal's own for the tenant."""
    return subscription is not None and url == address_of(subscription=subscription)


def _find(tenant: Tenant) -> EventSubscription | None:
    return EventSubscription.objects.select_related("tenant").filter(tenant=tenant).first()


def _check_reached(by: User | None, tenant: Tenant) -> None:
    if by is not None and not access.tenants(by=by).filter(pk=tenant.pk).exists():
        raise NotAllowed(Problem(Code.ORGANISATION_OUT_OF_REACH, "tenant"))


def _owner(client: Client, tenant: Tenant) -> dict[str, str]:
    """Return whose webhook it is: a tenant with an application of its own has no Corp ID here, so the token tells."""
    return {"corp_id": tenant.corp_id or client.tokens.validate().account.corp_id}


@sensitive_variables()
def _prepare(tenant: Tenant) -> EventSubscription:
    """Give the row a new key, unless the one that it has may never have arrived: then that one is sent again."""
    with transaction.atomic(durable=True):
        subscription, is_new = _ensure(tenant, _State.PENDING)
        if not is_new and subscription.state != _State.PENDING:
            subscription.former_key, subscription.former_key_until = subscription.subscriber_key, None
            subscription.subscriber_key = secrets.token_hex(32)
            subscription.state = _State.PENDING
            subscription.save()
    return subscription


@sensitive_variables()
def _ensure(tenant: Tenant, state: str) -> tuple[EventSubscription, bool]:
    """Return the row, in that state where it is a new one, and whether it is."""
    return EventSubscription.objects.select_for_update().get_or_create(
        tenant=tenant,
        defaults={
            "token": secrets.token_urlsafe(24),
            "subscriber_id": secrets.token_hex(16),
            "subscriber_key": secrets.token_hex(32),
            "state": state,
        },
    )


def _keep(tenant: Tenant, found: Webhook | None, now: datetime, *, is_registered: bool = False) -> EventSubscription:
    """Keep what is registered there; on is what is our own and on."""
    with transaction.atomic(durable=True):
        subscription = EventSubscription.objects.select_for_update().select_related("tenant").get(tenant=tenant)
        subscription.registered_url = found.url if found else ""
        subscription.registered_status = found.status if found else None
        subscription.checked_at = now
        is_on = (
            found is not None and found.status == WebhookStatus.ON and is_own(url=found.url, subscription=subscription)
        )
        if is_on and is_registered:
            subscription.state = _State.ON
            if subscription.former_key:
                subscription.former_key_until = now + _FORMER_KEY_SERVES
        elif not is_on and subscription.state == _State.ON:
            subscription.state = _State.OFF
        subscription.save()
    return subscription


@contextmanager
def _explained() -> Iterator[None]:
    """Say in a sentence what the meeting service has answered, or that it hasn't."""
    try:
        yield
    except Refused as error:
        why = sentence(error.code, translate=gettext)
        raise InvalidInput(Problem(Code.EVENTS_REFUSED, params={"why": why, "code": error.code})) from error
    except HwMeetingError as error:
        raise InvalidInput(Problem(Code.EVENTS_UNANSWERED)) from error
