"""Snapshots of everything that is stored."""

import requests

from tests.sandbox.conftest import Start
from tests.sandbox.program import APP_ID, Caller, Sandbox

_DAY = 24 * 3600


def test_a_snapshot_brings_everything_back(sandbox: Sandbox, chen: Caller) -> None:
    kept = chen.book(subject="kept")
    assert sandbox.post("snapshot") == (200, {"kept": True})
    before = (sandbox.state(), sandbox.ledger())
    for _ in range(2):
        chen.cancel(kept["conferenceID"])
        chen.book(subject="gone")
        sandbox.post("clock", {"forward_seconds": _DAY})
        assert requests.put(f"{sandbox.url}/_sandbox/snapshot", timeout=10).status_code == 200
        assert (sandbox.state(), sandbox.ledger()) == before
    assert chen.list()[1]["count"] == 1, "tokens as well"


def test_nothing_is_kept_at_first(start: Start) -> None:
    program = start("--seed", "none", "--app-id", APP_ID)
    assert requests.put(f"{program.url}/_sandbox/snapshot", timeout=10).status_code == 404
