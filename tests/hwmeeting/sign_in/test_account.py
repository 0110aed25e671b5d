"""Sign-in by account and password."""

import base64
from datetime import UTC, datetime

import pytest

from hwmeeting import (
    AccountSignIn,
    Client,
    InvalidRequest,
    KeptToken,
    NotAllowed,
    ServerFault,
    SignInRequired,
    Token,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.vendor_server import Reply, VendorServer

_ACCOUNT, _PASSWORD = "chen@qingshan", "Sandbox-2026"
_READ = Token("t" * 36, "", datetime(2026, 5, 18, 8, tzinfo=UTC), None)
_ANSWER = {"accessToken": "t" * 36, "expireTime": 1779091200}


@pytest.fixture
def sign_in(sandbox: Sandbox) -> AccountSignIn:
    return AccountSignIn(sandbox.url, _ACCOUNT, _PASSWORD)


def test_it_is_a_source_of_tokens(sandbox: Sandbox, sign_in: AccountSignIn) -> None:
    client = Client(base_url=sandbox.url, token_source=KeptToken(sign_in.sign_in))
    account = client.tokens.validate().account
    assert (account.account, account.third_party_user_id, account.corp_id) == (_ACCOUNT, "chen", "100000001")
    client.tokens.logout()
    assert [room.name for room in client.rooms.list()] == ["陈静", "松风会议室"], "signed in anew"


def test_it_is_the_person_who_signs_in_by_application_too(sandbox: Sandbox, sign_in: AccountSignIn) -> None:
    assert sign_in.sign_in().account == sandbox.sign_in().as_user("chen").account


def test_it_is_refreshed(sign_in: AccountSignIn) -> None:
    first = sign_in.sign_in()
    second = sign_in.refresh(first.refresh_token)
    assert (second.account, second.access_token == first.access_token) == (first.account, False)


@pytest.mark.parametrize("reading", ["yes", "no"])
def test_it_signs_in_whatever_clients_the_vendor_knows(sandbox: Sandbox, sign_in: AccountSignIn, reading: str) -> None:
    sandbox.assume("account_takes_72", reading)
    assert sign_in.sign_in().account.account == _ACCOUNT


def test_what_is_sent(server: VendorServer) -> None:
    server.plan(Reply(_ANSWER))
    assert AccountSignIn(server.url, "zhang san@青山", "密码 2026:x").sign_in() == _READ
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/v1/usg/acs/auth/account")
    assert asked.body == {"account": "zhang san@青山", "clientType": 72}
    scheme, credentials = asked.headers["authorization"].split(" ")
    assert (scheme, base64.b64decode(credentials).decode()) == ("Basic", "zhang san@青山:密码 2026:x")


def test_another_refusal_is_not_tried_as_another_client(server: VendorServer) -> None:
    server.plan(Reply({"error_code": "USG.200000003"}, status=400))
    with pytest.raises(InvalidRequest):
        AccountSignIn(server.url, _ACCOUNT, _PASSWORD).sign_in()
    assert len(server.asked) == 1


def test_a_wrong_password_is_tried_once_for_a_call_and_locks_in_the_end(
    sandbox: Sandbox, sign_in: AccountSignIn
) -> None:
    wrong = AccountSignIn(sandbox.url, _ACCOUNT, "Sandbox-2027")
    client = Client(base_url=sandbox.url, token_source=KeptToken(wrong.sign_in))
    for _ in range(5):
        with pytest.raises(SignInRequired) as caught:
            list(client.rooms.list())
    assert (caught.value.code, caught.value.retryable) == ("USG.206010000", False)
    assert caught.value.sentence == ("The meeting service does not accept account and password. Please check both.")
    with pytest.raises(NotAllowed) as locked:
        sign_in.sign_in()
    assert (locked.value.code, locked.value.status) == ("USG.206030015", 423)


@pytest.mark.parametrize(("account", "password"), [("", "p"), (" ", "p"), ("a:b", "p"), ("a@b", "")])
def test_what_cannot_be_is_not_sent(server: VendorServer, account: str, password: str) -> None:
    with pytest.raises(ValueError, match=r"An account has|A password can't"):
        AccountSignIn(server.url, account, password)
    assert server.asked == []


def test_over_http_to_another_machine_it_is_refused() -> None:
    with pytest.raises(ValueError, match="must be called over https"):
        AccountSignIn("http://vendor.example", _ACCOUNT, _PASSWORD)


def test_an_answer_without_a_token_is_a_fault(server: VendorServer) -> None:
    server.plan(Reply({"user": {}}))
    with pytest.raises(ServerFault):
        AccountSignIn(server.url, _ACCOUNT, _PASSWORD).sign_in()


def test_it_does_not_show_the_password(server: VendorServer) -> None:
    assert _PASSWORD not in repr(AccountSignIn(server.url, _ACCOUNT, _PASSWORD))
