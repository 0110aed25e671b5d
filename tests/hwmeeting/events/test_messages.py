"""Messages as the vendor's documents have them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hwmeeting import (
    CallResult,
    CallResults,
    Caption,
    InterpretersChanged,
    InvitedChanged,
    InvitedPerson,
    MeetingInfo,
    MeetingState,
    PaneSites,
    PeopleChanged,
    PersonChange,
    SpeakersChanged,
    WaitingChanged,
)
from hwmeeting.events.messages import read_message

_AT = datetime(2026, 5, 18, 8, tzinfo=UTC)
_MS = 1779091200000
_STATE = {
    "action": "ConfDynamicInfoNotify",
    "state": "Created",
    "endTime": str(_MS),
    "mode": "FIXED",
    "vas": 0,
    "lock": 1,
    "mute": 1,
    "canUnmute": 0,
    "recState": 1,
    "recOccurred": 1,
    "multiPic": {"picInfos": [{"index": 1, "id": ["a"], "share": 1}], "picNum": 1},
}
_SAMPLES: list[tuple[dict[str, Any], Any]] = [
    (
        {
            "action": "ConfBasicInfoNotify",
            "title": "Roadmap",
            "startTime": str(_MS),
            "media": 2,
            "supportWaitingRoom": True,
            "pwds": [{"role": "chair", "pwd": "123456"}],
        },
        MeetingInfo("Roadmap", _AT, has_video=True, has_waiting_room=True),
    ),
    (
        _STATE,
        MeetingState(
            is_over=False,
            ends_at=_AT,
            mode="FIXED",
            follows_voices=False,
            is_locked=True,
            is_muted=True,
            may_unmute=False,
            is_sharing_locked=False,
            is_recording=True,
            was_recorded=True,
            has_captions=False,
            is_paused=False,
            panes=(PaneSites(1, ("a",), is_presentation=True),),
        ),
    ),
    (
        {
            "action": "ParticipantsNotify",
            "msgMode": 1,
            "data": [
                {"pid": "a", "mode": 0, "pinfoMap": {"HAND": "1", "X": 1}},
                {"pid": "b", "mode": 1},
                {"pid": ""},
                "x",
            ],
        },
        PeopleChanged(False, (PersonChange("a", False, {"HAND": "1"}), PersonChange("b", True, {}))),
    ),
    ({"action": "WaitingListNotify", "msgMode": 0, "data": []}, WaitingChanged(True, ())),
    (
        {
            "action": "AttendeesNotify",
            "msgMode": 0,
            "data": [{"name": "Li", "phone": "1", "accountId": "li", "role": 1, "mode": 0, "type": "normal"}],
        },
        InvitedChanged(True, (InvitedPerson("Li", "1", "li", "", "", "normal", is_host=True, is_gone=False),)),
    ),
    (
        {
            "action": "SpeakerChangeNotify",
            "data": [{"pid": "a", "speakingVolume": 1}, {"pid": "b", "speakingVolume": "30"}],
        },
        SpeakersChanged(("b", "a")),
    ),
    ({"action": "SpeakerChangeNotify"}, SpeakersChanged(())),
    (
        {"action": "InviteResultNotify", "data": [{"callNumber": "1", "errorCode": "0"}]},
        CallResults((CallResult("1", "0"),)),
    ),
    (
        {"action": "InviteResultNotify", "data": [{"callNumber": "1", "resultCode": "11076010"}]},
        CallResults((CallResult("1", "11076010"),)),
    ),
    (
        {
            "action": "RealTimeSubtitleNotify",
            "version": "1",
            "data": {
                "participantID": "a",
                "isFinal": True,
                "timestamp": _MS,
                "msgs": [{"subtitleLang": "English", "translateText": "<b>Hello</b>", "id": "1"}],
            },
        },
        Caption("a", {"English": "<b>Hello</b>"}, True, _AT),
    ),
    (
        {
            "action": "InterpreterGroupNotify",
            "data": [{"groupId": "1", "groupName": "E", "firstLanguage": "zh-CN", "secondLanguage": "en-US"}],
        },
        InterpretersChanged((("E", "zh-CN", "en-US"),)),
    ),
    ({"action": "CustomMultiPicNotify"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("source", "expected"), _SAMPLES)
def test_messages(source: dict[str, Any], expected: Any) -> None:
    assert read_message(source) == expected


def test_the_end_of_a_meeting() -> None:
    found = read_message(_STATE | {"state": "Destroyed"})
    assert isinstance(found, MeetingState)
    assert found.is_over


@pytest.mark.parametrize("data", [None, 1, "x", {}, [None], [[]]])
@pytest.mark.parametrize("action", sorted({str(source["action"]) for source, _ in _SAMPLES if source}))
def test_messages_of_any_shape(action: str, data: Any) -> None:
    read_message({"action": action, "data": data, "multiPic": data, "msgMode": data, "endTime": data})
