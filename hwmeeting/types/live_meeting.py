"""A meeting while it runs, as its host sees it (docs/vendor/control.md 10.5)."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from hwmeeting.wire.reading import Fields, read_integer, read_object, read_objects, read_text, read_texts


class SiteState(IntEnum):
    """How far somebody has come."""

    IN = 0
    CALLED = 1
    JOINING = 2


@dataclass(frozen=True, slots=True)
class LiveAttendee:
    """Somebody who is invited, before it or in it, whether they have come or not."""

    name: str
    phone: str
    account_id: str
    user_uuid: str

    @classmethod
    def from_vendor(cls, source: Fields) -> "LiveAttendee":
        """Read it from an answer."""
        return cls(
            name=read_text(source, "name"),
            phone=read_text(source, "phone"),
            account_id=read_text(source, "accountID"),
            user_uuid=read_text(source, "userUUID"),
        )


@dataclass(frozen=True, slots=True)
class LiveSite:
    """A device that is in, or being called; ``state`` is None for one that is not documented.

    Microphone, camera and hand are those of who is in.
    """

    id: str
    name: str
    phone: str
    state: SiteState | None
    is_muted: bool = False
    has_video: bool = False
    has_hand_up: bool = False

    @classmethod
    def from_vendor(cls, source: Fields) -> "LiveSite":
        """Read it from an answer."""
        state = read_integer(source, "state")
        known: Any = state in set(SiteState)
        return cls(
            id=read_text(source, "pid"),
            name=read_text(source, "name"),
            phone=read_text(source, "phone"),
            state=SiteState(state) if known and state is not None else None,
            is_muted=read_integer(source, "mute") == 1,
            has_video=read_integer(source, "video") == 1,
            has_hand_up=read_integer(source, "hand") == 1,
        )


@dataclass(frozen=True, slots=True)
class LiveMeeting:
    """``host_id`` is that of a site, "" while no host is in; ``cohost_ids`` are those of others."""

    attendees: tuple[LiveAttendee, ...]
    sites: tuple[LiveSite, ...]
    host_id: str
    cohost_ids: tuple[str, ...] = ()

    @classmethod
    def from_vendor(cls, source: Fields) -> "LiveMeeting":
        """Read it from an answer."""
        info = read_object(source, "confInfo") or {}
        return cls(
            attendees=tuple(map(LiveAttendee.from_vendor, read_objects(source, "attendees"))),
            sites=tuple(map(LiveSite.from_vendor, read_objects(source, "participants"))),
            host_id=read_text(info, "chairID"),
            cohost_ids=read_texts(info, "coHosts"),
        )
