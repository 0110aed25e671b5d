"""Rules at random: each kind that the portal knows, zones of both hemispheres, years with and without a leap day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume
from hypothesis import strategies as st

from meetings.recurrence import Rule, RuleProblem
from meetings.recurrence.pattern import Pattern, Unit

ZONES = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "UTC",
]
_DAYS = {Unit.WEEK: st.integers(0, 6), Unit.MONTH: st.integers(1, 31), Unit.YEAR: st.integers(1, 28)}
_CLOCKS = st.one_of(
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([time(0), time(1, 30), time(2), time(2, 30), time(23, 45)]),
)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    unit = draw(st.sampled_from(Unit))
    interval = draw(st.integers(1, {Unit.DAY: 40, Unit.WEEK: 8, Unit.MONTH: 6, Unit.YEAR: 2}[unit]))
    months = tuple(sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=2)))) if unit is Unit.YEAR else ()
    if unit in {Unit.MONTH, Unit.YEAR} and draw(st.booleans()):
        most = 5 if len(months) < 2 else 1
        weekdays = draw(st.one_of(st.sets(st.integers(0, 6), min_size=1, max_size=most), st.just({0})))
        positions = draw(st.sampled_from([(1,), (2,), (-1,), (1, 3), (2, -1)]))
        return Pattern(unit, interval, weekdays=tuple(sorted(weekdays)), positions=positions, months=months)
    days = tuple(sorted(draw(st.sets(_DAYS[unit], min_size=1, max_size=4)))) if unit is not Unit.DAY else ()
    week_start = draw(st.sampled_from([0, 1])) if unit is Unit.WEEK and interval > 1 else 0
    return Pattern(unit, interval, days, months=months, week_start=week_start)


@st.composite
def rules(draw: st.DrawFn, *, most: int = 60) -> Rule:
    """Rules with an end, some with dates that are left out or added."""
    zone, pattern = draw(st.sampled_from(ZONES)), draw(patterns())
    day = draw(st.dates(date(2018, 1, 1), date(2031, 12, 31)))
    first = next(pattern.occurrences(datetime.combine(day, draw(_CLOCKS)))).replace(tzinfo=ZoneInfo(zone))
    assume(first.replace(fold=1).utcoffset() == first.utcoffset())
    count = draw(st.integers(1, most))
    last = Rule(pattern, first, zone, count).starts()[-1].date()
    end = {"count": count} if draw(st.booleans()) else {"until": last + timedelta(days=draw(st.integers(0, 3)))}
    is_whole = draw(st.booleans())
    shifts = st.just([]) if is_whole else st.lists(st.integers(0, 400), max_size=3, unique=True)
    days = [first.date() + timedelta(days=shift) for shift in draw(shifts)]
    extra = [
        datetime.combine(first.date() + timedelta(days=shift), first.time(), UTC) + timedelta(days=1)
        for shift in draw(shifts)
    ]
    try:
        return Rule(
            pattern,
            first,
            zone,
            skip=tuple(sorted(days)),
            extra=tuple(sorted(at.astimezone(first.tzinfo) for at in extra)),
            **end,
        )
    except RuleProblem:  # all of it is left out
        assume(False)
        raise
