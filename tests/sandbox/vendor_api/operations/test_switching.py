"""What is switched for the whole meeting: lock, recording, live, what everybody may."""

from typing import Any

import pytest

from tests.sandbox.calls.client_links import link
from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.control import host_password
from tests.sandbox.calls.live import GUEST_PASSWORD, SUCCESS, Live, begin
from tests.sandbox.program import Answer, Caller, Sandbox, refused, why


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen)


def knock(live: Live, code: str = GUEST_PASSWORD, account: str = "") -> Answer:
    url = link(conf_id=live.id, enter_code=code, name="Zoe")
    return live.sandbox.open(url, signed_in_as=account)


@pytest.mark.parametrize(("path", "field"), [("lock", "isLock"), ("updateStartedConfConfig", "isLock")])
def test_a_locked_meeting_takes_no_other_guests(live: Live, path: str, field: str) -> None:
    live.enter("Anna")
    assert live.put(path, {field: 1}) == SUCCESS
    assert why(knock(live)) == refused("MMC.111072050", 403)
    assert knock(live, host_password(live.meeting))[0] == 200, "the host still comes in"
    assert live.answer("+8613800138000"), "who is called, too"
    assert live.put(path, {field: 0}) == SUCCESS
    assert knock(live)[0] == 200


def test_who_may_enter_is_changed_while_it_is_on(live: Live) -> None:
    live.enter(account="chen", as_host=True)
    assert live.put("updateStartedConfConfig", {"callInRestriction": 2}) == SUCCESS
    assert why(knock(live)) == refused("MMC.111071074", 403)
    assert knock(live, account="chen")[0] == 200
    assert live.put("updateStartedConfConfig", {"chatPermission": 1}) == SUCCESS
    assert why(knock(live)) == refused("MMC.111071074", 403), "what is left out stays"
    assert live.put("updateStartedConfConfig", {"callInRestriction": 0}) == SUCCESS
    assert knock(live)[0] == 200


def test_cameras_and_sharing_are_forbidden(live: Live) -> None:
    live.enter(account="chen", as_host=True)
    anna, ben = live.enter("Anna"), live.enter("Ben")
    live.act(anna, "turns_camera_off")
    live.put("updateStartedConfConfig", {"allowOpenCamera": 0, "freeShare": 0})
    assert why(live.act(anna, "turns_camera_on")) == refused("MMC.111072070", 403)
    assert live.act(anna, "shares")[0] == 200
    assert why(live.act(ben, "shares")) == refused("MMC.111072070", 403), "nobody takes over"
    live.put("updateStartedConfConfig", {"lockSharing": 1, "freeShare": 1})
    live.act(anna, "stops_sharing")
    assert why(live.act(ben, "shares")) == refused("MMC.111072070", 403)


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("lock", {"isLock": 2}, "MMC.111072045"),
        ("record", {"isRecord": 2}, "MMC.111072045"),
        ("mmrRecord", {"recordType": 3}, "MMC.111072045"),
        ("live", {"isLive": 2}, "MMC.111072045"),
        ("mmrLive", {"liveState": 2}, "MMC.111072045"),
        ("pause", {"pause": 2}, "MMC.111072045"),
        ("allowAudience", {"allowAudience": 0}, "MMC.111072045"),
        ("allowAudience", {"allowAudience": 1}, "MMC.111072010"),
        ("updateStartedConfConfig", {"lockSharing": 2}, "MMC.111072045"),
        ("updateStartedConfConfig", {"callInRestriction": 1}, "MMC.111071061"),
        ("updateStartedConfConfig", {"audienceCallInRestriction": 3}, "MMC.111071061"),
        ("updateStartedConfConfig", {"chatPermission": 0}, "MMC.111071061"),
        ("record", {"isRecord": 1}, "MMC.111072020"),
        ("mmrRecord", {"recordType": 1}, "MMC.111072020"),
        ("live", {"isLive": 1}, "MMC.115022003"),
        ("mmrLive", {"liveState": 1}, "MMC.115022003"),
    ],
)
def test_what_cannot_be_switched(live: Live, path: str, body: Any, code: str) -> None:
    live.enter("Anna")
    assert why(live.put(path, body)) == refused(code)


def recorded(live: Live) -> list[int]:
    return [one["seconds"] // 60 for one in live.sandbox.state()["recordings"]]


def test_a_recording_is_started_paused_and_stopped(sandbox: Sandbox, chen: Caller) -> None:
    """What it has is what was between."""
    live = begin(sandbox, chen, recordType=2)
    assert why(live.put("mmrRecord", {"recordType": 1})) == refused("MMC.111072024"), "nobody is in"
    live.enter(account="chen", as_host=True)
    forward(sandbox, 60)
    for kind, minutes in ((1, 5), (0, 7), (1, 2), (2, 4)):
        assert live.put("mmrRecord", {"recordType": kind}) == SUCCESS
        forward(sandbox, 60 * minutes)
    assert live.put("stop") == SUCCESS
    assert recorded(live) == [7]


def test_a_recording_is_started_and_stopped_the_older_way(sandbox: Sandbox, chen: Caller) -> None:
    live = begin(sandbox, chen, recordType=2, isAutoRecord=1)
    live.enter(account="chen", as_host=True)
    forward(sandbox, 180)
    assert live.put("record", {"isRecord": 0}) == SUCCESS
    forward(sandbox, 600)
    live.put("stop")
    assert recorded(live) == [3], "it had begun by itself"


def test_what_was_never_recorded_has_no_recording(sandbox: Sandbox, chen: Caller) -> None:
    live = begin(sandbox, chen, recordType=3)
    live.enter(account="chen", as_host=True)
    for path, body in (("live", {"isLive": 1}), ("mmrLive", {"liveState": 0}), ("mmrRecord", {"recordType": 0})):
        assert live.put(path, body) == SUCCESS
    live.put("stop")
    assert recorded(live) == []


def test_others(live: Live) -> None:
    assert live.put("pause", {"pause": 1}) == SUCCESS
    anna = live.enter("Anna")
    assert live.put("allowClientRecord", {"allowClientRecord": 1}, participantID=anna) == SUCCESS
    phone = live.answer("+8613800138000")
    answer = live.put("allowClientRecord", {"allowClientRecord": 1}, participantID=phone)
    assert why(answer) == refused("MMC.111072208")
