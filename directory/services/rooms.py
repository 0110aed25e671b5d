"""The cloud rooms that a person may book, and their personal meeting ID."""

from collections.abc import Iterator
from datetime import datetime

from accounts.models import User
from accounts.vendor import clients
from directory.entries import CloudRoom, Listing
from directory.models import VendorList
from directory.services import reading
from directory.services.reading import ListKey
from hwmeeting import RoomMode
from notifications.enqueue import notify_worker

_NOTHING: Listing[CloudRoom] = Listing((), None, is_stale=False)


def list_rooms(*, person: User, now: datetime) -> Listing[CloudRoom]:
    """Return the rooms of ``person`` by name, their own meeting ID last; asks the vendor where that is due.

    Whoever is not linked has what was known of them; who belongs to no organisation has none.
    """
    key = _key(person)
    if key is None:
        return _NOTHING
    return reading.read_list(key=key, fetch=lambda: _fetch(person), load=CloudRoom.from_json, now=now)


def known_rooms(*, person: User, now: datetime) -> Listing[CloudRoom]:
    """Return the rooms as they are known, by one query; a worker is told where they ought to be read again."""
    key = _key(person)
    if key is None:
        return _NOTHING
    row = key.find()
    if reading.is_due(row, now=now):
        notify_worker("directory.read_rooms", person_id=person.pk)
    return reading.build_listing(row, load=CloudRoom.from_json, now=now)


def _key(person: User) -> ListKey | None:
    return ListKey(VendorList.Kind.ROOMS, person.tenant_id, person.pk) if person.tenant_id else None


def _fetch(person: User) -> list[CloudRoom]:
    return sorted(_read(person), key=lambda room: (room.is_personal, room.name, room.id))


def _read(person: User) -> Iterator[CloudRoom]:
    """Yield all but rooms for webinars, which hold no meetings (docs/vendor/directory.md 16.1)."""
    for room in clients.client_for(person=person).rooms.list():
        if room.id and room.mode in {RoomMode.PERSONAL, RoomMode.ROOM}:
            is_personal = room.mode == RoomMode.PERSONAL
            yield CloudRoom(room.id, room.number, room.name, is_personal, room.seats, room.is_usable)
