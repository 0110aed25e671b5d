"""Add up what is pushed: who is in a meeting, who waits, and how everybody is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hwmeeting.events.messages import PeopleChanged, PersonChange, WaitingChanged
from hwmeeting.wire.reading import read_epoch_milliseconds


@dataclass(frozen=True, slots=True)
class Person:
    """A participant, or somebody who waits or is being called; ``joined_at`` is None while called.

    ``user_uuid`` and both accounts are "" for somebody without one. ``client`` is Desktop, Mobile, Pad or OtherType.
    """

    id: str
    name: str = ""
    number: str = ""
    user_uuid: str = ""
    account: str = ""
    third_account: str = ""
    client: str = ""
    joined_at: datetime | None = None
    is_called: bool = False
    is_host: bool = False
    is_cohost: bool = False
    is_muted: bool = False
    has_video: bool = False
    has_hand_up: bool = False
    is_sharing: bool = False
    is_broadcast: bool = False
    is_called_up: bool = False
    is_asked_to_share: bool = False
    may_record: bool = False

    def changed(self, values: Mapping[str, str]) -> "Person":
        """Return this person with what is told anew of them."""
        new: dict[str, Any] = {_TEXTS[name]: value for name, value in values.items() if name in _TEXTS}
        new |= {_FLAGS[name]: value == "1" for name, value in values.items() if name in _FLAGS}
        if "ADDTIME" in values:
            new["joined_at"] = read_epoch_milliseconds(values, "ADDTIME")
        return replace(self, **new)


_TEXTS = {
    "NAME": "name",
    "TEL": "number",
    "ACCOUNT_ID": "user_uuid",
    "ACCOUNT": "account",
    "THIRDACCOUNT": "third_account",
    # The table of the documents spells it so; their example and the service don't.
    "CLICENT_LOGIN_TYPE": "client",
    "CLIENT_LOGIN_TYPE": "client",
}
_FLAGS = {
    "STATE": "is_called",
    "ROLE": "is_host",
    "IS_COHOST": "is_cohost",
    "MUTE": "is_muted",
    "VIDEO": "has_video",
    "HAND": "has_hand_up",
    "SHARE": "is_sharing",
    "BROADCAST": "is_broadcast",
    "ROLLCALL": "is_called_up",
    "INVITE_SHARE_STATE": "is_asked_to_share",
    "ALLOW_CLIENT_REC": "may_record",
}


class Roster:
    """Who is in and who waits, after every event that it was given."""

    def __init__(self) -> None:
        self._there: dict[str, Person] = {}
        self._waiting: dict[str, Person] = {}

    def apply(self, event: object) -> bool:
        """Take an event in. Return whether it was about people."""
        if isinstance(event, PeopleChanged):
            self._there = _add_up({} if event.is_full else self._there, event.changes)
        elif isinstance(event, WaitingChanged):
            self._waiting = _add_up({} if event.is_full else self._waiting, event.changes)
        else:
            return False
        return True

    @property
    def people(self) -> tuple[Person, ...]:
        """Return who is in or being called."""
        return tuple(self._there.values())

    @property
    def waiting(self) -> tuple[Person, ...]:
        """Return who waits to be let in."""
        return tuple(self._waiting.values())


def _add_up(known: dict[str, Person], changes: Iterable[PersonChange]) -> dict[str, Person]:
    found = dict(known)
    for change in changes:
        if change.is_gone:
            found.pop(change.id, None)
        else:
            found[change.id] = (found.get(change.id) or Person(change.id)).changed(change.values)
    return found
