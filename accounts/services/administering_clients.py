"""What administrators do with API clients: make and change them, switch them off, their secrets."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from accounts import access
from accounts.audit import record_change
from accounts.errors import InvalidInput, NotAllowed
from accounts.models import ApiClient, ApiClientSecret, Tenant, User
from accounts.problems import Code
from accounts.services import api_clients, webhooks
from accounts.services.secret_limit import check_room
from l10n.problem import Problem


@dataclass(frozen=True, kw_only=True)
class ClientFields:
    """What an administrator fills in."""

    name: str
    scopes: list[str]
    allowed_user_ids: str
    calls_per_minute: int
    contact_email: str
    webhook_url: str = ""
    webhook_events: list[str] = field(default_factory=list)


def make(*, by: User, tenant: Tenant, fields: ClientFields) -> ApiClient:
    """Make a client, which can do nothing until it has a secret. Raises NotAllowed, and InvalidInput for its name."""
    _check_reached(by, tenant)
    client = ApiClient(tenant=tenant)
    _fill(client, fields)
    return client


def change(*, by: User, client: ApiClient, fields: ClientFields, now: datetime) -> None:
    """Keep what was changed; where it may do less, or act for others, its tokens end.

    Raises as ``make`` does, and InvalidInput for an address to which no event may go.
    """
    _check_reached(by, client.tenant)
    if fields.webhook_url and (client.endpoint is None or client.endpoint.url != fields.webhook_url):
        webhooks.check_url(fields.webhook_url)
    before, patterns = set(client.scopes), client.allowed_user_ids
    with transaction.atomic():
        _fill(client, fields)
        if before - set(fields.scopes) or patterns != fields.allowed_user_ids:
            api_clients.end_tokens(client=client)
        webhooks.set_endpoint(client=client, url=fields.webhook_url, events=fields.webhook_events, now=now)


def switch(*, by: User, client: ApiClient, is_active: bool) -> None:
    """Switch a client on or off; off, its tokens end. Raises NotAllowed."""
    _check_reached(by, client.tenant)
    with transaction.atomic():
        client.is_active = is_active
        client.save(update_fields=["is_active"])
        webhooks.follow_client(client=client)
        if not is_active:
            api_clients.end_tokens(client=client)


@sensitive_variables("secret")
def add_secret(*, by: User, client: ApiClient, now: datetime, known: int | None = None) -> str:
    """Make another secret and return it: this once, since only its hash is kept.

    ``known`` is how many the administrator has seen: a page that is sent twice makes one. Raises NotAllowed, and
    InvalidInput where there are others by now, or two are alive.
    """
    _check_reached(by, client.tenant)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        ApiClient.objects.select_for_update().get(pk=client.pk)
        check_room(count=client.secrets.count(), known=known)
        made = ApiClientSecret.objects.create(
            client=client, digest=ApiClientSecret.digest_of(secret), ending=secret[-6:], created_at=now
        )
        record_change([client], {"secrets": ("", made)})
    return secret


def revoke_secret(*, by: User, client: ApiClient, secret_id: int) -> None:
    """Take a secret away, and every token of the client with it. Raises NotAllowed."""
    _check_reached(by, client.tenant)
    with transaction.atomic():
        ApiClient.objects.select_for_update().get(pk=client.pk)  # one after the other with tokens that are made
        found = client.secrets.select_for_update().filter(pk=secret_id).first()
        if found is not None:
            record_change([client], {"secrets": (found, "")})
            found.delete()
        api_clients.end_tokens(client=client)


def _check_reached(by: User, tenant: Tenant) -> None:
    if not access.tenants(by=by).filter(pk=tenant.pk).exists():
        raise NotAllowed(Problem(Code.ORGANISATION_OUT_OF_REACH, "tenant"))


def _fill(client: ApiClient, fields: ClientFields) -> None:
    client.name, client.scopes, client.allowed_user_ids = fields.name, fields.scopes, fields.allowed_user_ids
    client.calls_per_minute, client.contact_email = fields.calls_per_minute, fields.contact_email
    try:
        with transaction.atomic():
            client.save()
    except IntegrityError as error:
        raise InvalidInput(Problem(Code.CLIENT_NAME_TAKEN, "name", {"name": fields.name})) from error
