"""Short time limits, an address without a server, and an error as a value."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from hwmeeting import HwMeetingError
from hwmeeting.http import transport


def describe(error: HwMeetingError) -> tuple[type[HwMeetingError], str, int, bool]:
    """Return class, code, status and whether the call may be made again."""
    return type(error), error.code, error.status, error.retryable


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten every time limit of a call."""
    monkeypatch.setattr(transport, "CONNECT_SECONDS", 0.3)
    monkeypatch.setattr(transport, "READ_SECONDS", 0.3)
    monkeypatch.setattr(transport, "BODY_SECONDS", 0.3)


@pytest.fixture
def nobody() -> Iterator[str]:
    """Yield an address at which nobody listens, kept free of others."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
