"""The clock of the meetings is moved: what would happen meanwhile does, each at its time."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
import requests

from tests.sandbox.conftest import NONE, Start
from tests.sandbox.program import CONFERENCES, Caller, Sandbox, refused, utc, why
from tests.sandbox.test_series import made

_HOUR, _DAY = 3600, 24 * 3600


def _forward(sandbox: Sandbox, seconds: int) -> None:
    status, answer = sandbox.post("clock", {"forward_seconds": seconds})
    assert status == 200, answer


def _history(caller: Caller) -> list[dict[str, Any]]:
    """Newest first, also what is still to come."""
    found: list[dict[str, Any]] = caller.history(endDate=2 * 10**12)[1]["data"]
    return found


def test_the_clock_is_moved_and_a_reset_sets_it_right(sandbox: Sandbox) -> None:
    _forward(sandbox, _DAY)
    _forward(sandbox, _HOUR)
    shown = requests.get(f"{sandbox.url}/_sandbox/clock", timeout=10).json()
    assert shown["ahead_seconds"] == _DAY + _HOUR
    assert abs(datetime.fromisoformat(shown["now"]).timestamp() - time.time() - _DAY - _HOUR) < 5
    sandbox.post("reset")
    assert requests.get(f"{sandbox.url}/_sandbox/clock", timeout=10).json()["ahead_seconds"] == 0


@pytest.mark.parametrize(
    "body", [{}, [], {"forward_seconds": -1}, {"forward_seconds": "1"}, {"forward_seconds": True}]
)
def test_moves_that_cannot_be(sandbox: Sandbox, body: object) -> None:
    assert sandbox.post("clock", body)[0] == 400
    assert sandbox.post("clock", {"forward_seconds": 4 * 10**9})[0] == 400
    assert requests.get(f"{sandbox.url}/_sandbox/clock", timeout=10).json()["ahead_seconds"] == 0


def test_a_moved_clock_survives_the_end_of_the_process(start: Start) -> None:
    program = start(*NONE)
    _forward(Sandbox(program.url), _DAY)
    program.kill()
    again = start(*NONE)
    assert requests.get(f"{again.url}/_sandbox/clock", timeout=10).json()["ahead_seconds"] == _DAY


def test_authentication_keeps_real_time(sandbox: Sandbox, chen: Caller) -> None:
    _forward(sandbox, 40 * _DAY)
    assert chen.list()[0] == 200, "the token lives"
    assert sandbox.sign_in("li").status_code == 200
    assert why(chen.create(startTime=utc(hours=24))) == refused("MMC.111071013"), "past, by the meetings' clock"
    assert chen.create(startTime=utc(days=41))[0] == 200


def test_clock_skew_shows_in_the_date_of_the_answer(sandbox: Sandbox, chen: Caller) -> None:
    _forward(sandbox, _DAY)
    sandbox.fault(kind="clock_skew", seconds=3600, times=1)
    dates = [parsedate_to_datetime(chen.response("GET", CONFERENCES).headers["Date"]) for _ in range(2)]
    assert [round((one - datetime.now(UTC)) / timedelta(hours=1)) for one in dates] == [1, 0]


def test_a_meeting_begins_when_its_time_comes(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=utc(hours=2), length=60)
    _forward(sandbox, 2 * _HOUR)
    held = chen.detail(meeting["conferenceID"])[1]["conferenceData"]
    assert held["conferenceState"] == "Created"
    assert why(chen.edit(meeting["conferenceID"], startTime=utc(hours=9))) == refused("MMC.111071065")
    assert why(chen.cancel(meeting["conferenceID"])) == refused("MMC.111071067")
    _forward(sandbox, _HOUR)
    assert why(chen.detail(meeting["conferenceID"])) == refused("MMC.111070005")
    (row,) = _history(chen)
    assert {name: row[name] for name in ("confUUID", "startTime", "endTime")} == {
        "confUUID": held["confUUID"],
        "startTime": meeting["startTime"],
        "endTime": meeting["endTime"],
    }


def test_guests_wait_for_a_host_though_the_time_has_come(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=utc(hours=2), confConfigInfo={"guestPwd": "482913"})
    _forward(sandbox, 2 * _HOUR)
    guest = sandbox.open(meeting["guestJoinUri"], platform="web", name="Anna")
    assert why(guest) == refused("MMC.111071058")
    assert sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")[0] == 200
    assert sandbox.open(meeting["guestJoinUri"], platform="web", name="Anna")[0] == 200


def test_one_meeting_is_held_twice(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=utc(hours=2), length=120)
    _forward(sandbox, 2 * _HOUR)
    for _ in range(2):
        entered = sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")[1]
        _forward(sandbox, 600)
        assert sandbox.post("client/leave", {"participant": entered["participant"]})[0] == 200
    rows = _history(chen)
    assert [row["conferenceID"] for row in rows] == [meeting["conferenceID"]] * 2
    assert len({row["confUUID"] for row in rows}) == 2


def test_each_occurrence_is_held_in_its_turn(sandbox: Sandbox, chen: Caller) -> None:
    series = made(chen)
    _forward(sandbox, 6 * _DAY)
    rows = _history(chen)
    coming = chen.detail(series["conferenceID"])[1]["conferenceData"]["subConfs"]
    starts = [one["startTime"] for one in series["subConfs"]]
    assert [*reversed([row["startTime"] for row in rows]), *(one["startTime"] for one in coming)] == starts
    assert 0 < len(rows) < len(starts)
    _forward(sandbox, 6 * _DAY)
    assert [row["startTime"] for row in reversed(_history(chen))] == starts
    assert why(chen.detail(series["conferenceID"])) == refused("MMC.111070005")


def test_a_cancelled_meeting_does_not_begin(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=utc(hours=2))
    moved = chen.book(startTime=utc(hours=2))
    chen.cancel(meeting["conferenceID"])
    chen.edit(moved["conferenceID"], startTime=utc(hours=9))
    _forward(sandbox, 4 * _HOUR)
    assert _history(chen) == []
    assert chen.detail(moved["conferenceID"])[1]["conferenceData"]["conferenceState"] == "Schedule"


def test_a_recording_is_there_once_it_is_transcoded(sandbox: Sandbox, chen: Caller) -> None:
    """Twenty minutes of it, so eleven later."""
    meeting = chen.book(startTime=utc(hours=2), length=60, isAutoRecord=1, recordType=2)
    entered = sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")[1]
    _forward(sandbox, 20 * 60)
    sandbox.post("client/leave", {"participant": entered["participant"]})
    (kept,) = sandbox.state()["recordings"]
    assert 20 * 60 <= kept["seconds"] < 21 * 60
    seen = []
    for seconds in (0, 10 * 60, 2 * 60):
        _forward(sandbox, seconds)
        (row,) = _history(chen)
        detail = chen.call("GET", f"{CONFERENCES}/history/confDetail", params={"confUUID": row["confUUID"]})[1]
        seen.append((row["isHasRecordFile"], detail["conferenceData"]["isHasRecordFile"]))
    assert seen == [(False, False), (False, False), (True, True)]


@pytest.mark.parametrize("recorded", [{"isAutoRecord": 1, "recordType": 2}, {}])
def test_what_nobody_came_to_or_was_not_to_be_recorded_is_not(
    sandbox: Sandbox, chen: Caller, recorded: dict[str, int]
) -> None:
    meeting = chen.book(startTime=utc(hours=2), length=60, **recorded)
    if not recorded:
        entered = sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")[1]
        sandbox.post("client/leave", {"participant": entered["participant"]})
    _forward(sandbox, _DAY)
    assert (sandbox.state()["recordings"], {row["isHasRecordFile"] for row in _history(chen)}) == ([], {False})
