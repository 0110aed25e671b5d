"""Reset, ledger, faults and clock by the sandbox's own addresses."""

from typing import Any

import pytest
import requests

from tests.sandbox.program import CONFERENCES, Caller, Sandbox, booking, refused, why


def test_reset_goes_back_to_the_seed(sandbox: Sandbox, chen: Caller) -> None:
    seed = [one["third_account"] for one in sandbox.state()["users"]]
    assert seed == ["", "administrator", "chen"]
    chen.book()
    sandbox.fault(kind="cut_before")
    assert sandbox.post("reset")[0] == 200
    found = sandbox.state()
    assert ([one["third_account"] for one in found["users"]], found["meetings"]) == (["", "administrator"], [])
    assert (sandbox.ledger(), _faults(sandbox)) == ([], [])
    assert why(chen.list()) == refused("MMC.118000001", 401)


def test_ledger_has_every_call_with_an_effect(sandbox: Sandbox, chen: Caller) -> None:
    body = booking(confConfigInfo={"guestPwd": "482913"})
    _, created = chen.call("POST", CONFERENCES, json=body)
    conference_id = created[0]["conferenceID"]
    chen.create(length=1)
    chen.list()
    chen.cancel(conference_id)
    rows = sandbox.ledger()
    assert [set(row) for row in rows] == [
        {"n", "at", "operation", "method", "path", "caller", "status", "request", "answer"}
    ] * 3
    assert [row["n"] for row in rows] == [1, 2, 3]
    assert rows[1] == {
        "n": 2,
        "at": rows[1]["at"],
        "operation": "CreateMeeting",
        "method": "POST",
        "path": CONFERENCES,
        "caller": "chen",
        "status": 200,
        "request": body,
        "answer": created,
    }
    assert (rows[0]["operation"], rows[0]["request"]["userName"]) == ("AppAuth", "陈静")
    assert (rows[2]["operation"], rows[2]["path"], rows[2]["request"]) == ("CancelMeeting", CONFERENCES, None)


def _faults(sandbox: Sandbox) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = requests.get(f"{sandbox.url}/_sandbox/faults", timeout=10).json()
    return found


def test_faults_are_listed_and_cleared(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="delay", match="nobody", times=3)
    (fault,) = _faults(sandbox)
    assert (fault["kind"], fault["match"], fault["times"], fault["met"]) == ("delay", "nobody", 3, 0)
    assert requests.delete(f"{sandbox.url}/_sandbox/faults", timeout=10).json() == []
    assert _faults(sandbox) == []


@pytest.mark.parametrize(
    "fault",
    [
        None,
        [],
        {},
        {"kind": "earthquake"},
        {"kind": ["delay"]},
        {"kind": "delay", "seconds": -1},
        {"kind": "delay", "seconds": "3"},
        {"kind": "status", "status": 204},
        {"kind": "status", "status": 10**30},
        {"kind": "status", "headers": {"a b": "c"}},
        {"kind": "status", "headers": {"a": "b\r\nc: d"}},
        {"kind": "delay", "times": True},
        {"kind": "delay", "times": 1, "rate": 0.1},
        {"kind": "delay", "rate": 1.1},
        {"kind": "delay", "rate": 0},
        {"kind": "delay", "times": 0},
        {"kind": "delay", "colour": "red"},
    ],
)
def test_a_fault_that_is_none(sandbox: Sandbox, fault: Any) -> None:
    status, answer = sandbox.post("faults", fault)
    assert (status, list(answer)) == (400, ["error"])
    assert _faults(sandbox) == []


@pytest.mark.parametrize(
    "body", [{}, [], {"forward_seconds": -1}, {"forward_seconds": "1"}, {"forward_seconds": True}]
)
def test_moves_that_cannot_be(sandbox: Sandbox, body: object) -> None:
    assert sandbox.post("clock", body)[0] == 400
    assert sandbox.post("clock", {"forward_seconds": 4 * 10**9})[0] == 400
    assert requests.get(f"{sandbox.url}/_sandbox/clock", timeout=10).json()["ahead_seconds"] == 0
