"""What becomes of a call when the network or the vendor does not play along; real sockets on this machine."""

import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import trustme

from hwmeeting import (
    Client,
    HwMeetingError,
    MeetingRequest,
    NoAnswer,
    ServerFault,
    TooManyRequests,
    Unreachable,
)
from hwmeeting.http import transport
from hwmeeting.http.pool import get_pool
from tests.hwmeeting.conftest import Tokens
from tests.hwmeeting.vendor_server import Cut, Drip, Raw, Reply, Silent, Step, VendorServer

_REQUEST = MeetingRequest(subject="Roadmap", start_at=None, length_minutes=30)
_BOOKED = [{"conferenceID": "981924330"}]
_NO_ROOMS = {"offset": 0, "limit": 500, "count": 0, "data": []}


def told(error: HwMeetingError) -> tuple[type[HwMeetingError], str, int, bool]:
    return type(error), error.code, error.status, error.retryable


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "CONNECT_SECONDS", 0.3)
    monkeypatch.setattr(transport, "READ_SECONDS", 0.3)
    monkeypatch.setattr(transport, "BODY_SECONDS", 0.3)


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nobody listens, kept free of others."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


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
    assert told(caught.value) == (Unreachable, "UNREACHABLE", 0, True)
    assert len(caught.value.request_id) == 32
    assert lines(caplog) == [("INFO", "POST", "/v1/mmc/management/conferences", "UNREACHABLE")] * 2


@pytest.mark.usefixtures("impatient")
def test_write_without_a_connection_in_time_never_arrived(tokens: Tokens) -> None:
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as full:
        address = full.getsockname()
        with closing(socket.create_connection(address)), pytest.raises(Unreachable):
            Client(base_url=f"http://127.0.0.1:{address[1]}", token_source=tokens).meetings.create(_REQUEST)


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
def test_unclear_end_of_a_write_is_told_and_never_repeated(
    client: Client, server: VendorServer, step: Step, expected: tuple[Any, ...]
) -> None:
    server.plan(step)
    with pytest.raises(HwMeetingError) as caught:
        client.meetings.create(_REQUEST)
    assert told(caught.value) == expected
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
    assert told(caught.value) == (ServerFault, "NOT_READABLE", 502, True)
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
    assert told(caught.value) == (TooManyRequests, code, 429, True)
    assert (caught.value.retry_after, len(server.asked)) == (90.0, 1)


def test_too_many_requests_is_asked_again_at_once_where_nothing_forbids_it(
    client: Client, server: VendorServer
) -> None:
    server.plan(Reply({}, status=429), Reply(_BOOKED))
    assert client.meetings.create(_REQUEST).conference_id == "981924330"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Retry-After": "Mon, 18 May 2026 08:01:30 GMT", "Date": "Mon, 18 May 2026 08:00:00 GMT"}, 90.0),
        ({"Retry-After": "99999999999999999999"}, 86400.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({}, None),
    ],
)
def test_retry_after(client: Client, server: VendorServer, headers: dict[str, str], expected: float | None) -> None:
    server.plan(*[Reply({}, status=429, headers=headers)] * 2)
    with pytest.raises(TooManyRequests) as caught:
        client.meetings.create(_REQUEST)
    assert caught.value.retry_after == expected


def test_cancellation_needs_no_answer_but_takes_no_foreign_one(client: Client, server: VendorServer) -> None:
    server.plan(Reply(b""), Reply({"returnCode": 0, "returnDesc": "Success"}), Reply(b"<html>sign in"))
    client.meetings.cancel("1")
    client.meetings.cancel("2", end_running=True)
    with pytest.raises(ServerFault):
        client.meetings.cancel("3")
    assert [asked.path for asked in server.asked] == [
        "/v1/mmc/management/conferences?conferenceID=1",
        "/v1/mmc/management/conferences?conferenceID=2&type=1",
        "/v1/mmc/management/conferences?conferenceID=3",
    ]


def test_request_id_is_the_vendors_or_the_one_that_we_sent(client: Client, server: VendorServer) -> None:
    refusal = Reply({"error_code": "MMC.111071013"}, status=400)
    server.plan(refusal, Reply(refusal.body, status=400, headers={"X-Request-Id": "v" * 80}))
    found = []
    for _ in range(2):
        with pytest.raises(HwMeetingError) as caught:
            client.meetings.create(_REQUEST)
        found.append(caught.value.request_id)
    assert found == [server.asked[0].headers["x-request-id"], "v" * 64]
    assert len({asked.headers["x-request-id"] for asked in server.asked}) == 2


def test_one_log_line_per_call_without_secrets(
    client: Client, server: VendorServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answer = [{"conferenceID": "981924330", "passwordEntry": [{"conferenceRole": "chair", "password": "713355"}]}]
    server.plan(Reply(answer, headers={"X-Request-Id": "abc"}))
    client.meetings.edit("981924330", _REQUEST)
    (record,) = [record for record in caplog.records if record.name == "hwmeeting"]
    known = {name: record.__dict__[name] for name in ("method", "path", "status", "request_id")}
    assert known == {
        "method": "PUT",
        "path": "/v1/mmc/management/conferences",
        "status": 200,
        "request_id": "abc",
    }
    assert record.__dict__["ms"] >= 0
    assert not any(secret in repr(vars(record)) for secret in ("token-0", "713355", "Roadmap", "981924330"))


def test_certificate_that_is_not_trusted_never_sees_the_token(tokens: Tokens, tmp_path: Path) -> None:
    authority, ca_file = trustme.CA(), tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = VendorServer(tls=context)
    server.plan(Reply(_BOOKED))
    try:
        with pytest.raises(Unreachable) as caught:
            Client(base_url=server.url, token_source=tokens).meetings.create(_REQUEST)
        assert (told(caught.value), server.asked) == ((Unreachable, "NOT_TRUSTED", 0, True), [])
        trusting = Client(base_url=server.url, token_source=tokens, ca_file=str(ca_file))
        assert trusting.meetings.create(_REQUEST).conference_id == "981924330"
    finally:
        for file in ("", str(ca_file)):
            get_pool(server.url, file).close()
        server.stop()
