"""The messages of a running meeting, typed. Passwords, which some of them carry, are left behind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hwmeeting.wire.reading import (
    Fields,
    read_epoch_milliseconds,
    read_flag,
    read_integer,
    read_object,
    read_objects,
    read_text,
    read_texts,
)

_GONE = 1
DESTROYED = "Destroyed"


@dataclass(frozen=True, slots=True)
class MeetingInfo:
    """What a meeting was booked as."""

    title: str
    started_at: datetime | None
    has_video: bool
    has_waiting_room: bool


@dataclass(frozen=True, slots=True)
class PaneSites:
    """One pane of the picture; ``sites`` as the vendor names them."""

    index: int
    sites: tuple[str, ...]
    is_presentation: bool


@dataclass(frozen=True, slots=True)
class MeetingState:
    """What is switched; ``mode`` is FREE, FIXED, ROLLCALL or BROADCAST. ``is_over`` is the end.

    ``told_at`` is the vendor's time of the message, of its end when it ended.
    """

    is_over: bool
    ends_at: datetime | None
    mode: str
    follows_voices: bool
    is_locked: bool
    is_muted: bool
    may_unmute: bool
    is_sharing_locked: bool
    is_recording: bool
    was_recorded: bool
    has_captions: bool
    is_paused: bool
    panes: tuple[PaneSites, ...]
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What is new of one participant: ``values`` are those that changed, as the vendor writes them."""

    id: str
    is_gone: bool
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PeopleChanged:
    """Who is in: everybody (``is_full``), or what changed; ``told_at`` is when, by the vendor's clock."""

    is_full: bool
    changes: tuple[PersonChange, ...]
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WaitingChanged:
    """Who waits: everybody (``is_full``), or what changed."""

    is_full: bool
    changes: tuple[PersonChange, ...]


@dataclass(frozen=True, slots=True)
class InvitedPerson:
    """Somebody who is invited; ``participant_id`` is "" for who isn't in."""

    name: str
    number: str
    account_id: str
    user_uuid: str
    participant_id: str
    type: str
    is_host: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class InvitedChanged:
    """Who is invited: everybody (``is_full``), or what changed."""

    is_full: bool
    people: tuple[InvitedPerson, ...]


@dataclass(frozen=True, slots=True)
class SpeakersChanged:
    """Who speaks, the loudest first; nobody: silence."""

    participant_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallResult:
    """What came of a call, or why a number has left; ``code`` has eight digits, or is "0" where it is in."""

    number: str
    code: str


