"""What the client raises for each kind of fault that the sandbox knows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from hwmeeting import (
    Client,
    ClockDiffers,
    HwMeetingError,
    MeetingRequest,
    NoAnswer,
    ServerFault,
    SignInRequired,
    TooManyRequests,
    Unreachable,
)
from hwmeeting.http import transport
from tests.hwmeeting.conftest import Sandbox

_CREATE = "CreateMeeting"
_KINDS = {
    "answer_lost",
    "cut_before",
    "delay",
    "status",
    "not_json",
    "truncated",
    "revoke_token",
    "clock_skew",
    "stale_list",
    "slow_drip",
}


@pytest.fixture
def chen(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return a client that is signed in, with a kept connection and short time limits."""
    found = sandbox.client("chen")
    list(found.rooms.list())
    monkeypatch.setattr(transport, "READ_SECONDS", 0.5)
    monkeypatch.setattr(transport, "BODY_SECONDS", 0.5)
    return found


def _book(client: Client) -> None:
    client.meetings.create(
        MeetingRequest(subject="Roadmap", start_at=datetime.now(UTC) + timedelta(days=1), length_minutes=30)
    )


@pytest.mark.parametrize(
    ("kind", "how", "error", "is_there"),
    [
        ("answer_lost", {}, NoAnswer, True),
        ("cut_before", {}, NoAnswer, False),
        ("delay", {"seconds": 1.5}, NoAnswer, True),
        ("slow_drip", {"seconds": 3}, ServerFault, True),
        ("truncated", {}, ServerFault, True),
        ("not_json", {}, ServerFault, True),
        ("status", {"status": 500}, ServerFault, False),
        ("status", {"status": 502, "body": "<h1>Bad Gateway</h1>"}, ServerFault, False),
        ("status", {"status": 429, "headers": {"Retry-After": "90"}}, TooManyRequests, False),
    ],
)
def test_create_says_what_is_known(
    sandbox: Sandbox, chen: Client, kind: str, how: dict[str, Any], error: type[HwMeetingError], is_there: bool
) -> None:
    sandbox.plan(kind, _CREATE, **how)
    with pytest.raises(error) as caught:
        _book(chen)
    assert not isinstance(caught.value, Unreachable), "it may have arrived"
    assert len(sandbox.ledger("POST")) == is_there
    assert len(list(chen.meetings.list())) == is_there


def test_revoked_token_is_renewed_and_one_that_stays_so_is_raised(sandbox: Sandbox, chen: Client) -> None:
    sandbox.plan("revoke_token", _CREATE)
    _book(chen)
    sandbox.plan("revoke_token", _CREATE, times=2)
    with pytest.raises(SignInRequired):
        _book(chen)
    assert len(list(chen.meetings.list())) == 1


def test_clock_skew_is_raised_with_the_vendors_clock(sandbox: Sandbox) -> None:
    sandbox.plan("clock_skew", "AppAuth", seconds=3600)
    with pytest.raises(ClockDiffers) as caught:
        list(sandbox.client("chen").rooms.list())
    assert caught.value.answered_at is not None
    assert round((caught.value.answered_at - caught.value.our_clock) / timedelta(hours=1)) == 1


def test_stale_list_raises_nothing_and_shows_what_was(sandbox: Sandbox, chen: Client) -> None:
    _book(chen)
    sandbox.plan("stale_list", "*", seconds=60)
    assert list(chen.meetings.list()) == []
    assert len(list(chen.meetings.list())) == 1


def test_every_kind_is_here(sandbox: Sandbox) -> None:
    refusal = requests.post(f"{sandbox.url}/_sandbox/faults", json={"kind": "none"}, timeout=10).json()
    known = refusal["error"].removeprefix("kind is one of ").removesuffix(".")
    assert set(known.split(", ")) == _KINDS
