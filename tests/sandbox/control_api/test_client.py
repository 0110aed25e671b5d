"""The addresses of the stand-in client: open, leave, end."""

from typing import Any

import pytest

from tests.sandbox.calls.client_links import host_password, join, link
from tests.sandbox.program import Caller, Sandbox


def test_a_guest_joins_and_leaves(sandbox: Sandbox, chen: Caller, open_meeting: dict[str, Any]) -> None:
    conference_id = open_meeting["conferenceID"]
    values = {"conf_id": conference_id, "enter_code": "482913", "name": "Anna & 安娜 100%", "open_mic": "true"}
    status, entered = sandbox.open(link(**values, open_camera="false"))
    assert (status, entered) == (
        200,
        {
            "participant": entered["participant"],
            "name": "Anna & 安娜 100%",
            "role": "guest",
            "account": None,
            "in_waiting_room": False,
            "platform": "windows",
            "joined_at": entered["joined_at"],
            "conference_id": conference_id,
            "open_mic": True,
            "open_camera": False,
        },
    )
    found = sandbox.meeting(conference_id)
    assert (found["is_running"], [one["name"] for one in found["participants"]]) == (True, ["Anna & 安娜 100%"])
    assert chen.list()[1]["data"][0]["conferenceState"] == "Created"
    assert sandbox.post("client/leave", {"participant": entered["participant"]})[0] == 200
    assert sandbox.post("client/leave", {"participant": entered["participant"]})[0] == 404
    found = sandbox.meeting(conference_id)
    assert (found["is_running"], found["participants"]) == (False, [])


def test_each_time_is_a_session_of_its_own(sandbox: Sandbox, chen: Caller, open_meeting: dict[str, Any]) -> None:
    for _ in range(2):
        first, second = (join(sandbox, open_meeting)[1]["participant"] for _ in range(2))
        sandbox.post("client/leave", {"participant": first})
        assert sandbox.meeting(open_meeting["conferenceID"])["is_running"]
        sandbox.post("client/leave", {"participant": second})
    held = chen.history()[1]["data"]
    assert [one["conferenceID"] for one in held] == [open_meeting["conferenceID"]] * 2
    assert len({one["confUUID"] for one in held}) == 2
    assert chen.edit(open_meeting["conferenceID"], startTime=open_meeting["startTime"])[0] == 200


def test_the_host_ends_it_for_everybody(sandbox: Sandbox, open_meeting: dict[str, Any]) -> None:
    guest, host = (join(sandbox, open_meeting, code)[1] for code in ("482913", host_password(open_meeting)))
    assert (guest["role"], host["role"]) == ("guest", "host")
    assert sandbox.post("client/end", {"participant": guest["participant"]})[0] == 404
    assert sandbox.post("client/end", {"participant": host["participant"]})[0] == 200
    assert sandbox.meeting(open_meeting["conferenceID"])["participants"] == []
    assert join(sandbox, open_meeting)[0] == 200, "until its scheduled end it can be entered again"


@pytest.mark.parametrize("body", [None, [], {}, {"participant": 1}])
def test_nobody_leaves(sandbox: Sandbox, body: Any) -> None:
    assert sandbox.post("client/leave", body)[0] == 400


@pytest.mark.parametrize(
    "body",
    [None, [], {}, {"url": 1, "platform": "mac"}, {"url": "x", "platform": "amiga"}, {"url": "x", "colour": "red"}],
)
def test_requests_that_are_none(sandbox: Sandbox, body: Any) -> None:
    status, answer = sandbox.post("client", body)
    assert (status, list(answer)) == (400, ["error"])
