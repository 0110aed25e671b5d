"""Signing in by account and password."""

import base64
from typing import Any

import pytest

from tests.sandbox.conftest import NONE, Start
from tests.sandbox.demo_sandbox import PASSWORD, Demo, account_answer
from tests.sandbox.program import Answer, Caller, Sandbox, refused, why

_OWNER, _ADMINISTRATOR = "owner@qingshan", "administrator@qingshan"


_BAD, _WRONG = refused("USG.200000003"), refused("USG.206010000", 401)


_LOCKED = refused("USG.206030015", 423)


_DISPLACED = refused("USG.206020002", 401)


def _signed_in(sandbox: Sandbox, account: str, **more: Any) -> Caller:
    status, answer = account_answer(sandbox.url, account, **more)
    assert status == 200, answer
    return Caller(sandbox.url, answer)


def _try(sandbox: Sandbox, password: str = PASSWORD, /, **more: Any) -> Answer:
    return account_answer(sandbox.url, _OWNER, password, **more)


def test_it_answers_with_the_whole_token(sandbox: Sandbox) -> None:
    token = _signed_in(sandbox, _ADMINISTRATOR).login
    assert set(token) == set(sandbox.caller("chen").login)
    assert token["expireTime"] == token["createTime"] // 1000 + token["validPeriod"]
    user = token["user"]
    assert (user["ucloginAccount"], user["thirdAccount"], user["adminType"]) == (_ADMINISTRATOR, "administrator", 1)
    assert token["daysPwdAvailable"] > 0


def test_it_is_the_same_user_as_by_app_id(demo: Demo) -> None:
    by_account, by_application = _signed_in(demo, "chen@qingshan"), demo.caller("chen")
    assert by_account.uuid == by_application.uuid
    booked = by_account.book(subject="By account")
    assert [one["conferenceID"] for one in by_application.list()[1]["data"]] == [booked["conferenceID"]]
    assert [row["caller"] for row in demo.ledger()] == ["chen@qingshan", "chen", "chen"]


@pytest.mark.parametrize("account", ["li.wei@qingshan", "owner@100000002", "owner@900000001"])
def test_everybody_of_the_demo_has_one(demo: Demo, account: str) -> None:
    assert _signed_in(demo, account).login["user"]["ucloginAccount"] == account


def test_whoever_came_by_app_id_has_none(sandbox: Sandbox) -> None:
    account = sandbox.caller("li").login["user"]["ucloginAccount"]
    assert why(account_answer(sandbox.url, account)) == _WRONG


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"account": None}, _BAD),
        ({"account": ""}, _BAD),
        ({"account": 1}, _BAD),
        ({"account": "x" * 256}, _BAD),
        ({"account": _ADMINISTRATOR}, _WRONG),
        ({"account": "OWNER@qingshan"}, _WRONG),
        ({"clientType": None}, _BAD),
        ({"clientType": "72"}, _BAD),
        ({"clientType": 52}, refused("USG.206040000")),
        ({"createTokenType": 2}, _BAD),
        ({"HA2": "captcha"}, refused("USG.206060014")),
    ],
)
def test_bodies_that_cannot_be(sandbox: Sandbox, fields: dict[str, Any], expected: tuple[int, str]) -> None:
    assert why(_try(sandbox, **fields)) == expected


def _basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "header",
    [
        _basic(_OWNER),
        _basic(f":{PASSWORD}"),
        _basic(f"{_ADMINISTRATOR}:{PASSWORD}"),
        _basic(f"{_OWNER}:{PASSWORD}").replace("Basic", "Bearer"),
        "Basic !",
        "Basic /w==",
        "Basic",
        f"HMAC-SHA256 signature={'0' * 64}",
    ],
)
def test_headers_that_are_none(sandbox: Sandbox, header: str) -> None:
    assert why(_try(sandbox, header=header)) == _WRONG


def test_an_unknown_account_and_a_wrong_password_are_the_same(sandbox: Sandbox) -> None:
    assert _try(sandbox, "Sandbox-2027") == account_answer(sandbox.url, "nobody@qingshan")
    assert why(_try(sandbox, "Sandbox-2027")) == _WRONG


