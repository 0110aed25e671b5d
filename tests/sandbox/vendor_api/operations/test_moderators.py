"""Who is the host, and who helps."""

from typing import Any

import pytest

from tests.sandbox.calls.control import host_password, request_token
from tests.sandbox.calls.live import GUEST_PASSWORD, SUCCESS, Live, begin
from tests.sandbox.program import Caller, Sandbox, refused, why


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen, confConfigInfo={"enableWaitingRoom": True})


@pytest.fixture
def people(live: Live) -> dict[str, str]:
    """Return a host, a co-host and a guest, who are in, by name."""
    found = {"host": live.enter(account="chen", as_host=True)}
    found |= {name: live.enter(name) for name in ("cohost", "guest")}
    live.put("allowWaitingParticipant", {"allowAll": True})
    assert live.put("participants/cohost", {"isCohost": 1}, participantID=found["cohost"]) == SUCCESS
    return found


def roles(live: Live) -> dict[str, Any]:
    return dict(live.info()["confInfo"])


def test_the_host_is_handed_over(live: Live, people: dict[str, str]) -> None:
    assert roles(live) == {"chairID": people["host"], "coHosts": [people["cohost"]]}
    password = host_password(live.meeting)
    body = {"applyChair": 1, "chairmanPwd": password}
    assert live.put("participants/role", body, participantID=people["cohost"]) == SUCCESS
    assert roles(live) == {"chairID": people["cohost"], "coHosts": []}
    assert live.put("participants/role", {"applyChair": 0}, participantID=people["cohost"]) == SUCCESS
    assert roles(live) == {"coHosts": []}


def test_whoever_knows_the_password_takes_it_over(live: Live, people: dict[str, str]) -> None:
    own, guest = live.own_token(people["guest"]), people["guest"]
    wrong = live.put("participants/role", {"applyChair": 1, "chairmanPwd": "0"}, participantID=guest, token=own)
    assert why(wrong) == refused("MMC.111072018", 401)
    none = live.put("participants/role", {"applyChair": 1}, participantID=guest)
    assert why(none) == refused("MMC.111072018", 401), "whoever asks"
    body = {"applyChair": 1, "chairmanPwd": host_password(live.meeting)}
    assert live.put("participants/role", body, participantID=guest, token=own) == SUCCESS
    assert roles(live)["chairID"] == guest
    other = live.put("participants/role", body, participantID=people["host"], token=live.own_token(people["cohost"]))
    assert why(other) == refused("MMC.111072110", 403)


def test_a_phone_is_no_host(live: Live, people: dict[str, str]) -> None:
    phone = live.answer("+8613800138000")
    body = {"applyChair": 1, "chairmanPwd": host_password(live.meeting)}
    assert why(live.put("participants/role", body, participantID=phone)) == refused("MMC.111072074", 403)
    assert why(live.put("participants/cohost", {"isCohost": 1}, participantID=phone)) == refused("MMC.111072106")


def test_co_hosts(live: Live, people: dict[str, str]) -> None:
    host = live.put("participants/cohost", {"isCohost": 1}, participantID=people["host"])
    assert why(host) == refused("MMC.111072107")
    assert live.put("participants/cohost", {"isCohost": 0}, participantID=people["cohost"]) == SUCCESS
    assert roles(live)["coHosts"] == []


_ON_SOMEBODY = [
    ("participants/mute", {"isMute": 1}),
    ("participants/hands", {"handsState": 0}),
    ("participants/cohost", {"isCohost": 0}),
    ("participants/rollCall", None),
    ("participants/broadcast", None),
    ("participants/share/invite", {"share": 1}),
    ("participants/video", {"status": 1}),
    ("participants/role", {"applyChair": 0}),
    ("allowClientRecord", {"allowClientRecord": 1}),
]


@pytest.mark.parametrize(("path", "body"), _ON_SOMEBODY)
def test_a_co_host_acts_on_guests_and_not_on_the_host(
    live: Live, people: dict[str, str], path: str, body: Any
) -> None:
    own = live.own_token(people["cohost"])
    on_host = live.put(path, body, participantID=people["host"], token=own)
    assert why(on_host) == refused("MMC.111072110", 403)
    assert live.put(path, body, participantID=people["guest"], token=own) == SUCCESS


def test_a_co_host_sends_nobody_away_who_is_the_host(live: Live, people: dict[str, str]) -> None:
    own, host = live.own_token(people["cohost"]), people["host"]
    gone = live.post("participants/delete", {"bulkHangUpParticipants": [people["guest"], host]}, token=own)
    assert why(gone) == refused("MMC.111072110", 403)
    waits = live.put("batchMoveToWaitingRoom", {"batchParticipants": [people["guest"], host]}, token=own)
    assert why(waits) == refused("MMC.111072110", 403)
    hands = live.put("participants/batch/hands", {"handsState": 0, "pids": [people["guest"], host]}, token=own)
    assert why(hands) == refused("MMC.111072110", 403)
    named = {"number": live.caller.login["user"]["alias1"], "newName": "X", "participantID": host}
    assert why(live.put("participants/name", named, token=own)) == refused("MMC.111072110", 403)
    assert len(live.info()["participants"]) == 3, "all or none"


_OF_THE_MEETING = [
    ("mute", {"isMute": 1}),
    ("lock", {"isLock": 1}),
    ("record", {"isRecord": 1}),
    ("mmrRecord", {"recordType": 1}),
    ("live", {"isLive": 1}),
    ("allowWaitingParticipant", {"allowAll": True}),
    ("display/mode", {"switchMode": "VAS", "imageType": 1}),
    ("cancelBroadcast", None),
    ("updateStartedConfConfig", {"isLock": 1}),
    ("duration", {"auto": 0}),
    ("stop", None),
]


@pytest.mark.parametrize(("path", "body"), _OF_THE_MEETING)
def test_a_guest_controls_no_meeting(live: Live, people: dict[str, str], path: str, body: Any) -> None:
    by_password = request_token(live.caller, live.id, GUEST_PASSWORD)[1]["data"]["token"]
    for token in (by_password, live.own_token(people["guest"])):
        assert why(live.put(path, body, token=token)) == refused("MMC.111072070", 403)


@pytest.mark.parametrize(("path", "body"), _ON_SOMEBODY)
def test_a_guests_password_acts_on_nobody(live: Live, people: dict[str, str], path: str, body: Any) -> None:
    token = request_token(live.caller, live.id, GUEST_PASSWORD)[1]["data"]["token"]
    oneself = path in {"participants/mute", "participants/hands", "participants/role"}
    code = "MMC.111072071" if oneself else "MMC.111072070"
    assert why(live.put(path, body, participantID=people["guest"], token=token)) == refused(code, 403)
