"""Cloud rooms and terminals come and go by the sandbox's own addresses."""

from typing import Any

import pytest
import requests

from tests.sandbox.calls.booking import list_rooms
from tests.sandbox.calls.demo import fetch
from tests.sandbox.program import Caller, Sandbox, refused, why

_YEAR = 366 * 24 * 3600


def _add(sandbox: Sandbox) -> dict[str, Any]:
    status, room = sandbox.post("rooms", {"account": "chen", "name": "松风"})
    assert status == 200
    return {"vmrFlag": 1, "vmrID": room["id"]}


def test_a_room_is_given_to_a_user(sandbox: Sandbox, chen: Caller) -> None:
    own = _add(sandbox)
    (room,) = list_rooms(chen, specialVmr="true")
    assert (room["id"], room["vmrName"], room["status"]) == (own["vmrID"], "松风", 0)
    assert chen.book(**own)["vmrConferenceID"] == room["vmrId"]


def test_a_room_that_is_frozen_expired_or_taken_away_takes_no_meeting(sandbox: Sandbox, chen: Caller) -> None:
    own, expired = _add(sandbox), _add(sandbox)
    address = f"{sandbox.url}/_sandbox/rooms/{own['vmrID']}"
    assert requests.put(address, json={"status": 1}, timeout=10).json() == {"status": 1}
    assert why(chen.create(**own)) == refused("MMC.111073007")
    assert requests.delete(address, timeout=10).json() == {}
    assert why(chen.create(**own)) == refused("MMC.111070006")
    sandbox.post("clock", {"forward_seconds": _YEAR})
    assert [room["status"] for room in list_rooms(chen)] == [0, 0]
    assert why(chen.create(startTime=..., **expired)) == refused("MMC.111073007")


def test_terminals_are_added(sandbox: Sandbox, administrator: Caller) -> None:
    assert sandbox.post("terminals", {"name": "一楼", "status": 1})[0] == 200
    assert [(one["name"], one["status"]) for one in fetch(administrator, "/v1/usg/dcs/corp/device")["data"]] == [
        ("一楼", 1)
    ]


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("rooms", {"account": "nobody", "name": "x"}),
        ("rooms", {"name": "x"}),
        ("rooms", []),
        ("terminals", {"name": "x", "status": 3}),
        ("terminals", {"name": "x", "status": True}),
    ],
)
def test_what_is_asked_for_wrongly_is_refused(sandbox: Sandbox, chen: Caller, address: str, body: Any) -> None:
    status, answer = sandbox.post(address, body)
    assert (status, set(answer)) == (400, {"error"})
