"""How a running meeting is at one moment, as it is stored and read: the words are ours, not the vendor's."""

from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class LivePerson:
    """Somebody who is in, waits or is being called; ``joined`` is in seconds since 1970, 0 for who isn't in.

    ``user_id`` is the third-party User ID, "" for somebody without an account. ``role`` is host, cohost or guest.
    """

    id: str
    name: str
    number: str = ""
    user_id: str = ""
    user_uuid: str = ""
    client: str = ""
    role: str = "guest"
    joined: int = 0
    is_called: bool = False
    is_muted: bool = False
    has_video: bool = False
    has_hand_up: bool = False
    is_sharing: bool = False
    is_broadcast: bool = False
    has_floor: bool = False
    # "" where it isn't known: good, weak or bad.
    network: str = ""


@dataclass(frozen=True, slots=True)
class LiveCall:
    """What came of a call at ``at``, in seconds since 1970; a number that was reached is in, and not among them."""

    number: str
    at: int


@dataclass(frozen=True, slots=True)
class LiveCaption:
    """A sentence that somebody has said."""

    person_id: str
    mandarin: str
    english: str
    original: str


@dataclass(frozen=True, slots=True)
class LiveState:
    """A whole meeting; ``ends`` is in seconds since 1970, 0 where it isn't known. Speakers are ids, loudest first.

    Where it was asked for and not told, who waits, speaks and shares, and what is switched, isn't known: it looks as
    if nobody did, and as if nothing were.
    """

    people: tuple[LivePerson, ...] = ()
    waiting: tuple[LivePerson, ...] = ()
    speakers: tuple[str, ...] = ()
    captions: tuple[LiveCaption, ...] = ()
    calls: tuple[LiveCall, ...] = ()
    ends: int = 0
    mode: str = "FREE"
    follows_voices: bool = False
    is_locked: bool = False
    is_muted: bool = False
    may_unmute: bool = True
    is_sharing_locked: bool = False
    is_recording: bool = False
    was_recorded: bool = False
    has_captions: bool = False

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Self:
        """Return what was stored; what a newer version has beyond this one is passed over."""
        known = {name: value for name, value in written.items() if name in cls.__dataclass_fields__}
        for name, kind in _LISTS.items():
            known[name] = tuple(kind(**one) for one in written.get(name, []))
        return cls(**known | {"speakers": tuple(written.get("speakers", []))})

    def to_json(self) -> dict[str, Any]:
        """Return what is stored: what is as usual is left out, since most of hundreds of people are so."""
        found: dict[str, Any] = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in _LISTS}
        for name in _LISTS:
            found[name] = [_compact(one) for one in getattr(self, name)]
        return found


def _compact(one: LivePerson | LiveCaption | LiveCall) -> dict[str, Any]:
    return {field.name: value for field in fields(one) if (value := getattr(one, field.name)) != field.default}


_LISTS: dict[str, type[LivePerson] | type[LiveCaption] | type[LiveCall]] = {
    "people": LivePerson,
    "waiting": LivePerson,
    "captions": LiveCaption,
    "calls": LiveCall,
}
