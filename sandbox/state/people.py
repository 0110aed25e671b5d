"""Read who is in a running session, and how each of them is."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

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
_FLAGS = tuple(name for name in Person.__dataclass_fields__ if name.startswith(("is_", "has_", "may_")))


def list_people(db: sqlite3.Connection, conf_uuid: str) -> list[Person]:
    """Return those who are there now, also those who wait, in the order in which they came."""
    rows = db.execute(
        "SELECT participants.id, user_uuid, name, call_number, role, is_waiting, platform, joined_at,"  # noqa: S608
        f" {_STATE} FROM participants LEFT JOIN participant_states USING (id)"
        " WHERE participants.conf_uuid = ? AND left_at IS NULL ORDER BY joined_at, participants.rowid",
        (conf_uuid,),
    )
    return [Person(**dict(row) | {name: bool(row[name]) for name in _FLAGS}) for row in rows]


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
