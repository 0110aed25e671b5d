"""Whom an administrator reaches: an operator everybody, tenant administrator and API client their own tenant's."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import QuerySet

from accounts import user_ids
from accounts.models import ApiClient, Identity, Tenant, User
from accounts.models.api_client import Scope


@dataclass(frozen=True, slots=True)
class ActingClient:
    """An API client that calls for nobody else, with the scopes of its token."""

    client: ApiClient
    scopes: frozenset[str]


Administrator: TypeAlias = User | ActingClient


def tenants(*, by: Administrator) -> QuerySet[Tenant]:
    """Return the tenants whose people ``by`` looks after."""
    if isinstance(by, ActingClient):
        return Tenant.objects.filter(pk=by.client.tenant_id)
    if not (by.is_active and by.is_staff):
        return Tenant.objects.none()
    return Tenant.objects.all() if by.is_operator else Tenant.objects.filter(people=by)


def people(*, by: Administrator) -> QuerySet[User]:
    """Return the people whom ``by`` may see and change; an operator is out of everybody else's reach."""
    if isinstance(by, User) and by.is_active and by.is_operator:
        return User.objects.all()
    return User.objects.filter(tenant__in=tenants(by=by)).exclude(role=User.Role.OPERATOR)


def identities(*, by: Administrator) -> QuerySet[Identity]:
    """Return the identities that ``by`` may see; ``may_link`` says which they may change."""
    return Identity.objects.filter(person__in=people(by=by), tenant__in=tenants(by=by))


def api_clients(*, by: User) -> QuerySet[ApiClient]:
    """Return the API clients that ``by`` may see and change."""
    return ApiClient.objects.filter(tenant__in=tenants(by=by))


def may_act(*, client: ApiClient, person: User, scopes: Collection[str]) -> bool:
    """Return whether ``client`` may go on acting for ``person``, whom it has a token for; an operator is nobody's."""
    if not person.is_active or person.tenant_id != client.tenant_id or person.is_operator:
        return False
    return not person.is_staff or Scope.ACT_ADMIN in scopes


def may_get_token_for(*, client: ApiClient, identity: Identity) -> bool:
    """Return whether ``client`` may act for whoever has ``identity``, whose person was read with it."""
    user_id, person = identity.third_party_user_id, identity.person
    if not client.may_act_for(user_id) or not may_act(client=client, person=person, scopes=client.scopes):
        return False
    if identity.state == Identity.State.DISABLED:
        return False
    by = ActingClient(client, frozenset(client.scopes))
    return may_link(by=by, tenant=client.tenant, person=person, of=[user_id])  # not for the vendor's administrator


def may_link(*, by: Administrator, tenant: Tenant, person: User | None, of: Iterable[str]) -> bool:
    """Return whether ``by``, who reaches the tenant, may say that ``person`` is, or was, one of these User IDs.

    What is an administrator's, here or at the vendor, a client changes with ``act:admin`` only: whoever makes
    themselves one of them has their rights.
    """
    if isinstance(by, User) or Scope.ACT_ADMIN in by.scopes:
        return True
    if person is not None and person.is_staff:
        return False
    return user_ids.folded(tenant.administrator_user_id) not in map(user_ids.folded, of)


def roles(*, by: User) -> list[str]:
    """Return the roles that ``by`` may give."""
    own = [User.Role.PERSON.value, User.Role.TENANT_ADMIN.value]
    return [*own, User.Role.OPERATOR.value] if by.is_operator else own
