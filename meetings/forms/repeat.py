"""From what was entered about repeating to a rule, or to the sentence that says what would work."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from l10n import format_datetime, parse_datetime
from l10n.problem import Problem
from meetings import problems
from meetings.forms.times import month_first, plain_digits, which_of_two_days
from meetings.recurrence import cycles
from meetings.recurrence.cycles import Cycle, CycleProblem
from meetings.recurrence.pattern import Unit

ONCE = "once"
UNTIL, COUNT = "until", "count"
# As a week is read: Monday first, Sunday is 0.
WEEKDAYS = (1, 2, 3, 4, 5, 6, 0)
_MONTH_DAY = re.compile(r"\d{1,2}", re.ASCII)


class RepeatProblem(ValueError):
    """The form describes no rule: ``field`` is that of the form, ``sentence`` says what would work."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def rule_of(entered: Mapping[str, Any], *, first: date, here: datetime) -> Cycle | None:
    """Return the rule from ``first`` on, None for a meeting that is held once. Raises RepeatProblem.

    Without a day the one of ``first`` is meant. ``here`` is now in the zone of the series. Whether a series can be
    held by that rule is for BookingRequest to say.
    """
    chosen = entered.get("repeats") or ONCE
    if chosen == ONCE:
        return None
    unit = Unit(chosen)
    interval = _whole(entered.get("interval", ""), "interval") if entered.get("interval") else 1
    days = _days(unit, entered, first)
    if not _ends_by_count(entered):
        return Cycle(unit, interval, days, _until(entered.get("until", ""), here))
    count = _whole(entered.get("count", ""), "count")
    try:
        return cycles.ending_after(count, unit=unit, interval=interval, days=days, first=first)
    except cycles.EndsTooEarly as problem:
        raise RepeatProblem("count", _("A whole number, please, like “10”.")) from problem
    except CycleProblem as problem:
        found = problems.build_rule_problem(problem, today=here.date())
        raise RepeatProblem(field_of(found, entered), found.sentence) from problem


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
