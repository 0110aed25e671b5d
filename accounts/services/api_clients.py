"""API clients at work: for whom they act, what ends their tokens, when they were used."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F
from oauth2_provider.models import AccessToken as OAuthToken
from oauth2_provider.models import clear_expired

from accounts import access, user_ids
from accounts.errors import NotAllowed
from accounts.models import ApiClient, ApiClientSecret, Identity, Tenant, User
from accounts.models.api_client import Scope
from accounts.problems import Code
from l10n.problem import Problem

_USED_EVERY = timedelta(minutes=1)


def end_tokens(*, client: ApiClient | None = None, people: Collection[User] = ()) -> None:
    """End the tokens of a client, or those by which clients act for ``people``."""
    tokens = OAuthToken.objects
    if client is not None:
        tokens.filter(application=client).delete()
    if people:
        # Over since they were made; the sweep deletes them. One statement, however many.
        tokens.filter(user__in=people).update(expires=F("created"))


def end_tokens_for_administrator(*, tenant: Tenant) -> None:
    """End the tokens for whoever is the vendor's administrator now, but for those of clients with ``act:admin``."""
    folded = user_ids.folded(tenant.administrator_user_id)
    clients = [client for client in tenant.api_clients.all() if Scope.ACT_ADMIN not in client.scopes]
    mine = User.objects.filter(identity__tenant=tenant, identity__folded_user_id=folded)
    OAuthToken.objects.filter(application__in=clients, user__in=mine).delete()


def delete_expired_tokens() -> None:
    """Delete the tokens that are over."""
    clear_expired()  # type: ignore[no-untyped-call]


def confirm(*, client: ApiClient, scopes: Collection[str], user_id: str) -> User | None:
    """Return for whom a token of these scopes is made, as it stands now; None where ``user_id`` names nobody.

    Client and identity are held until the transaction's end. Whoever takes something away changes one of them, and
    ends tokens then: so none is left that was on its way meanwhile. Raises NotAllowed.
    """
    found = ApiClient.objects.select_for_update(of=("self",)).select_related("tenant").get(pk=client.pk)
    used = client.used_secret
    is_alive = used is not None and found.secrets.filter(pk=used.pk).exists()
    if not (is_alive and found.is_usable(None) and set(scopes) <= set(found.scopes)):
        raise NotAllowed(Problem(Code.ACT_AS_REFUSED, "act_as"))
    return person_for(client=found, user_id=user_id, holds=True) if user_id else None


def person_for(*, client: ApiClient, user_id: str, holds: bool = False) -> User:
    """Return the person of the third-party User ID, for whom ``client`` acts from now on.

    ``holds``: the identity stays so until the transaction's end. Raises NotAllowed, the same for nobody as for
    somebody whom the client may not act for: neither tells who there is.
    """
    refusal = NotAllowed(Problem(Code.ACT_AS_REFUSED, "act_as"))
    if not client.may_act_for(user_id):
        raise refusal
    identities = Identity.objects.select_for_update(of=("self",)) if holds else Identity.objects.all()
    identity = (
        identities.select_related("person")
        .filter(tenant=client.tenant_id, third_party_user_id=user_id, person__tenant=client.tenant_id)
        .first()
    )
    if identity is None or not access.may_get_token_for(client=client, identity=identity):
        raise refusal
    return identity.person


def count_people(*, client: ApiClient) -> tuple[int, int]:
    """Return for how many linked people of its tenant the client may act, and how many there are."""
    linked = Identity.objects.filter(tenant=client.tenant_id, person__is_active=True)
    linked = linked.exclude(state=Identity.State.DISABLED).select_related("person")
    found = [
        client.may_act_for(identity.third_party_user_id)
        and access.may_act(client=client, person=identity.person, scopes=client.scopes)
        for identity in linked
    ]
    return sum(found), len(found)


def note_use(*, client: ApiClient, now: datetime) -> None:
    """Remember when it last called, to the minute."""
    if client.last_used_at is None or now - client.last_used_at >= _USED_EVERY:
        ApiClient.objects.filter(pk=client.pk).update(last_used_at=now)


def note_secret_use(*, secret: ApiClientSecret, now: datetime) -> None:
    """Remember when a token was last asked for by this secret, to the minute."""
    if secret.last_used_at is None or now - secret.last_used_at >= _USED_EVERY:
        ApiClientSecret.objects.filter(pk=secret.pk).update(last_used_at=now)
