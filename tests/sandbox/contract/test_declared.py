"""Every operation is declared, and an answer that is none of the contract's is seen."""

from typing import Any

import pytest

from sandbox.contract.declared import CALLS
from sandbox.vendor_api.registry import OPERATIONS as SERVED
from tests.sandbox.calls.contract_samples import SERVED_CALLS, WITH_BODY, changed
from tests.sandbox.program import Caller


def test_every_operation_is_declared() -> None:
    assert set(SERVED) <= set(CALLS)
    assert len(WITH_BODY) >= 9


def _answers(chen: Caller) -> dict[str, Any]:
    """Return real answers: of users and tokens, a list, an object in an object."""
    (meeting,) = chen.create(attendees=[{"email": "anna@tuv.example"}])[1]
    return {
        "AppAuth": chen.login,
        "CreateMeeting": [meeting],
        "ShowMeetingDetail": chen.detail(meeting["conferenceID"])[1],
        "CancelMeeting": chen.cancel(meeting["conferenceID"])[1],
    }


@pytest.mark.parametrize(
    ("operation", "path", "value", "problem"),
    [
        ("AppAuth", ("colour",), "red", "colour is no field of it"),
        ("AppAuth", ("expireTime",), "1700000000", "expireTime is of another type"),
        ("AppAuth", ("user", "ucloginAccount"), ..., "user.ucloginAccount is missing"),
        ("AppAuth", ("user", "freeUser"), 0, "user.freeUser is of another type"),
        ("CreateMeeting", (0,), None, "[0] is of another type"),
        ("CreateMeeting", (0, "size"), True, "[0].size is of another type"),
        ("CreateMeeting", (0, "confUUID"), None, "[0].confUUID is of another type"),
        ("CreateMeeting", (0, "partAttendeeInfo", 0, "emial"), "", "[0].partAttendeeInfo[0].emial is no field of it"),
        ("ShowMeetingDetail", ("data", "data"), {}, "data.data is of another type"),
        ("ShowMeetingDetail", ("data", "data", 0, "role"), "1", "data.data[0].role is of another type"),
        ("CancelMeeting", ("returnCode",), ..., "returnCode is missing"),
    ],
)
def test_an_answer_that_is_not_the_contracts(
    chen: Caller, operation: str, path: tuple[str | int, ...], value: Any, problem: str
) -> None:
    answer = _answers(chen)[operation]
    (declared,) = [CALLS[method, path] for name, method, path in SERVED_CALLS if name == operation]
    assert declared.answer(answer) is None
    broken = [value] if path == (0,) else changed(answer, path, value)
    assert str(declared.answer(broken)) == problem
