"""One POST over real sockets: to the address that was checked, without redirects, and over in time."""

import socket
import ssl
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
import trustme
from pytest_django import Settings

from notifications.models import WebhookDelivery
from notifications.webhooks import posting
from notifications.webhooks.posting import Answer
from tests.notifications.receiver import Receiver, receiver

_Failure = WebhookDelivery.Failure
pytestmark = pytest.mark.usefixtures("inside")


def post(url: str, body: bytes = b"{}") -> Answer:
    return posting.post(url=url, headers={"webhook-id": "msg_1"}, body=body)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every name leads to the loopback; returns which ones were looked up."""
    look_up, found = socket.getaddrinfo, []

    def here(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        if str(host).endswith(".example"):
            found.append(str(host))
            host = "127.0.0.1"
        return look_up(host, port, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    return found


def test_post_sends_body_and_headers_and_returns_the_answer(erp: Receiver, names: list[str]) -> None:
    answer = post(f"http://erp.example:{erp.port}/hooks?a=1", '{"路": 1}'.encode())
    assert (answer.status_code, answer.body, answer.failure, answer.is_taken) == (200, "taken", "", True)
    (came,) = erp.received
    assert (came.path, came.body.decode()) == ("/hooks?a=1", '{"路": 1}')
    assert (came.headers["host"], came.headers["webhook-id"]) == (f"erp.example:{erp.port}", "msg_1")
    assert names == ["erp.example"]  # once: what was checked is what was connected to


def test_post_follows_no_redirect(erp: Receiver) -> None:
    erp.status, erp.headers = 302, {"Location": f"http://127.0.0.1:{erp.port}/elsewhere"}
    answer = post(erp.url)
    assert (answer.status_code, answer.is_taken) == (302, False)
    assert [came.path for came in erp.received] == ["/hooks"]


def test_post_goes_into_no_other_network(settings: Settings, erp: Receiver, names: list[str]) -> None:
    settings.WEBHOOK_NETWORKS = []
    assert post(f"https://erp.example:{erp.port}/").failure == _Failure.FORBIDDEN
    assert post(erp.url).failure == _Failure.FORBIDDEN
    assert erp.received == []


def test_post_keeps_the_beginning_of_a_long_answer(erp: Receiver) -> None:
    erp.status, erp.body = 500, b"\x00" + b"x" * 1_000_000
    answer = post(erp.url)
    assert (answer.status_code, len(answer.body)) == (500, posting.KEPT_BYTES)
    assert answer.body.startswith("�x")


@pytest.mark.parametrize("way", ["hang", "drip"])
def test_post_is_over_in_time_however_slowly_bytes_come(
    erp: Receiver, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Each byte would begin a socket's own time limit anew."""
    monkeypatch.setattr(posting, "SECONDS", 0.4)
    erp.answering = getattr(erp, way)
    began = time.monotonic()
    answer = post(erp.url)
    assert answer.failure == _Failure.TIMEOUT
    assert time.monotonic() - began < 5


def test_post_says_why_there_was_no_answer(erp: Receiver) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert post(f"http://127.0.0.1:{unused.getsockname()[1]}/").failure == _Failure.UNREACHABLE
    assert post("https://nowhere.example/").failure == _Failure.UNKNOWN_HOST

    def talk_nonsense(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"nonsense\r\n\r\n")

    erp.answering = talk_nonsense
    assert post(erp.url).failure == _Failure.ANSWER


def test_post_reads_how_long_it_is_to_wait(erp: Receiver) -> None:
    erp.status = 429
    for written, seconds in {"120": 120.0, "soon": 0.0, "-5": 0.0, "9" * 40: 0.0}.items():
        erp.headers = {"Retry-After": written}
        assert post(erp.url).retry_after == seconds


def test_post_reaches_an_address_of_the_sixth_version(settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = ["::1/128"]
    try:
        with receiver(host="::1") as there:
            assert post(f"http://[::1]:{there.port}/hooks").is_taken
    except OSError:
        pytest.skip("this machine has no IPv6")
    assert there.received[0].headers["host"] == f"[::1]:{there.port}"


@pytest.fixture
def authority(settings: Settings, tmp_path: Any) -> trustme.CA:
    found = trustme.CA()
    found.cert_pem.write_to_path(tmp_path / "ca.pem")
    settings.WEBHOOK_CA_FILE = str(tmp_path / "ca.pem")
    return found


@pytest.fixture
def encrypted(authority: trustme.CA) -> Iterator[Receiver]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("erp.example").configure_cert(tls)
    with receiver(tls=tls) as found:
        yield found


def test_post_checks_the_certificate_against_the_name_and_not_the_pinned_address(
    encrypted: Receiver, names: list[str]
) -> None:
    assert post(f"https://erp.example:{encrypted.port}/hooks").is_taken
    assert post(f"https://other.example:{encrypted.port}/hooks").failure == _Failure.CERTIFICATE
    assert post(encrypted.url).failure == _Failure.CERTIFICATE  # 127.0.0.1 isn't on it
    assert len(encrypted.received) == 1


def test_post_trusts_no_certificate_of_an_unknown_authority(
    encrypted: Receiver, names: list[str], settings: Settings
) -> None:
    settings.WEBHOOK_CA_FILE = ""
    assert post(f"https://erp.example:{encrypted.port}/hooks").failure == _Failure.CERTIFICATE


def test_post_is_over_in_time_while_a_handshake_hangs(
    names: list[str], authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.4)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        answer = post(f"https://erp.example:{silent.getsockname()[1]}/")
    assert answer.failure == _Failure.TIMEOUT
