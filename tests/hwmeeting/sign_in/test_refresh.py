"""The exchange of a refresh token."""

import pytest

from hwmeeting import InvalidRequest, SignInRequired
from hwmeeting.http.endpoint import Endpoint
from hwmeeting.sign_in.refresh import exchange_refresh_token
from tests.hwmeeting.factories import TOKEN, TOKEN_ANSWER
from tests.hwmeeting.vendor_server import Reply, VendorServer


def test_refresh_token_is_the_access_token_of_the_call(server: VendorServer) -> None:
    server.plan(Reply(TOKEN_ANSWER))
    assert exchange_refresh_token(Endpoint(server.url), "r0") == TOKEN
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.headers["x-access-token"]) == ("PUT", "/v1/usg/acs/token", "r0")


@pytest.mark.parametrize(
    ("code", "status", "error"), [("USG.206020000", 401, SignInRequired), ("USG.200000003", 400, InvalidRequest)]
)
def test_refusal_is_raised_and_not_repeated(
    server: VendorServer, code: str, status: int, error: type[Exception]
) -> None:
    server.plan(Reply({"error_code": code}, status=status))
    with pytest.raises(error):
        exchange_refresh_token(Endpoint(server.url), "r0")
    assert len(server.asked) == 1
