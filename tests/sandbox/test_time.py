"""What the time does to tickets and meetings. Rows and rules alone, with the time that a test names."""

import sqlite3
import time
from dataclasses import replace

import pytest
import time_machine

from sandbox.contract.errors import Refused
from sandbox.state import meeting_lists, meetings, sessions, tokens, users
from sandbox.state.meetings import Meeting
from sandbox.vendor_api.rules import booking_fields, start_time

_START = 1_800_000_000
_MINUTE, _HOUR = 60, 3600


@pytest.fixture
def meeting(db: sqlite3.Connection) -> Meeting:
    """Booked for an hour."""
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


@pytest.mark.parametrize("life", [60, 1800])
def test_a_login_ticket_lives_so_long(db: sqlite3.Connection, life: int) -> None:
    for seconds, expected in ((life - 1, "somebody"), (life, None)):
        with time_machine.travel(_START, tick=False) as clock:
            ticket = tokens.issue_login_ticket(db, user_uuid="somebody", seconds=life)
            clock.shift(seconds)
            assert tokens.spend_login_ticket(db, ticket) == expected


def test_a_token_that_is_over_makes_room(db: sqlite3.Connection) -> None:
    with time_machine.travel(_START, tick=False) as clock:
        old = [tokens.issue(db, user_uuid="u", client_type=72, ip="").access_token for _ in range(64)]
        clock.shift(24 * _HOUR + 1)
        tokens.issue(db, user_uuid="u", client_type=72, ip="")
        assert tokens.count_live(db) == 1
        assert {tokens.find(db, one).ended for one in old} == {""}  # type: ignore[union-attr]


def test_a_sign_nonce_can_be_used_again_once_its_signature_is_over(db: sqlite3.Connection) -> None:
    answers = [
        tokens.use_sign_nonce(db, now=_START + after, app_id="a", sign_nonce="n", expires_at=_START + 10)
        for after in (0, 10, 11)
    ]
    assert answers == [True, False, True]


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (-1, "MMC.111071013"),
        (0, None),
        (start_time.MAX_SECONDS_AHEAD, None),
        (start_time.MAX_SECONDS_AHEAD + 60, "MMC.111071014"),
    ],
)
def test_when_a_meeting_may_begin(seconds: int, code: str | None) -> None:
    written = time.strftime("%Y-%m-%d %H:%M", time.gmtime(_START // 60 * 60 + (seconds if seconds > 0 else 0)))
    now = _START // 60 * 60 + (1 if seconds < 0 else 0)
    if code is None:
        assert start_time.parse_start(written, now=now) == now + seconds
    else:
        with pytest.raises(Refused) as refusal:
            start_time.parse_start(written, now=now)
        assert refusal.value.code == code
