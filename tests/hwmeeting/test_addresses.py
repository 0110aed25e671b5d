"""Addresses to which secrets must not travel."""

import pytest

from hwmeeting import Client
from tests.hwmeeting.conftest import Tokens


@pytest.mark.parametrize(
    "base_url",
    ["http://api.meeting.huaweicloud.com", "http://192.168.0.4:8900", "http://localhost.example", "ftp://127.0.0.1"],
)
def test_what_would_travel_in_the_clear_is_refused(base_url: str, tokens: Tokens) -> None:
    with pytest.raises(ValueError, match=r"over https|no address"):
        Client(base_url=base_url, token_source=tokens)


@pytest.mark.parametrize(
    "base_url", ["", "api.meeting.huaweicloud.com", "https://", "https://u:p@h", "https://h/?a=b"]
)
def test_what_is_no_address_is_refused(base_url: str, tokens: Tokens) -> None:
    with pytest.raises(ValueError, match=r"no address|host and port only"):
        Client(base_url=base_url, token_source=tokens)
