"""The rule of a series in answers and in requests."""

from datetime import date
from typing import Any

import pytest

from hwmeeting import Cycle, CycleUnit

_CYCLE = Cycle(
    unit=CycleUnit.WEEK, start_date=date(2026, 12, 2), end_date=date(2026, 12, 30), points=(0, 3), remind_days=2
)
_FIELDS = {
    "startDate": "2026-12-02",
    "endDate": "2026-12-30",
    "cycle": "Week",
    "interval": 1,
    "point": [0, 3],
    "preRemindDays": 2,
}


def test_dates_are_local_to_the_zone() -> None:
    sent = Cycle(unit=CycleUnit.WEEK, start_date=date(2026, 12, 2), end_date=date(2026, 12, 30), points=(0, 3))
    assert sent.to_vendor() == _FIELDS | {"preRemindDays": 0}


def test_to_vendor_is_what_from_vendor_reads() -> None:
    assert _CYCLE.to_vendor() == _FIELDS
    assert Cycle.from_vendor(_FIELDS) == _CYCLE


def test_to_vendor_leaves_out_points_of_a_daily_rule() -> None:
    daily = Cycle(unit=CycleUnit.DAY, start_date=date(2026, 12, 2), end_date=date(2026, 12, 4))
    assert "point" not in daily.to_vendor()


@pytest.mark.parametrize("odd", [{"cycle": "Year"}, {"startDate": None}, {"endDate": "2026-13-01"}, {"cycle": None}])
def test_from_vendor_of_an_unreadable_rule_is_none(odd: dict[str, Any]) -> None:
    assert Cycle.from_vendor(_FIELDS | odd) is None


def test_from_vendor_with_few_fields() -> None:
    source = {"startDate": "2026-12-02", "endDate": "2026-12-30", "cycle": "Month", "interval": None, "point": "3"}
    assert Cycle.from_vendor(source) == Cycle(
        unit=CycleUnit.MONTH, start_date=date(2026, 12, 2), end_date=date(2026, 12, 30)
    )