def test_the_fifth_wrong_password_locks_for_a_minute(sandbox: Sandbox) -> None:
    for _ in range(4):
        assert why(_try(sandbox, "Sandbox-2027")) == _WRONG
    assert _try(sandbox)[0] == 200, "the right one begins the count anew"
    for _ in range(5):
        assert why(_try(sandbox, "Sandbox-2027")) == _WRONG
    assert why(_try(sandbox)) == _LOCKED
    assert _signed_in(sandbox, _ADMINISTRATOR)
    sandbox.fault(kind="clock_skew", match="AccountAuth", seconds=61, times=1)
    assert _try(sandbox)[0] == 200


def test_a_lock_survives_a_restart(start: Start) -> None:
    sandbox = Sandbox(start(*NONE).url)
    for _ in range(5):
        _try(sandbox, "Sandbox-2027")
    assert why(_try(Sandbox(start(*NONE).url))) == _LOCKED


def test_an_api_client_holds_many_tokens_any_other_one(sandbox: Sandbox) -> None:
    api = [_signed_in(sandbox, _OWNER) for _ in range(3)]
    first, second = (_signed_in(sandbox, _OWNER, clientType=kind) for kind in (0, 5))
    assert [one.list()[0] for one in api] == [200, 200, 200]
    assert (why(first.list()), second.list()[0]) == (_DISPLACED, 200)


def test_no_token_is_issued_where_none_is_wanted(sandbox: Sandbox) -> None:
    status, answer = _try(sandbox, createTokenType=1)
    assert (status, answer["user"]["ucloginAccount"]) == (200, _OWNER)
    assert not {"accessToken", "refreshToken", "expireTime"} & set(answer)
    assert sandbox.ledger() == []
    assert why(_try(sandbox, "wrong", createTokenType=1)) == _WRONG


def test_the_reading_by_which_it_takes_the_documented_clients_alone(sandbox: Sandbox) -> None:
    sandbox.post("assume", {"account_takes_72": "no"})
    assert why(_try(sandbox)) == refused("USG.206040000")
    assert _try(sandbox, clientType=0)[0] == 200


def test_colleagues_are_invited_by_their_accounts(demo: Demo) -> None:
    chen, li = (_signed_in(demo, f"{name}@qingshan") for name in ("chen", "li.wei"))
    people = [{"accountId": "li.wei@qingshan", "role": 1}, {"accountId": "owner@100000002", "name": "Theirs"}]
    booked = chen.book(attendees=people)
    assert booked["partAttendeeInfo"][0] == {
        "name": "李伟",
        "phone": li.login["user"]["alias1"],
        "type": "normal",
        "role": 1,
        "isMute": 0,
    }
    assert booked["partAttendeeInfo"][1]["type"] == "outside"
    assert [one["conferenceID"] for one in li.list()[1]["data"]] == [booked["conferenceID"]]
    seen = li.detail(booked["conferenceID"])[1]
    assert (seen["conferenceData"]["role"], seen["data"]["data"][0]["userUUID"]) == ("chair", li.uuid)
    assert why(demo.provided().detail(booked["conferenceID"])) == refused("MMC.111070010", 403)
    assert why(demo.caller("zhao.lei").detail(booked["conferenceID"])) == refused("MMC.111070010", 403)


def test_the_token_is_refreshed_and_ended_as_any_other(sandbox: Sandbox) -> None:
    owner = _signed_in(sandbox, _OWNER)
    status, renewed = owner.call("PUT", "/v1/usg/acs/token", token=owner.login["refreshToken"])
    assert (status, renewed["user"]) == (200, owner.login["user"])
    assert Caller(sandbox.url, renewed).call("DELETE", "/v1/usg/acs/token")[0] == 200


def test_the_ledger_has_no_password(sandbox: Sandbox) -> None:
    _signed_in(sandbox, _OWNER)
    (row,) = sandbox.ledger()
    assert (row["operation"], row["caller"], row["request"]) == (
        "AccountAuth",
        _OWNER,
        {"account": _OWNER, "clientType": 72},
    )
    assert PASSWORD not in str(row)
