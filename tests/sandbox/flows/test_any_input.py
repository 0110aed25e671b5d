"""No input makes a 500 that nobody asked for, nor an answer that isn't the vendor's JSON."""

import json
from typing import Any

import requests
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sandbox.vendor_api.registry import OPERATIONS
from tests.sandbox.calls.any_json import ANYTHING, SCALAR, TEXT, some_of
from tests.sandbox.program import CONFERENCES, Caller, Sandbox, booking

_MANY = settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


_OPTIONS = ("guestPwd", "callInRestriction", "isAutoMute", "prolongLength", "vmrIDType", "isSendSms")


_PERSON = ("name", "email", "sms", "phone", "role", "type", "accountId", "appId", "isMute", "uniqueType", "deptName")


_FIELDS = [
    "subject",
    "startTime",
    "length",
    "mediaTypes",
    "attendees",
    "confConfigInfo",
    "timeZoneID",
    "language",
    "recordType",
    "isAutoRecord",
    "vmrFlag",
    "vmrID",
    "concurrentParticipants",
    "encryptMode",
    "liveAddress",
    "conferenceType",
    "confResType",
    "conferenceID",
    "password",
    "appId",
    "userId",
    "corpId",
    "nonce",
    "expireTime",
    "clientType",
    "token",
    "needGenNewToken",
    "needAccountInfo",
]


_ATTENDEES = st.lists(some_of(_PERSON, SCALAR), max_size=3)


_BODY = ANYTHING | some_of(_FIELDS, ANYTHING | _ATTENDEES | some_of(_OPTIONS, SCALAR)).map(
    lambda some: booking() | some
)


_QUERY = some_of(
    [
        "conferenceID",
        "offset",
        "limit",
        "searchKey",
        "queryAll",
        "userUUID",
        "type",
        "sortType",
        "queryConfMode",
        "startDate",
        "endDate",
        "confUUID",
        "confUUIDs",
        "conf_id",
        "search_key",
        "guest_waiting",
        "specialVmr",
    ],
    TEXT,
)


_HEADERS = some_of(
    [
        "X-Password",
        "X-Type",
        "X-Query-Type",
        "X-Request-Id",
        "Authorization",
        "X-Token-Type",
        "X-Access-Token",
        "X-Login-Type",
        "X-Conference-Authorization",
        "Accept-Language",
    ],
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60),
)


@_MANY
@example(operation=("POST", CONFERENCES), body=booking(subject="\x00"), query={}, headers={})
@given(operation=st.sampled_from(sorted(OPERATIONS)), body=_BODY, query=_QUERY, headers=_HEADERS)
def test_operations(
    sandbox: Sandbox, operation: tuple[str, str], body: Any, query: dict[str, str], headers: dict[str, str]
) -> None:
    # Signed in anew each time: some of the operations end the token.
    administrator = sandbox.caller("administrator")
    answer = administrator.response(*operation, data=json.dumps(body), params=query, headers=headers)
    assert answer.status_code < 500, answer.text
    if answer.status_code != 200:
        assert set(answer.json()) == {"error_code", "error_msg"}
    elif answer.content:
        assert isinstance(answer.json(), dict | list)


@_MANY
@given(raw=st.binary(max_size=200), method=st.sampled_from(["POST", "PUT", "DELETE"]))
def test_bodies_of_bytes(administrator: Caller, raw: bytes, method: str) -> None:
    answer = administrator.response(method, CONFERENCES, data=raw, params={"conferenceID": "1"})
    assert (answer.status_code, set(answer.json())) == (400, {"error_code", "error_msg"})


_LINKS = st.builds(
    "{}{}".format,
    st.sampled_from(["cloudlink://welinksoftclient/h5page?page=joinConfByLink&", "intent://", "https://", ""]),
    TEXT | st.just("conf_id=1&name=%00"),
)


@_MANY
@given(
    address=st.sampled_from(["client", "client/leave", "client/end", "faults"]),
    body=ANYTHING | st.fixed_dictionaries({"url": _LINKS, "platform": st.sampled_from(["mac", "android"])}),
)
def test_own_addresses(sandbox: Sandbox, address: str, body: Any) -> None:
    answer = requests.post(f"{sandbox.url}/_sandbox/{address}", data=json.dumps(body), timeout=10)
    assert answer.status_code < 500, answer.text
    assert isinstance(answer.json(), dict)
    requests.delete(f"{sandbox.url}/_sandbox/faults", timeout=10).raise_for_status()
