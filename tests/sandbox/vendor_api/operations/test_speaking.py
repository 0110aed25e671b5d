"""Who is heard: mute, hands, calling somebody up."""

from typing import Any

import pytest

from tests.sandbox.calls.live import SUCCESS, Live, begin
from tests.sandbox.program import Caller, Sandbox, refused, why


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen)


def muted(live: Live) -> dict[str, int]:
    return {one["name"]: one["mute"] for one in live.info()["participants"]}


def test_everybody_but_the_host_is_muted(live: Live) -> None:
    live.enter(account="chen", as_host=True)
    anna = live.enter("Anna")
    assert live.put("mute", {"isMute": 1, "allowUnmuteByOneself": 0}) == SUCCESS
    live.enter("Ben")
    assert muted(live) == {"陈静": 0, "Anna": 1, "Ben": 1}, "also who comes later"
    assert why(live.act(anna, "unmutes")) == refused("MMC.111072070", 403)
    assert live.put("mute/guestUnMute", {"allowUnmuteByOneself": 1}) == SUCCESS
    assert live.act(anna, "unmutes")[0] == 200
    assert live.put("mute", {"isMute": 0}) == SUCCESS
    assert muted(live) == {"陈静": 0, "Anna": 0, "Ben": 0}


def test_one_is_muted(live: Live) -> None:
    anna = live.enter("Anna")
    live.enter("Ben")
    assert live.put("participants/mute", {"isMute": 1}, participantID=anna) == SUCCESS
    assert muted(live) == {"Anna": 1, "Ben": 0}
    assert live.put("participants/mute", {"isMute": 0}, participantID=anna) == SUCCESS
    assert muted(live) == {"Anna": 0, "Ben": 0}


def test_a_guest_acts_on_oneself_alone(live: Live) -> None:
    live.enter(account="chen", as_host=True)
    anna, ben = live.enter("Anna"), live.enter("Ben")
    own = live.own_token(anna)
    assert live.put("participants/mute", {"isMute": 1}, participantID=anna, token=own) == SUCCESS
    assert live.put("participants/hands", {"handsState": 1}, participantID=anna, token=own) == SUCCESS
    other = live.put("participants/mute", {"isMute": 1}, participantID=ben, token=own)
    assert why(other) == refused("MMC.111072071", 403)
    live.put("mute", {"isMute": 1, "allowUnmuteByOneself": 0})
    unmuting = live.put("participants/mute", {"isMute": 0}, participantID=anna, token=own)
    assert why(unmuting) == refused("MMC.111072070", 403)
    live.sandbox.post("client/leave", {"participant": anna})
    gone = live.put("participants/mute", {"isMute": 1}, participantID=anna, token=own)
    assert why(gone) == refused("MMC.111070004", 401)


def test_hands(live: Live) -> None:
    host = live.enter(account="chen", as_host=True)
    anna, ben = live.enter("Anna"), live.enter("Ben")
    live.act(anna, "raises_hand")
    assert live.there("Anna")["hand"] == 1
    assert live.put("participants/hands", {"handsState": 0}, participantID=anna) == SUCCESS
    assert live.put("participants/batch/hands", {"handsState": 1, "pids": [anna, ben]}) == SUCCESS
    assert [one["hand"] for one in live.info()["participants"]] == [0, 1, 1]
    assert why(live.put("participants/hands", {"handsState": 1}, participantID=host)) == refused("MMC.111072069")
    assert why(live.act(host, "raises_hand")) == refused("MMC.111072069")
    both = live.put("participants/batch/hands", {"handsState": 0, "pids": [anna, host]})
    assert why(both) == refused("MMC.111072069")
    assert live.there("Anna")["hand"] == 1, "all or none"
    assert why(live.put("participants/batch/hands", {"handsState": 0, "pids": []})) == refused("MMC.111071061")


def test_one_is_called_up_and_the_others_are_muted(live: Live) -> None:
    live.enter(account="chen", as_host=True)
    anna, ben = live.enter("Anna"), live.enter("Ben")
    live.act(anna, "mutes")
    assert live.put("participants/rollCall", participantID=anna) == SUCCESS
    assert muted(live) == {"陈静": 0, "Anna": 0, "Ben": 1}
    assert live.put("participants/rollCall", participantID=ben) == SUCCESS
    assert muted(live) == {"陈静": 0, "Anna": 1, "Ben": 0}
    assert live.put("cancelBroadcast") == SUCCESS


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("mute", {"isMute": 2}),
        ("mute", {"isMute": 1, "allowUnmuteByOneself": 2}),
        ("mute/guestUnMute", {"allowUnmuteByOneself": 2}),
        ("participants/mute", {"isMute": -1}),
        ("participants/hands", {"handsState": 3}),
        ("participants/batch/hands", {"handsState": 3, "pids": ["1"]}),
    ],
)
def test_switches_that_are_none(live: Live, path: str, body: Any) -> None:
    anna = live.enter("Anna")
    assert why(live.put(path, body, participantID=anna)) == refused("MMC.111072045")


@pytest.mark.parametrize(
    ("path", "body"),
    [("participants/mute", {"isMute": 1}), ("participants/hands", {"handsState": 1}), ("participants/rollCall", None)],
)
def test_nobody_there(live: Live, path: str, body: Any) -> None:
    assert why(live.put(path, body, participantID="0" * 32)) == refused("MMC.111072008")
