"""Working days by the announced calendar of China, and by one of a file."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from meetings.recurrence import Rule, RuleProblem
from meetings.recurrence.working_days import WorkingDays, keep_working_days

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
_FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270501
DTEND;VALUE=DATE:20270506
SUMMARY:劳动节（休）
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20270508
SUMMARY:劳动节（班）
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20270507T010000Z
DTEND:20270507T020000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR
"""


def rule_from(year: int, month: int, day: int, end: str, text: str = _WEEKDAYS) -> Rule:
    return Rule.from_rrule(f"{text};{end}", first=datetime(year, month, day, 9, tzinfo=_SHANGHAI))


def test_keep_working_days_of_china() -> None:
    china = WorkingDays.of_china()
    expected = [10, 11, 12, 13, 14, 24, 25, 26, 27, 28]  # the 14th and the 28th are Saturdays
    for end in ("COUNT=10", "UNTIL=20260228"):
        kept = keep_working_days(rule_from(2026, 2, 10, end), china)
        assert [(at.month, at.day) for at in kept.starts()] == [(2, day) for day in expected]
        assert china.unknown_years(kept) == []


def test_keep_working_days_of_a_year_that_is_not_announced() -> None:
    china = WorkingDays.of_china()
    unannounced = max(china.years) + 1
    day = next(day for day in (4, 5, 6) if date(unannounced, 10, day).weekday() < 5)
    rule = rule_from(unannounced, 10, day, "COUNT=20")
    kept = keep_working_days(rule, china)
    assert (kept.starts(), china.unknown_years(kept)) == (rule.starts(), [unannounced])


def test_keep_working_days_by_a_file() -> None:
    calendar = WorkingDays.from_ics(_FILE)
    kept = keep_working_days(rule_from(2027, 4, 29, "COUNT=5"), calendar)
    assert [(at.month, at.day) for at in kept.starts()] == [(4, 29), (4, 30), (5, 6), (5, 7), (5, 8)]
    assert (kept.rrule(), calendar.unknown_years(kept)) == (f"{_WEEKDAYS};UNTIL=20270508T010000Z", [])


def test_keep_working_days_refuses() -> None:
    china = WorkingDays.of_china()
    for rule, sentence in (
        (
            rule_from(2026, 2, 10, "COUNT=3", "FREQ=DAILY"),
            "A calendar of holidays goes with FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR.",
        ),
        (rule_from(2026, 2, 10, "INTERVAL=1"), "This rule has no end. Say until when, or how many times."),
        (rule_from(2026, 2, 16, "COUNT=3"), "Mon 16 Feb 2026 is a holiday. Tue 24 Feb 2026 would work."),
    ):
        with pytest.raises(RuleProblem) as problem:
            keep_working_days(rule, china)
        assert str(problem.value) == sentence


@pytest.mark.parametrize("text", ["", "no calendar", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"])
def test_from_ics_refuses(text: str) -> None:
    with pytest.raises(RuleProblem) as problem:
        WorkingDays.from_ics(text)
    assert (
        str(problem.value)
        == "This file has no holidays. A calendar file (.ics) with entries of whole days would work."
    )
