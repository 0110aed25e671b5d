"""One occurrence is edited as a whole object."""

from typing import Any

import pytest

from tests.sandbox.calls.series import create_series, edit_occurrence, show_series, time_on_day
from tests.sandbox.program import Caller, refused, utc, why


def test_edit_occurrence_is_whole_object_too(chen: Caller) -> None:
    before = create_series(chen, confConfigInfo={"enableWaitingRoom": True, "allowGuestStartConf": True})
    assert edit_occurrence(chen, before, 1, confConfigInfo={"allowGuestStartConf": True})[0] == 200
    found = show_series(chen, before)["subConfs"][1]
    assert (found["startTime"], found["endTime"]) == (time_on_day(4, "09:00"), time_on_day(4, "09:30"))
    assert (found["confConfigInfo"]["enableWaitingRoom"], found["confConfigInfo"]["allowGuestStartConf"]) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"cycleSubConfID": "0" * 32}, "MMC.111070005"),
        ({"cycleSubConfID": ...}, "MMC.111070001"),
        ({"startTime": ...}, "MMC.111070001"),
        ({"length": ...}, "MMC.111070001"),
        ({"length": 14}, "MMC.111071021"),
        ({"mediaTypes": ...}, "MMC.111071018"),
        ({"startTime": utc(hours=-1)}, "MMC.111071013"),
        ({"startTime": time_on_day(4, "06:30")}, "MMC.111071119"),
        ({"startTime": time_on_day(4, "06:31")}, "MMC.111071119"),
        ({"description": "x" * 201}, "MMC.111071061"),
        ({"confConfigInfo": {"callInRestriction": 1}}, "MMC.111071061"),
        ({"confConfigInfo": {"showAudienceCountInfo": {"showAudienceMode": 2}}}, "MMC.111071061"),
        ({"confConfigInfo": {"showAudienceCountInfo": {"baseAudienceCount": 10001}}}, "MMC.111071061"),
        ({"confConfigInfo": {"showAudienceCountInfo": {"multiple": 0.5}}}, "MMC.111071061"),
        ({"confConfigInfo": {"showAudienceCountInfo": {"multiple": 1.25}}}, "MMC.111071061"),
    ],
)
def test_an_occurrence_that_cannot_be(chen: Caller, fields: dict[str, Any], code: str) -> None:
    before = (
        create_series(chen, length=1440, startTime=time_on_day(2, "06:00"))
        if code.endswith("119")
        else create_series(chen)
    )
    assert why(edit_occurrence(chen, before, **fields)) == refused(code)
    assert show_series(chen, before) == before
