"""One WebSocket, in the clear on this machine and by TLS elsewhere."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hwmeeting import Client, Connected, EventStream, KeptToken, MeetingInfo, MeetingRequest, SignIn
from hwmeeting.events.connection import Connection, ConnectionLost
from tests.patience import HANG_SECONDS
from tests.sandbox.program import APP_ID, APP_KEY, Program


@pytest.mark.parametrize(
    "url",
    [
        "ws://meeting.example/x",
        "http://127.0.0.1/x",
        "wss://user:word@meeting.example/x",
        "wss:///x",
        "",
        "wss://no-such-host.invalid/x",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(ConnectionLost):
        Connection(url, timeout=5)


@contextmanager
def answering(reply: bytes) -> Iterator[str]:
    """Yield the address of a server that answers one connection with this, and then nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            other, _ = server.accept()
            with other:
                other.recv(4096)
                other.sendall(reply)
                done.wait(HANG_SECONDS)

        done = threading.Event()
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"ws://127.0.0.1:{server.getsockname()[1]}/x"
        done.set()
        thread.join()


@pytest.mark.parametrize("reply", [b"", b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", b"SSH-2.0\r\n\r\n"])
def test_a_server_that_is_none(reply: bytes) -> None:
    with answering(reply) as url, pytest.raises(ConnectionLost):
        Connection(url, timeout=0.5)


def test_tls(tmp_path: Path) -> None:
    ca_file = str(tmp_path / "ca.pem")
    program = Program(tmp_path / "data", "--seed", "none", "--app-id", APP_ID, "--tls", "--ca-file", ca_file)
    sign_in = SignIn(program.url, APP_ID, APP_KEY, ca_file=ca_file)
    client = Client(base_url=program.url, token_source=KeptToken(lambda: sign_in.as_user("chen")), ca_file=ca_file)
    meeting = client.meetings.create(MeetingRequest("Standing", None, 30))
    session = client.control_meeting(meeting.conference_id, meeting.host_password)
    stream = EventStream(session, ca_file=ca_file)
    heard: list[object] = []
    while not any(isinstance(one, MeetingInfo) for one in heard):
        heard += stream.wait(HANG_SECONDS)
    assert isinstance(heard[0], Connected)
    stream.close()
    untrusted = EventStream(session)
    assert "SSLCertVerificationError" in str(untrusted.wait(1))
    untrusted.close()
    program.stop()
