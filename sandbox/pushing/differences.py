"""Say what has become otherwise between two moments of a meeting, as it is pushed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.pushing.snapshots import Rows, Snapshot
from sandbox.state.captions import Caption

_SPEECH_MS = 2000


@dataclass(frozen=True, slots=True)
class Told:
    """One message, whole or in part."""

    name: str
    content: Any
    is_full: bool

    @classmethod
    def full(cls, name: str, content: Any) -> "Told":
        return cls(name, content, is_full=True)

    @classmethod
    def increment(cls, name: str, content: Any) -> "Told":
        return cls(name, content, is_full=False)

    @property
    def is_end(self) -> bool:
        return self.name == "ConfDynamicInfoNotify" and self.content.get("state") == "Destroyed"


def list_everything(snapshot: Snapshot) -> Iterator[tuple[str, Any]]:
    """Yield what somebody hears first, of each type."""
    yield "ConfBasicInfoNotify", snapshot.basic
    yield "ConfDynamicInfoNotify", snapshot.dynamic
    yield "ParticipantsNotify", [_info(pid, info) for pid, info in snapshot.participants.items()]
    yield "AttendeesNotify", [info | {"mode": 0} for info in snapshot.attendees.values()]
    yield "SpeakerChangeNotify", snapshot.speakers
    yield "InviteResultNotify", []
    yield "WaitingListNotify", [_info(pid, info) for pid, info in snapshot.waiting.items()]
    yield "InterpreterGroupNotify", snapshot.groups


def compare(old: Snapshot, new: Snapshot) -> Iterator[Told]:
    """Yield what is otherwise: the meeting itself as a whole, people in part."""
    if new.basic != old.basic:
        yield Told.full("ConfBasicInfoNotify", new.basic)
    if new.dynamic != old.dynamic:
        yield Told.full("ConfDynamicInfoNotify", new.dynamic)
    if found := _compare_people(old.waiting, new.waiting):
        yield Told.increment("WaitingListNotify", found)
    if found := _compare_people(old.participants, new.participants):
        yield Told.increment("ParticipantsNotify", found)
    if found := _compare_attendees(old.attendees, new.attendees):
        yield Told.increment("AttendeesNotify", found)
    if new.speakers != old.speakers:
        yield Told.full("SpeakerChangeNotify", new.speakers)
    if new.groups != old.groups:
        yield Told.full("InterpreterGroupNotify", new.groups)


def write_caption(caption: Caption) -> dict[str, Any]:
    texts = {"Original": caption.mandarin, "Mandarin": caption.mandarin, "English": caption.english}
    return {
        "msgs": [
            {"subtitleLang": language, "translateText": text, "id": str(caption.n)} for language, text in texts.items()
        ],
        "isFinal": True,
        "timestamp": caption.at_ms,
        "beginTime": caption.at_ms - _SPEECH_MS,
        "endTime": caption.at_ms,
        "participantID": caption.participant_id,
    }


def _info(pid: str, info: dict[str, Any], *, mode: int = 0) -> dict[str, Any]:
    return {"pid": pid, "mode": mode, "pinfoMap": info}


def _compare_people(old: Rows, new: Rows) -> list[dict[str, Any]]:
    """Return who is new with everything, who is otherwise with that alone, and who has gone."""
    found = [_info(pid, {}, mode=1) for pid in old.keys() - new.keys()]
    for pid, info in new.items():
        before = old.get(pid, {})
        if changed := {key: value for key, value in info.items() if before.get(key) != value}:
            found.append(_info(pid, changed))
    return found


def _compare_attendees(old: Rows, new: Rows) -> list[dict[str, Any]]:
    gone = [info | {"mode": 1} for key, info in old.items() if key not in new]
    return gone + [info | {"mode": 0} for key, info in new.items() if old.get(key) != info]
