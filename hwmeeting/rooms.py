"""Cloud rooms: the user's own (api-core.md 16), and all of the enterprise (api-extended.md 3.7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from hwmeeting.actor import Actor
from hwmeeting.wire import Fields, compact, fields, rows, text, whole


class RoomMode(IntEnum):
    """What a room is: somebody's personal meeting ID, a cloud room, a webinar room."""

    PERSONAL = 0
    ROOM = 1
    WEBINAR = 2


@dataclass(frozen=True, slots=True)
class Room:
    """``id`` goes into a request as ``vmr_id``; ``number`` is what people dial.

    ``mode`` compares with RoomMode. ``seats`` is how many may be in it.
    """

    id: str
    number: str
    name: str
    mode: int | None
    seats: int | None
    is_usable: bool

    @classmethod
    def from_vendor(cls, source: Fields) -> "Room":
        """As an answer has it."""
        return cls(
            id=text(source, "id"),
            number=text(source, "vmrId"),
            name=text(source, "vmrName"),
            mode=whole(source, "vmrMode"),
            seats=whole(source, "vmrPkgParties"),
            is_usable=whole(source, "status") == 0,
        )


class RoomState(IntEnum):
    """What an enterprise's room is good for."""

    IN_ORDER = 0
    FROZEN = 1
    UNASSIGNED = 2


@dataclass(frozen=True, slots=True)
class EnterpriseRoom:
    """A cloud room that the enterprise has bought: for a member or for a terminal, of which the names are told.

    ``id``, ``number`` and ``seats`` as in Room; ``state`` compares with RoomState.
    """

    id: str
    number: str
    name: str
    seats: int | None
    member_name: str
    device_name: str
    state: int | None

    @classmethod
    def from_vendor(cls, source: Fields) -> "EnterpriseRoom":
        """As an answer has it."""
        return cls(
            id=text(source, "id"),
            number=text(source, "vmrId"),
            name=text(source, "vmrName"),
            seats=whole(source, "vmrPkgParties"),
            member_name=text(fields(source, "member") or {}, "mark"),
            device_name=text(fields(source, "device") or {}, "mark"),
            state=whole(source, "status"),
        )


class Rooms:
    """The rooms of one user, and of the enterprise for its administrators."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list(self) -> Iterator[Room]:
        """All of them, page by page."""
        for page in self._actor.pages("/v1/usg/dcs/member/vmr", {}):
            yield from map(Room.from_vendor, rows(page, "data"))

    def list_enterprise(self, *, search: str = "", state: RoomState | None = None) -> Iterator[EnterpriseRoom]:
        """All cloud rooms of the enterprise, page by page; ``search`` goes by name, number, member and terminal."""
        query = compact({"searchKey": search, "status": None if state is None else str(state.value)})
        for page in self._actor.pages("/v1/usg/dcs/corp/vmr", query):
            yield from map(EnterpriseRoom.from_vendor, rows(page, "data"))
