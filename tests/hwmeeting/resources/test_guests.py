"""Entries of guests against the sandbox."""

from typing import Any

import pytest

from hwmeeting import (
    Client,
    Conflict,
    GuestEntry,
    InvalidRequest,
    NotFound,
    ServerFault,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.factories import book_coming, book_running
from tests.hwmeeting.vendor_server import Reply, VendorServer


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
    meeting = book_running(chen)
    token = chen.control.token(meeting.conference_id, meeting.host_password)
    entry = chen.guests.entry(meeting.conference_id, "482913")
    assert token.token not in repr(token)
    assert entry.random not in repr(entry)


def test_guests_are_checked_without_a_client(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
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
    meeting = book_coming(chen, guest_password="482913")
    with pytest.raises(Conflict) as early:
        chen.guests.entry(meeting.conference_id, "482913")
    assert early.value.code == "MMC.111071058"
    assert chen.guests.entry(meeting.conference_id, "482913", may_wait=True).subject == "Later"
    open_to_all = book_coming(chen, guest_free_password=True, guests_may_start=True)
    assert chen.guests.entry(open_to_all.conference_id).needs_password is False
