"""Rooms and terminals as they are known: rows, and the same at the sandbox."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import requests
from django.utils import timezone

from accounts.models import Tenant, User
from directory.entries import CloudRoom, TenantRoom, Terminal, TerminalState
from directory.models import VendorList
from directory.services import rooms
from tests.factories.vendor import Vendor

OWN = CloudRoom("own-id", "902481336", "陈静", is_personal=True, seats=25, is_usable=True)


def make_room(which: int = 1, **fields: Any) -> CloudRoom:
    """Return a cloud room; ``which`` tells it from others."""
    values: dict[str, Any] = {
        "id": f"room-{which}",
        "number": f"90260000{which}",
        "name": f"Qingshan {which}",
        "is_personal": False,
        "seats": 100,
        "is_usable": True,
    }
    return CloudRoom(**(values | fields))


def make_terminal(which: int = 1, **fields: Any) -> Terminal:
    """Return a terminal; ``which`` tells it from others."""
    values: dict[str, Any] = {
        "number": f"+99111{which}",
        "name": f"Hall {which}",
        "model": "TE20",
        "place": "Hangzhou",
        "state": TerminalState.FREE,
    }
    return Terminal(**(values | fields))


def know_rooms(person: User, found: Iterable[CloudRoom], *, read_at: datetime | None = None) -> None:
    """Keep them as what the vendor has just told, so that nobody asks it."""
    assert person.tenant is not None
    _keep(person, VendorList.Kind.ROOMS, [room.to_json() for room in found], read_at)


def know_terminals(person: User, found: Iterable[Terminal], *, read_at: datetime | None = None) -> None:
    """Keep them as those of the person's organisation."""
    _keep(person, VendorList.Kind.TERMINALS, [each.to_json() for each in found], read_at)


def know_tenant_rooms(person: User, found: Iterable[CloudRoom], *, holder: str = "李伟") -> None:
    """Keep them as all cloud rooms of the person's organisation, which names an administrator."""
    assert person.tenant is not None
    Tenant.objects.filter(pk=person.tenant.pk).update(administrator_user_id="administrator")
    rows = [TenantRoom(each.id, each.number, each.name, each.seats, holder, each.is_usable) for each in found]
    _keep(person, VendorList.Kind.ALL_ROOMS, [row.to_json() for row in rows], None)


def give_room(vendor: Vendor, person: User, name: str) -> CloudRoom:
    """Give a cloud room at the sandbox to somebody who is known there, and read their rooms; return it."""
    rooms.list_rooms(person=person, now=timezone.now())  # who has never signed in has no account there
    body = {"account": person.identity.third_party_user_id, "name": name}
    found = requests.post(f"{vendor.url}/_sandbox/rooms", json=body, timeout=10)
    found.raise_for_status()
    VendorList.objects.all().delete()
    listing = rooms.list_rooms(person=person, now=timezone.now())
    return next(room for room in listing.entries if room.id == found.json()["id"])


def set_room(vendor: Vendor, room: CloudRoom, *, status: int) -> None:
    """Freeze a room at the sandbox (1), or set it in order (0)."""
    address = f"{vendor.url}/_sandbox/rooms/{room.id}"
    requests.put(address, json={"status": status}, timeout=10).raise_for_status()


def delete_room(vendor: Vendor, room: CloudRoom) -> None:
    """Take a room away at the sandbox."""
    requests.delete(f"{vendor.url}/_sandbox/rooms/{room.id}", timeout=10).raise_for_status()


def _keep(person: User, kind: str, entries: list[dict[str, Any]], read_at: datetime | None) -> None:
    now = timezone.now()
    owner = person if kind == VendorList.Kind.ROOMS else None
    VendorList.objects.update_or_create(
        tenant=person.tenant,
        person=owner,
        kind=kind,
        defaults={"entries": entries, "read_at": read_at or now, "tried_at": read_at or now},
    )
