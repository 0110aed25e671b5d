"""What every page about booking says on top when something stands in the way."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min, Q

from accounts.models import Identity, User
from meetings import when_shown
from meetings.models import VendorWrite

_Write = VendorWrite.State


@dataclass(frozen=True, slots=True)
class Link:
    """``administrators`` are the people who can link an account."""

    administrators: tuple[str, ...]


def context(person: User, now: datetime) -> dict[str, object]:
    """For ``meetings/_banners.html``."""
    since = away_since(person, now)
    return {
        "needs_link": needs_link(person),
        "away_clock": when_shown.clock(since, zone=person.zone) if since else "",
    }


def needs_link(person: User) -> Link | None:
    """Whether ``person`` can't book since nobody has linked them to the meeting service."""
    identity = Identity.objects.filter(person=person).only("state").first()
    if identity and identity.is_usable:
        return None
    if person.tenant_id is None:
        return Link(())
    admins = User.objects.filter(tenant_id=person.tenant_id, role=User.Role.TENANT_ADMIN, is_active=True)
    return Link(tuple(admins.order_by("pk").values_list("name", flat=True)[:3]))


def away_since(person: User, now: datetime) -> datetime | None:
    """Since when the meeting service has answered nothing to this organisation; None while it does.

    Read from our own writes: one waits or is unconfirmed, and none has been answered since it was begun.
    """
    if person.tenant_id is None:
        return None
    recent = VendorWrite.objects.filter(meeting__tenant_id=person.tenant_id, created_at__gt=now - timedelta(days=1))
    waiting = Q(state__in=[_Write.PLANNED, _Write.UNCONFIRMED], attempts__gt=0)
    found = recent.aggregate(
        since=Min("created_at", filter=waiting),
        answered=Max("finished_at", filter=Q(state__in=[_Write.DONE, _Write.REFUSED])),
    )
    since: datetime | None = found["since"]
    if since is None or (found["answered"] and found["answered"] > since):
        return None
    return since
