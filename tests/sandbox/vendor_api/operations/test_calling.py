"""Calling into a meeting with nothing but a password."""

from typing import Any

import pytest

from tests.sandbox.calls.control import host_password
from tests.sandbox.calls.live import GUEST_PASSWORD, SUCCESS, Live, begin
from tests.sandbox.program import Answer, Caller, Sandbox, refused, why

_NUMBER = "88001234"


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen)


def call_with(live: Live, password: str, **more: Any) -> Answer:
    body = {"callNum": _NUMBER, "confID": live.id, "pwd": password} | more
    path, query = "/v1/mmc/control/conferences/inviteWithPwd", {"conferenceID": live.id}
    return live.caller.call("POST", path, params=query, json=body, headers={"X-Access-Token": None})


def test_a_password_calls_a_terminal(live: Live) -> None:
    assert call_with(live, host_password(live.meeting)) == SUCCESS
    (called,) = live.sandbox.meeting(live.id)["called"]
    assert (called["number"], called["state"], called["type"]) == (_NUMBER, "called", "terminal")


def test_a_guests_password_calls_where_the_enterprise_has_it_so(live: Live) -> None:
    assert why(call_with(live, GUEST_PASSWORD)) == refused("MMC.111072070", 403)
    live.sandbox.post("assume", {"guests_call": "allowed"})
    assert call_with(live, GUEST_PASSWORD) == SUCCESS


def test_who_calls_nobody(live: Live) -> None:
    assert why(call_with(live, "0")) == refused("MMC.111071091", 401)
    assert why(call_with(live, host_password(live.meeting), confID="1")) == refused("MMC.111072065")
    assert why(call_with(live, host_password(live.meeting), callNum="?")) == refused("MMC.111072033")
    coming = live.caller.book()
    body = {"callNum": _NUMBER, "confID": coming["conferenceID"], "pwd": host_password(coming)}
    path = "/v1/mmc/control/conferences/inviteWithPwd"
    answer = live.caller.call("POST", path, params={"conferenceID": coming["conferenceID"]}, json=body)
    assert why(answer) == refused("MMC.111072005")
