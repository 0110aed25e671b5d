"""Cloud rooms: the user's own (docs/vendor/directory.md 16.1), and all of the enterprise (16.2)."""

from collections.abc import Iterator

from hwmeeting.http.actor import Actor
from hwmeeting.types.room import EnterpriseRoom, Room, RoomState
from hwmeeting.wire.reading import read_objects
from hwmeeting.wire.writing import drop_empty


class Rooms:
    """The rooms of one user, and of the enterprise for its administrators."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list(self) -> Iterator[Room]:
        """Yield the rooms of this user, page by page."""
        for page in self._actor.pages("/v1/usg/dcs/member/vmr", {}):
            yield from map(Room.from_vendor, read_objects(page, "data"))

    def list_enterprise(self, *, search: str = "", state: RoomState | None = None) -> Iterator[EnterpriseRoom]:
        """Yield the cloud rooms of the enterprise, page by page; ``search`` goes by name, number, member, terminal."""
        query = drop_empty({"searchKey": search, "status": None if state is None else str(state.value)})
        for page in self._actor.pages("/v1/usg/dcs/corp/vmr", query):
            yield from map(EnterpriseRoom.from_vendor, read_objects(page, "data"))
