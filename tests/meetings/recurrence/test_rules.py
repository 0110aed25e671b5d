"""On which dates a series is held."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.recurrence import rules
from meetings.recurrence.rules import (
    EndsTooEarly,
    EndsTooLate,
    IntervalProblem,
    NoDays,
    Rule,
    RuleProblem,
    TooManyOccurrences,
    Unit,
)
from sandbox.vendor_api.rules.cycle import Cycle

_THURSDAY = date(2026, 12, 3)


def days(*written: str) -> list[date]:
    return [date.fromisoformat(one) for one in written]


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        (Rule(Unit.DAY, 15, (), date(2027, 1, 2)), _THURSDAY, days("2026-12-03", "2026-12-18", "2027-01-02")),
        (
            Rule(Unit.WEEK, 1, (1, 4), date(2026, 12, 14)),
            _THURSDAY,
            days("2026-12-03", "2026-12-07", "2026-12-10", "2026-12-14"),
        ),
        # Sunday is the first day of the week, not the last
        (
            Rule(Unit.WEEK, 2, (0, 4), date(2026, 12, 31)),
            _THURSDAY,
            days("2026-12-03", "2026-12-13", "2026-12-17", "2026-12-27", "2026-12-31"),
        ),
        # the day that was typed is none of the rule
        (Rule(Unit.WEEK, 1, (2,), date(2026, 12, 15)), _THURSDAY, days("2026-12-08", "2026-12-15")),
        (
            Rule(Unit.MONTH, 1, (31,), date(2027, 4, 30)),
            date(2026, 12, 31),
            days("2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"),
        ),
        (Rule(Unit.MONTH, 3, (29, 31), date(2028, 2, 29)), date(2027, 11, 30), days("2027-11-30", "2028-02-29")),
        (Rule(Unit.DAY, 1, (), _THURSDAY), _THURSDAY, days("2026-12-03")),
    ],
)
def test_dates(rule: Rule, first: date, expected: list[date]) -> None:
    assert rules.dates(rule, first) == expected


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (Rule(Unit.DAY, 16, (), date(2027, 1, 1)), IntervalProblem),
        (Rule(Unit.DAY, 0, (), date(2027, 1, 1)), IntervalProblem),
        (Rule(Unit.WEEK, 6, (1,), date(2027, 1, 1)), IntervalProblem),
        (Rule(Unit.MONTH, 4, (1,), date(2027, 1, 1)), IntervalProblem),
        (Rule(Unit.WEEK, 1, (), date(2027, 1, 1)), NoDays),
        (Rule(Unit.MONTH, 1, (32,), date(2027, 1, 1)), NoDays),
        (Rule(Unit.DAY, 1, (), date(2026, 12, 2)), EndsTooEarly),
        (Rule(Unit.WEEK, 1, (3,), date(2026, 12, 8)), EndsTooEarly),
        (Rule(Unit.MONTH, 3, (1,), date(2027, 12, 4)), EndsTooLate),
        (Rule(Unit.DAY, 1, (), date(2027, 1, 22)), TooManyOccurrences),
    ],
)
def test_dates_refuses(rule: Rule, problem: type[RuleProblem]) -> None:
    with pytest.raises(problem):
        rules.dates(rule, _THURSDAY)


def test_fifty_are_taken_and_the_fiftieth_is_named_beyond() -> None:
    fiftieth = _THURSDAY + timedelta(days=49)
    assert len(rules.dates(Rule(Unit.DAY, 1, (), fiftieth), _THURSDAY)) == 50
    with pytest.raises(TooManyOccurrences) as problem:
        rules.dates(Rule(Unit.DAY, 1, (), fiftieth + timedelta(days=11)), _THURSDAY)
    assert (problem.value.count, problem.value.last) == (61, fiftieth)


def test_a_year_is_the_longest() -> None:
    rule = Rule(Unit.MONTH, 3, (3,), date(2027, 12, 3))
    assert rules.dates(rule, _THURSDAY)[-1] == date(2027, 12, 3)
    assert rules.a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


def test_ending_after() -> None:
    rule = rules.ending_after(3, unit=Unit.WEEK, interval=2, days=(4,), first=_THURSDAY)
    assert rule == Rule(Unit.WEEK, 2, (4,), date(2026, 12, 31))
    assert len(rules.dates(rule, _THURSDAY)) == 3
    for count, problem in ((0, EndsTooEarly), (51, TooManyOccurrences)):
        with pytest.raises(problem):
            rules.ending_after(count, unit=Unit.DAY, interval=1, days=(), first=_THURSDAY)
    with pytest.raises(EndsTooLate):
        rules.ending_after(6, unit=Unit.MONTH, interval=3, days=(3,), first=_THURSDAY)


def test_is_last_instead() -> None:
    rule = Rule(Unit.MONTH, 1, (30,), date(2027, 4, 30))
    short = [day for day in rules.dates(rule, _THURSDAY) if rules.is_last_instead(rule, day)]
    assert short == days("2027-02-28")
    assert not rules.is_last_instead(Rule(Unit.WEEK, 1, (1,), _THURSDAY), _THURSDAY)


_FIRSTS = st.dates(date(2026, 1, 1), date(2032, 12, 31))


@given(
    unit=st.sampled_from(Unit),
    interval=st.integers(1, 3),
    days=st.lists(st.integers(1, 6), min_size=1, unique=True),
    first=_FIRSTS,
    length=st.integers(0, 365),
)
def test_the_vendor_computes_the_same(unit: Unit, interval: int, days: list[int], first: date, length: int) -> None:
    until = first + timedelta(days=length)
    rule = Rule(unit, interval, () if unit is Unit.DAY else tuple(sorted(days)), until)
    theirs = Cycle(first, until, unit.value.title(), interval, rule.days, 0).dates()
    if not theirs:
        with pytest.raises(EndsTooEarly):
            rules.dates(rule, first)
    elif len(theirs) > rules.MOST:
        with pytest.raises(TooManyOccurrences) as problem:
            rules.dates(rule, first)
        assert (problem.value.count, problem.value.last) == (len(theirs), theirs[49])
    else:
        assert rules.dates(rule, first) == theirs
