"""An access token and its account as an answer has them."""

from typing import Any

import pytest

from hwmeeting import Account, ServerFault, Token
from tests.hwmeeting.factories import TOKEN, TOKEN_ANSWER


def test_from_vendor() -> None:
    assert Token.from_vendor(TOKEN_ANSWER) == TOKEN


def test_from_vendor_drops_a_refresh_token_that_no_header_can_hold() -> None:
    token = Token.from_vendor(TOKEN_ANSWER | {"refreshToken": "r\r\nX-Evil: 1"})
    assert token.refresh_token == ""


@pytest.mark.parametrize("odd", [{"accessToken": "t t"}, {"accessToken": None}, {"expireTime": 0}])
def test_from_vendor_without_token_or_end_is_a_fault(odd: dict[str, Any]) -> None:
    with pytest.raises(ServerFault):
        Token.from_vendor(TOKEN_ANSWER | odd)


@pytest.mark.parametrize(
    ("user", "is_administrator"),
    [
        ({"userType": 1}, True),
        ({"userType": 2, "adminType": 0}, True),
        ({"userType": 2, "adminType": "1"}, True),
        ({"userType": 2, "adminType": 2}, False),
        ({"userType": 2}, False),
    ],
)
def test_administrators_of_enterprise_and_provider_are_known(user: dict[str, Any], is_administrator: bool) -> None:
    assert Token.from_vendor(TOKEN_ANSWER | {"user": user}).account == Account(is_administrator=is_administrator)


def test_repr_hides_both_tokens() -> None:
    assert not any(secret in repr(TOKEN) for secret in ("tttt", "rrrr"))
