"""The sessions that somebody sees, by time, as a program asks for them."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from accounts.models import Identity, User
from history.models import EndedSession, Presence


class HeldFilters(NamedTuple):
    """What is looked for; what is empty narrows nothing. ``host`` and ``attendee`` are third-party User IDs.

    ``client`` is the key of the API client whose own ``external_id`` it is.
    """

    since: datetime | None = None
    until: datetime | None = None
    host: str = ""
    attendee: str = ""
    room: str = ""
    external_id: str = ""
    client: int = 0
    conference_id: str = ""


def held(*, person: User, filters: HeldFilters, before: tuple[datetime, int] | None, limit: int) -> list[EndedSession]:
    """Return the sessions that ``person`` may see, the latest first, with meeting, organiser and their identity."""
    found = EndedSession.objects.visible_to(person).filter(**_plain(filters))
    if filters.host:
        found = found.filter(organiser__in=_known_as(filters.host, person))
    if filters.attendee:
        came = Presence.objects.shown_to(person).filter(
            session=OuterRef("pk"), came=True, person__in=_known_as(filters.attendee, person)
        )
        found = found.filter(Exists(came))
    if before:
        at, key = before
        found = found.filter(Q(start_at__lt=at) | Q(pk__lt=key), start_at__lte=at)
    rows = found.select_related("meeting", "organiser__identity").order_by("-start_at", "-pk")
    return list(rows[:limit])


def user_id_of(person: User | None) -> str:
    """Return the third-party User ID of somebody who was read with their identity; "" for none."""
    identity: Identity | None = getattr(person, "identity", None)
    return identity.third_party_user_id if identity else ""


def _plain(filters: HeldFilters) -> dict[str, Any]:
    values = {
        "start_at__gte": filters.since,
        "start_at__lt": filters.until,
        "room_number": filters.room,
        "meeting__external_id": filters.external_id,
        "meeting__api_client": filters.client,
        "vendor_conference_id": filters.conference_id,
    }
    return {name: value for name, value in values.items() if value}


def _known_as(user_id: str, person: User) -> Any:
    return Identity.objects.filter(tenant=person.tenant_id, third_party_user_id=user_id).values("person")
