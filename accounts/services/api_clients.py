"""API clients: making them, their secrets, and for whom they act."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from oauth2_provider.models import AccessToken as OAuthToken
from oauth2_provider.models import clear_expired

from accounts import access
from accounts.errors import InvalidInput, NotAllowed
from accounts.models import ApiClient, ApiClientSecret, Identity, Tenant, User
from accounts.models.api_client import Scope
from accounts.problems import Code
from l10n.problem import Problem

MOST_SECRETS = 2
_USED_EVERY = timedelta(minutes=1)


def check_reached(*, by: User, tenant: Tenant) -> None:
    """Raise NotAllowed unless ``by`` looks after ``tenant``."""
    if not access.tenants(by=by).filter(pk=tenant.pk).exists():
        raise NotAllowed(Problem(Code.ORGANISATION_OUT_OF_REACH, "tenant"))


def add_secret(*, by: User, client: ApiClient, now: datetime) -> str:
    """Make another secret and return it: this once, since only its hash is kept.

    Raises NotAllowed, and InvalidInput while two are alive.
    """
    check_reached(by=by, tenant=client.tenant)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        ApiClient.objects.select_for_update().get(pk=client.pk)
        if client.secrets.count() >= MOST_SECRETS:
            raise InvalidInput(Problem(Code.TOO_MANY_SECRETS))
        ApiClientSecret.objects.create(
            client=client, digest=ApiClientSecret.digest_of(secret), ending=secret[-6:], created_at=now
        )
    return secret


def revoke_secret(*, by: User, client: ApiClient, secret_id: int) -> None:
    """Take a secret away, and every token of the client with it. Raises NotAllowed."""
    check_reached(by=by, tenant=client.tenant)
    with transaction.atomic():
        client.secrets.filter(pk=secret_id).delete()
        end_tokens(client=client)


def end_tokens(*, client: ApiClient | None = None, person: User | None = None) -> None:
    """End the tokens of a client, or those by which clients act for ``person``."""
    tokens = OAuthToken.objects
    if client is not None:
        tokens.filter(application=client).delete()
    if person is not None:
        tokens.filter(user=person).delete()


def delete_expired_tokens() -> None:
    """Delete the tokens that are over."""
    clear_expired()  # type: ignore[no-untyped-call]


def person_for(*, client: ApiClient, user_id: str) -> User:
    """Return the person of the third-party User ID, for whom ``client`` acts from now on.

    Raises NotAllowed, the same for nobody as for somebody whom the client may not act for: neither tells who there
    is.
    """
    refusal = NotAllowed(Problem(Code.ACT_AS_REFUSED, "act_as"))
    if not client.may_act_for(user_id):
        raise refusal
    identity = (
        Identity.objects.select_related("person")
        .filter(tenant=client.tenant_id, third_party_user_id=user_id, person__tenant=client.tenant_id)
        .first()
    )
    if identity is None or not may_act(client=client, person=identity.person, scopes=client.scopes):
        raise refusal
    if identity.state == Identity.State.DISABLED:
        raise refusal
    return identity.person


def may_act(*, client: ApiClient, person: User, scopes: list[str]) -> bool:
    """Return whether ``client`` may go on acting for ``person``, whom it has a token for."""
    if not person.is_active or person.tenant_id != client.tenant_id:
        return False
    return not person.is_staff or Scope.ACT_ADMIN in scopes


def note_use(*, client: ApiClient, now: datetime) -> None:
    """Remember when it last called, to the minute."""
    if client.last_used_at is None or now - client.last_used_at >= _USED_EVERY:
        ApiClient.objects.filter(pk=client.pk).update(last_used_at=now)
