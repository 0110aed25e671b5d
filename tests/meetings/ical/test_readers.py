"""Whatever became of a series, its file says exactly its rows to every program that reads it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meetings.models import Occurrence
from meetings.recurrence import Rule, cycles
from meetings.recurrence.cycles import LONGEST_INTERVAL, Cycle
from meetings.recurrence.pattern import Unit
from tests.meetings.ical.engines.engines import Engines
from tests.meetings.ical.readers import check, file_of, make_row
from tests.meetings.recurrence.random_rules import rules

# Two that are alike in most years, none, half an hour, the month of fasting, no whole hour, a habit given up, and UTC.
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "Europe/Dublin",
    "America/Santiago",
    "Asia/Gaza",
    "Pacific/Chatham",
    "UTC",
]
EVERY_ZONE = sorted(available_timezones() - {"localtime", "Factory"})
_MINUTE = timedelta(minutes=1)


@st.composite
def held(draw: st.DrawFn, zone: ZoneInfo, first: date, most: int) -> list[datetime]:
    """The starts of a series as the meeting service may hold it: at one time of day of its zone, or of UTC."""
    unit = draw(st.sampled_from(list(LONGEST_INTERVAL)))
    rule_days = {Unit.DAY: st.just(()), Unit.WEEK: some(0, 6), Unit.MONTH: some(1, 31)}[unit]
    rule = Cycle(unit, draw(st.integers(1, LONGEST_INTERVAL[unit])), draw(rule_days), cycles.a_year_after(first))
    days = [day for day, _ in zip(cycles.following(rule, first), range(most), strict=False)]
    clock = draw(st.one_of(st.times(), st.sampled_from([time(0), time(1, 30), time(2), time(2, 30), time(23, 45)])))
    local = datetime.combine(days[0], clock.replace(second=0, microsecond=0), zone)
    if draw(st.booleans()):
        return [datetime.combine(day, local.time(), zone).astimezone(UTC) for day in days]
    return [local.astimezone(UTC) + (day - days[0]) for day in days]


def some(least: int, most: int) -> st.SearchStrategy[tuple[int, ...]]:
    return st.sets(st.integers(least, most), min_size=1, max_size=3).map(lambda found: tuple(sorted(found)))


@st.composite
def series(draw: st.DrawFn) -> tuple[str, list[Occurrence], datetime]:
    """Zone, dates and now: some are moved, or longer, or cancelled; some were held before the rest was changed."""
    zone = draw(st.one_of(st.sampled_from(ZONES), st.sampled_from(EVERY_ZONE)))
    first = draw(st.dates(date(2018, 1, 1), date(2031, 1, 1)))
    starts = draw(held(ZoneInfo(zone), first, draw(st.integers(1, 20))))
    begun = draw(st.integers(0, len(starts)))
    if begun and draw(st.booleans()):
        day = starts[begun - 1].date() + timedelta(days=2)
        starts = starts[:begun] + draw(held(ZoneInfo(zone), day, draw(st.integers(1, 20))))
    minutes = draw(st.integers(15, 1440))
    rows = [make_row(at, minutes=minutes) for at in starts]
    for row in draw(st.lists(st.sampled_from(rows), max_size=5)):
        row.start_at += draw(st.integers(-40_000, 40_000)) * _MINUTE
        row.end_at = row.start_at + draw(st.sampled_from([15, minutes, 1440])) * _MINUTE
        row.is_cancelled = draw(st.booleans())
    assume(not all(row.is_cancelled for row in rows))
    now = starts[begun - 1] + _MINUTE if begun else starts[0] - timedelta(days=1)
    return zone, rows, now


@settings(max_examples=60, deadline=None)
@given(rules(most=20))
def test_every_reader_finds_the_dates_of_a_rule(engines: Engines, rule: Rule) -> None:
    """Also of one that the meeting service can't keep: by years, on the last Friday, with single dates."""
    rows = [make_row(at.astimezone(UTC)) for at in rule.starts()]
    is_by_night = rule.first.hour < 4  # see below
    text = file_of(rows, zone=rule.zone, now=rows[0].start_at - timedelta(days=1))
    check(engines, text, rows, rule.zone, without="node-ical" if is_by_night else "")


@settings(max_examples=100, deadline=None)
@given(series())
def test_every_reader_finds_the_rows(engines: Engines, given_series: tuple[str, list[Occurrence], datetime]) -> None:
    zone, rows, now = given_series
    # Its rrule-temporal 1.5 counts weeks from a Sunday, and stays an hour late where the clocks skip the time then.
    by_night = any(row.original_start_at.astimezone(ZoneInfo(zone)).hour < 4 for row in rows)
    check(engines, file_of(rows, zone=zone, now=now), rows, zone, without="node-ical" if by_night else "")
