"""Cloud rooms (docs/vendor/directory.md 16, docs/vendor/directory.md 16.2)."""

from dataclasses import dataclass
from enum import IntEnum

from hwmeeting.wire.reading import Fields, read_integer, read_object, read_text


class RoomMode(IntEnum):
    """The kind of a room: a person's own meeting ID, a cloud room, a webinar room."""

    PERSONAL = 0
    ROOM = 1
    WEBINAR = 2


@dataclass(frozen=True, slots=True)
class Room:
    """A room of one user. ``id`` goes into a request as ``vmr_id``; ``number`` is what people dial.

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
        """Read it from an answer."""
        return cls(
            id=read_text(source, "id"),
            number=read_text(source, "vmrId"),
            name=read_text(source, "vmrName"),
            mode=read_integer(source, "vmrMode"),
            seats=read_integer(source, "vmrPkgParties"),
            is_usable=read_integer(source, "status") == 0,
        )


class RoomState(IntEnum):
    """Whether a room of an enterprise can be used."""

    IN_ORDER = 0
    FROZEN = 1
    UNASSIGNED = 2


@dataclass(frozen=True, slots=True)
class EnterpriseRoom:
    """A cloud room that the enterprise has bought, with the name of the member or terminal that it is assigned to.

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
        """Read it from an answer."""
        return cls(
            id=read_text(source, "id"),
            number=read_text(source, "vmrId"),
            name=read_text(source, "vmrName"),
            seats=read_integer(source, "vmrPkgParties"),
            member_name=read_text(read_object(source, "member") or {}, "mark"),
            device_name=read_text(read_object(source, "device") or {}, "mark"),
            state=read_integer(source, "status"),
        )
