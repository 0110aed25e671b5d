"""How long the history is kept."""

import time

import pytest

from tests.sandbox.program import CONFERENCES, Caller, Sandbox


@pytest.mark.parametrize(("months", "kept"), [("6", 6), ("12", 12)])
def test_history_is_kept_for_so_long(sandbox: Sandbox, chen: Caller, months: str, kept: int) -> None:
    sandbox.post("assume", {"history_months": months})
    meeting = chen.book(startTime=...)
    chen.cancel(meeting["conferenceID"], type=1)
    month = 31 * 24 * 3600
    until = {"endDate": int((time.time() + 60) * 1000)}
    names = ("confDetail", "confAttendeeRecord", "confCtlRecord")
    seen = []
    for moved in (kept * month - 600, 1200):
        sandbox.post("clock", {"forward_seconds": moved})
        single = [
            chen.call("GET", f"{CONFERENCES}/history/{name}", params={"confUUID": meeting["confUUID"]})[0]
            for name in names
        ]
        seen.append((chen.history(**until)[1]["count"], single))
    assert seen == [(1, [200, 200, 200]), (0, [400, 400, 400])]
    assert len(sandbox.state()["history"]) == 1, "the state shows all that was"
