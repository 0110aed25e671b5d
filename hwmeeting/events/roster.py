"""Add up what is pushed: who is in a meeting, who waits, and how everybody is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hwmeeting.events.messages import PeopleChanged, PersonChange, WaitingChanged
from hwmeeting.wire.reading import read_epoch_milliseconds


@dataclass(frozen=True, slots=True)
class Person:
    """A participant, or somebody who waits or is being called; ``joined_at`` is None while called.

    ``user_uuid`` and both accounts are "" for somebody without one. ``client`` is Desktop, Mobile, Pad or OtherType.
    """

    id: str
    name: str
    number: str
    user_uuid: str
    account: str
    third_account: str
    client: str
    joined_at: datetime | None
    is_called: bool
    is_host: bool
    is_cohost: bool
    is_muted: bool
    has_video: bool
    has_hand_up: bool
    is_sharing: bool
    is_broadcast: bool
    is_called_up: bool
    is_asked_to_share: bool
    may_record: bool

    @classmethod
    def from_values(cls, person_id: str, values: Mapping[str, str]) -> "Person":
        """Read somebody from all that was told of them."""

        def is_on(name: str) -> bool:
            return values.get(name) == "1"

        return cls(
            id=person_id,
            name=values.get("NAME", ""),
            number=values.get("TEL", ""),
            user_uuid=values.get("ACCOUNT_ID", ""),
            account=values.get("ACCOUNT", ""),
            third_account=values.get("THIRDACCOUNT", ""),
            # The table of the documents spells it so; their example and the service don't.
            client=values.get("CLIENT_LOGIN_TYPE") or values.get("CLICENT_LOGIN_TYPE", ""),
            joined_at=read_epoch_milliseconds(values, "ADDTIME"),
            is_called=is_on("STATE"),
            is_host=is_on("ROLE"),
            is_cohost=is_on("IS_COHOST"),
            is_muted=is_on("MUTE"),
            has_video=is_on("VIDEO"),
            has_hand_up=is_on("HAND"),
            is_sharing=is_on("SHARE"),
            is_broadcast=is_on("BROADCAST"),
            is_called_up=is_on("ROLLCALL"),
            is_asked_to_share=is_on("INVITE_SHARE_STATE"),
            may_record=is_on("ALLOW_CLIENT_REC"),
        )


class Roster:
    """Who is in and who waits, after every event that it was given."""

    def __init__(self) -> None:
        self._there: dict[str, dict[str, str]] = {}
        self._waiting: dict[str, dict[str, str]] = {}

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
        return tuple(Person.from_values(pid, values) for pid, values in self._there.items())

    @property
    def waiting(self) -> tuple[Person, ...]:
        """Return who waits to be let in."""
        return tuple(Person.from_values(pid, values) for pid, values in self._waiting.items())


def _add_up(known: dict[str, dict[str, str]], changes: Iterable[PersonChange]) -> dict[str, dict[str, str]]:
    found = dict(known)
    for change in changes:
        if change.is_gone:
            found.pop(change.id, None)
        else:
            found[change.id] = {**found.get(change.id, {}), **change.values}
    return found
