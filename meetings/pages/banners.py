"""What every page about booking says on top when something stands in the way."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Min, OuterRef

from accounts.errors import NotLinked
from accounts.models import Identity, User
from accounts.vendor import clients
from l10n import format_datetime
from meetings import refusals
from meetings.models import Meeting, VendorWrite

_Write = VendorWrite.State


@dataclass(frozen=True, slots=True)
class Link:
    """``administrators`` can link an account that never was; ``refusal`` says what has become of one that was."""

    administrators: tuple[str, ...] = ()
    refusal: str = ""


def context(person: User, now: datetime) -> dict[str, object]:
    """For ``meetings/_banners.html``."""
    since = away_since(person, now)
    return {
        "needs_link": needs_link(person),
        "away_clock": format_datetime.clock(since, zone=person.zone) if since else "",
    }


def needs_link(person: User) -> Link | None:
    """What stands between ``person`` and the meeting service; None where nothing does."""
    identity = Identity.objects.filter(person=person).only("state").first()
    if identity and identity.is_usable:
        return None
    if identity:
        return _refused(person)
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
    """Since when the meeting service has answered nothing to this organisation; None while it does.

    Read from our own writes: one waits or is unconfirmed, and none has been answered since it was begun.
    """
    if person.tenant_id is None:
        return None
    # From the writes to their meetings: the other way round all that the organisation ever had would be read.
    mine = VendorWrite.objects.filter(Exists(Meeting.objects.filter(pk=OuterRef("meeting"), tenant=person.tenant_id)))
    waiting = mine.open().filter(
        state__in=[_Write.PLANNED, _Write.UNCONFIRMED],
        attempts__gt=0,
        created_at__gt=now - timedelta(days=1),
    )
    since: datetime | None = waiting.aggregate(since=Min("created_at"))["since"]
    if since is None:
        return None
    answered = mine.filter(state__in=[_Write.DONE, _Write.REFUSED], finished_at__gt=since)
    return None if answered.exclude(error_code__in=[refusals.NOT_REACHED, refusals.NOT_LINKED]).exists() else since
