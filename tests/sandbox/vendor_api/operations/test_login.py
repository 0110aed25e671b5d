"""Signing in by App ID."""

import secrets
import time
from typing import Any

import pytest
import requests

from tests.sandbox.conftest import Start
from tests.sandbox.program import APP_ID, CONFERENCES, Caller, Sandbox, refused, why

_ACS = "/v1/usg/acs"


_NOT_SIGNED = refused("USG.206010025", 401)


_BAD = refused("USG.200000003")


def _why(answer: requests.Response) -> tuple[int, str]:
    return why((answer.status_code, answer.json()))


def test_sign_in_answers_with_the_whole_token(sandbox: Sandbox) -> None:
    before = time.time()
    answer = sandbox.sign_in("chen", userName="陈静", userEmail="chen@qingshan.example", userPhone="+8613800000000")
    token = answer.json()
    assert answer.status_code == 200
    assert token["expireTime"] == token["createTime"] // 1000 + token["validPeriod"]
    assert 12 * 3600 <= token["validPeriod"] <= 24 * 3600
    assert abs(token["createTime"] / 1000 - before) < 5
    assert (token["refreshValidPeriod"], token["tokenType"], token["clientType"]) == (2592000, 0, 72)
    assert token["refreshExpireTime"] == token["refreshCreateTime"] // 1000 + 2592000
    user = token["user"]
    assert (user["thirdAccount"], user["name"], user["userType"], user["adminType"]) == ("chen", "陈静", 2, 2)
    assert user["ucloginAccount"].startswith("Auto-")
    assert len(user["userId"]) == 32
    (known,) = [one for one in sandbox.state()["users"] if one["third_account"] == "chen"]
    assert (known["email"], known["phone"]) == ("chen@qingshan.example", "+8613800000000")


def test_a_second_sign_in_is_the_same_user_and_keeps_the_first_token(sandbox: Sandbox) -> None:
    first, second = sandbox.caller("chen", userName="陈静"), sandbox.caller("chen")
    assert first.uuid == second.uuid
    assert second.login["user"]["name"] == "陈静", "what is left out stays in the address book"
    assert [caller.list()[0] for caller in (first, second)] == [200, 200]


@pytest.mark.parametrize("user_id", ["", None, "   "])
def test_nobody_is_the_owner(sandbox: Sandbox, user_id: str | None) -> None:
    user = sandbox.sign_in(user_id).json()["user"]
    assert (user["thirdAccount"], user["adminType"]) == ("", 0)


@pytest.mark.parametrize("form", ["{lower}", "{upper}", "{upper},access={access}", "{lower},access={access}"])
def test_a_signature_in_any_way_of_writing(sandbox: Sandbox, form: str) -> None:
    assert sandbox.sign_in("chen", form=form).status_code == 200


@pytest.mark.parametrize(
    "form", ["{lower}0", "", "{lower},access=AAAA", "{lower},access=!", "{lower}, access={access}"]
)
def test_a_header_that_is_none(sandbox: Sandbox, form: str) -> None:
    assert _why(sandbox.sign_in("chen", form=form)) == _NOT_SIGNED


@pytest.mark.parametrize(
    "fields",
    [
        {"corpId": "100000001"},
        {"signed": "{appId}:li:{expireTime}:{nonce}"},
        {"signed": "{appId}::{expireTime}:{nonce}"},
        {"signed": "{appId}:chen:0:{nonce}"},
        {"signed": "{appId}:chen:{expireTime}:another"},
        {"appId": "f" * 32},
    ],
)
def test_what_was_not_signed(sandbox: Sandbox, fields: dict[str, Any]) -> None:
    assert _why(sandbox.sign_in("chen", **fields)) == _NOT_SIGNED


def test_a_wrong_key(sandbox: Sandbox) -> None:
    assert _why(Sandbox(sandbox.url, app_key="x" * 64).sign_in("chen")) == _NOT_SIGNED


def test_expired(sandbox: Sandbox) -> None:
    assert _why(sandbox.sign_in("chen", expireTime=int(time.time()) - 2)) == refused("USG.206010057", 401)
    assert sandbox.sign_in("chen", expireTime=0).status_code == 200


def test_a_clock_that_is_an_hour_ahead(sandbox: Sandbox) -> None:
    sandbox.fault(kind="clock_skew", match="AppAuth", seconds=3600)
    assert _why(sandbox.sign_in("chen")) == refused("USG.206010057", 401)


