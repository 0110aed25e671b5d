"""Who gets in by which link, signed in or not."""

from typing import Any

from tests.sandbox.calls.client_links import OPEN, host_password, join, link
from tests.sandbox.program import Caller, Sandbox, refused, why


def ticket(caller: Caller) -> str:
    return str(caller.call("POST", "/v1/usg/acs/auth/portal-ref-nonce")[1]["nonce"])


def test_a_ticket_signs_in_once(sandbox: Sandbox, li: Caller, open_meeting: dict[str, Any]) -> None:
    values = {"conf_id": open_meeting["conferenceID"], "enter_code": "482913", "name": "Somebody", "nonce": ticket(li)}
    status, entered = sandbox.open(link("LoginAndJoinConf", **values))
    assert (status, entered["account"], entered["name"], entered["role"]) == (200, "li", "Li Wei", "guest")
    assert why(sandbox.open(link("LoginAndJoinConf", **values))) == refused("USG.206010013", 401)


def test_a_ticket_is_spent_even_where_the_meeting_refuses(
    sandbox: Sandbox, li: Caller, open_meeting: dict[str, Any]
) -> None:
    values = {"conf_id": open_meeting["conferenceID"], "name": "Li", "nonce": ticket(li)}
    assert why(sandbox.open(link("LoginAndJoinConf", **values, enter_code="1"))) == refused("MMC.111071091", 401)
    again = sandbox.open(link("LoginAndJoinConf", **values, enter_code="482913"))
    assert why(again) == refused("USG.206010013", 401)


def test_who_is_signed_in_stays_so(sandbox: Sandbox, li: Caller, chen: Caller, open_meeting: dict[str, Any]) -> None:
    values = {"conf_id": open_meeting["conferenceID"], "enter_code": "482913", "name": "Somebody"}
    _, entered = sandbox.open(link("LoginAndJoinConf", **values, nonce=ticket(li)), signed_in_as="chen")
    assert (entered["account"], entered["name"]) == ("chen", "陈静")
    _, entered = sandbox.open(link(**values), signed_in_as="chen")
    assert entered["account"] == "chen"
    again = sandbox.open(link("LoginAndJoinConf", **values, nonce="unknown"), signed_in_as="chen")
    assert why(again) == refused("USG.206010013", 401)
    assert sandbox.open(link(**values), signed_in_as="nobody")[0] == 400


def test_launch(sandbox: Sandbox, li: Caller) -> None:
    assert sandbox.open(link("launch")) == (200, {"participant": None, "account": None})
    signing_in = link("launch", nonce=ticket(li))
    assert sandbox.open(signing_in) == (200, {"participant": None, "account": "li"})
    assert why(sandbox.open(signing_in)) == refused("USG.206010013", 401)


def test_the_waiting_room(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(confConfigInfo=OPEN | {"enableWaitingRoom": True})
    assert join(sandbox, meeting)[1]["in_waiting_room"] is True
    assert join(sandbox, meeting, host_password(meeting))[1]["in_waiting_room"] is False
    online = chen.call("GET", "/v1/mmc/management/conferences/online")[1]["data"][0]
    assert online["onlineAttendeeAmount"] == 1


def test_a_full_meeting(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(concurrentParticipants=1, confConfigInfo=OPEN)
    assert join(sandbox, meeting)[0] == 200
    assert why(join(sandbox, meeting)) == refused("MMC.111072101")


def test_a_meeting_that_is_gone(sandbox: Sandbox, chen: Caller, open_meeting: dict[str, Any]) -> None:
    chen.cancel(open_meeting["conferenceID"])
    assert why(join(sandbox, open_meeting)) == refused("MMC.111070005")
    assert why(sandbox.open(open_meeting["guestJoinUri"])) == refused("MMC.111070005")
    assert why(join(sandbox, {"conferenceID": "123456789"})) == refused("MMC.111070005")


def test_a_link_of_the_web_whose_password_changed(
    sandbox: Sandbox, chen: Caller, open_meeting: dict[str, Any]
) -> None:
    chen.edit(
        open_meeting["conferenceID"], startTime=open_meeting["startTime"], confConfigInfo=OPEN | {"guestPwd": "1111"}
    )
    assert why(sandbox.open(open_meeting["guestJoinUri"])) == refused("MMC.111072065")
