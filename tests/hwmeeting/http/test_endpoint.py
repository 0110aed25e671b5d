"""How often a call is made when the network or the vendor does not play along."""

import logging
from typing import Any

import pytest

from hwmeeting import (
    Client,
    HwMeetingError,
    MeetingRequest,
    NoAnswer,
    ServerFault,
    TooManyRequests,
    Unreachable,
)
from tests.hwmeeting.conftest import Tokens
from tests.hwmeeting.http.conftest import describe
from tests.hwmeeting.vendor_server import Cut, Drip, Raw, Reply, Silent, Step, VendorServer

_REQUEST = MeetingRequest(subject="Roadmap", start_at=None, length_minutes=30)
_BOOKED = [{"conferenceID": "981924330"}]
_NO_ROOMS = {"offset": 0, "limit": 500, "count": 0, "data": []}


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[Any, ...]]:
    return [
        (record.levelname, *(getattr(record, name) for name in ("method", "path", "status")))
        for record in caplog.records
        if record.name == "hwmeeting"
    ]


def test_write_to_nobody_never_arrived_and_was_tried_twice(
    nobody: str, tokens: Tokens, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="hwmeeting")
    with pytest.raises(Unreachable) as caught:
        Client(base_url=nobody, token_source=tokens).meetings.create(_REQUEST)
    assert describe(caught.value) == (Unreachable, "UNREACHABLE", 0, True)
    assert len(caught.value.request_id) == 32
    assert lines(caplog) == [("INFO", "POST", "/v1/mmc/management/conferences", "UNREACHABLE")] * 2


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Cut(), (NoAnswer, "NO_ANSWER", 0, False)),
        (Silent(), (NoAnswer, "NO_ANSWER", 0, False)),
        (Raw(b""), (NoAnswer, "NO_ANSWER", 0, False)),
        (Raw(b"HTTP/1.1 200 O"), (ServerFault, "NOT_READABLE", 200, False)),
        (Raw(b"\x16\x03\x01 no http"), (NoAnswer, "NO_ANSWER", 0, False)),
        (Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[{"), (ServerFault, "NOT_READABLE", 200, False)),
        (
            Raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{"),
            (ServerFault, "NOT_READABLE", 200, False),
        ),
        (
            Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n\r\n[]"),
            (ServerFault, "NOT_READABLE", 200, False),
        ),
        (Drip(), (ServerFault, "NOT_READABLE", 200, False)),
        (Reply(b""), (ServerFault, "NOT_READABLE", 200, False)),
        (Reply(b"<html>"), (ServerFault, "NOT_READABLE", 200, False)),
        (Reply(b"[" * 100_000), (ServerFault, "NOT_READABLE", 200, False)),
        (Reply(b"\xff\xfe{}"), (ServerFault, "NOT_READABLE", 200, False)),
        (Reply("Success"), (ServerFault, "NOT_READABLE", 200, False)),
        (Reply([]), (ServerFault, "NOT_READABLE", 200, False)),
        (Reply({"conferenceID": "1"}), (ServerFault, "NOT_READABLE", 200, False)),
        (Reply([{"conferenceID": None}]), (ServerFault, "NOT_READABLE", 200, False)),
        (Reply(b"<html>", status=404), (ServerFault, "NOT_READABLE", 404, False)),
        (Reply(b"<html>", status=502), (ServerFault, "NOT_READABLE", 502, False)),
        (Reply([1], status=400), (ServerFault, "NOT_READABLE", 400, False)),
        (Reply({}, status=302, headers={"Location": "/elsewhere"}), (ServerFault, "NOT_READABLE", 302, False)),
        (Reply({"error_code": "MMC.111070003"}, status=500), (ServerFault, "MMC.111070003", 500, False)),
        (Reply({"error_code": "NEW.1"}, status=503), (ServerFault, "NEW.1", 503, False)),
    ],
    ids=lambda value: repr(value)[:50] if isinstance(value, Step) else "",
)
def test_unclear_end_of_a_write_is_raised_and_never_repeated(
    client: Client, server: VendorServer, step: Step, expected: tuple[Any, ...]
) -> None:
    server.plan(step)
    with pytest.raises(HwMeetingError) as caught:
        client.meetings.create(_REQUEST)
    assert describe(caught.value) == expected
    assert [asked.method for asked in server.asked] == ["POST"]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "step",
    [
        Cut(),
        Silent(),
        Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
        Reply(b"<html>"),
        Reply(b"", status=503),
        Reply({"error_code": "USG.200000001"}, status=500),
        Reply({"error_code": "MMC.111071008"}, status=400),
    ],
    ids=lambda step: repr(step)[:50],
)
def test_a_read_is_made_once_more(client: Client, server: VendorServer, step: Step) -> None:
    server.plan(step, Reply(_NO_ROOMS))
    assert list(client.rooms.list()) == []
    assert len(server.asked) == 2


def test_a_read_is_made_twice_at_the_most(client: Client, server: VendorServer) -> None:
    server.plan(Reply(b"<html>", status=502), Reply(b"<html>", status=502))
    with pytest.raises(ServerFault) as caught:
        list(client.rooms.list())
    assert describe(caught.value) == (ServerFault, "NOT_READABLE", 502, True)
    assert server.steps == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "TOO_MANY_REQUESTS"),
        (b"{}", "TOO_MANY_REQUESTS"),
        (b"<html>", "TOO_MANY_REQUESTS"),
        (b'{"error_code": "APIG.0308"}', "APIG.0308"),
        (b'{"error_code": 100000429}', "100000429"),
    ],
)
def test_too_many_requests_waits_for_nobody_when_that_takes_long(
    client: Client, server: VendorServer, body: bytes, code: str
) -> None:
    server.plan(Reply(body, status=429, headers={"Retry-After": "90"}))
    with pytest.raises(TooManyRequests) as caught:
        client.meetings.create(_REQUEST)
    assert describe(caught.value) == (TooManyRequests, code, 429, True)
    assert (caught.value.retry_after, len(server.asked)) == (90.0, 1)


def test_too_many_requests_is_asked_again_at_once_where_nothing_forbids_it(
    client: Client, server: VendorServer
) -> None:
    server.plan(Reply({}, status=429), Reply(_BOOKED))
    assert client.meetings.create(_REQUEST).conference_id == "981924330"
