"""Where the contract leaves something open the client is right under each reading."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import requests

from hwmeeting import (
    Attendee,
    Client,
    Cycle,
    CycleUnit,
    MeetingConfig,
    MeetingDetail,
    MeetingRequest,
    SignInRequired,
)
from tests.hwmeeting.conftest import Sandbox

_START = (datetime.now(UTC) + timedelta(days=2)).replace(hour=3, minute=0, second=0, microsecond=0)


def _assume(sandbox: Sandbox, name: str, value: str) -> Client:
    answer = requests.post(f"{sandbox.url}/_sandbox/assume", json={name: value}, timeout=10)
    assert answer.json()[name] == value
    return sandbox.client("chen")


def _request() -> MeetingRequest:
    return MeetingRequest(
        subject="Roadmap",
        start_at=_START,
        length_minutes=45,
        time_zone_id="56",
        attendees=(Attendee(name="Anna", email="anna@tuv.example", type="outside"),),
        config=MeetingConfig(guest_password="864213", waiting_room=True),
    )


@pytest.mark.parametrize("reading", ["reset", "kept"])
def test_edit_of_what_was_read_changes_what_is_named_alone(sandbox: Sandbox, reading: str) -> None:
    chen = _assume(sandbox, "omitted_field", reading)
    conference_id = chen.meetings.create(_request()).conference_id
    before = chen.meetings.detail(conference_id)
    chen.meetings.edit(conference_id, replace(MeetingRequest.from_detail(before), subject="Roadmap 2"))
    after = chen.meetings.detail(conference_id)
    assert after == MeetingDetail(replace(before.meeting, subject="Roadmap 2"), before.attendees)
    assert after.meeting.guest_password == "864213"


@pytest.mark.parametrize("reading", ["reset", "kept"])
def test_edit_takes_an_attendee_away(sandbox: Sandbox, reading: str) -> None:
    chen = _assume(sandbox, "omitted_field", reading)
    conference_id = chen.meetings.create(_request()).conference_id
    asked = MeetingRequest.from_detail(chen.meetings.detail(conference_id))
    chen.meetings.edit(conference_id, replace(asked, attendees=()))
    assert chen.meetings.detail(conference_id).attendees == ()


@pytest.mark.parametrize("reading", ["renews", "keeps"])
def test_occurrences_are_those_of_the_answer_to_an_edit(sandbox: Sandbox, reading: str) -> None:
    chen = _assume(sandbox, "series_edit", reading)
    first = _START.date()
    cycle = Cycle(unit=CycleUnit.DAY, start_date=first, end_date=first + timedelta(days=4), interval=2)
    before = chen.series.create(_request(), cycle)
    answer = chen.series.edit(before.conference_id, replace(_request(), subject="Roadmap 2"), cycle)
    after = chen.meetings.detail(before.conference_id).meeting
    ids = [[one.occurrence_id for one in meeting.occurrences] for meeting in (before, answer, after)]
    assert ids[1] == ids[2]
    assert (ids[0] == ids[1]) is (reading == "keeps")
    assert [one.start_at for one in after.occurrences] == [one.start_at for one in before.occurrences]


@pytest.mark.parametrize("reading", ["yes", "no"])
def test_refresh_gives_a_token_that_serves(sandbox: Sandbox, reading: str) -> None:
    _assume(sandbox, "refresh_ends_old_token", reading)
    sign_in = sandbox.sign_in()
    token = sign_in.as_user("chen")
    renewed = sign_in.refresh(token.refresh_token)
    assert renewed.access_token != token.access_token
    assert renewed.account == token.account


def test_refresh_that_takes_the_other_token_asks_for_a_new_sign_in(sandbox: Sandbox) -> None:
    _assume(sandbox, "refresh_takes", "access_token")
    sign_in = sandbox.sign_in()
    with pytest.raises(SignInRequired):
        sign_in.refresh(sign_in.as_user("chen").refresh_token)


@pytest.mark.parametrize("seconds", ["0", "3"])
def test_what_a_late_list_does_not_show_a_detail_does(sandbox: Sandbox, seconds: str) -> None:
    chen = _assume(sandbox, "list_delay_seconds", seconds)
    made = chen.meetings.create(_request())
    assert len(list(chen.meetings.list())) == (seconds == "0")
    assert chen.meetings.detail(made.conference_id).meeting.subject == "Roadmap"


@pytest.mark.parametrize("reading", ["ALL", "ADAY"])
def test_list_has_what_is_far_ahead(sandbox: Sandbox, reading: str) -> None:
    chen = _assume(sandbox, "list_span", reading)
    meeting = chen.meetings.create(_request())
    assert [one.conference_id for one in chen.meetings.list()] == [meeting.conference_id]
