"""Whatever the rule, zone and year: our dates are those of dateutil, of the sandbox and of our own text read again."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings

from meetings.recurrence import Rule, cycles
from sandbox.vendor_api.rules.cycle import read_cycle
from tests.meetings.recurrence.random_rules import rules


@settings(max_examples=300, deadline=None)
@given(rules())
def test_starts_are_those_of_dateutil(rule: Rule) -> None:
    """By the RRULE that we write, as any other program would read it."""
    theirs = rruleset()
    theirs.rrule(rrulestr(rule.rrule(), dtstart=rule.first))
    for at in rule.extra:
        theirs.rdate(at)
    skipped = set(rule.skip)
    expected = {at.astimezone(UTC) for at in theirs if at in rule.extra or at.date() not in skipped}
    assert [at.astimezone(UTC) for at in rule.starts()] == sorted(expected)


@settings(max_examples=300, deadline=None)
@given(rules())
def test_from_rrule_reads_what_rrule_writes(rule: Rule) -> None:
    again = Rule.from_rrule(rule.rrule(), first=rule.first, zone=rule.zone, skip=rule.skip, extra=rule.extra)
    assert (again.rrule(), again.starts()) == (rule.rrule(), rule.starts())
    assert again.sentence("en").startswith(rule.sentence("en").split(",")[0])


@settings(max_examples=300, deadline=None)
@given(rules(most=55))
def test_vendor_cycle_has_our_dates(rule: Rule) -> None:
    cycle = rule.vendor_cycle()
    assert (cycle is None) == bool(rule.why_portal_series("en"))
    if cycle is not None:
        theirs, days = read_cycle(cycle, today=date(2018, 1, 1)).limited()
        assert days == [at.date() for at in rule.starts()]
        assert theirs.end_date == days[-1]
        ours = rule.cycle()
        assert ours is not None
        assert cycles.dates(ours, rule.first.date()) == days


@settings(max_examples=200, deadline=None)
@given(rules())
def test_starts_keep_the_time_of_day(rule: Rule) -> None:
    """In each zone, on both hemispheres; where the clocks skip it, it is as long after midnight."""
    zone = ZoneInfo(rule.zone)
    by_rule = Rule(rule.pattern, rule.first, rule.zone, rule.count, rule.until)
    for at in by_rule.starts()[1:]:
        assert at.astimezone(UTC) == datetime.combine(at.date(), rule.first.time(), zone).astimezone(UTC)
