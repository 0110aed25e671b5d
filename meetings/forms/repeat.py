"""From what was entered about repeating to a rule, or to the sentence that says what would work."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from l10n import format_datetime, parse_datetime
from l10n.problem import Problem
from meetings import problems
from meetings.forms.times import month_first, plain_digits, which_of_two_days
from meetings.problems import Code
from meetings.recurrence import Cycle, CycleProblem, Rule, RuleProblem, Unit, cycles
from meetings.recurrence.pattern import LAST, WORKING_DAYS, Pattern
from meetings.recurrence.working_days import WorkingDays, keep_working_days

ONCE = "once"
UNTIL, COUNT = "until", "count"
# Monday to Friday; as a day of the month any of them.
WORKING = "working"
# As a week is read: Monday first, Sunday is 0.
WEEKDAYS = (1, 2, 3, 4, 5, 6, 0)
# Of what the portal keeps itself, for two years by default.
_LONGEST_INTERVAL = cycles.LONGEST_INTERVAL | {Unit.MONTH: 12, Unit.YEAR: 2}
_MONTH_DAY = re.compile(r"\d{1,2}", re.ASCII)


class RepeatProblem(ValueError):
    """The form describes no rule: ``field`` is that of the form, ``sentence`` says what would work."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def rule_of(entered: Mapping[str, Any], *, start: datetime, here: datetime) -> Cycle | Rule | None:
    """Return the rule from ``start`` on, None for a meeting that is held once. Raises RepeatProblem.

    A Cycle where the meeting service can keep it, else a Rule for the portal. Without a day the one of ``start`` is
    meant. ``start`` and ``here``, which is now, are in the zone of the series. Whether a series can be held by that
    rule is for BookingRequest to say.
    """
    chosen = entered.get("repeats") or ONCE
    if chosen == ONCE:
        return None
    pattern = _pattern(chosen, entered, start.date())
    count = _whole(entered.get("count", ""), "count") if _ends_by_count(entered) else None
    until = None if count is not None else _until(entered.get("until", ""), here)
    if count == 0:
        raise RepeatProblem("count", _("A whole number, please, like “10”."))
    has_holidays = chosen == WORKING and bool(entered.get("holidays"))
    is_plain = pattern.unit is not Unit.YEAR and not pattern.weekdays and not has_holidays
    if is_plain and (found := _cycle(pattern, start.date(), count=count, until=until, entered=entered)):
        return found
    rule = _rule(pattern, start, count=count, until=until, has_holidays=has_holidays)
    return rule.cycle() or rule


def _cycle(
    pattern: Pattern, first: date, *, count: int | None, until: date | None, entered: Mapping[str, Any]
) -> Cycle | None:
    """Return what the meeting service can keep, None where that is too much for it. Raises RepeatProblem."""
    unit, interval, days = pattern.unit, pattern.interval, pattern.days
    try:
        if until is None:
            assert count is not None
            return cycles.ending_after(count, unit=unit, interval=interval, days=days, first=first)
        found = Cycle(unit, interval, days, until)
        cycles.dates(found, first)
    except (cycles.EndsTooLate, cycles.TooManyOccurrences):
        return None
    except CycleProblem as problem:
        if until is not None:  # for the request to say
            return Cycle(unit, interval, days, until)
        refused = problems.build_rule_problem(problem, today=first)
        raise RepeatProblem(field_of(refused, entered), refused.sentence) from problem
    return found


def _rule(
    pattern: Pattern,
    start: datetime,
    *,
    count: int | None,
    until: date | None,
    has_holidays: bool,
) -> Rule:
    """Return what the portal has to keep. Raises RepeatProblem."""
    zone = start.tzinfo
    assert isinstance(zone, ZoneInfo)
    naive = next(pattern.occurrences(start.replace(tzinfo=None, fold=0)))
    if until is not None and until < naive.date():
        raise RepeatProblem("until", str(Code.NO_OCCURRENCE.label))
    first = start if naive == start.replace(tzinfo=None, fold=0) else naive.replace(tzinfo=zone)
    try:
        found = Rule.starting(pattern, first, zone.key, count=count, until=until)
        return keep_working_days(found, WorkingDays.of_china()) if has_holidays else found
    except RuleProblem as problem:
        field = {"first": "start", "interval": "interval"}.get(problem.field, COUNT if until is None else UNTIL)
        raise RepeatProblem(field, problem.sentence(format_datetime.current_language())) from problem


