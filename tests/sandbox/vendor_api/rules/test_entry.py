"""Who gets into a meeting, and as what."""

from typing import Any

import pytest

from tests.sandbox.calls.client_links import OPEN, host_password, join, link
from tests.sandbox.program import APP_ID, Caller, Sandbox, refused, why


@pytest.mark.parametrize(
    ("code", "expected"),
    [("", refused("MMC.111070009")), ("1", refused("MMC.111071091", 401))],
)
def test_a_password_that_is_none(
    sandbox: Sandbox, open_meeting: dict[str, Any], code: str, expected: tuple[int, str]
) -> None:
    values = {"conf_id": open_meeting["conferenceID"], "name": "Anna"} | ({"enter_code": code} if code else {})
    status, answer = sandbox.open(link(**values))
    assert ((status, answer["error_code"]), bool(answer["reason"])) == (expected, True)


def test_guests_without_a_password(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(confConfigInfo={"isGuestFreePwd": True, "allowGuestStartConf": True})
    assert sandbox.open(link(conf_id=meeting["conferenceID"], name="Anna"))[1]["role"] == "guest"
    assert why(join(sandbox, meeting, "1234")) == refused("MMC.111071091", 401)
    assert sandbox.open(meeting["guestJoinUri"], platform="web")[1]["role"] == "guest"


def test_guests_wait_for_the_host(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(confConfigInfo={"guestPwd": "482913"})
    assert why(join(sandbox, meeting)) == refused("MMC.111071058")
    assert join(sandbox, meeting, host_password(meeting))[1]["role"] == "host"
    assert join(sandbox, meeting)[1]["role"] == "guest"


def test_guests_wait_before_a_room(sandbox: Sandbox, chen: Caller) -> None:
    """In a room the room decides, whatever the booking says."""
    (room,) = chen.call("GET", "/v1/usg/dcs/member/vmr")[1]["data"]
    meeting = chen.book(vmrFlag=1, vmrID=room["id"], confConfigInfo={"allowGuestStartConf": True})
    assert why(join(sandbox, meeting, room["gustPwd"])) == refused("MMC.111071004")
    assert join(sandbox, meeting, room["chairPwd"])[1]["role"] == "host"


@pytest.mark.parametrize(("restriction", "code"), [(2, "MMC.111071074"), (3, "MMC.111071075")])
def test_who_may_enter(sandbox: Sandbox, chen: Caller, li: Caller, restriction: int, code: str) -> None:
    sandbox.caller("wang")
    meeting = chen.book(
        confConfigInfo=OPEN | {"callInRestriction": restriction},
        attendees=[{"accountId": "li", "appId": APP_ID}, {"name": "Anna", "email": "anna@tuv.example"}],
    )
    assert why(join(sandbox, meeting)) == refused(code, 403), "an invited outsider has no account"
    assert [join(sandbox, meeting, signed_in_as=who)[0] for who in ("li", "chen")] == [200, 200]
    uninvited = join(sandbox, meeting, signed_in_as="wang")
    assert uninvited[0] == 200 if restriction == 2 else why(uninvited) == refused(code, 403)