@pytest.mark.parametrize("expires", [0, 600])
def test_a_nonce_is_used_once(sandbox: Sandbox, expires: int) -> None:
    fields: dict[str, Any] = {"nonce": secrets.token_hex(16), "expireTime": expires and int(time.time()) + expires}
    assert sandbox.sign_in("chen", **fields).status_code == 200
    assert _why(sandbox.sign_in("chen", **fields)) == _NOT_SIGNED
    assert _why(sandbox.sign_in("li", **fields)) == _NOT_SIGNED


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"nonce": "x" * 31}, _BAD),
        ({"nonce": "x" * 65}, _BAD),
        ({"nonce": None}, _BAD),
        ({"expireTime": None}, _BAD),
        ({"expireTime": "soon"}, _BAD),
        ({"expireTime": 10**30}, _BAD),
        ({"expireTime": 1.5}, _BAD),
        ({"clientType": None}, _BAD),
        ({"clientType": 99}, refused("USG.206040000")),
        ({"appId": None}, _BAD),
        ({"appId": 1}, _BAD),
        ({"userPhone": "call me"}, _BAD),
        ({"userEmail": "nobody"}, _BAD),
    ],
)
def test_fields_that_cannot_be(sandbox: Sandbox, fields: dict[str, Any], expected: tuple[int, str]) -> None:
    assert _why(sandbox.sign_in("chen", **fields)) == expected


@pytest.mark.parametrize("fields", [{"nonce": "x" * 32}, {"nonce": "x" * 64}, {"corpId": None, "deptCode": None}])
def test_fields_at_their_bounds(sandbox: Sandbox, fields: dict[str, Any]) -> None:
    assert sandbox.sign_in("chen", **fields).status_code == 200


def test_a_user_id_of_64_and_of_65_characters(sandbox: Sandbox) -> None:
    assert sandbox.sign_in("x" * 64).status_code == 200
    assert _why(sandbox.sign_in("x" * 65)) == _BAD


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("userPhone", "+8613800000000", "USG.206010065"), ("userEmail", "chen@qingshan.example", "USG.206010066")],
)
def test_the_phone_or_mail_of_somebody_else(sandbox: Sandbox, field: str, value: str, code: str) -> None:
    assert sandbox.sign_in("chen", **{field: value}).status_code == 200
    assert sandbox.sign_in("chen", **{field: value}).status_code == 200
    assert _why(sandbox.sign_in("li", **{field: value})) == refused(code)
    assert [one["third_account"] for one in sandbox.state()["users"]] == ["", "administrator", "chen"]


@pytest.mark.parametrize("token_type", ["LongTicket", "Other"])
def test_the_type_of_the_token(sandbox: Sandbox, token_type: str) -> None:
    headers = {"X-Token-Type": token_type, "Authorization": "HMAC-SHA256 signature=" + "0" * 64}
    body = {"appId": APP_ID, "clientType": 72, "expireTime": 0, "nonce": "n" * 32}
    answer = requests.post(f"{sandbox.url}/v2/usg/acs/auth/appauth", json=body, headers=headers, timeout=10)
    assert _why(answer) == (_NOT_SIGNED if token_type == "LongTicket" else _BAD)


def test_the_forms_of_a_service_provider(start: Start) -> None:
    program = start("--seed", "demo")
    kept = {line.split("/")[-1]: line.removeprefix("App Key kept in ") for line in program.printed[:-1]}
    with open(kept["sp-app-key.txt"]) as file:
        provider = Sandbox(program.url, app_id="7e2c3d4b5a6958473b2a1c0d9e8f7a6b", app_key=file.read().strip())
    signed = "{appId}:{corpId}:{userId}:{expireTime}:{nonce}"
    blank = {"corpId": "", "signed": signed}
    person = provider.sign_in("u1", corpId="100000002", signed=signed).json()["user"]
    administrator = provider.sign_in("", corpId="100000002", signed=signed).json()["user"]
    itself = provider.sign_in("", **blank).json()["user"]
    assert [(user["userType"], user["adminType"], user["companyId"]) for user in (person, administrator, itself)] == [
        (2, 2, "100000002"),
        (2, 0, "100000002"),
        (1, 0, "900000001"),
    ]
    assert _why(provider.sign_in("u1", **blank)) == _NOT_SIGNED
    assert _why(provider.sign_in("u1")) == _NOT_SIGNED, "four parts are a single enterprise's"
    assert _why(provider.sign_in("u1", corpId="100000001", signed=signed)) == refused("USG.206010058", 401)
    other = provider.sign_in("u1", corpId="100000003", signed=signed).json()["user"]
    assert other["userId"] != person["userId"]


