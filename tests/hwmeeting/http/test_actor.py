"""The token of a user, and lists read page by page."""

import re
from typing import Any

import pytest

from hwmeeting import (
    Client,
    ControlToken,
    NotAllowed,
    SignInRequired,
)
from tests.hwmeeting.conftest import Tokens
from tests.hwmeeting.vendor_server import Reply, VendorServer


def test_a_control_token_that_is_refused_renews_no_access_token(
    client: Client, server: VendorServer, tokens: Tokens
) -> None:
    server.plan(Reply({"error_code": "MMC.111070004"}, status=401))
    with pytest.raises(SignInRequired):
        client.control.stop("1", ControlToken("cnr1", True, None))
    assert (tokens.stale, server.asked[0].headers["x-conference-authorization"]) == ([], "cnr1")


def test_lists_of_this_service_end_although_their_last_page_comes_again(client: Client, server: VendorServer) -> None:
    page = {"offset": 0, "limit": 500, "count": 501, "data": [{"name": str(number)} for number in range(500)]}
    last = {"offset": 500, "limit": 500, "count": 501, "data": [{"name": "500", "type": 3, "new": {}}]}
    server.plan(Reply(page), Reply(last))
    assert [entry.name for entry in client.directory.search()] == [str(number) for number in range(501)]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([{"count": 3, "data": [{"conferenceID": "1"}, {"conferenceID": "2"}]}, {"count": 3, "data": []}], ["1", "2"]),
        ([{"count": 1, "data": [{"conferenceID": "1"}]}], ["1"]),
        ([{"count": None, "data": [{"conferenceID": "1"}, None, 7]}], ["1"]),
        ([{"data": None}], []),
        ([{}], []),
    ],
)
def test_list_ends(client: Client, server: VendorServer, pages: list[dict[str, Any]], expected: list[str]) -> None:
    server.plan(*map(Reply, pages))
    assert [meeting.conference_id for meeting in client.meetings.list()] == expected
    assert server.steps == []


def test_an_offset_counts_the_rows_that_came(client: Client, server: VendorServer) -> None:
    first = [{"conferenceID": "1"}, None, {"conferenceID": "2"}]
    server.plan(Reply({"count": 4, "data": first}), Reply({"count": 4, "data": [{"conferenceID": "3"}]}))
    assert [meeting.conference_id for meeting in client.meetings.list()] == ["1", "2", "3"]
    assert [re.findall(r"[?&]offset=(\d+)", asked.path) for asked in server.asked] == [["0"], ["3"]]


@pytest.mark.parametrize("code", ["MMC.111071091", "MMC.111072018"])
def test_wrong_meeting_password_is_tried_once_and_renews_no_token(
    client: Client, server: VendorServer, tokens: Tokens, code: str
) -> None:
    server.plan(Reply({"error_code": code}, status=401))
    with pytest.raises(NotAllowed, match=code):
        client.meetings.start("1", "000")
    assert tokens.stale == []


@pytest.mark.parametrize(
    "refusal",
    [
        Reply({"error_code": "USG.206020000"}, status=401),
        Reply({"error_code": "MMC.118000001"}, status=400),
        Reply(b"<html>", status=401),
    ],
)
def test_refused_token_is_renewed_once_and_the_call_made_again(
    client: Client, server: VendorServer, tokens: Tokens, refusal: Reply
) -> None:
    server.plan(refusal, Reply({"nonce": "n"}))
    assert client.tokens.login_nonce() == "n"
    assert tokens.stale == ["token-0"]
    assert [asked.headers["x-access-token"] for asked in server.asked] == ["token-0", "token-1"]


def test_token_that_is_refused_after_its_renewal_too_is_raised(
    client: Client, server: VendorServer, tokens: Tokens
) -> None:
    server.plan(*[Reply({"error_code": "USG.206020002"}, status=401)] * 2)
    with pytest.raises(SignInRequired):
        client.tokens.login_nonce()
    assert (tokens.stale, server.steps) == (["token-0"], [])
