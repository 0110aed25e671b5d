"""A client acts as one user at one address."""

import pytest

from hwmeeting import Client
from tests.hwmeeting.conftest import Tokens
from tests.hwmeeting.vendor_server import Reply, VendorServer

_NO_ROOMS = Reply({"offset": 0, "limit": 500, "count": 0, "data": []})


def test_every_call_bears_the_token_of_the_user(client: Client, server: VendorServer) -> None:
    server.plan(_NO_ROOMS, Reply(b""))
    list(client.rooms.list())
    client.meetings.cancel("1")
    assert [asked.headers["x-access-token"] for asked in server.asked] == ["token-0"] * 2


def test_address_is_taken_without_a_slash_at_its_end(server: VendorServer, tokens: Tokens) -> None:
    server.plan(Reply(b""))
    Client(base_url=f" {server.url}/ ", token_source=tokens).meetings.cancel("1")
    assert server.asked[0].path == "/v1/mmc/management/conferences?conferenceID=1"


def test_token_source_that_raises_makes_no_call(server: VendorServer) -> None:
    class NobodyLinked:
        def token(self) -> str:
            raise LookupError

        def renewed(self, stale: str) -> str:
            raise AssertionError(stale)

    with pytest.raises(LookupError):
        Client(base_url=server.url, token_source=NobodyLinked()).meetings.cancel("1")
    assert server.asked == []
