"""On which dates a series is held."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.recurrence import cycles
from meetings.recurrence.cycles import (
    Cycle,
    CycleProblem,
    EndsTooEarly,
    EndsTooLate,
    IntervalProblem,
    NoDays,
    TooManyOccurrences,
)
from meetings.recurrence.pattern import Unit
from sandbox.vendor_api.rules import cycle as vendor_cycle

_THURSDAY = date(2026, 12, 3)


def days(*written: str) -> list[date]:
    return [date.fromisoformat(one) for one in written]


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        (Cycle(Unit.DAY, 15, (), date(2027, 1, 2)), _THURSDAY, days("2026-12-03", "2026-12-18", "2027-01-02")),
        (
            Cycle(Unit.WEEK, 1, (1, 4), date(2026, 12, 14)),
            _THURSDAY,
            days("2026-12-03", "2026-12-07", "2026-12-10", "2026-12-14"),
        ),
        # Sunday is the first day of the week, not the last
        (
            Cycle(Unit.WEEK, 2, (0, 4), date(2026, 12, 31)),
            _THURSDAY,
            days("2026-12-03", "2026-12-13", "2026-12-17", "2026-12-27", "2026-12-31"),
        ),
        # the day that was typed is none of the rule
        (Cycle(Unit.WEEK, 1, (2,), date(2026, 12, 15)), _THURSDAY, days("2026-12-08", "2026-12-15")),
        (
            Cycle(Unit.MONTH, 1, (31,), date(2027, 4, 30)),
            date(2026, 12, 31),
            days("2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"),
        ),
        (Cycle(Unit.MONTH, 3, (29, 31), date(2028, 2, 29)), date(2027, 11, 30), days("2027-11-30", "2028-02-29")),
        (Cycle(Unit.DAY, 1, (), _THURSDAY), _THURSDAY, days("2026-12-03")),
    ],
)
def test_dates(rule: Cycle, first: date, expected: list[date]) -> None:
    assert cycles.dates(rule, first) == expected


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (Cycle(Unit.DAY, 16, (), date(2027, 1, 1)), IntervalProblem),
        (Cycle(Unit.DAY, 0, (), date(2027, 1, 1)), IntervalProblem),
        (Cycle(Unit.WEEK, 6, (1,), date(2027, 1, 1)), IntervalProblem),
        (Cycle(Unit.MONTH, 4, (1,), date(2027, 1, 1)), IntervalProblem),
        (Cycle(Unit.WEEK, 1, (), date(2027, 1, 1)), NoDays),
        (Cycle(Unit.MONTH, 1, (32,), date(2027, 1, 1)), NoDays),
        (Cycle(Unit.DAY, 1, (), date(2026, 12, 2)), EndsTooEarly),
        (Cycle(Unit.WEEK, 1, (3,), date(2026, 12, 8)), EndsTooEarly),
        (Cycle(Unit.MONTH, 3, (1,), date(2027, 12, 4)), EndsTooLate),
        (Cycle(Unit.DAY, 1, (), date(2027, 1, 22)), TooManyOccurrences),
    ],
)
def test_dates_refuses(rule: Cycle, problem: type[CycleProblem]) -> None:
    with pytest.raises(problem):
        cycles.dates(rule, _THURSDAY)


def test_fifty_are_taken_and_the_fiftieth_is_named_beyond() -> None:
    fiftieth = _THURSDAY + timedelta(days=49)
    assert len(cycles.dates(Cycle(Unit.DAY, 1, (), fiftieth), _THURSDAY)) == 50
    with pytest.raises(TooManyOccurrences) as problem:
        cycles.dates(Cycle(Unit.DAY, 1, (), fiftieth + timedelta(days=11)), _THURSDAY)
    assert (problem.value.count, problem.value.last) == (61, fiftieth)


def test_a_year_is_the_longest() -> None:
    rule = Cycle(Unit.MONTH, 3, (3,), date(2027, 12, 3))
    assert cycles.dates(rule, _THURSDAY)[-1] == date(2027, 12, 3)
    assert cycles.a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


def test_ending_after() -> None:
    rule = cycles.ending_after(3, unit=Unit.WEEK, interval=2, days=(4,), first=_THURSDAY)
    assert rule == Cycle(Unit.WEEK, 2, (4,), date(2026, 12, 31))
    assert len(cycles.dates(rule, _THURSDAY)) == 3
    for count, problem in ((0, EndsTooEarly), (51, TooManyOccurrences)):
        with pytest.raises(problem):
            cycles.ending_after(count, unit=Unit.DAY, interval=1, days=(), first=_THURSDAY)
    with pytest.raises(EndsTooLate):
        cycles.ending_after(6, unit=Unit.MONTH, interval=3, days=(3,), first=_THURSDAY)


def test_is_last_instead() -> None:
    rule = Cycle(Unit.MONTH, 1, (30,), date(2027, 4, 30))
    short = [day for day in cycles.dates(rule, _THURSDAY) if rule.pattern.is_last_instead(day)]
    assert short == days("2027-02-28")
    # The 31st is the last of every month, and lacks in none.
    assert not Cycle(Unit.MONTH, 1, (31,), _THURSDAY).pattern.is_last_instead(date(2027, 4, 30))
    assert not Cycle(Unit.WEEK, 1, (1,), _THURSDAY).pattern.is_last_instead(_THURSDAY)


_FIRSTS = st.dates(date(2026, 1, 1), date(2032, 12, 31))


@given(
    unit=st.sampled_from(list(cycles.LONGEST_INTERVAL)),
    interval=st.integers(1, 3),
    days=st.lists(st.integers(1, 6), min_size=1, unique=True),
    first=_FIRSTS,
    length=st.integers(0, 365),
)
def test_the_vendor_computes_the_same(unit: Unit, interval: int, days: list[int], first: date, length: int) -> None:
    until = first + timedelta(days=length)
    rule = Cycle(unit, interval, () if unit is Unit.DAY else tuple(sorted(days)), until)
    theirs = vendor_cycle.Cycle(first, until, unit.value.title(), interval, rule.days, 0).dates()
    if not theirs:
        with pytest.raises(EndsTooEarly):
            cycles.dates(rule, first)
    elif len(theirs) > cycles.MOST:
        with pytest.raises(TooManyOccurrences) as problem:
            cycles.dates(rule, first)
        assert (problem.value.count, problem.value.last) == (len(theirs), theirs[49])
    else:
        assert cycles.dates(rule, first) == theirs
