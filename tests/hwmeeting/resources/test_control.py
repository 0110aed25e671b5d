"""Control of running meetings against the sandbox."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import requests

from hwmeeting import (
    Conflict,
    ControlToken,
    InvalidRequest,
    NoAnswer,
    NotAllowed,
    NotFound,
    SignInRequired,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.factories import book_coming, book_running


def test_the_host_password_lets_end_it(sandbox: Sandbox) -> None:
    chen, anybody = sandbox.client("chen"), sandbox.client("li.wei")
    meeting = book_running(chen)
    token = anybody.control.token(meeting.conference_id, meeting.host_password)
    assert token.is_host
    assert token.expires_at is not None
    assert timedelta(minutes=29) < token.expires_at - datetime.now(UTC) <= timedelta(minutes=30)
    kept = anybody.control.token(meeting.conference_id, meeting.host_password, kept=token)
    assert replace(kept, expires_at=None) == replace(token, expires_at=None)
    anybody.control.stop(meeting.conference_id, kept)
    assert list(chen.meetings.online()) == []
    with pytest.raises(Conflict) as over:
        anybody.control.stop(meeting.conference_id, kept)
    assert over.value.code == "MMC.111072005"


@pytest.mark.parametrize(("reading", "is_left"), [("stays", True), ("goes", False)])
def test_what_was_ended_may_be_entered_again_or_not(sandbox: Sandbox, reading: str, is_left: bool) -> None:
    chen = sandbox.client("chen")
    requests.post(f"{sandbox.url}/_sandbox/assume", json={"ended_by_host": reading}, timeout=10).raise_for_status()
    meeting = book_running(chen)
    chen.control.stop(meeting.conference_id, chen.control.token(meeting.conference_id, meeting.host_password))
    assert [one.conference_id for one in chen.meetings.list()] == [meeting.conference_id] * is_left
    assert meeting.conference_uuid in {
        one.conference_uuid
        for one in chen.meetings.history(since=datetime.now(UTC) - timedelta(hours=1), until=datetime.now(UTC))
    }


def test_a_stop_whose_answer_is_lost_may_have_worked(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    sandbox.plan("answer_lost", "StopMeeting")
    with pytest.raises(NoAnswer) as lost:
        chen.control.stop(meeting.conference_id, token)
    assert not lost.value.retryable
    assert list(chen.meetings.online()) == []


def test_it_is_prolonged(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    sandbox.open(meeting.chair_join_uri)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    chen.control.prolong(meeting.conference_id, token, minutes=45)
    later = chen.meetings.detail(meeting.conference_id).meeting.end_at
    assert meeting.end_at is not None
    assert later is not None
    assert timedelta(minutes=44) <= later - meeting.end_at <= timedelta(minutes=46)
    chen.control.prolong(meeting.conference_id, token, automatically=True)
    sandbox.forward(3 * 3600)
    assert [one.conference_id for one in chen.meetings.online()] == [meeting.conference_id]
    with pytest.raises(InvalidRequest) as too_long:
        chen.control.prolong(meeting.conference_id, token, minutes=1440)
    assert too_long.value.code == "MMC.111074003"


def test_who_may_not_control(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting, other = book_running(chen), book_coming(chen)
    with pytest.raises(NotFound) as wrong:
        chen.control.token(meeting.conference_id, "000000")
    assert wrong.value.code == "MMC.111072065"
    with pytest.raises(InvalidRequest) as empty:
        chen.control.token(meeting.conference_id, "")
    assert empty.value.code == "MMC.111070009"
    with pytest.raises(Conflict) as not_yet:
        chen.control.token(other.conference_id, other.host_password)
    assert not_yet.value.code == "MMC.111072005"
    guest = chen.control.token(meeting.conference_id, "482913")
    assert not guest.is_host
    with pytest.raises(NotAllowed) as refused:
        chen.control.prolong(meeting.conference_id, guest)
    assert (refused.value.code, refused.value.status) == ("MMC.111072070", 403)
    with pytest.raises(SignInRequired) as unknown:
        chen.control.stop(meeting.conference_id, ControlToken("cnr0", True, None))
    assert (unknown.value.code, unknown.value.status) == ("MMC.111070004", 401)
    assert [one.conference_id for one in chen.meetings.online()] == [meeting.conference_id]
