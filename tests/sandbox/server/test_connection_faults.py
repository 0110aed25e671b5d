"""Faults that cut the connection."""

import socket
from urllib.parse import urlsplit

import pytest
import requests

from tests.sandbox.calls.faults import expect_cut
from tests.sandbox.program import Caller, Sandbox


def test_cut_before(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="cut_before", match="CreateMeeting", times=2)
    expect_cut(chen)
    expect_cut(chen)
    assert chen.list()[1]["count"] == 0
    assert chen.create()[0] == 200


def test_a_cut_is_a_cut_of_the_connection(sandbox: Sandbox) -> None:
    """Not one byte comes, and the connection is closed at once."""
    sandbox.fault(kind="cut_before")
    at = urlsplit(sandbox.url)
    with socket.create_connection((str(at.hostname), at.port or 0), timeout=5) as connection:
        connection.sendall(b"GET /v1/x HTTP/1.1\r\nHost: x\r\n\r\n")
        try:
            received = connection.recv(100)
        except ConnectionResetError:
            received = b""
    assert received == b""


def test_truncated(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="truncated", match="CreateMeeting", times=1)
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        chen.create()
    assert chen.list()[1]["count"] == 1
