"""The dates of a series as an RRULE, where there is one for them."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from meetings.recurrence import Cycle, Unit, cycles, rrule

_END, _LAST = date(2027, 6, 1), datetime(2027, 6, 1, 7, tzinfo=UTC)


def days(*written: str) -> list[date]:
    return [date.fromisoformat(one) for one in written]


@pytest.mark.parametrize(
    ("found", "unit", "interval", "days"),
    [
        (days("2026-12-03"), Unit.DAY, 1, ()),
        (days("2026-12-03", "2026-12-05", "2026-12-07"), Unit.DAY, 2, ()),
        (days("2026-12-03", "2026-12-10"), Unit.WEEK, 1, (4,)),
        (days("2026-12-03", "2026-12-07", "2026-12-10"), Unit.WEEK, 1, (1, 4)),
        (days("2026-12-31", "2027-01-31", "2027-02-28"), Unit.MONTH, 1, (31,)),
        (days("2026-12-30", "2027-01-30"), Unit.MONTH, 1, (30,)),
    ],
)
def test_find(found: list[date], unit: Unit, interval: int, days: tuple[int, ...]) -> None:
    assert rrule.find_rule(found) == (Cycle(unit, interval, days, found[-1]), found)


@pytest.mark.parametrize(
    ("held", "by_rule", "rule_days"),
    [
        (days("2026-12-30", "2027-01-30", "2027-02-28"), days("2026-12-31", "2027-01-31", "2027-02-28"), (31,)),
        # begun by the one that is not on the day
        (days("2027-02-28", "2027-03-29", "2027-04-29"), days("2027-02-28", "2027-03-31", "2027-04-30"), (31,)),
        (
            days("2027-01-29", "2027-01-30", "2027-02-28", "2027-03-29", "2027-03-30"),
            days("2027-01-29", "2027-01-31", "2027-02-28", "2027-03-29", "2027-03-31"),
            (29, 31),
        ),
    ],
)
def test_find_where_february_lacks_the_day(held: list[date], by_rule: list[date], rule_days: tuple[int, ...]) -> None:
    assert rrule.find_rule(held) == (Cycle(Unit.MONTH, 1, rule_days, held[-1]), by_rule)


def test_find_where_no_rule_has_the_dates() -> None:
    assert rrule.find_rule(days("2026-12-03", "2026-12-08", "2027-01-25")) is None


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        (Cycle(Unit.DAY, 3, (), _END), date(2027, 3, 30), days("2027-03-24", "2027-03-27")),
        (Cycle(Unit.WEEK, 2, (1, 4), _END), date(2026, 12, 7), days("2026-11-23", "2026-11-26")),
        # February has no 30th
        (Cycle(Unit.MONTH, 1, (30,), _END), date(2027, 3, 30), days("2026-12-30", "2027-01-30")),
    ],
)
def test_earlier(rule: Cycle, first: date, expected: list[date]) -> None:
    assert rrule.dates_before(rule, first, 2) == expected
    assert rrule.dates_before(rule, first, 0) == []
    assert cycles.dates(Cycle(rule.unit, rule.interval, rule.days, first), expected[0])[:2] == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Cycle(Unit.DAY, 1, (), _END), {"freq": "DAILY", "until": _LAST}),
        (Cycle(Unit.DAY, 3, (), _END), {"freq": "DAILY", "until": _LAST, "interval": 3}),
        (
            Cycle(Unit.WEEK, 2, (0, 4), _END),
            {"freq": "WEEKLY", "until": _LAST, "interval": 2, "byday": ["SU", "TH"], "wkst": "SU"},
        ),
        (Cycle(Unit.MONTH, 1, (15, 31), _END), {"freq": "MONTHLY", "until": _LAST, "bymonthday": [15, -1]}),
    ],
)
def test_written(rule: Cycle, expected: dict[str, Any]) -> None:
    assert rrule.write_rrule(rule, _LAST.astimezone(ZoneInfo("Asia/Shanghai"))) == expected