@dataclass(frozen=True, slots=True)
class CallResults:
    """What came of calls since the last time."""

    results: tuple[CallResult, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """What somebody says, by language: Original, Mandarin, English. Before ``is_final`` it may still change."""

    participant_id: str
    texts: Mapping[str, str]
    is_final: bool
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class InterpretersChanged:
    """The interpretation groups: name and both languages of each."""

    groups: tuple[tuple[str, str, str], ...]


Message = (
    MeetingInfo
    | MeetingState
    | PeopleChanged
    | WaitingChanged
    | InvitedChanged
    | SpeakersChanged
    | CallResults
    | Caption
    | InterpretersChanged
)


def read_message(source: Fields) -> Message | None:
    """Return a message, None for one of a type that is not known here."""
    read = _READERS.get(read_text(source, "action"))
    return read(source) if read else None


def is_full(source: Fields) -> bool:
    return read_integer(source, "msgMode") == 0


def _info(source: Fields) -> MeetingInfo:
    return MeetingInfo(
        title=read_text(source, "title"),
        started_at=read_epoch_milliseconds(source, "startTime"),
        has_video=read_integer(source, "media") == 2,
        has_waiting_room=read_flag(source, "supportWaitingRoom") is True,
    )


def _state(source: Fields) -> MeetingState:
    picture = read_object(source, "multiPic") or {}
    return MeetingState(
        is_over=read_text(source, "state") == DESTROYED,
        ends_at=read_epoch_milliseconds(source, "endTime"),
        mode=read_text(source, "mode"),
        follows_voices=_flag(source, "vas"),
        is_locked=_flag(source, "lock"),
        is_muted=_flag(source, "mute"),
        may_unmute=_flag(source, "canUnmute"),
        is_sharing_locked=_flag(source, "lockSharing"),
        is_recording=_flag(source, "recState"),
        was_recorded=_flag(source, "recOccurred"),
        has_captions=_flag(source, "realTimeSubtitle"),
        is_paused=_flag(source, "pause"),
        panes=tuple(
            PaneSites(read_integer(one, "index") or 0, read_texts(one, "id"), read_integer(one, "share") == 1)
            for one in read_objects(picture, "picInfos")
        ),
        told_at=read_epoch_milliseconds(source, "createTime"),
    )


def _changes(source: Fields) -> tuple[PersonChange, ...]:
    rows = read_objects(source, "data")
    return tuple(
        PersonChange(read_text(one, "pid"), read_integer(one, "mode") == _GONE, _texts(read_object(one, "pinfoMap")))
        for one in rows
        if read_text(one, "pid")
    )


def _texts(values: dict[str, Any] | None) -> dict[str, str]:
    return {name: value for name, value in (values or {}).items() if isinstance(value, str)}


def _invited(source: Fields) -> InvitedChanged:
    people = tuple(
        InvitedPerson(
            name=read_text(one, "name"),
            number=read_text(one, "phone"),
            account_id=read_text(one, "accountId"),
            user_uuid=read_text(one, "userUUID"),
            participant_id=read_text(one, "participantID"),
            type=read_text(one, "type"),
            is_host=read_integer(one, "role") == 1,
            is_gone=read_integer(one, "mode") == _GONE,
        )
        for one in read_objects(source, "data")
    )
    return InvitedChanged(is_full(source), people)


def _speakers(source: Fields) -> SpeakersChanged:
    rows = sorted(read_objects(source, "data"), key=lambda one: -(read_integer(one, "speakingVolume") or 0))
    return SpeakersChanged(tuple(read_text(one, "pid") for one in rows))


def _results(source: Fields) -> CallResults:
    """Table and example name the code differently."""
    return CallResults(
        tuple(
            CallResult(read_text(one, "callNumber"), read_text(one, "resultCode") or read_text(one, "errorCode"))
            for one in read_objects(source, "data")
        )
    )


def _caption(source: Fields) -> Caption:
    said = read_object(source, "data") or {}
    texts = {read_text(one, "subtitleLang"): read_text(one, "translateText") for one in read_objects(said, "msgs")}
    return Caption(
        participant_id=read_text(said, "participantID"),
        texts=texts,
        is_final=read_flag(said, "isFinal") is True,
        said_at=read_epoch_milliseconds(said, "timestamp"),
    )


def _groups(source: Fields) -> InterpretersChanged:
    return InterpretersChanged(
        tuple(
            (read_text(one, "groupName"), read_text(one, "firstLanguage"), read_text(one, "secondLanguage"))
            for one in read_objects(source, "data")
        )
    )


def _flag(source: Fields, name: str) -> bool:
    return read_flag(source, name) is True


_READERS: dict[str, Callable[[Fields], Message]] = {
    "ConfBasicInfoNotify": _info,
    "ConfDynamicInfoNotify": _state,
    "ParticipantsNotify": lambda source: PeopleChanged(
        is_full(source), _changes(source), read_epoch_milliseconds(source, "createTime")
    ),
    "WaitingListNotify": lambda source: WaitingChanged(is_full(source), _changes(source)),
    "AttendeesNotify": _invited,
    "SpeakerChangeNotify": _speakers,
    "InviteResultNotify": _results,
    "RealTimeSubtitleNotify": _caption,
    "InterpreterGroupNotify": _groups,
}
TYPES = tuple(_READERS)
# Parts of these add up to a whole, so that a lost one is missed. What is told by the others is told once.
ADDING_UP = frozenset({"ParticipantsNotify", "WaitingListNotify", "AttendeesNotify"})
