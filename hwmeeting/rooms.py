"""The user's own cloud rooms (api-core.md 16)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from hwmeeting.actor import Actor
from hwmeeting.wire import Fields, rows, text, whole


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


class Rooms:
    """The rooms of one user."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list(self) -> Iterator[Room]:
        """All of them, page by page."""
        for page in self._actor.pages("/v1/usg/dcs/member/vmr", {}):
            yield from map(Room.from_vendor, rows(page, "data"))
