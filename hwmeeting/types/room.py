"""Cloud rooms (docs/vendor/directory.md 16, docs/vendor/directory.md 16.2)."""

from dataclasses import dataclass
from enum import IntEnum

from hwmeeting.wire import Fields, fields, text, whole


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
