"""Control of a running meeting: the token, ending, prolonging, and what the records say of it."""

import base64
import sqlite3
import time
from typing import Any

import pytest

from sandbox.state import control_tokens
from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.control import control_meeting, fetch_token, host_password, request_token, to_minutes
from tests.sandbox.calls.series import create_series
from tests.sandbox.program import CONFERENCES, Caller, Sandbox, refused, utc, why

_MINUTE, _HOUR = 60, 3600


_SUCCESS = (200, {"returnCode": 0, "returnDesc": "Success"})


@pytest.fixture
def running(chen: Caller) -> dict[str, Any]:
    """Return a meeting that runs for an hour from now on, with a password for guests."""
    return chen.book(startTime=..., confConfigInfo={"guestPwd": "482913", "prolongLength": 0})


def test_a_token_for_the_host_password(chen: Caller, running: dict[str, Any]) -> None:
    status, answer = request_token(chen, running["conferenceID"], host_password(running))
    token = answer["data"]
    assert (status, answer) == (
        200,
        {
            "data": {
                "token": token["token"],
                "tmpWsToken": token["tmpWsToken"],
                "wsURL": chen.url.replace("http", "ws"),
                "role": 1,
                "expireTime": token["expireTime"],
                "userID": chen.uuid,
                "orgID": "100000001",
                "confTokenExpireTime": 1800,
                "supportNotifyType": token["supportNotifyType"],
            },
            "addressToken": answer["addressToken"],
            "gloablPublicIP": "127.0.0.1",
        },
    )
    assert len(token["token"]) == 51
    assert 1790 < token["expireTime"] / 1000 - time.time() < 1801, "in thousandths, by the real clock"
    in_a_room = chen.call("GET", "/v1/usg/dcs/member/vmr")[1]["data"][0]["id"]
    personal = chen.book(startTime=..., vmrFlag=1, vmrID=in_a_room)
    assert request_token(chen, personal["conferenceID"], host_password(personal))[1]["data"]["vmrCurrentConfID"]


def test_who_gets_a_token(sandbox: Sandbox, chen: Caller, running: dict[str, Any]) -> None:
    running_id, coming = running["conferenceID"], chen.book()
    assert why(request_token(chen, running_id, "000000")) == refused("MMC.111072065")
    assert why(request_token(chen, "123456789", "000000")) == refused("MMC.111072065"), "the same for both"
    assert why(request_token(chen, running_id, None)) == refused("MMC.111070009")
    assert why(request_token(chen, "", host_password(running))) == refused("MMC.111070001")
    for login_type in ("", "2"):
        answer = request_token(chen, running_id, host_password(running), **{"X-Login-Type": login_type})
        assert why(answer) == refused("MMC.111070001")
    assert why(request_token(chen, coming["conferenceID"], host_password(coming))) == refused("MMC.111072005")
    assert why(request_token(chen, coming["conferenceID"], "000000")) == refused("MMC.111072065"), (
        "tells nothing of the state"
    )
    forward(sandbox, 3 * _HOUR)
    assert why(request_token(chen, running_id, host_password(running))) == refused("MMC.111072005"), "it is over"
    chen.cancel(coming["conferenceID"])
    assert why(request_token(chen, coming["conferenceID"], host_password(coming))) == refused("MMC.111072065")


def test_what_the_clock_alone_has_begun_has_to_be_started_first(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=utc(minutes=30), length=60)
    forward(sandbox, 40 * _MINUTE)
    conference_id, password = meeting["conferenceID"], host_password(meeting)
    assert why(request_token(chen, conference_id, password)) == refused("MMC.111072005")
    started = {"conferenceID": conference_id, "password": password}
    assert chen.call("POST", f"{CONFERENCES}/start", json=started)[0] == 200
    assert request_token(chen, conference_id, password)[0] == 200


def test_a_token_is_kept_alive_without_a_password(chen: Caller, running: dict[str, Any]) -> None:
    token = fetch_token(chen, running)
    for shown in (token, "Basic " + base64.b64encode(token.encode()).decode()):
        answer = request_token(chen, running["conferenceID"], "wrong", **{"X-Conference-Authorization": shown})
        assert (answer[0], answer[1]["data"]["token"]) == (200, token)
    unknown = {"X-Conference-Authorization": "cnr" + "0" * 48}
    assert why(request_token(chen, running["conferenceID"], "wrong", **unknown)) == refused("MMC.111072065")
    status, again = request_token(chen, running["conferenceID"], host_password(running), **unknown)
    assert (status, again["data"]["token"] != token) == (200, True), "signed in again"
    other = chen.book(startTime=...)
    elsewhere = request_token(chen, other["conferenceID"], "wrong", **{"X-Conference-Authorization": token})
    assert why(elsewhere) == refused("MMC.111072065")