def test_refresh_takes_the_refresh_token(chen: Caller) -> None:
    status, renewed = chen.call("PUT", f"{_ACS}/token", token=chen.login["refreshToken"])
    assert (status, renewed["user"]["userId"]) == (200, chen.uuid)
    assert renewed["accessToken"] != chen.token
    assert why(chen.list()) == refused("MMC.118000001", 401), "the old token ends"
    assert why(chen.call("PUT", f"{_ACS}/token", token=chen.login["refreshToken"])) == refused("USG.206020000", 401)
    assert chen.call("GET", CONFERENCES, token=renewed["accessToken"])[0] == 200


def test_refresh_takes_the_access_token_as_well(chen: Caller) -> None:
    status, renewed = chen.call("PUT", f"{_ACS}/token")
    assert (status, renewed["user"]["userId"]) == (200, chen.uuid)
    assert why(chen.call("PUT", f"{_ACS}/token")) == refused("USG.206020000", 401), "the old token ends"
    assert chen.call("PUT", f"{_ACS}/token", token=renewed["refreshToken"])[0] == 200
    assert why(chen.call("PUT", f"{_ACS}/token", token="neither")) == refused("USG.206020000", 401)


def test_refresh_takes_the_refresh_token_alone_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.post("assume", {"refresh_takes": "refresh_token"})
    assert why(chen.call("PUT", f"{_ACS}/token")) == refused("USG.206020000", 401)
    assert chen.call("PUT", f"{_ACS}/token", token=chen.login["refreshToken"])[0] == 200


def test_refresh_takes_the_access_token_alone_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.post("assume", {"refresh_takes": "access_token"})
    assert why(chen.call("PUT", f"{_ACS}/token", token=chen.login["refreshToken"])) == refused("USG.206020000", 401)
    status, renewed = chen.call("PUT", f"{_ACS}/token")
    assert (status, chen.call("GET", CONFERENCES, token=renewed["accessToken"])[0]) == (200, 200)
    assert why(chen.call("PUT", f"{_ACS}/token")) == refused("USG.206020000", 401)


def test_refresh_leaves_the_old_token_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.post("assume", {"refresh_ends_old_token": "no"})
    _, renewed = chen.call("PUT", f"{_ACS}/token", token=chen.login["refreshToken"])
    assert [chen.call("GET", CONFERENCES, token=one)[0] for one in (chen.token, renewed["accessToken"])] == [200, 200]


def _validate(caller: Caller, **body: Any) -> tuple[int, Any]:
    return caller.call("POST", f"{_ACS}/token/validate", json={"token": caller.token, **body})


def test_validate(chen: Caller) -> None:
    status, found = _validate(chen, needGenNewToken=False, needAccountInfo=True)
    assert (status, found) == (200, chen.login)
    _, found = _validate(chen, needGenNewToken=False)
    assert found == {name: value for name, value in chen.login.items() if name != "user"}


def test_validate_makes_a_new_token_and_ends_the_old(chen: Caller) -> None:
    _, found = _validate(chen, needGenNewToken=True)
    assert chen.call("GET", CONFERENCES, token=found["accessToken"])[0] == 200
    assert why(_validate(chen, needGenNewToken=True)) == refused("USG.206020000", 401)


def test_validate_without_what_it_needs(chen: Caller) -> None:
    assert why(_validate(chen)) == _BAD
    assert why(chen.call("POST", f"{_ACS}/token/validate", json={"needGenNewToken": True})) == _BAD
    assert why(chen.call("POST", f"{_ACS}/token/validate")) == _BAD


def test_log_out(chen: Caller) -> None:
    assert chen.call("DELETE", f"{_ACS}/token") == (200, {"returnCode": 0, "returnDesc": "Success"})
    assert why(chen.call("DELETE", f"{_ACS}/token")) == refused("USG.206020000", 401)
    assert why(chen.list()) == refused("MMC.118000001", 401)


def test_calls_without_a_token(sandbox: Sandbox) -> None:
    for path, code in ((CONFERENCES, "MMC.111070111"), ("/v1/usg/dcs/member/vmr", "USG.200000004")):
        answer = requests.get(sandbox.url + path, timeout=10)
        assert _why(answer) == refused(code, 401)


def test_login_tickets_differ(chen: Caller) -> None:
    tickets = [chen.call("POST", f"{_ACS}/auth/portal-ref-nonce")[1] for _ in range(2)]
    assert [list(ticket) for ticket in tickets] == [["nonce"], ["nonce"]]
    assert tickets[0] != tickets[1]
