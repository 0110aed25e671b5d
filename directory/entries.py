"""Rooms and terminals as a list has them, and as its row keeps them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

Entry = TypeVar("Entry", bound="CloudRoom | TenantRoom | Terminal | Resources")


@dataclass(frozen=True, slots=True)
class CloudRoom:
    """A cloud room that one person may book, or their personal meeting ID.

    ``id`` is the vendor's, and goes into a booking; ``number`` is what people dial. ``seats`` is how many fit, None
    where it isn't told. One that is not ``is_usable`` was stopped at the vendor, or has expired.
    """

    id: str
    number: str
    name: str
    is_personal: bool
    seats: int | None
    is_usable: bool

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        return cls(**{name: written[name] for name in cls.__dataclass_fields__})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class TenantRoom:
    """A cloud room of the organisation; ``holder`` is the member or terminal it is assigned to, "" for nobody."""

    id: str
    number: str
    name: str
    seats: int | None
    holder: str
    is_usable: bool

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        return cls(**{name: written[name] for name in cls.__dataclass_fields__})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class AddressBookPerson:
    """Somebody in the vendor's address book; ``department`` may be ""."""

    name: str
    email: str
    department: str


class TerminalState(StrEnum):
    """What a terminal is doing; nobody knows of UNKNOWN, which is never taken for free."""

    FREE = "free"
    BUSY = "busy"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Terminal:
    """A hard terminal of the organisation. ``number`` is what a meeting calls; ``model`` and ``place`` may be ""."""

    number: str
    name: str
    model: str
    place: str
    state: TerminalState

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        found = {name: written[name] for name in cls.__dataclass_fields__}
        return cls(**found | {"state": TerminalState(found["state"])})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Resources:
    """What the organisation has bought: how many may be in meetings at once outside cloud rooms, and cloud rooms.

    None where the meeting service doesn't say.
    """

    seats: int | None
    rooms: int | None

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        return cls(**{name: written[name] for name in cls.__dataclass_fields__})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Entry]):
    """A list with the time at which the vendor told it, None where it never did. ``is_stale``: it may be otherwise."""

    entries: tuple[Entry, ...]
    read_at: datetime | None
    is_stale: bool
