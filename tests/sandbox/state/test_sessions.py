"""When meetings begin, go on and end."""

import sqlite3
from dataclasses import replace

import pytest

from sandbox import clock
from sandbox.demo.seed import ENTERPRISE
from sandbox.state import meeting_lists, meetings, sessions, users
from sandbox.state.meeting_lists import Scope
from sandbox.state.meetings import Meeting
from sandbox.vendor_api.rules import booking_fields
from tests.sandbox.calls.clock import forward, list_history
from tests.sandbox.calls.series import create_series
from tests.sandbox.program import Caller, Sandbox, refused, utc, why

_MINUTE, _HOUR, _DAY = 60, 3600, 24 * 3600


def test_a_meeting_begins_when_its_time_comes(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=utc(hours=2), length=60)
    forward(sandbox, 2 * _HOUR)
    held = chen.detail(meeting["conferenceID"])[1]["conferenceData"]
    assert held["conferenceState"] == "Created"
    assert why(chen.edit(meeting["conferenceID"], startTime=utc(hours=9))) == refused("MMC.111071065")
    assert why(chen.cancel(meeting["conferenceID"])) == refused("MMC.111071067")
    forward(sandbox, _HOUR)
    assert why(chen.detail(meeting["conferenceID"])) == refused("MMC.111070005")
    (row,) = list_history(chen)
    assert {name: row[name] for name in ("confUUID", "startTime", "endTime")} == {
        "confUUID": held["confUUID"],
        "startTime": meeting["startTime"],
        "endTime": meeting["endTime"],
    }


def test_guests_wait_for_a_host_though_the_time_has_come(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=utc(hours=2), confConfigInfo={"guestPwd": "482913"})
    forward(sandbox, 2 * _HOUR)
    guest = sandbox.open(meeting["guestJoinUri"], platform="web", name="Anna")
    assert why(guest) == refused("MMC.111071058")
    assert sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")[0] == 200
    assert sandbox.open(meeting["guestJoinUri"], platform="web", name="Anna")[0] == 200


def test_one_meeting_is_held_twice(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=utc(hours=2), length=120)
    forward(sandbox, 2 * _HOUR)
    for _ in range(2):
        entered = sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")[1]
        forward(sandbox, 600)
        assert sandbox.post("client/leave", {"participant": entered["participant"]})[0] == 200
    rows = list_history(chen)
    assert [row["conferenceID"] for row in rows] == [meeting["conferenceID"]] * 2
    assert len({row["confUUID"] for row in rows}) == 2


def test_each_occurrence_is_held_in_its_turn(sandbox: Sandbox, chen: Caller) -> None:
    series = create_series(chen)
    forward(sandbox, 6 * _DAY)
    rows = list_history(chen)
    coming = chen.detail(series["conferenceID"])[1]["conferenceData"]["subConfs"]
    starts = [one["startTime"] for one in series["subConfs"]]
    assert [*reversed([row["startTime"] for row in rows]), *(one["startTime"] for one in coming)] == starts
    assert 0 < len(rows) < len(starts)
    forward(sandbox, 6 * _DAY)
    assert [row["startTime"] for row in reversed(list_history(chen))] == starts
    assert why(chen.detail(series["conferenceID"])) == refused("MMC.111070005")


def test_a_cancelled_meeting_does_not_begin(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=utc(hours=2))
    moved = chen.book(startTime=utc(hours=2))
    chen.cancel(meeting["conferenceID"])
    chen.edit(moved["conferenceID"], startTime=utc(hours=9))
    forward(sandbox, 4 * _HOUR)
    assert list_history(chen) == []
    assert chen.detail(moved["conferenceID"])[1]["conferenceData"]["conferenceState"] == "Schedule"


def test_what_is_past_makes_the_present_no_slower(planted: sqlite3.Connection, db: sqlite3.Connection) -> None:
    """Each call lets the time pass first; it is counted in SQLite's own steps, which no load changes."""
    chen = users.find_by_third_account(planted, corp_id=ENTERPRISE, third_account="chen")
    assert chen is not None
    scope = Scope(chen)

    def steps(connection: sqlite3.Connection) -> int:
        taken: list[int] = []
        connection.set_progress_handler(lambda: taken.append(1), 1)
        sessions.advance(connection, now=clock.now())
        meeting_lists.list_running(connection, scope, search="")
        connection.set_progress_handler(None, 1)
        return len(taken)

    assert steps(planted) == steps(db)


_START = 1_800_000_000


@pytest.fixture
def meeting(db: sqlite3.Connection) -> Meeting:
    """Write a meeting that is booked for an hour."""
    chen = users.register(db, corp_id="c", third_account="chen")
    fields = booking_fields.read_booking({"mediaTypes": "Voice", "length": 60})
    found = Meeting("1", "c", chen.uuid, _START, _START + _HOUR, False, "1", "2", "h", "g", fields, [])
    meetings.save(db, found)
    return found


def _join(db: sqlite3.Connection, session: sessions.Session, at: int) -> sessions.Participant:
    return sessions.join(
        db,
        session,
        user_uuid="",
        name="Anna",
        call_number="",
        role="guest",
        is_waiting=False,
        platform="mac",
        now=at,
    )


def _is_unfinished(db: sqlite3.Connection, at: int) -> bool:
    sessions.advance(db, now=at)
    return meetings.find_unfinished(db, "1", now=at) is not None


def test_a_meeting_that_nobody_came_to_is_over_at_its_end(db: sqlite3.Connection, meeting: Meeting) -> None:
    assert _is_unfinished(db, meeting.end_at - 1)
    assert not _is_unfinished(db, meeting.end_at)


def test_the_end_counts_from_the_actual_start(db: sqlite3.Connection, meeting: Meeting) -> None:
    early = _START - _HOUR
    session = sessions.start_session(db, meeting, now=early)
    assert session.ends_at == _START
    sessions.advance(db, now=_START - 1)
    assert sessions.find_running(db, "1") == session
    sessions.advance(db, now=_START)
    assert sessions.find_running(db, "1") is None
    held = meeting_lists.find_ended(db, session.conf_uuid)
    assert held == replace(meeting, start_at=early, end_at=_START)
    assert _is_unfinished(db, _START), "it can be entered again until its scheduled end"


def test_a_meeting_goes_on_while_somebody_is_there(db: sqlite3.Connection, meeting: Meeting) -> None:
    session = sessions.start_session(db, meeting, now=_START)
    anna = _join(db, session, _START)
    sessions.advance(db, now=session.ends_at + 40 * _MINUTE)
    running = sessions.find_running(db, "1")
    assert running is not None
    assert running.ends_at == session.ends_at + 45 * _MINUTE, "prolonged by a quarter of an hour each time"
    assert _is_unfinished(db, session.ends_at + 40 * _MINUTE)
    sessions.leave(db, anna.id, now=session.ends_at + 41 * _MINUTE)
    assert not _is_unfinished(db, session.ends_at + 41 * _MINUTE)


def test_a_meeting_that_may_not_go_on_ends_for_everybody(db: sqlite3.Connection, meeting: Meeting) -> None:
    strict = replace(meeting, fields=meeting.fields | {"confConfigInfo": meeting.options | {"prolongLength": 0}})
    meetings.save(db, strict)
    session = sessions.start_session(db, strict, now=_START)
    _join(db, session, _START)
    assert not _is_unfinished(db, session.ends_at + 5)
    assert sessions.list_participants(db, session.conf_uuid) == []
    held = meeting_lists.find_ended(db, session.conf_uuid)
    assert held is not None
    assert held.end_at == session.ends_at
