"""The user's own token."""

import pytest

from hwmeeting import (
    Client,
    KeptToken,
    ServerFault,
    SignInRequired,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.factories import TOKEN, TOKEN_ANSWER
from tests.hwmeeting.vendor_server import Reply, VendorServer


def test_refresh_validate_logout(sandbox: Sandbox) -> None:
    sign_in = sandbox.sign_in()
    first = sign_in.as_user("chen")
    second = sign_in.refresh(first.refresh_token)
    assert (second.account, second.access_token == first.access_token) == (first.account, False)
    client = Client(base_url=sandbox.url, token_source=KeptToken(lambda: second))
    assert client.tokens.validate().account == first.account
    client.tokens.logout()
    with pytest.raises(SignInRequired):
        client.tokens.validate()
    with pytest.raises(SignInRequired):
        client.tokens.logout()


def test_refresh_sends_the_refresh_token(client: Client, server: VendorServer) -> None:
    server.plan(Reply(TOKEN_ANSWER))
    assert client.tokens.refresh("r0") == TOKEN
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.headers["x-access-token"]) == ("PUT", "/v1/usg/acs/token", "r0")


def test_login_nonce_is_another_one_each_time(sandbox: Sandbox) -> None:
    client = sandbox.client("chen")
    tickets = {client.tokens.login_nonce() for _ in range(3)}
    assert (len(tickets), all(tickets)) == (3, True)


def test_login_nonce_that_is_missing_is_a_fault(client: Client, server: VendorServer) -> None:
    server.plan(Reply({"nonce": None}))
    with pytest.raises(ServerFault):
        client.tokens.login_nonce()