def test_a_token_lives_for_half_an_hour(db: sqlite3.Connection) -> None:
    token = control_tokens.issue(db, "a" * 32, is_host=True, now=1000)
    written = {"conf_uuid": token.conf_uuid}
    assert control_tokens.find(db, token.token, now=1000 + 30 * _MINUTE - 1, **written) == token
    assert control_tokens.find(db, token.token, now=1000 + 30 * _MINUTE, **written) is None
    kept = control_tokens.keep_alive(db, token, now=2000)
    assert control_tokens.find(db, token.token, now=2000 + 30 * _MINUTE - 1, **written) == kept
    assert control_tokens.find(db, token.token, conf_uuid="b" * 32, now=1000) is None


def test_the_host_ends_it(sandbox: Sandbox, chen: Caller, running: dict[str, Any]) -> None:
    conference_id, token = running["conferenceID"], fetch_token(chen, running)
    entered = sandbox.open(running["guestJoinUri"], platform="web", name="Anna")[1]
    assert control_meeting(chen, "stop", conference_id, token) == _SUCCESS
    (held,) = chen.history()[1]["data"]
    assert held["confUUID"] == running["confUUID"]
    assert sandbox.post("client/leave", {"participant": entered["participant"]})[0] == 404
    assert why(control_meeting(chen, "stop", conference_id, token)) == refused("MMC.111072005")
    assert sandbox.open(running["chairJoinUri"], platform="web")[0] == 200, "until its scheduled end it can be entered"
    assert why(control_meeting(chen, "stop", conference_id, token)) == refused("MMC.111070004", 401), (
        "that is another session"
    )


def test_what_the_host_ends_goes_where_the_enterprise_has_it_so(
    sandbox: Sandbox, chen: Caller, running: dict[str, Any]
) -> None:
    """Of a series that occurrence alone goes."""
    sandbox.post("assume", {"ended_by_host": "goes"})
    daily = create_series(chen)
    sandbox.open(daily["chairJoinUri"], platform="web")
    for meeting in (running, daily):
        assert control_meeting(chen, "stop", meeting["conferenceID"], fetch_token(chen, meeting)) == _SUCCESS
    assert why(sandbox.open(running["chairJoinUri"], platform="web")) == refused("MMC.111070005")
    assert why(chen.detail(running["conferenceID"])) == refused("MMC.111070005")
    assert chen.history()[1]["count"] == 2
    left = chen.detail(daily["conferenceID"])[1]["conferenceData"]["subConfs"]
    assert [one["cycleSubConfID"] for one in left] == [one["cycleSubConfID"] for one in daily["subConfs"][1:]]


@pytest.mark.parametrize("operation", ["stop", "duration"])
def test_who_may_not_control(sandbox: Sandbox, chen: Caller, running: dict[str, Any], operation: str) -> None:
    conference_id, body = running["conferenceID"], {"auto": 0}
    status, guest = request_token(chen, conference_id, "482913")
    assert (status, guest["data"]["role"]) == (200, 0)
    answer = control_meeting(chen, operation, conference_id, guest["data"]["token"], body)
    assert why(answer) == refused("MMC.111072070", 403)
    other = fetch_token(chen, chen.book(startTime=...))
    for token in (None, "", "x", "Basic x", "Basic /w==", other):
        assert why(control_meeting(chen, operation, conference_id, token, body)) == refused("MMC.111070004", 401)
    assert why(control_meeting(chen, operation, "", other, body)) == refused("MMC.111070001")
    for idle in (chen.book()["conferenceID"], "123456789"):
        assert why(control_meeting(chen, operation, idle, other, body)) == refused("MMC.111072005")
    assert sandbox.meeting(conference_id)["is_running"]


def test_it_is_prolonged_by_hand_once(sandbox: Sandbox, chen: Caller, running: dict[str, Any]) -> None:
    """The meeting then ends, although somebody is there."""
    conference_id, token = running["conferenceID"], fetch_token(chen, running)
    sandbox.open(running["chairJoinUri"], platform="web")
    assert control_meeting(chen, "duration", conference_id, token, {"auto": 0}) == _SUCCESS
    assert control_meeting(chen, "duration", conference_id, token, {"auto": 0, "duration": 40}) == _SUCCESS
    booked, shown = running["endTime"], chen.detail(conference_id)[1]["conferenceData"]["endTime"]
    assert to_minutes(shown) - to_minutes(booked) in {55, 56}, "15 by default; the end counts from the second it began"
    forward(sandbox, _HOUR + 54 * _MINUTE)
    assert sandbox.meeting(conference_id)["is_running"]
    forward(sandbox, 2 * _MINUTE)
    (held,) = chen.history()[1]["data"]
    assert held["endTime"] == shown


