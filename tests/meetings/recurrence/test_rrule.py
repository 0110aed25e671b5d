"""The dates of a series as an RRULE, where there is one for them."""

from datetime import date
from typing import Any

import pytest

from meetings.recurrence import Rule, Unit, rrule, rules

_END = date(2027, 6, 1)


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
        (days("2026-12-30", "2027-01-30", "2027-02-28"), Unit.MONTH, 1, (30,)),
    ],
)
def test_find(found: list[date], unit: Unit, interval: int, days: tuple[int, ...]) -> None:
    assert rrule.find_rule(found) == Rule(unit, interval, days, found[-1])


def test_find_where_no_rule_has_the_dates() -> None:
    assert rrule.find_rule(days("2026-12-03", "2026-12-08", "2027-01-25")) is None


@pytest.mark.parametrize(
    ("rule", "day", "expected"),
    [
        (Rule(Unit.MONTH, 1, (30,), _END), date(2027, 1, 30), True),
        (Rule(Unit.MONTH, 1, (30,), _END), date(2027, 2, 28), False),
        (Rule(Unit.MONTH, 1, (31,), _END), date(2027, 2, 28), True),
        (Rule(Unit.DAY, 1, (), _END), date(2027, 2, 28), True),
    ],
)
def test_is_own(rule: Rule, day: date, expected: bool) -> None:
    assert rrule.is_own(rule, day) is expected


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        (Rule(Unit.DAY, 3, (), _END), date(2027, 3, 30), days("2027-03-24", "2027-03-27")),
        (Rule(Unit.WEEK, 2, (1, 4), _END), date(2026, 12, 7), days("2026-11-23", "2026-11-26")),
        # February has no 30th
        (Rule(Unit.MONTH, 1, (30,), _END), date(2027, 3, 30), days("2026-12-30", "2027-01-30")),
    ],
)
def test_earlier(rule: Rule, first: date, expected: list[date]) -> None:
    assert rrule.earlier(rule, first, 2) == expected
    assert rrule.earlier(rule, first, 0) == []
    assert rules.dates(Rule(rule.unit, rule.interval, rule.days, first), expected[0])[:2] == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(Unit.DAY, 1, (), _END), {"freq": "DAILY", "count": 5}),
        (Rule(Unit.DAY, 3, (), _END), {"freq": "DAILY", "count": 5, "interval": 3}),
        (
            Rule(Unit.WEEK, 2, (0, 4), _END),
            {"freq": "WEEKLY", "count": 5, "interval": 2, "byday": ["SU", "TH"], "wkst": "SU"},
        ),
        (Rule(Unit.MONTH, 1, (15, 31), _END), {"freq": "MONTHLY", "count": 5, "bymonthday": [15, -1]}),
    ],
)
def test_written(rule: Rule, expected: dict[str, Any]) -> None:
    assert rrule.write_rrule(rule, 5) == expected
