"""Dates and times in the zone of a series."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.sandbox.calls.series import TODAY, create_series, cycle_params, day, list_starts
from tests.sandbox.program import Caller, Sandbox


def test_morning_in_beijing_is_the_day_before_in_utc(chen: Caller) -> None:
    found = create_series(chen, startTime=f"{day(1)} 23:00")
    assert list_starts(found) == [f"{day(number)} 23:00" for number in (1, 3, 5, 7)]


@pytest.mark.parametrize("reading", ["utc", "zone"])
def test_over_a_change_of_the_clocks(sandbox: Sandbox, chen: Caller, reading: str) -> None:
    assert sandbox.post("assume", {"occurrence_time": reading})[0] == 200
    berlin = ZoneInfo("Europe/Berlin")
    nights = [datetime.combine(TODAY + timedelta(days=number), time(0, 30), berlin) for number in range(3, 300)]
    first = next(night for night in nights if night.utcoffset() != (night + timedelta(days=7)).utcoffset())
    rule = cycle_params(startDate=f"{first:%Y-%m-%d}", endDate=f"{first + timedelta(days=7):%Y-%m-%d}", interval=7)
    begin = first.astimezone(UTC)
    expected = {"utc": begin + timedelta(days=7), "zone": (first + timedelta(days=7)).astimezone(UTC)}
    found = list_starts(create_series(chen, rule, startTime=f"{begin:%Y-%m-%d %H:%M}", timeZoneID="27"))
    assert found == [f"{moment:%Y-%m-%d %H:%M}" for moment in (begin, expected[reading])]
