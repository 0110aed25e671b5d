"""What is recorded, in which parts, and from when on it can be watched."""

import pytest

from sandbox.state.recordings import Recording
from tests.sandbox.calls.clock import forward, list_history
from tests.sandbox.calls.recordings import HOUR
from tests.sandbox.program import CONFERENCES, Caller, Sandbox, utc

_HOUR, _DAY = 3600, 24 * 3600


def test_a_recording_is_there_once_it_is_transcoded(sandbox: Sandbox, chen: Caller) -> None:
    """The meeting lasted twenty minutes, so it is ready eleven later."""
    meeting = chen.book(startTime=utc(hours=2), length=60, isAutoRecord=1, recordType=2)
    entered = sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")[1]
    forward(sandbox, 20 * 60)
    sandbox.post("client/leave", {"participant": entered["participant"]})
    (kept,) = sandbox.state()["recordings"]
    assert 20 * 60 <= kept["seconds"] < 21 * 60
    seen = []
    for seconds in (0, 10 * 60, 2 * 60):
        forward(sandbox, seconds)
        (row,) = list_history(chen)
        detail = chen.call("GET", f"{CONFERENCES}/history/confDetail", params={"confUUID": row["confUUID"]})[1]
        seen.append((row["isHasRecordFile"], detail["conferenceData"]["isHasRecordFile"]))
    assert seen == [(False, False), (False, False), (True, True)]


@pytest.mark.parametrize("recorded", [{"isAutoRecord": 1, "recordType": 2}, {}])
def test_what_nobody_came_to_or_was_not_to_be_recorded_is_not(
    sandbox: Sandbox, chen: Caller, recorded: dict[str, int]
) -> None:
    meeting = chen.book(startTime=utc(hours=2), length=60, **recorded)
    if not recorded:
        entered = sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")[1]
        sandbox.post("client/leave", {"participant": entered["participant"]})
    forward(sandbox, _DAY)
    assert (sandbox.state()["recordings"], {row["isHasRecordFile"] for row in list_history(chen)}) == ([], {False})


def test_the_parts_of_a_recording() -> None:
    def parts(seconds: int) -> list[tuple[int, int]]:
        return Recording("a" * 32, 1000, seconds, 0).parts

    assert parts(0) == [(1000, 1000)]
    assert parts(3 * HOUR) == [(1000, 1000 + 3 * HOUR)]
    assert parts(3 * HOUR + 1) == [(1000, 1000 + 3 * HOUR), (1000 + 3 * HOUR, 1001 + 3 * HOUR)]