def test_it_goes_on_by_itself_while_somebody_is_there(sandbox: Sandbox, chen: Caller, running: dict[str, Any]) -> None:
    conference_id, token = running["conferenceID"], fetch_token(chen, running)
    entered = sandbox.open(running["chairJoinUri"], platform="web")[1]
    assert control_meeting(chen, "duration", conference_id, token, {"auto": 1, "duration": 20}) == _SUCCESS
    assert chen.detail(conference_id)[1]["conferenceData"]["endTime"] == running["endTime"]
    forward(sandbox, 3 * _HOUR)
    assert sandbox.meeting(conference_id)["is_running"]
    sandbox.post("client/leave", {"participant": entered["participant"]})
    assert chen.history()[1]["count"] == 1


def test_an_occurrence_goes_on_for_longer_and_the_next_one_comes(sandbox: Sandbox, chen: Caller) -> None:
    series = create_series(chen)
    first, second, *_ = series["subConfs"]
    forward(sandbox, (to_minutes(first["startTime"]) - to_minutes(utc())) * _MINUTE)
    sandbox.open(series["chairJoinUri"], platform="web")
    conference_id, token = series["conferenceID"], fetch_token(chen, series)
    assert control_meeting(chen, "duration", conference_id, token, {"auto": 0, "duration": 90}) == _SUCCESS
    now_on = chen.detail(conference_id)[1]["conferenceData"]["subConfs"][0]
    assert now_on["cycleSubConfID"] == first["cycleSubConfID"]
    assert to_minutes(now_on["endTime"]) - to_minutes(first["endTime"]) in {89, 90, 91}
    assert control_meeting(chen, "stop", conference_id, token) == _SUCCESS
    forward(sandbox, 4 * _HOUR)
    coming = chen.detail(conference_id)[1]["conferenceData"]
    assert (coming["cycleSubConfID"], coming["startTime"]) == (second["cycleSubConfID"], second["startTime"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (None, "MMC.111072057"),
        ({}, "MMC.111070001"),
        ({"duration": 20}, "MMC.111070001"),
        ({"auto": 2}, "MMC.111072045"),
        ({"auto": "0"}, "MMC.111071062"),
        ({"auto": 0, "duration": 0}, "MMC.111071061"),
        ({"auto": 0, "duration": -15}, "MMC.111071061"),
        ({"auto": 1, "duration": 1441}, "MMC.111071061"),
        ({"auto": 0, "duration": "20"}, "MMC.111071062"),
        ({"auto": 0, "duration": 1381}, "MMC.111074003"),
    ],
)
def test_prolongings_that_cannot_be(chen: Caller, running: dict[str, Any], body: Any, code: str) -> None:
    assert why(
        control_meeting(chen, "duration", running["conferenceID"], fetch_token(chen, running), body)
    ) == refused(code)


def test_a_room_is_kept_no_longer_than_until_the_next(chen: Caller) -> None:
    room = {"vmrFlag": 1, "vmrID": chen.call("GET", "/v1/usg/dcs/member/vmr")[1]["data"][0]["id"]}
    meeting = chen.book(startTime=..., length=30, **room)
    chen.book(startTime=utc(minutes=60), **room)
    conference_id, token = meeting["conferenceID"], fetch_token(chen, meeting)
    assert why(control_meeting(chen, "duration", conference_id, token, {"auto": 0, "duration": 60})) == refused(
        "MMC.111071005"
    )
    assert control_meeting(chen, "duration", conference_id, token, {"auto": 0, "duration": 20}) == _SUCCESS


def test_the_ledger_has_what_was_done_and_no_token(sandbox: Sandbox, chen: Caller, running: dict[str, Any]) -> None:
    token = fetch_token(chen, running)
    control_meeting(chen, "duration", running["conferenceID"], token, {"auto": 0})
    control_meeting(chen, "stop", running["conferenceID"], token)
    rows = sandbox.ledger()[-3:]
    assert [row["operation"] for row in rows] == ["CreateConfToken", "ProlongMeeting", "StopMeeting"]
    assert [row["answer"]["data"][name] for row in rows[:1] for name in ("token", "tmpWsToken")] == ["***", "***"]
    assert rows[0]["answer"]["addressToken"] == "***"
    assert token not in str(rows)
