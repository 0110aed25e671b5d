"""As whom the history of a tenant is read: its administrator, its owner where that is allowed, else each person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db.models import QuerySet

from accounts.errors import AccountError
from accounts.models import Identity, Tenant, User
from accounts.vendor import clients
from hwmeeting import Client
from meetings.models import Occurrence

_log = structlog.get_logger("history.readers")


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads: ``query_all`` for the whole enterprise, else ``person`` for what is theirs."""

    client: Client
    query_all: bool = False
    person: User | None = None


def whole_enterprise(tenant: Tenant) -> Reader | None:
    """Return who may read everything, if somebody may. Raises AccountError."""
    if tenant.administrator_user_id.strip():
        return Reader(clients.client_for_administrator(tenant=tenant), query_all=True)
    if tenant.reads_history_as_owner and not tenant.application.has_accounts:
        return Reader(clients.client_for_owner(tenant=tenant), query_all=True)
    return None


def single_people(tenant: Tenant, since: datetime, until: datetime, *, everybody: bool) -> Iterator[Reader]:
    """Yield each linked person, or only those who held meetings then; whoever can't be acted for is left out."""
    for person in _chosen(tenant, since, until, everybody=everybody):
        try:
            yield single_person(person)
        except AccountError as error:
            _log.warning("a person's history can't be read", person=person.pk, error=repr(error))


def single_person(person: User) -> Reader:
    """Return one person. Raises AccountError for one who can't be acted for."""
    return Reader(clients.client_for(person=person), person=person)


def linked(tenant: Tenant) -> QuerySet[User]:
    """Return who may be acted for, as far as is known."""
    states = [Identity.State.UNTESTED, Identity.State.WORKS]
    return User.objects.filter(tenant=tenant, identity__state__in=states, is_active=True)


def _chosen(tenant: Tenant, since: datetime, until: datetime, *, everybody: bool) -> list[User]:
    found = linked(tenant)
    if not everybody:
        held = Occurrence.objects.filter(meeting__tenant=tenant, start_at__gt=since, start_at__lte=until)
        found = found.filter(pk__in=held.values("meeting__organiser"))
    return list(found.order_by("pk"))
