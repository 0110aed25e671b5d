"""On which dates a series is held, and rules that cannot be."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.sandbox.calls.series import TODAY, create_series, cycle_params, day, list_starts, try_to_create
from tests.sandbox.program import Caller, Sandbox, refused, why


def test_weeks_begin_on_sunday(chen: Caller) -> None:
    sunday = TODAY + timedelta(days=14 - TODAY.isoweekday() % 7)
    first = sunday + timedelta(days=3)
    rule = cycle_params(cycle="Week", interval=2, point=[3, 0], startDate=first.isoformat(), endDate=day(60))
    found = [
        date.fromisoformat(start[:10]) for start in list_starts(create_series(chen, rule, startTime=f"{first} 07:00"))
    ]
    assert found[:4] == [first + timedelta(days=number) for number in (0, 11, 14, 25)]


def test_a_day_that_a_month_does_not_have_is_its_last(chen: Caller) -> None:
    first = date(TODAY.year + 1, 1, 31) if TODAY.month > 2 else date(TODAY.year, 3, 31)
    rule = cycle_params(
        cycle="Month", interval=1, point=[31], startDate=first.isoformat(), endDate=f"{first.year}-07-01"
    )
    found = list_starts(create_series(chen, rule, startTime=f"{first} 07:00"))
    months = [3, 4, 5, 6] if first.month == 3 else [1, 2, 3, 4, 5, 6]
    last = {1: 31, 2: 28 if first.year % 4 else 29, 3: 31, 4: 30, 5: 31, 6: 30}
    assert found == [f"{first.year}-{month:02}-{last[month]} 07:00" for month in months]


@pytest.mark.parametrize("asked", [50, 51, 99])
def test_more_than_fifty_are_cut_in_silence(chen: Caller, asked: int) -> None:
    found = create_series(chen, cycle_params(interval=1, endDate=day(1 + asked)))
    assert (len(found["subConfs"]), found["cycleParams"]["endDate"]) == (50, day(51))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"startDate": ...}, "MMC.111071041"),
        ({"endDate": ""}, "MMC.111071042"),
        ({"cycle": "Year"}, "MMC.111071043"),
        ({"interval": 16}, "MMC.111071044"),
        ({"cycle": "Week", "interval": 6, "point": [1]}, "MMC.111071044"),
        ({"cycle": "Month", "interval": 4, "point": [1]}, "MMC.111071044"),
        ({"interval": 0}, "MMC.111071044"),
        ({"interval": "2"}, "MMC.111071062"),
        ({"cycle": "Week", "point": []}, "MMC.111071045"),
        ({"cycle": "Week", "point": [7]}, "MMC.111071046"),
        ({"cycle": "Month", "interval": 1, "point": [0]}, "MMC.111071046"),
        ({"cycle": "Week", "point": [True]}, "MMC.111071062"),
        ({"preRemindDays": ...}, "MMC.111071030"),
        ({"preRemindDays": 31}, "MMC.111071030"),
        ({"startDate": day(-1)}, "MMC.111071013"),
        ({"endDate": day(1)}, "MMC.111071061"),
        ({"endDate": day(400)}, "MMC.111071061"),
        ({"endDate": "20271231"}, "MMC.111071061"),
        ({"startDate": "9999-12-31", "endDate": "9999-12-31"}, "MMC.111071061"),
        ({"startDate": day(367), "endDate": day(370)}, "MMC.111071014"),
    ],
)
def test_a_rule_that_cannot_be(sandbox: Sandbox, chen: Caller, fields: dict[str, Any], code: str) -> None:
    assert why(try_to_create(chen, cycle_params(**fields))) == refused(code)
    assert sandbox.state()["meetings"] == []


def test_a_rule_without_a_date(chen: Caller) -> None:
    rule = cycle_params(
        cycle="Month", interval=3, point=[(TODAY + timedelta(days=20)).day], startDate=day(2), endDate=day(3)
    )
    assert why(try_to_create(chen, rule)) == refused("MMC.111071069")


def test_a_year_at_most(chen: Caller) -> None:
    begin = TODAY + timedelta(days=2)
    # The next year has no 29 February.
    last = begin.replace(year=begin.year + 1, day=28 if (begin.month, begin.day) == (2, 29) else begin.day)
    rule = cycle_params(cycle="Month", interval=3, point=[1], endDate=last.isoformat())
    assert create_series(chen, rule)["cycleParams"]["endDate"] == last.isoformat()
    rule["endDate"] = (last + timedelta(days=1)).isoformat()
    assert why(try_to_create(chen, rule)) == refused("MMC.111071061")
