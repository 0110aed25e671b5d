"""One call over real sockets on this machine: what can go wrong, and what is logged."""

import logging
import socket
import ssl
from contextlib import closing
from pathlib import Path

import pytest
import trustme

from hwmeeting import (
    Client,
    HwMeetingError,
    MeetingRequest,
    TooManyRequests,
    Unreachable,
)
from hwmeeting.http.pool import get_pool
from tests.hwmeeting.conftest import Tokens
from tests.hwmeeting.http.conftest import describe
from tests.hwmeeting.vendor_server import Reply, VendorServer

_REQUEST = MeetingRequest(subject="Roadmap", start_at=None, length_minutes=30)
_BOOKED = [{"conferenceID": "981924330"}]


@pytest.mark.usefixtures("impatient")
def test_write_without_a_connection_in_time_never_arrived(tokens: Tokens) -> None:
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as full:
        address = full.getsockname()
        with closing(socket.create_connection(address)), pytest.raises(Unreachable):
            Client(base_url=f"http://127.0.0.1:{address[1]}", token_source=tokens).meetings.create(_REQUEST)


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
        assert (describe(caught.value), server.asked) == ((Unreachable, "NOT_TRUSTED", 0, True), [])
        trusting = Client(base_url=server.url, token_source=tokens, ca_file=str(ca_file))
        assert trusting.meetings.create(_REQUEST).conference_id == "981924330"
    finally:
        for file in ("", str(ca_file)):
            get_pool(server.url, file).close()
        server.stop()
