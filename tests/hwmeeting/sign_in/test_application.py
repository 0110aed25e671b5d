"""The five forms of sign-in by an application, and the errors when it fails."""

import base64
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from hwmeeting import (
    Account,
    Client,
    ClockDiffers,
    KeptToken,
    NotAllowed,
    Profile,
    ServerFault,
    SignIn,
    SignInRequired,
    Token,
)
from hwmeeting.sign_in.signature import compute_signature
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.factories import TOKEN, TOKEN_ANSWER
from tests.hwmeeting.vendor_server import Reply, VendorServer

_APP_ID, _APP_KEY = "a" * 32, "k" * 64
_EXPIRED = {"error_code": "USG.206010057", "error_msg": "expired"}


def test_each_of_the_five_forms_is_accepted(sandbox: Sandbox) -> None:
    single = SignIn(sandbox.url, *sandbox.single)
    provider = SignIn(sandbox.url, *sandbox.provider, corp_id="100000002")
    accounts = [
        single.as_user("chen").account,
        single.as_enterprise_administrator().account,
        provider.as_user("chen").account,
        provider.as_enterprise_administrator().account,
        provider.as_sp_administrator().account,
    ]
    assert [(account.third_party_user_id, account.is_administrator) for account in accounts] == [
        ("chen", False),
        ("", True),
        ("chen", False),
        ("", True),
        ("", True),
    ]
    assert len({account.user_uuid for account in accounts}) == 5


@pytest.mark.parametrize("user_id", ["", " ", "\t\n", "\u3000"])
def test_as_user_never_acts_as_the_owner(server: VendorServer, user_id: str) -> None:
    with pytest.raises(ValueError, match="would act as the enterprise's owner"):
        SignIn(server.url, _APP_ID, _APP_KEY).as_user(user_id)
    assert server.asked == []


def test_as_user_refuses_what_would_blur_the_signature(server: VendorServer) -> None:
    with pytest.raises(ValueError, match="colon"):
        SignIn(server.url, _APP_ID, _APP_KEY).as_user("corp:chen")


def test_as_user_sends_what_is_signed_and_no_more_of_the_person_than_given(server: VendorServer) -> None:
    server.plan(Reply(TOKEN_ANSWER), Reply(TOKEN_ANSWER))
    before = int(datetime.now(UTC).timestamp())
    sign_in = SignIn(server.url, _APP_ID, _APP_KEY)
    assert sign_in.as_user("chen", profile=Profile(name="陈静", department_code="7")) == TOKEN
    assert sign_in.as_user("chen") == TOKEN
    first, second = server.asked
    assert (first.method, first.path) == ("POST", "/v2/usg/acs/auth/appauth")
    expire_time, sign_nonce = first.body["expireTime"], first.body["nonce"]
    assert first.body == {
        "appId": _APP_ID,
        "clientType": 72,
        "expireTime": expire_time,
        "nonce": sign_nonce,
        "userId": "chen",
        "userName": "陈静",
        "deptCode": "7",
    }
    assert before + 600 <= expire_time <= before + 610
    assert (len(sign_nonce), sign_nonce != second.body["nonce"]) == (32, True)
    signed = compute_signature(
        app_id=_APP_ID, app_key=_APP_KEY, expire_time=expire_time, sign_nonce=sign_nonce, user_id="chen"
    )
    access = base64.b64encode(_APP_ID.encode()).decode()
    assert first.headers["authorization"] == f"HMAC-SHA256 signature={signed},access={access}"
    assert first.headers["x-token-type"] == "LongTicket"
    assert set(second.body) == {"appId", "clientType", "expireTime", "nonce", "userId"}


@pytest.mark.parametrize("hours", [-1, 1])
def test_clock_that_is_off_is_raised_with_both_clocks(server: VendorServer, hours: int) -> None:
    theirs = (datetime.now(UTC) + timedelta(hours=hours)).replace(microsecond=0)
    server.plan(Reply(_EXPIRED, status=401, headers={"Date": format_datetime(theirs, usegmt=True)}))
    with pytest.raises(ClockDiffers) as caught:
        SignIn(server.url, _APP_ID, _APP_KEY).as_user("chen")
    error = caught.value
    assert (error.code, error.answered_at, error.their_clock) == ("USG.206010057", theirs, theirs)
    assert abs(error.our_clock - datetime.now(UTC)) < timedelta(minutes=1)
    assert f"{theirs:%Y-%m-%d %H:%M} UTC at the meeting service" in error.sentence


def test_a_token_tells_the_vendors_clock_where_the_answer_has_it(server: VendorServer) -> None:
    at = datetime(2026, 5, 19, 7, 0, 1, tzinfo=UTC)
    server.plan(Reply(TOKEN_ANSWER, headers={"Date": format_datetime(at, usegmt=True)}))
    assert SignIn(server.url, _APP_ID, _APP_KEY).as_user("chen").answered_at == at


def test_expiry_without_the_vendors_clock_is_a_refusal(server: VendorServer) -> None:
    server.plan(Reply(_EXPIRED, status=401, headers={"Date": "yesterday"}))
    with pytest.raises(SignInRequired) as caught:
        SignIn(server.url, _APP_ID, _APP_KEY).as_user("chen")
    assert (type(caught.value), caught.value.answered_at) == (SignInRequired, None)


def test_wrong_key_is_refused_once(sandbox: Sandbox) -> None:
    with pytest.raises(SignInRequired) as caught:
        SignIn(sandbox.url, sandbox.single[0], "k" * 64).as_user("chen")
    assert (caught.value.code, caught.value.retryable) == ("USG.206010025", False)


def test_stopped_account_is_not_allowed(server: VendorServer) -> None:
    server.plan(Reply({"error_code": "USG.206010007"}, status=412))
    with pytest.raises(NotAllowed):
        SignIn(server.url, _APP_ID, _APP_KEY).as_user("chen")


@pytest.mark.parametrize(
    "odd",
    [
        {"accessToken": None},
        {"accessToken": ""},
        {"accessToken": "t\r\nX-Evil: 1"},
        {"expireTime": None},
        {"expireTime": 10**18},
        {"expireTime": "soon"},
    ],
)
def test_token_that_can_not_serve_is_a_fault(server: VendorServer, odd: dict[str, object]) -> None:
    server.plan(Reply(TOKEN_ANSWER | odd))
    with pytest.raises(ServerFault) as caught:
        SignIn(server.url, _APP_ID, _APP_KEY).as_user("chen")
    assert (caught.value.code, "Evil" in repr(caught.value)) == ("NOT_READABLE", False)


@pytest.mark.parametrize("user", [None, {}, {"userId": None, "userType": "x", "adminType": 2, "new": [1]}])
def test_token_of_an_account_with_few_fields(server: VendorServer, user: object) -> None:
    server.plan(Reply({"accessToken": "t", "expireTime": "1779091200", "user": user}))
    token = SignIn(server.url, _APP_ID, _APP_KEY).as_user("chen")
    assert token == Token("t", "", datetime(2026, 5, 18, 8, tzinfo=UTC), None, Account())


def test_nothing_shows_key_or_tokens(server: VendorServer) -> None:
    sign_in = SignIn(server.url, _APP_ID, _APP_KEY)
    source = KeptToken(lambda: TOKEN)
    source.token()
    shown = repr([sign_in, TOKEN, source, Client(base_url=server.url, token_source=source)])
    assert not any(secret in shown for secret in ("kkkk", "tttt", "rrrr"))
