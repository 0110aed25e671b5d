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


def test_one_for_threads_keeps_a_renewed_token(client: Client, server: VendorServer, tokens: Tokens) -> None:
    refused = Reply({"error_code": "USG.206020000"}, status=401)
    server.plan(_NO_ROOMS, refused, _NO_ROOMS, _NO_ROOMS, _NO_ROOMS)
    list(client.rooms.list())
    shared = client.for_threads()
    for one in (shared, shared, client):
        list(one.rooms.list())
    sent = [asked.headers["x-access-token"] for asked in server.asked]
    assert sent == ["token-0", "token-0", "token-1", "token-1", "token-0"]
    assert tokens.stale == ["token-0"]
