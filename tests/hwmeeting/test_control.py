"""Running meetings against the sandbox: who is in, where, and control."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from hwmeeting import (
    Client,
    Conflict,
    ControlToken,
    GuestEntry,
    InvalidRequest,
    Meeting,
    MeetingConfig,
    MeetingRequest,
    NoAnswer,
    NotAllowed,
    NotFound,
    Participant,
    Region,
    ServerFault,
    SignInRequired,
)
from tests.hwmeeting.conftest import Sandbox, Tokens
from tests.hwmeeting.vendor_server import Reply, VendorServer


def running(chen: Client, **fields: Any) -> Meeting:
    config = MeetingConfig(guest_password="482913", guests_may_start=True, prolong_minutes=0)
    return chen.meetings.create(MeetingRequest("Now", None, 30, config=config, **fields))


def coming(chen: Client, **config: Any) -> Meeting:
    start = (datetime.now(UTC) + timedelta(days=1)).replace(second=0, microsecond=0)
    return chen.meetings.create(MeetingRequest("Later", start, 30, config=MeetingConfig(**config)))


def test_who_is_in_a_running_meeting_and_where_it_is(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = running(chen)
    host = sandbox.open(meeting.chair_join_uri, signed_in_as="chen")
    anna = sandbox.open(meeting.guest_join_uri, name="Anna")
    account = chen.tokens.validate().account
    assert list(chen.meetings.participants(meeting.conference_id)) == [
        Participant(host, "陈静", account.sip_number.removeprefix("sip:").partition("@")[0], True, "chen",
                    account.account, account.user_uuid),
        Participant(anna, "Anna", "", False, "", "", ""),
    ]  # fmt: skip
    place = sandbox.url.removeprefix("http://")
    assert chen.meetings.region(meeting.conference_id) == Region("127.0.0.1", place)
    detail = chen.meetings.online_detail(meeting.conference_id)
    assert (detail.meeting, detail.attendees) == (chen.meetings.detail(meeting.conference_id).meeting, ())
    assert detail.meeting.state == "Created"


def test_what_does_not_run_is_nowhere(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = coming(chen)
    with pytest.raises(Conflict) as nowhere:
        chen.meetings.region(meeting.conference_id)
    assert nowhere.value.code == "MMC.111072005"
    for call in (chen.meetings.online_detail, lambda uuid: list(chen.meetings.participants(uuid))):
        with pytest.raises(NotFound):
            call(meeting.conference_id)


def test_the_host_password_lets_end_it(sandbox: Sandbox) -> None:
    chen, anybody = sandbox.client("chen"), sandbox.client("li.wei")
    meeting = running(chen)
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
    meeting = running(chen)
    chen.control.stop(meeting.conference_id, chen.control.token(meeting.conference_id, meeting.host_password))
    assert [one.conference_id for one in chen.meetings.list()] == [meeting.conference_id] * is_left
    assert meeting.conference_uuid in {
        one.conference_uuid
        for one in chen.meetings.history(since=datetime.now(UTC) - timedelta(hours=1), until=datetime.now(UTC))
    }


def test_a_stop_whose_answer_is_lost_may_have_worked(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    sandbox.plan("answer_lost", "StopMeeting")
    with pytest.raises(NoAnswer) as lost:
        chen.control.stop(meeting.conference_id, token)
    assert not lost.value.retryable
    assert list(chen.meetings.online()) == []


def test_it_is_prolonged(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = running(chen)
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
    meeting, other = running(chen), coming(chen)
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


def test_a_control_token_that_is_refused_renews_no_access_token(
    client: Client, server: VendorServer, tokens: Tokens
) -> None:
    server.plan(Reply({"error_code": "MMC.111070004"}, status=401))
    with pytest.raises(SignInRequired):
        client.control.stop("1", ControlToken("cnr1", True, None))
    assert (tokens.stale, server.asked[0].headers["x-conference-authorization"]) == ([], "cnr1")


@pytest.mark.parametrize("password", ["密码", "12 34", "12\r\nX: 1"])
def test_passwords_that_no_header_holds_are_not_sent(client: Client, server: VendorServer, password: str) -> None:
    for call in (client.control.token, client.guests.anonymous_entry, client.guests.entry):
        with pytest.raises(ValueError, match="password"):
            call("1", password)
    assert server.asked == []


@pytest.mark.parametrize("answer", [{}, {"data": None}, {"data": {"token": ""}}, {"random": None}, []])
def test_answers_without_what_was_asked_for_are_faults(client: Client, server: VendorServer, answer: Any) -> None:
    for call in (client.control.token, client.guests.anonymous_entry, client.guests.entry):
        server.plan(Reply(answer))
        with pytest.raises(ServerFault):
            call("1", "482913")


def test_no_secret_is_shown(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    entry = chen.guests.entry(meeting.conference_id, "482913")
    assert token.token not in repr(token)
    assert entry.random not in repr(entry)


def test_guests_are_checked_without_a_client(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = running(chen)
    anonymous = chen.guests.anonymous_entry(meeting.conference_id, "482913")
    assert anonymous == GuestEntry(anonymous.random, site=sandbox.url.removeprefix("http://"))
    known = sandbox.client("li.wei").guests.entry(meeting.conference_id, "482913")
    assert known == GuestEntry(known.random, subject="Now", needs_password=True)
    assert (len(anonymous.random), len(known.random)) == (15, 15)
    for call in (chen.guests.anonymous_entry, chen.guests.entry):
        with pytest.raises(NotFound) as wrong:
            call(meeting.conference_id, "000000")
        assert wrong.value.code == "MMC.111072065"
    with pytest.raises(InvalidRequest) as missing:
        chen.guests.entry(meeting.conference_id)
    assert missing.value.code == "MMC.111070009"


def test_guests_who_come_too_early_wait_where_they_can(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = coming(chen, guest_password="482913")
    with pytest.raises(Conflict) as early:
        chen.guests.entry(meeting.conference_id, "482913")
    assert early.value.code == "MMC.111071058"
    assert chen.guests.entry(meeting.conference_id, "482913", may_wait=True).subject == "Later"
    open_to_all = coming(chen, guest_free_password=True, guests_may_start=True)
    assert chen.guests.entry(open_to_all.conference_id).needs_password is False