def _pattern(chosen: str, entered: Mapping[str, Any], first: date) -> Pattern:
    """Return which days are meant. Raises RepeatProblem."""
    if chosen == WORKING:
        return Pattern(Unit.WEEK, 1, WORKING_DAYS)
    unit = Unit(chosen)
    interval = _whole(entered.get("interval", ""), "interval") if entered.get("interval") else 1
    months = (first.month,) if unit is Unit.YEAR else ()
    longest = _LONGEST_INTERVAL[unit] if unit is Unit.YEAR or entered.get("place") else 0
    if longest and not 1 <= interval <= longest:
        problem = cycles.IntervalProblem(longest)
        raise RepeatProblem("interval", problems.build_rule_problem(problem, today=first).sentence)
    if unit in {Unit.MONTH, Unit.YEAR} and entered.get("place"):
        day = entered.get("place_day") or str(cycles.weekday(first))
        weekdays = WORKING_DAYS if day == WORKING else (int(day),)
        return Pattern(unit, interval, weekdays=weekdays, positions=(int(entered["place"]),), months=months)
    if unit is Unit.YEAR:
        is_leap_day = (first.month, first.day) == (2, 29)
        return Pattern(unit, interval, (LAST if is_leap_day else first.day,), months=months)
    return Pattern(unit, interval, _days(unit, entered, first))


def field_of(problem: Problem, entered: Mapping[str, Any]) -> str:
    """Return the form's field for a problem of BookingRequest with a rule."""
    if problem.field == "recurrence.by_day":
        return "weekdays"
    if problem.field == "recurrence.by_month_day":
        return "month_days"
    if problem.field == "recurrence.until":
        return COUNT if _ends_by_count(entered) else UNTIL
    return problem.field.removeprefix("recurrence.")


def initial_of(rule: Cycle | None) -> dict[str, Any]:
    """Return the fields of the form, filled with a rule."""
    if rule is None:
        return {"repeats": ONCE, "interval": "1", "ends": COUNT, "count": "10"}
    return {
        "repeats": rule.unit.value,
        "interval": str(rule.interval),
        "weekdays": [str(day) for day in rule.days] if rule.unit is Unit.WEEK else [],
        "month_days": ", ".join(map(str, rule.days)) if rule.unit is Unit.MONTH else "",
        "ends": UNTIL,
        "until": format_datetime.day_typed(rule.until),
    }


def end_of(entered: Mapping[str, Any]) -> str:
    """Return what ends the series, UNTIL or COUNT: it was chosen, or it alone was filled in."""
    chosen, other = (COUNT, UNTIL) if entered.get("ends") == COUNT else (UNTIL, COUNT)
    is_other = bool(entered.get(other, "").strip()) and not entered.get(chosen, "").strip()
    return other if is_other else chosen


def _ends_by_count(entered: Mapping[str, Any]) -> bool:
    return end_of(entered) == COUNT


def _days(unit: Unit, entered: Mapping[str, Any], first: date) -> tuple[int, ...]:
    if unit is Unit.DAY:
        return ()
    if unit is Unit.WEEK:
        return tuple(sorted(int(day) for day in entered.get("weekdays", ()))) or (cycles.weekday(first),)
    written = unicodedata.normalize("NFKC", entered.get("month_days", ""))
    found = {int(number) for number in _MONTH_DAY.findall(written)}
    if not written.strip():
        return (first.day,)
    if not found or not found <= set(range(1, 32)) or re.search(r"\d{3}", written):
        raise RepeatProblem("month_days", _("Days from 1 to 31, please, like “1” or “1, 15”."))
    return tuple(sorted(found))


def _whole(written: str, field: str) -> int:
    digits = plain_digits(written)
    if re.fullmatch(r"\d{1,4}", digits, re.ASCII):
        return int(digits)
    raise RepeatProblem(field, _("A whole number, please, like “10”."))


def _until(written: str, here: datetime) -> date:
    example = {"day": format_datetime.day(cycles.a_year_after(here.date()), today=here.date())}
    if not written.strip():
        raise RepeatProblem("until", _("Until when? A day like “%(day)s”, or a number of meetings.") % example)
    try:
        day = parse_datetime.read(written, "", now=here, month_first=month_first()).day
    except parse_datetime.Ambiguous as error:
        raise RepeatProblem("until", which_of_two_days(written, error.days, here)) from error
    except parse_datetime.Unreadable:
        day = None
    if day is None:
        names = example | {"typed": written.strip()[:40]}
        raise RepeatProblem("until", _("We cannot read “%(typed)s” as a day. “%(day)s” would work.") % names)
    return day
