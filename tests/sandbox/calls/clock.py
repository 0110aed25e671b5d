"""Move the clock of the meetings forward."""

from typing import Any

from tests.sandbox.program import Caller, Sandbox


def forward(sandbox: Sandbox, seconds: int) -> None:
    status, answer = sandbox.post("clock", {"forward_seconds": seconds})
    assert status == 200, answer


def list_history(caller: Caller) -> list[dict[str, Any]]:
    """Return the history, newest first, also what is still to come."""
    found: list[dict[str, Any]] = caller.history(endDate=2 * 10**12)[1]["data"]
    return found
