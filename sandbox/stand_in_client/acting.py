"""Do in a meeting what people do with their client: speak, raise a hand, share, drop out."""

import sqlite3
from collections.abc import Callable

from sandbox.contract.errors import Refused
from sandbox.contract.roles import HOST
from sandbox.state import call_results, captions, live_settings, participant_states, people, sessions
from sandbox.state.live_settings import LiveSettings
from sandbox.state.people import Person

_NOT_A_GUEST, _NO_HAND = "MMC.111072070", "MMC.111072069"
_LOUD = 60
NETWORKS = ("good", "fair", "poor")


class NobodyThere(Exception):
    """Nobody of that id is in a meeting."""


Act = Callable[[sqlite3.Connection, Person, LiveSettings, bool, int], None]


def act(db: sqlite3.Connection, participant_id: str, does: str, *, now: int) -> None:
    """Let somebody do one of ACTS. Raise NobodyThere, or Refused where the meeting has it so."""
    conf_uuid, person = find(db, participant_id)
    if person.is_waiting and does != "drops_out":
        raise Refused(_NOT_A_GUEST)
    moderates = person.is_cohost or people.is_host(db, conf_uuid, person.id)
    ACTS[does](db, person, live_settings.load(db, conf_uuid), moderates, now)


def say(db: sqlite3.Connection, participant_id: str, *, mandarin: str, english: str, now: int) -> bool:
    """Let somebody say a sentence. Return whether it is written down: only while captions are on."""
    conf_uuid, _ = find(db, participant_id)
    if not live_settings.load(db, conf_uuid).has_captions:
        return False
    captions.add(db, conf_uuid, participant_id, mandarin=mandarin, english=english, at=now)
    return True


def find(db: sqlite3.Connection, participant_id: str) -> tuple[str, Person]:
    """Return the session that somebody is in, and who it is. Raise NobodyThere."""
    found = people.find_person(db, participant_id)
    if found is None:
        raise NobodyThere
    return found


def _raise_hand(db: sqlite3.Connection, who: Person, _: LiveSettings, moderates: bool, now: int) -> None:
    if moderates and who.role == HOST:
        raise Refused(_NO_HAND)
    participant_states.change(db, who.id, has_hand_up=True)


def _lower_hand(db: sqlite3.Connection, who: Person, _: LiveSettings, moderates: bool, now: int) -> None:
    participant_states.change(db, who.id, has_hand_up=False)


def _mute(db: sqlite3.Connection, who: Person, _: LiveSettings, moderates: bool, now: int) -> None:
    participant_states.change(db, who.id, is_muted=True, volume=0)


def _unmute(db: sqlite3.Connection, who: Person, settings: LiveSettings, moderates: bool, now: int) -> None:
    if not moderates and not settings.may_unmute:
        raise Refused(_NOT_A_GUEST)
    participant_states.change(db, who.id, is_muted=False)


def _speak(db: sqlite3.Connection, who: Person, _: LiveSettings, moderates: bool, now: int) -> None:
    participant_states.change(db, who.id, volume=_LOUD + int(who.id[:1], 16))


def _fall_silent(db: sqlite3.Connection, who: Person, _: LiveSettings, moderates: bool, now: int) -> None:
    participant_states.change(db, who.id, volume=0)


def _turn_camera_on(db: sqlite3.Connection, who: Person, settings: LiveSettings, moderates: bool, now: int) -> None:
    if who.is_audio_only or not (moderates or settings.may_open_camera):
        raise Refused(_NOT_A_GUEST)
    participant_states.change(db, who.id, has_video=True, is_asked_for_video=False)


def _turn_camera_off(db: sqlite3.Connection, who: Person, _: LiveSettings, moderates: bool, now: int) -> None:
    participant_states.change(db, who.id, has_video=False, is_asked_for_video=False)


def _share(db: sqlite3.Connection, who: Person, settings: LiveSettings, moderates: bool, now: int) -> None:
    conf_uuid, _ = find(db, who.id)
    others = [one for one in people.list_people(db, conf_uuid) if one.is_sharing and one.id != who.id]
    if not moderates and (settings.is_sharing_locked or (others and not settings.has_free_sharing)):
        raise Refused(_NOT_A_GUEST)
    participant_states.change_all(db, conf_uuid, but=(who.id,), is_sharing=False)
    participant_states.change(db, who.id, is_sharing=True, is_asked_to_share=False)


def _stop_sharing(db: sqlite3.Connection, who: Person, _: LiveSettings, moderates: bool, now: int) -> None:
    participant_states.change(db, who.id, is_sharing=False, is_asked_to_share=False)


def _drop_out(db: sqlite3.Connection, who: Person, _: LiveSettings, moderates: bool, now: int) -> None:
    sessions.leave(db, who.id, now=now, why=call_results.SOCKET_LOST)


def _with_network(network: str) -> Act:
    def change(db: sqlite3.Connection, who: Person, _: LiveSettings, moderates: bool, now: int) -> None:
        participant_states.change(db, who.id, network=network)

    return change


ACTS: dict[str, Act] = {
    "raises_hand": _raise_hand,
    "lowers_hand": _lower_hand,
    "mutes": _mute,
    "unmutes": _unmute,
    "speaks": _speak,
    "falls_silent": _fall_silent,
    "turns_camera_on": _turn_camera_on,
    "turns_camera_off": _turn_camera_off,
    "shares": _share,
    "stops_sharing": _stop_sharing,
    "drops_out": _drop_out,
    **{f"has_{network}_network": _with_network(network) for network in NETWORKS},
}
