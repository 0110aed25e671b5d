"""What a running meeting pushes to whoever listens."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.control import request_token
from tests.sandbox.calls.listening import FIRST, TYPES, Listening, listening, socket_token
from tests.sandbox.calls.live import GUEST_PASSWORD, Live, begin
from tests.sandbox.program import Caller, Sandbox, refused, why

_DONE = {"returnCode": 0, "returnDesc ": "SUCCESS"}


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller, li: Caller) -> Live:
    return begin(sandbox, chen, recordType=2, attendees=[{"name": "Anna", "email": "anna@tuv.example"}])


def follow(heard: Listening) -> dict[str, dict[str, Any]]:
    """Subscribe to everything, and return what comes first by its type."""
    assert heard.subscribe()["data"] == _DONE
    return {message["action"]: message for message in (heard.next() for _ in FIRST)}


def people_of(message: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {one["pid"]: one["pinfoMap"] for one in message["data"]}


def test_everything_comes_first(live: Live) -> None:
    anna = live.enter("Anna")
    with listening(live) as heard:
        first = follow(heard)
    assert list(first) == FIRST, "nothing of what is unknown"
    envelope = {key: first["ParticipantsNotify"][key] for key in ("msgMode", "confID")}
    assert envelope == {"msgMode": 0, "confID": live.id}
    assert len({message["msgID"] for message in first.values()}) == len(FIRST)
    assert abs(first["ParticipantsNotify"]["version"] / 1000 - time.time()) < 10
    assert first["ConfBasicInfoNotify"]["title"] == "Roadmap"
    assert [one["role"] for one in first["ConfBasicInfoNotify"]["pwds"]] == ["chair", "general"]
    assert first["ConfBasicInfoNotify"]["recType"] == 1, "a recording, which a booking calls 2"
    dynamic = first["ConfDynamicInfoNotify"]
    assert [dynamic[key] for key in ("state", "mode", "lock", "mute", "recState")] == ["Created", "FREE", 0, 0, 0]
    (info,) = people_of(first["ParticipantsNotify"]).values()
    assert all(isinstance(value, str) for value in info.values())
    shown = {key: info[key] for key in ("NAME", "STATE", "ROLE", "HAND", "MUTE", "VIDEO", "ANONYMOUS", "RTC_USER_ID")}
    assert shown == {
        "NAME": "Anna",
        "STATE": "0",
        "ROLE": "0",
        "HAND": "0",
        "MUTE": "0",
        "VIDEO": "1",
        "ANONYMOUS": "1",
        "RTC_USER_ID": anna,
    }
    assert [(one["name"], one["mode"]) for one in first["AttendeesNotify"]["data"]] == [("Anna", 0)]
    assert first["WaitingListNotify"]["data"] == first["SpeakerChangeNotify"]["data"] == []


def test_what_changes_comes_in_part(live: Live) -> None:
    anna = live.enter("Anna")
    with listening(live) as heard:
        follow(heard)
        live.act(anna, "raises_hand")
        one = heard.next()
        assert (one["msgMode"], one["version"]) == (1, 1)
        assert one["data"] == [{"pid": anna, "mode": 0, "pinfoMap": {"HAND": "1"}}]
        live.act(anna, "raises_hand")
        ben = live.enter("Ben")
        two = heard.next()
        assert (two["version"], people_of(two)[ben]["NAME"]) == (2, "Ben"), "nothing where nothing changed"
        live.put("mute", {"isMute": 1})
        assert heard.next_of("ConfDynamicInfoNotify")["mute"] == 1
        assert people_of(heard.next()) == {anna: {"MUTE": "1"}, ben: {"MUTE": "1"}}
        live.sandbox.post("client/leave", {"participant": ben})
        gone = heard.next()
        assert gone["data"] == [{"pid": ben, "mode": 1, "pinfoMap": {}}]


@pytest.mark.parametrize(
    ("does", "expected"),
    [
        ("mutes", {"MUTE": "1"}),
        ("turns_camera_off", {"VIDEO": "0"}),
        ("shares", {"SHARE": "1"}),
    ],
)
def test_what_people_do(live: Live, does: str, expected: dict[str, str]) -> None:
    anna = live.enter("Anna")
    with listening(live) as heard:
        follow(heard)
        live.act(anna, does)
        assert heard.next()["data"] == [{"pid": anna, "mode": 0, "pinfoMap": expected}]


def _rename(live: Live, anna: str) -> None:
    live.put("participants/name", {"number": "", "newName": "Ann", "participantID": anna})


_OF_HOSTS: list[tuple[Callable[[Live, str], Any], dict[str, str]]] = [
    (lambda live, anna: live.put("participants/cohost", {"isCohost": 1}, participantID=anna), {"IS_COHOST": "1"}),
    (lambda live, anna: live.put("participants/broadcast", participantID=anna), {"BROADCAST": "1"}),
    (lambda live, anna: live.put("participants/rollCall", participantID=anna), {"ROLLCALL": "1"}),
    (
        lambda live, anna: live.put("participants/share/invite", {"share": 1}, participantID=anna),
        {"INVITE_SHARE_STATE": "1"},
    ),
    (
        lambda live, anna: live.put("allowClientRecord", {"allowClientRecord": 1}, participantID=anna),
        {"ALLOW_CLIENT_REC": "1"},
    ),
    (_rename, {"NAME": "Ann"}),
]


@pytest.mark.parametrize(("does", "expected"), _OF_HOSTS)
def test_what_hosts_do_to_people(live: Live, does: Callable[[Live, str], Any], expected: dict[str, str]) -> None:
    anna = live.enter("Anna")
    with listening(live) as heard:
        follow(heard)
        does(live, anna)
        assert people_of(heard.next_of("ParticipantsNotify")) == {anna: expected}


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("lock", {"isLock": 1}, {"lock": 1}),
        ("mmrRecord", {"recordType": 1}, {"recState": 1, "recOccurred": 1}),
        ("mute/guestUnMute", {"allowUnmuteByOneself": 0}, {"canUnmute": 0}),
        ("display/mode", {"switchMode": "VAS", "imageType": 1}, {"vas": 1}),
        ("display/customMultiPicture", {"manualSet": 0}, {"mode": "FIXED"}),
        ("updateStartedConfConfig", {"callInRestriction": 2}, {"callInRestriction": 2}),
        ("pause", {"pause": 1}, {"pause": True}),
    ],
)
def test_what_hosts_do_to_the_meeting(live: Live, path: str, body: Any, expected: dict[str, Any]) -> None:
    live.enter("Anna")
    with listening(live) as heard:
        before = follow(heard)["ConfDynamicInfoNotify"]
        live.put(path, body)
        after = heard.next()
        assert after["version"] > before["version"]
        changed = {key: value for key, value in after.items() if before[key] != value}
        assert {key: changed[key] for key in changed.keys() - {"version", "createTime", "msgID"}} == expected


def test_the_waiting_room(sandbox: Sandbox, chen: Caller) -> None:
    live = begin(sandbox, chen, confConfigInfo={"enableWaitingRoom": True})
    live.enter(account="chen", as_host=True)
    with listening(live) as heard:
        follow(heard)
        anna = live.enter("Anna")
        waits = heard.next()
        assert (waits["action"], people_of(waits)[anna]["WAITINGSTATE"]) == ("WaitingListNotify", "0")
        live.put("allowWaitingParticipant", {"participantID": anna})
        assert heard.next()["data"] == [{"pid": anna, "mode": 1, "pinfoMap": {}}]
        assert people_of(heard.next())[anna]["NAME"] == "Anna"


def results(heard: Listening) -> list[tuple[str, str]]:
    found = heard.next_of("InviteResultNotify")["data"]
    assert all(one["errorCode"] == one["resultCode"] for one in found)
    return [(one["callNumber"], one["resultCode"]) for one in found]


def test_what_comes_of_calls(live: Live) -> None:
    numbers = [f"+861380013800{last}" for last in range(3)]
    live.sandbox.post("assume", {"pstn": "bought"})
    with listening(live) as heard:
        follow(heard)
        body = {"attendees": [{"name": number, "phone": number, "type": "mobile"} for number in numbers]}
        live.post("participants", body)
        ringing = heard.next_of("ParticipantsNotify")
        assert {info["STATE"] for info in people_of(ringing).values()} == {"1"}
        live.sandbox.post("client/answer", {"number": numbers[0], "does": "enters"})
        assert results(heard) == [(numbers[0], "0")]
        live.sandbox.post("client/answer", {"number": numbers[1], "does": "declines"})
        assert results(heard) == [(numbers[1], "11076009")]
        forward(live.sandbox, 61)
        assert results(heard) == [(numbers[2], "11076005")]


@pytest.mark.parametrize(
    ("leaves", "code"), [("leave", "11076010"), ("drops_out", "11111004"), ("hung up", "11076016")]
)
def test_why_somebody_left(live: Live, leaves: str, code: str) -> None:
    live.enter(account="chen", as_host=True)
    li, number = live.enter(account="li"), live.info()["participants"][1]["phone"]
    with listening(live) as heard:
        follow(heard)
        if leaves == "leave":
            live.sandbox.post("client/leave", {"participant": li})
        elif leaves == "drops_out":
            live.act(li, leaves)
        else:
            live.post("participants/delete", {"bulkHangUpParticipants": [li]})
        assert results(heard) == [(number, code)]


def test_who_speaks(live: Live) -> None:
    anna, ben = live.enter("Anna"), live.enter("Ben")
    with listening(live) as heard:
        follow(heard)
        live.act(anna, "speaks")
        assert [one["pid"] for one in heard.next_of("SpeakerChangeNotify")["data"]] == [anna]
        live.act(ben, "speaks")
        loudest = heard.next_of("SpeakerChangeNotify")["data"]
        assert {one["pid"] for one in loudest} == {anna, ben}
        assert loudest == sorted(loudest, key=lambda one: -one["speakingVolume"])
        live.act(anna, "mutes")
        assert [one["pid"] for one in heard.next_of("SpeakerChangeNotify")["data"]] == [ben]


def test_captions(live: Live) -> None:
    anna = live.enter("Anna")
    said = {"participant": anna, "mandarin": "大家好", "english": "Hello"}
    assert live.sandbox.post("client/say", said) == (200, {"is_written": False})
    with listening(live) as heard:
        follow(heard)
        asked = {"conferenceID": live.id, "confToken": live.token, "isSubtitle": 1}
        heard.send("ConfControl", type="REALTIMESUBTITLE", data=json.dumps(asked))
        reply = heard.next_of("ConfControl")
        assert (reply["data"], heard.seen[-1]["sequence"]) == (_DONE, "0" * 20)
        assert live.sandbox.post("client/say", said) == (200, {"is_written": True})
        caption = heard.next_of("RealTimeSubtitleNotify")
        assert isinstance(caption["version"], str)
        texts = {one["subtitleLang"]: one["translateText"] for one in caption["data"]["msgs"]}
        assert texts == {"Original": "大家好", "Mandarin": "大家好", "English": "Hello"}
        assert (caption["data"]["participantID"], caption["data"]["isFinal"]) == (anna, True)
        heard.send("ConfControl", type="REALTIMESUBTITLE", data=json.dumps(asked | {"id": ["0"]}))
        assert heard.next_of("ConfControl")["data"]["returnCode"] == 111072087
        heard.send("ConfControl", type="REALTIMESUBTITLE", data=json.dumps(asked | {"confToken": "x"}))
        assert heard.next_of("ConfControl")["data"]["returnCode"] == 111072085


def test_the_end_is_told_and_closes(live: Live) -> None:
    live.enter("Anna")
    with listening(live) as heard:
        follow(heard)
        live.put("stop")
        assert heard.next_of("ConfDynamicInfoNotify")["state"] == "Destroyed"
        assert heard.code_of_close() == 1000
    assert connections(live) == 0


def connections(live: Live) -> int:
    return int(live.caller.call("GET", "/_sandbox/websockets")[1]["open"])


def test_a_token_opens_once(live: Live) -> None:
    token = socket_token(live)
    assert len(token) == 51
    with listening(live, token) as heard:
        heard.send("HeartBeat")
        assert heard.next() == {"action": "HeartBeat", "sequence": "0" * 20}
    with listening(live, token) as heard:
        assert heard.code_of_close() == 1000


def test_the_token_of_the_control_token_opens_too(live: Live) -> None:
    tokens = request_token(live.caller, live.id, live.meeting["passwordEntry"][0]["password"])[1]["data"]
    with listening(live, tokens["tmpWsToken"]) as heard:
        assert heard.subscribe()["data"] == _DONE


def test_what_opens_nothing(live: Live) -> None:
    other = begin(live.sandbox, live.caller)
    for token, conference_id in (("", ""), ("x", ""), (socket_token(live), other.id)):
        with listening(live, token, conference_id) as heard:
            assert heard.code_of_close() == 1000
    guest = request_token(live.caller, live.id, GUEST_PASSWORD)[1]["data"]["token"]
    assert why(live.call("GET", "wsToken", token=guest)) == refused("MMC.111072070", 403)


def test_who_may_subscribe(live: Live) -> None:
    guest = request_token(live.caller, live.id, GUEST_PASSWORD)[1]["data"]["token"]
    anna = live.enter("Anna")
    with listening(live) as heard:
        for token in (guest, "x", live.own_token(anna)):
            assert heard.subscribe(token=token)["data"]["returnCode"] == 111070121
        live.put("participants/cohost", {"isCohost": 1}, participantID=anna)
        assert heard.subscribe(token=live.own_token(anna))["data"] == _DONE


def test_subscribing_again_tells_everything_again(live: Live) -> None:
    with listening(live) as heard:
        follow(heard)
        reply = heard.subscribe("ParticipantsNotify", as_text=False)
        assert reply["data"] == _DONE
        assert (heard.next()["action"], heard.seen[-1]["msgMode"]) == ("ParticipantsNotify", 0)
        live.put("pause", {"pause": 1})
        live.enter("Anna")
        one = heard.next()
        assert (one["action"], one["version"]) == ("ParticipantsNotify", 1), "nothing else, counted from 1"


@pytest.mark.parametrize("frame", ["", "x", "[]", "{}", '{"action": "Subscribe"}', '{"action": "X", "sequence": "1"}'])
def test_what_is_no_frame_closes(live: Live, frame: str) -> None:
    with listening(live) as heard:
        heard.socket.send(frame)
        assert heard.code_of_close() == 1000


@pytest.mark.parametrize("data", [None, 1, "x", "[]", {"subscribeType": 1}, {"subscribeType": [1], "confToken": "x"}])
def test_what_is_no_subscription_closes(live: Live, data: Any) -> None:
    with listening(live) as heard:
        heard.send("Subscribe", data=data)
        assert heard.code_of_close() == 1000


def test_silence_closes(live: Live) -> None:
    live.sandbox.post("assume", {"push_silence_seconds": "2"})
    with listening(live) as heard:
        heard.send("HeartBeat")
        began = time.monotonic()
        assert heard.code_of_close() == 1000
    assert 1.5 < time.monotonic() - began < 10


def test_messages_come_twice_in_the_wrong_order_or_not_at_all(live: Live) -> None:
    anna = live.enter("Anna")
    with listening(live) as heard:
        follow(heard)
        live.sandbox.post("assume", {"push_copies": "2", "push_order": "reversed"})
        live.put("participants/rollCall", participantID=anna)
        actions = [heard.next()["action"] for _ in range(4)]
        assert actions == ["ParticipantsNotify"] * 2 + ["ConfDynamicInfoNotify"] * 2
        live.sandbox.post("assume", {"push_copies": "1", "push_order": "kept", "push_loss": "third"})
        versions = []
        for does in ("raises_hand", "lowers_hand") * 3:
            live.act(anna, does)
        heard.send("HeartBeat")
        while (message := heard.next())["action"] != "HeartBeat":
            versions.append(message["version"])
        assert len(versions) == 4, "of six"


def test_connections_are_cut_and_refused_on_demand(live: Live) -> None:
    with listening(live) as heard:
        heard.subscribe()
        assert connections(live) == 1
        live.caller.call("DELETE", "/_sandbox/websockets")
        assert heard.code_of_close() == 1000
    live.sandbox.fault(match="WebSocket", kind="cut_before", times=1)
    with pytest.raises(InvalidStatus), listening(live):
        pass
    live.sandbox.fault(match="WebSocket", kind="answer_lost", times=1)
    with listening(live) as heard:
        heard.send("HeartBeat")
        with pytest.raises(TimeoutError):
            heard.socket.recv(timeout=0.3)


def test_no_other_address_takes_connections(live: Live) -> None:
    with pytest.raises(InvalidStatus):
        connect(live.caller.url.replace("http", "ws") + "/v1/mmc/control")


def test_a_reset_closes_everything(live: Live) -> None:
    with listening(live) as heard:
        heard.subscribe(*TYPES)
        live.sandbox.post("reset")
        assert heard.code_of_close() == 1000
