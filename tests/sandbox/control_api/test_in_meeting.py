"""What the stand-in client does in a meeting, and crowds of them."""

import time
from typing import Any

import pytest

from tests.patience import HANG_SECONDS
from tests.sandbox.calls.live import Live, begin
from tests.sandbox.program import Caller, Sandbox, refused, why


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen)


def people(live: Live) -> list[dict[str, Any]]:
    return list(live.sandbox.meeting(live.id)["live"]["people"])


@pytest.mark.parametrize(
    ("does", "expected"),
    [
        ("raises_hand", {"has_hand_up": True}),
        ("mutes", {"is_muted": True}),
        ("turns_camera_off", {"has_video": False}),
        ("shares", {"is_sharing": True}),
        ("has_poor_network", {"network": "poor"}),
    ],
)
def test_what_somebody_does(live: Live, does: str, expected: dict[str, Any]) -> None:
    anna = live.enter("Anna")
    (before,) = people(live)
    assert live.act(anna, does) == (200, {"participant": anna})
    assert people(live) == [before | expected]


def test_sharing_is_taken_over(live: Live) -> None:
    anna, ben = live.enter("Anna"), live.enter("Ben")
    for one in (anna, ben):
        live.act(one, "shares")
    assert [one["is_sharing"] for one in people(live)] == [False, True]


def test_somebody_drops_out(live: Live) -> None:
    anna, _ = live.enter("Anna"), live.enter("Ben")
    assert live.act(anna, "drops_out")[0] == 200
    assert [one["name"] for one in people(live)] == ["Ben"]
    assert live.act(anna, "mutes") == (404, {"error": "Nobody of that id is in a meeting."})


def test_whoever_waits_does_nothing(sandbox: Sandbox, chen: Caller) -> None:
    live = begin(sandbox, chen, confConfigInfo={"enableWaitingRoom": True})
    live.enter(account="chen", as_host=True)
    anna = live.enter("Anna")
    assert why(live.act(anna, "raises_hand")) == refused("MMC.111072070", 403)
    assert live.act(anna, "drops_out")[0] == 200


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("act", {"participant": "1", "does": "sings"}),
        ("act", {"participant": "1"}),
        ("act", {"participant": 1, "does": "mutes"}),
        ("act", []),
        ("say", {"participant": "1", "mandarin": "x"}),
        ("token", {}),
    ],
)
def test_bodies_that_are_none(sandbox: Sandbox, name: str, body: Any) -> None:
    status, answer = sandbox.post(f"client/{name}", body)
    assert (status, answer.keys()) == (400, {"error"})


@pytest.mark.parametrize(
    ("name", "more"), [("act", {"does": "mutes"}), ("say", {"mandarin": "x", "english": "x"}), ("token", {})]
)
def test_nobody_there(sandbox: Sandbox, name: str, more: dict[str, str]) -> None:
    assert sandbox.post(f"client/{name}", {"participant": "0", **more})[0] == 404


def test_a_crowd_comes_and_goes(live: Live) -> None:
    """It ends when the last one, who is the host, has gone."""
    body = {"meeting": live.id, "people": 12, "minutes": 0.02, "seed": 3}
    status, answer = live.sandbox.post("crowd", body)
    assert (status, answer["steps"] > 12 * 5) == (200, True)
    give_up = time.monotonic() + HANG_SECONDS
    while not live.sandbox.state()["history"]:
        assert time.monotonic() < give_up
        time.sleep(0.02)
    (held,) = live.caller.history()[1]["data"]
    path = "/v1/mmc/management/conferences/history/confAttendeeRecord"
    rows = live.caller.call("GET", path, params={"confUUID": held["confUUID"]})[1]
    assert {row["displayName"] for row in rows["data"]} >= {"陈静", "Guest 005", "Guest 011"}
    assert rows["count"] >= 12


def test_a_crowd_is_500_at_most(sandbox: Sandbox, live: Live) -> None:
    good: dict[str, Any] = {"meeting": live.id, "people": 500, "minutes": 60}
    for change in ({"people": 501}, {"people": 0}, {"minutes": 0}, {"meeting": "1"}, {"seed": "x"}, {"pace": 1}):
        assert sandbox.post("crowd", good | change)[0] == 400
    assert sandbox.post("crowd", good)[0] == 200
    sandbox.post("reset")
