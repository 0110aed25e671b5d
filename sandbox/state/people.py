"""Read who is in a running session, and how each of them is."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.contract.roles import HOST
from sandbox.state.sessions import VOICE_PLATFORMS


@dataclass(frozen=True, slots=True)
class Person:
    """A participant with the state of the moment; of a session of an older sandbox the state is that of somebody new.

    ``role`` is with which right somebody came; of those with the host's, the first who is there is the host.
    """

    id: str
    user_uuid: str
    name: str
    call_number: str
    role: str
    is_waiting: bool
    platform: str
    joined_at: int
    is_muted: bool
    has_video: bool
    has_hand_up: bool
    is_sharing: bool
    is_cohost: bool
    may_record: bool
    is_asked_to_share: bool
    is_asked_for_video: bool
    volume: int
    network: str
    listens: str
    view: str
    is_view_locked: bool

    @property
    def is_audio_only(self) -> bool:
        return self.platform in VOICE_PLATFORMS

    @property
    def is_terminal(self) -> bool:
        """Return whether it is a professional terminal, which alone can choose what it sees."""
        return self.platform == "terminal"


_STATE = (
    "coalesce(is_muted, 0) is_muted, coalesce(has_video, 1) has_video, coalesce(has_hand_up, 0) has_hand_up,"
    " coalesce(is_sharing, 0) is_sharing, coalesce(is_cohost, 0) is_cohost, coalesce(may_record, 0) may_record,"
    " coalesce(is_asked_to_share, 0) is_asked_to_share, coalesce(is_asked_for_video, 0) is_asked_for_video,"
    " coalesce(volume, 0) volume, coalesce(network, 'good') network, coalesce(listens, '') listens,"
    " coalesce(view, '') view, coalesce(is_view_locked, 0) is_view_locked"
)
_COLUMNS = (
    "participants.id, user_uuid, name, call_number, role, is_waiting, platform, joined_at, "  # in the order of Person
    f"{_STATE}"
)
_FLAGS = tuple(
    number for number, name in enumerate(Person.__dataclass_fields__) if name.startswith(("is_", "has_", "may_"))
)


def list_people(db: sqlite3.Connection, conf_uuid: str) -> list[Person]:
    """Return those who are there now, also those who wait, in the order in which they came."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM participants LEFT JOIN participant_states USING (id)"  # noqa: S608 — names of our own
        " WHERE participants.conf_uuid = ? AND left_at IS NULL ORDER BY joined_at, participants.rowid",
        (conf_uuid,),
    )
    return list(map(_person, rows))


def find_person(db: sqlite3.Connection, participant_id: str) -> tuple[str, Person] | None:
    """Return somebody who is there or waits, and the session."""
    row = db.execute(
        f"SELECT {_COLUMNS}, participants.conf_uuid FROM participants LEFT JOIN participant_states USING (id)"  # noqa: S608
        " WHERE participants.id = ? AND left_at IS NULL",
        (participant_id,),
    ).fetchone()
    return (row["conf_uuid"], _person(tuple(row)[:-1])) if row else None


def is_host(db: sqlite3.Connection, conf_uuid: str, participant_id: str) -> bool:
    """Return whether somebody is the host of a session: the first who is there with that right."""
    row = db.execute(
        "SELECT id FROM participants WHERE conf_uuid = ? AND left_at IS NULL AND role = ? AND NOT is_waiting"
        " ORDER BY joined_at, rowid LIMIT 1",
        (conf_uuid, HOST),
    ).fetchone()
    return row is not None and row[0] == participant_id


def _person(row: Iterable[Any]) -> Person:
    values = list(row)
    for number in _FLAGS:
        values[number] = bool(values[number])
    return Person(*values)


def find_host(people: Sequence[Person]) -> Person | None:
    return next((one for one in people if one.role == HOST and not one.is_waiting), None)


def find_meeting_of_number(db: sqlite3.Connection, number: str, *, corp_id: str) -> str:
    """Return the meeting of that enterprise which the number is in, "" for none."""
    row = db.execute(
        "SELECT conference_id FROM participants JOIN sessions USING (conf_uuid)"
        " WHERE call_number = ? AND left_at IS NULL AND NOT is_waiting AND ended_at IS NULL AND corp_id = ?",
        (number, corp_id),
    ).fetchone()
    return str(row[0]) if row and number else ""
