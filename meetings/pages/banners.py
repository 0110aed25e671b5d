"""What every page about booking says on top when something stands in the way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, IntegerField, Min, OuterRef, QuerySet, Subquery

from accounts.errors import NotLinked
from accounts.models import Identity, User
from accounts.queries.compiled import CompiledQuery, Parameter
from accounts.vendor import clients
from l10n import format_datetime
from meetings import refusals
from meetings.models import Meeting, VendorWrite
from meetings.models.vendor_write import VendorWriteQuerySet

_Write = VendorWrite.State
_LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Link:
    """``administrators`` can link an account that never was; ``refusal`` says what has become of one that was."""

    administrators: tuple[str, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Banners:
    """``needs_link``: what keeps a person from the meeting service; ``away_clock``: since when that is silent."""

    needs_link: Link | None
    away_clock: str


def build_banners(person: User, now: datetime) -> Banners:
    """Return what `meetings/_banners.html` shows; one query where all is well."""
    found = _LINK.rows(person=person.pk, tenant=person.tenant_id, since=now - _LONGEST_WAIT)
    linked = found[0] if found else None
    since = _away_since(person, linked[1]) if linked else away_since(person, now)
    return Banners(
        needs_link=_needs_link(person, linked[0] if linked else None),
        away_clock=format_datetime.clock(since, zone=person.zone) if since else "",
    )


def _needs_link(person: User, state: str | None) -> Link | None:
    if state is not None:
        return None if Identity(state=state).is_usable else _refused(person)
    if person.tenant_id is None:
        return Link()
    admins = User.objects.filter(tenant_id=person.tenant_id, role=User.Role.TENANT_ADMIN, is_active=True)
    return Link(tuple(admins.order_by("pk").values_list("name", flat=True)[:3]))


def _refused(person: User) -> Link | None:
    try:
        clients.identity_of(person=person)
    except NotLinked as refusal:
        return Link(refusal=refusal.sentence)
    return None  # it has been mended just now


def away_since(person: User, now: datetime) -> datetime | None:
    """Return since when the meeting service has answered nothing to this organisation; None while it does.

    Read from our own writes: one waits or is unconfirmed, and none has been answered since it was begun.
    """
    waiting = _waiting(person.tenant_id, now - _LONGEST_WAIT)
    return _away_since(person, waiting.aggregate(since=Min("created_at"))["since"])


def _away_since(person: User, since: datetime | None) -> datetime | None:
    if since is None:
        return None
    answered = _writes_of(person.tenant_id).filter(state__in=[_Write.DONE, _Write.REFUSED], finished_at__gt=since)
    return None if answered.exclude(error_code__in=[refusals.NOT_REACHED, refusals.NOT_LINKED]).exists() else since


def _compose_link() -> QuerySet[Identity, tuple[Any, ...]]:
    tenant, since = Parameter("tenant", IntegerField()), Parameter("since", DateTimeField())
    waiting_since = Subquery(_waiting(tenant, since).order_by("created_at").values("created_at")[:1])
    mine = Identity.objects.filter(person=Parameter("person", IntegerField()))
    return mine.values_list("state", waiting_since)[:1]


_LINK = CompiledQuery(_compose_link)


def _waiting(tenant: Any, since: Any) -> VendorWriteQuerySet:
    return (
        _writes_of(tenant)
        .open()
        .filter(state__in=[_Write.PLANNED, _Write.UNCONFIRMED], attempts__gt=0, created_at__gt=since)
    )


def _writes_of(tenant: Any) -> VendorWriteQuerySet:
    """Return those of an organisation; of nobody's organisation there are none."""
    # From the writes to their meetings: the other way round all that the organisation ever had would be read.
    mine = Meeting.objects.filter(pk=OuterRef("meeting"), tenant=tenant)
    return VendorWrite.objects.filter(Exists(mine))
