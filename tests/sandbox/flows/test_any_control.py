"""Nothing that is sent to a running meeting, or about one that was recorded, makes the sandbox fail."""

import json
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.contract.declared import MODELS
from sandbox.vendor_api.control_operations import CONTROL_OPERATIONS
from sandbox.vendor_api.operation import Operation
from tests.sandbox.calls.any_json import ANYTHING, TEXT, some_of
from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.contract_samples import ROWS
from tests.sandbox.calls.control import control_meeting, fetch_token, host_password, request_token
from tests.sandbox.calls.live import begin
from tests.sandbox.program import CONFERENCES, Caller, Sandbox

_MANY = settings(max_examples=80, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


_HEADER = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60)


_MINUTES = st.integers(-2, 2000) | ANYTHING


_RECORDS = {
    "online": f"{CONFERENCES}/online/conf-attendee",
    "attendance": f"{CONFERENCES}/history/confAttendeeRecord",
    "control": f"{CONFERENCES}/history/confCtlRecord",
    "list": "/v1/mmc/management/record/files",
    "detail": f"{CONFERENCES}/record/files",
    "urls": "/v1/mmc/management/record/downloadurls",
    "random": "/v2/mms/ncms/conferences/auth/random",
}


def check(answer: requests.Response) -> None:
    """Check that the answer is the vendor's JSON, and no fault of its own."""
    assert answer.status_code < 500, answer.text
    found = answer.json()
    if answer.status_code != 200:
        assert set(found) == {"error_code", "error_msg"}


@pytest.fixture
def running(chen: Caller) -> dict[str, Any]:
    return chen.book(startTime=..., confConfigInfo={"guestPwd": "482913"})


@_MANY
@given(
    body=ANYTHING
    | st.fixed_dictionaries({"auto": st.sampled_from([0, 1]) | ANYTHING}, optional={"duration": _MINUTES}),
    operation=st.sampled_from(["duration", "stop"]),
)
def test_control(chen: Caller, body: Any, operation: str) -> None:
    """Each example has a meeting of its own, since it may end it."""
    meeting = chen.book(startTime=...)
    headers = {"X-Conference-Authorization": fetch_token(chen, meeting)}
    query = {"conferenceID": meeting["conferenceID"]}
    path = f"/v1/mmc/control/conferences/{operation}"
    check(chen.response("PUT", path, params=query, data=json.dumps(body), headers=headers))
    chen.cancel(meeting["conferenceID"], type=1)


_FIELDS = sorted(
    {
        field["name"]
        for one in CONTROL_OPERATIONS
        if (body := ROWS[one.method, one.path]["body"])
        for field in MODELS[body]["fields"]
    }
)


@settings(_MANY, max_examples=300)
@given(
    operation=st.sampled_from([one for one in CONTROL_OPERATIONS if one.name != "StopMeeting"]),
    body=ANYTHING | some_of(_FIELDS, ANYTHING | st.sampled_from([0, 1, 2]) | st.lists(TEXT, max_size=2)),
    knows=st.booleans(),
)
def test_every_operation_of_control(
    sandbox: Sandbox, chen: Caller, operation: Operation, body: Any, knows: bool
) -> None:
    live = begin(sandbox, chen, recordType=3, supportSimultaneousInterpretation=True)
    anna = live.enter("Anna")
    named = {"participantID": anna if knows else "0", "uuID": "1", "conferenceid": live.id, "confuuid": "1"}
    query = {"conferenceID": live.id, "call_number": "1"} | named
    headers = {"X-Conference-Authorization": live.token, "confToken": live.token}
    check(chen.response(operation.method, operation.path, params=query, data=json.dumps(body), headers=headers))
    chen.cancel(live.id, type=1)


@_MANY
@given(
    headers=some_of(["X-Password", "X-Login-Type", "X-Conference-Authorization", "X-Nonce"], _HEADER),
    shows=st.booleans(),
)
def test_tokens(chen: Caller, running: dict[str, Any], headers: dict[str, str], shows: bool) -> None:
    conference_id = running["conferenceID"]
    status, answer = request_token(chen, conference_id, host_password(running) if shows else None, **headers)
    assert status in {200, 400}, answer
    token = headers.get("X-Conference-Authorization", "")
    assert control_meeting(chen, "duration", conference_id, token, {"auto": 0})[0] == 401


@_MANY
@given(
    which=st.sampled_from(sorted(_RECORDS)),
    query=some_of(
        [
            "conf_id",
            "confUUID",
            "offset",
            "limit",
            "search_key",
            "searchKey",
            "startDate",
            "endDate",
            "sortType",
            "queryAll",
            "userUUID",
            "guest_waiting",
        ],
        TEXT | st.integers(-1, 10**20).map(str),
    ),
    headers=some_of(["Accept-Language", "X-Password"], _HEADER),
    knows=st.booleans(),
)
def test_records(
    sandbox: Sandbox,
    administrator: Caller,
    recorded: dict[str, str],
    which: str,
    query: dict[str, str],
    headers: dict[str, str],
    knows: bool,
) -> None:
    asked = recorded | query if knows else query
    check(administrator.response("GET", _RECORDS[which], params=asked, headers=headers))


@pytest.fixture
def recorded(sandbox: Sandbox, chen: Caller) -> dict[str, str]:
    """Return what names a recorded meeting to every call, and one that is on."""
    meeting = chen.book(startTime=..., isAutoRecord=1, recordType=2)
    entered = sandbox.open(meeting["chairJoinUri"], platform="web")[1]
    sandbox.post("client/end", {"participant": entered["participant"]})
    forward(sandbox, 3600)
    running = chen.book(startTime=..., confConfigInfo={"isGuestFreePwd": True, "allowGuestStartConf": True})
    span = {"startDate": "0", "endDate": "9999999999999"}
    return {"confUUID": meeting["confUUID"], "conf_id": running["conferenceID"], **span}


@_MANY
@given(
    body=ANYTHING | some_of(["confUUID", "segmentOffset", "segmentLimit"], ANYTHING | st.integers(0, 5)),
    named=st.lists(TEXT, max_size=4).map(",".join),
    knows=st.booleans(),
)
def test_recordings(administrator: Caller, recorded: dict[str, str], body: Any, named: str, knows: bool) -> None:
    sent = {"confUUID": recorded["confUUID"]} | body if knows and isinstance(body, dict) else body
    check(administrator.response("POST", "/v1/mmc/rlm/record/info", data=json.dumps(sent)))
    check(administrator.response("DELETE", _RECORDS["list"], params={"confUUIDs": named}))


@_MANY
@given(file=st.text(max_size=20), record=TEXT, token=_HEADER)
def test_the_store(sandbox: Sandbox, recorded: dict[str, str], file: str, record: str, token: str) -> None:
    address = f"{sandbox.url}/download/video/resource/{recorded['confUUID']}/{quote(file, safe='')}"
    for headers, query in (({"Authorization": token}, {}), ({}, {"token": record})):
        assert requests.get(address, headers=headers, params=query, timeout=10).status_code in {401, 404}
    assert requests.get(f"{sandbox.url}/rse/play", params={"recordId": record}, timeout=10).status_code == 404
