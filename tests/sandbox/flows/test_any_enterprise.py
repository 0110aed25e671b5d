"""No input to what an enterprise administers, nor to signing in by account, makes a 500."""

import base64
import json
from typing import Any

import requests
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.sandbox.demo_sandbox import PASSWORD, Demo

_MANY = settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


_TEXT = st.text(max_size=40) | st.sampled_from(
    ["", "x" * 3000, "\x00", "0" * 30, "-1", "true", "1", "2", "😀", "'; --"]
)


_VALUE = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT
    | st.sampled_from([0, 1, 2, 72, "100000001", "https://x.example/", "https://[/"])
    | st.lists(st.none() | st.text(max_size=3), max_size=2)
    | st.dictionaries(st.text(max_size=3), st.none(), max_size=2)
)


_APP, _DEVICE, _WEBHOOK = "/v2/usg/acs/corp/app", "/v1/usg/dcs/corp/device", "/v1/mmc/management/webhook"


_MADE = "made"  # stands for the id of an application that isn't the one by which everybody signs in


_OPERATIONS = [
    ("POST", _APP),
    ("GET", f"{_APP}s"),
    ("PUT", f"{_APP}/{_MADE}"),
    ("PUT", f"{_APP}/%00/reset"),
    ("DELETE", f"{_APP}/%F0%9F%98%80"),
    ("GET", "/v1/usg/dcs/corp/vmr"),
    ("GET", _DEVICE),
    ("GET", f"{_DEVICE}/%00"),
    ("GET", f"{_DEVICE}/%FF"),
    ("GET", "/v1/usg/abs/users"),
    ("GET", "/v1/mmc/management/conferences/confOrg"),
    ("GET", "/v1/mmc/management/orgRes"),
    ("GET", "/v1/mmc/management/spRes"),
    ("POST", f"{_WEBHOOK}/link-config"),
    ("GET", f"{_WEBHOOK}/link-config"),
    ("PUT", f"{_WEBHOOK}/change-status"),
    ("DELETE", f"{_WEBHOOK}/link-config"),
]


_NAMES = ["app_name", "description", "status", "corpId", "spId", "subscriberId", "subscriberKey", "url"]


_QUERY = ["offset", "limit", "searchKey", "vmrMode", "status", "model", "deptCode", "enableSubDept", "querySubDept"]


_FIELDS = st.dictionaries(st.sampled_from(_NAMES), _VALUE, max_size=6)


_HOOK = {"corpId": "100000001", "subscriberId": "s", "subscriberKey": "k", "url": "https://x.example/"}


def _check(answer: requests.Response) -> None:
    assert answer.status_code < 500, answer.text
    if answer.status_code != 200:
        assert set(answer.json()) == {"error_code", "error_msg"}


@_MANY
@example(operation=("POST", _APP), body={"app_name": "\x00"}, query={}, who="owner")
@example(operation=("POST", f"{_WEBHOOK}/link-config"), body=_HOOK | {"url": "https://\x00"}, query={}, who="owner")
@given(
    operation=st.sampled_from(_OPERATIONS),
    body=_VALUE | _FIELDS | _FIELDS.map(lambda fields: _HOOK | fields),
    query=st.dictionaries(st.sampled_from(_QUERY), _TEXT, max_size=5),
    who=st.sampled_from(["owner", "provider"]),
)
def test_operations(demo: Demo, operation: tuple[str, str], body: Any, query: dict[str, str], who: str) -> None:
    caller = demo.caller() if who == "owner" else demo.provider()
    method, path = operation
    if path.endswith(_MADE):
        made = demo.caller().call("POST", _APP, json={"app_name": "Intranet"})[1]
        path = path.replace(_MADE, made["app_id"])
    _check(caller.response(method, path, data=json.dumps(body), params=query))


_HEADER = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60) | st.binary(max_size=60).map(
    lambda raw: "Basic " + base64.b64encode(raw).decode()
)


_RIGHT = "Basic " + base64.b64encode(f"owner@qingshan:{PASSWORD}".encode()).decode()


_SIGN_IN = st.dictionaries(st.sampled_from(["account", "clientType", "HA2", "createTokenType"]), _VALUE, max_size=4)


@_MANY
@given(
    header=_HEADER | st.just(_RIGHT),
    body=_VALUE | _SIGN_IN.map(lambda body: {"account": "owner@qingshan", "clientType": 72} | body),
)
def test_sign_in_by_account(demo: Demo, header: str, body: Any) -> None:
    _check(
        requests.post(
            f"{demo.url}/v1/usg/acs/auth/account",
            data=json.dumps(body),
            headers={"Authorization": header},
            timeout=10,
        )
    )
