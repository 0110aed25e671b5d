"""State, reset, ledger and faults, and what every answer of the vendor has in common."""

import socket
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.sandbox.program import APP_KEY, CONFERENCES, Caller, Sandbox, booking, refused, why

_CREATE = f"POST {CONFERENCES}"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/nowhere"),
        ("PATCH", CONFERENCES),
        ("GET", "/v1/mmc/management/conferences/"),
        ("GET", "/v1/mmc/management/cycleconferences"),
        ("GET", "/_sandbox/nowhere"),
        ("GET", "/_sandbox/reset"),
    ],
)
def test_an_address_that_there_is_not(chen: Caller, method: str, path: str) -> None:
    answer = chen.response(method, path)
    assert answer.headers["Content-Type"] == "application/json;charset=utf8"
    assert (answer.status_code, answer.json()["error_code"]) == (404, "APIG.0101")


def test_headers(chen: Caller) -> None:
    answer = chen.response("GET", CONFERENCES, headers={"X-Request-Id": "mine-1"})
    assert (answer.headers["X-Request-Id"], answer.headers["Server"]) == ("mine-1", "api-gateway")
    assert answer.headers["Cache-Control"] == "no-cache"
    made = {chen.response("GET", CONFERENCES).headers["X-Request-Id"] for _ in range(2)}
    assert [len(one) for one in made] == [32, 32]
    long = chen.response("GET", CONFERENCES, headers={"X-Request-Id": "x" * 200})
    assert len(long.headers["X-Request-Id"]) == 32


def test_state_has_attendees_as_they_were_written(sandbox: Sandbox, chen: Caller) -> None:
    attendees = [{"name": "Anna", "email": "anna@tuv.example", "type": "outside", "own": [1, None, {"a": "é"}]}]
    meeting = chen.book(attendees=attendees, confConfigInfo={"guestPwd": "482913", "isSendNotify": False})
    found = sandbox.meeting(meeting["conferenceID"])
    assert (found["attendees"], found["guest_password"]) == (attendees, "482913")
    assert found["host_password"] == meeting["passwordEntry"][0]["password"]
    assert (found["scheduler"], found["participants"], found["is_running"]) == ("chen", [], False)
    options = found["confConfigInfo"]
    assert (options["isSendNotify"], options["isSendSms"], options["isSendCalendar"]) == (False, True, True)


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


def test_ledger_has_no_call_that_changed_nothing(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=...)
    before = sandbox.ledger()
    password = meeting["passwordEntry"][0]["password"]
    started = {"conferenceID": meeting["conferenceID"], "password": password}
    validated = {"token": chen.token, "needGenNewToken": False}
    assert chen.call("POST", f"{CONFERENCES}/start", json=started)[0] == 200
    assert chen.call("POST", "/v1/usg/acs/token/validate", json=validated)[0] == 200
    assert sandbox.ledger() == before


def test_neither_state_nor_ledger_lets_anybody_sign_in(sandbox: Sandbox, chen: Caller) -> None:
    _, ticket = chen.call("POST", "/v1/usg/acs/auth/portal-ref-nonce")
    _, renewed = chen.call("PUT", "/v1/usg/acs/token", token=chen.login["refreshToken"])
    body = {"token": renewed["accessToken"], "needGenNewToken": True}
    _, third = chen.call("POST", "/v1/usg/acs/token/validate", json=body)
    tokens = [one[name] for one in (chen.login, renewed, third) for name in ("accessToken", "refreshToken")]
    for name in ("state", "ledger", "faults"):
        shown = requests.get(f"{sandbox.url}/_sandbox/{name}", timeout=10).text
        assert [secret for secret in (*tokens, ticket["nonce"], APP_KEY) if secret in shown] == []


def _faults(sandbox: Sandbox) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = requests.get(f"{sandbox.url}/_sandbox/faults", timeout=10).json()
    return found


def _cut(chen: Caller) -> None:
    with pytest.raises(requests.ConnectionError):
        chen.create()


def test_answer_lost(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="answer_lost", match=_CREATE, times=1)
    _cut(chen)
    assert (chen.list()[1]["count"], sandbox.ledger()[-1]["operation"]) == (1, "CreateMeeting")
    assert chen.create()[0] == 200


def test_cut_before(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="cut_before", match="CreateMeeting", times=2)
    _cut(chen)
    _cut(chen)
    assert chen.list()[1]["count"] == 0
    assert chen.create()[0] == 200


def test_a_cut_is_a_cut_of_the_connection(sandbox: Sandbox) -> None:
    """Not one byte comes, and the connection is closed at once."""
    sandbox.fault(kind="cut_before")
    at = urlsplit(sandbox.url)
    with socket.create_connection((str(at.hostname), at.port or 0), timeout=5) as connection:
        connection.sendall(b"GET /v1/x HTTP/1.1\r\nHost: x\r\n\r\n")
        try:
            received = connection.recv(100)
        except ConnectionResetError:
            received = b""
    assert received == b""


def test_status(sandbox: Sandbox, chen: Caller) -> None:
    headers, body = {"Retry-After": "7"}, '{"error_code":"APIG.0308"}'
    sandbox.fault(kind="status", match="* /v1/mmc/*", status=429, headers=headers, body=body, times=1)
    answer = chen.response("POST", CONFERENCES, json=booking())
    assert (answer.status_code, answer.headers["Retry-After"], answer.text) == (429, "7", body)
    assert chen.list()[1]["count"] == 0


def test_not_json(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="not_json", match="CreateMeeting", times=1)
    answer = chen.response("POST", CONFERENCES, json=booking())
    assert (answer.status_code, answer.headers["Content-Type"], answer.text[:9]) == (200, "text/html", "<!doctype")
    assert chen.list()[1]["count"] == 1


def test_truncated(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="truncated", match="CreateMeeting", times=1)
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        chen.create()
    assert chen.list()[1]["count"] == 1


def test_delay(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="delay", match="CreateMeeting", seconds=0.3, times=1)
    began = time.monotonic()
    assert chen.create()[0] == 200
    assert time.monotonic() - began >= 0.3


def test_revoke_token(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="revoke_token", match="SearchMeetings", times=1)
    assert why(chen.list()) == refused("MMC.118000001", 401)
    assert why(chen.list()) == refused("MMC.118000001", 401)
    assert sandbox.caller("chen").list()[0] == 200


def test_a_rate_with_a_seed_is_the_same_each_time(sandbox: Sandbox, chen: Caller) -> None:
    def met() -> list[int]:
        requests.delete(f"{sandbox.url}/_sandbox/faults", timeout=10).raise_for_status()
        sandbox.fault(kind="status", match="SearchMeetings", status=503, rate=0.5, seed=7)
        return [chen.response("GET", CONFERENCES).status_code for _ in range(20)]

    first = met()
    assert set(first) == {200, 503}
    assert met() == first


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
