"""From what was typed about repeating to a rule, or to the sentence that says what would work."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from l10n import format_datetime, parse_datetime
from meetings.recurrence import problems, rules
from meetings.recurrence.rules import Rule, RuleProblem, Unit

ONCE = "once"
UNTIL, COUNT = "until", "count"
# As a week is read: Monday first, Sunday is 0.
WEEKDAYS = (1, 2, 3, 4, 5, 6, 0)
_MONTH_DAY = re.compile(r"\d{1,2}", re.ASCII)


class RepeatProblem(ValueError):
    """``field`` is that of the form; ``sentence`` says what would work."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def rule_of(typed: Mapping[str, Any], *, first: date, here: datetime) -> Rule | None:
    """The rule from ``first`` on, None for a meeting that is held once. Raises RepeatProblem.

    Without a day the one of ``first`` is meant. ``here`` is now in the zone of the series.
    """
    chosen = typed.get("repeats") or ONCE
    if chosen == ONCE:
        return None
    unit = Unit(chosen)
    interval = _whole(typed.get("interval", ""), "interval") if typed.get("interval") else 1
    points = _points(unit, typed, first)
    try:
        if _ends(typed) == COUNT:
            count = _whole(typed.get("count", ""), "count")
            return rules.ending_after(count, unit=unit, interval=interval, points=points, first=first)
        rule = Rule(unit, interval, points, _until(typed.get("until", ""), here))
        rules.dates(rule, first)
    except RuleProblem as problem:
        raise _told(problem, typed, unit, here.date()) from problem
    return rule


def initial_of(rule: Rule | None) -> dict[str, Any]:
    """The fields of the form filled with a rule."""
    if rule is None:
        return {"repeats": ONCE, "interval": "1", "ends": COUNT, "count": "10"}
    return {
        "repeats": rule.unit.value,
        "interval": str(rule.interval),
        "weekdays": [str(point) for point in rule.points] if rule.unit is Unit.WEEK else [],
        "month_days": ", ".join(map(str, rule.points)) if rule.unit is Unit.MONTH else "",
        "ends": UNTIL,
        "until": format_datetime.day_typed(rule.until),
    }


def _ends(typed: Mapping[str, Any]) -> str:
    """The end that was chosen; the other where only that was filled in."""
    chosen, other = (COUNT, UNTIL) if typed.get("ends") == COUNT else (UNTIL, COUNT)
    return other if typed.get(other, "").strip() and not typed.get(chosen, "").strip() else chosen


def _points(unit: Unit, typed: Mapping[str, Any], first: date) -> tuple[int, ...]:
    if unit is Unit.DAY:
        return ()
    if unit is Unit.WEEK:
        return tuple(sorted(int(point) for point in typed.get("weekdays", ()))) or (rules.weekday(first),)
    written = unicodedata.normalize("NFKC", typed.get("month_days", ""))
    found = {int(number) for number in _MONTH_DAY.findall(written)}
    if not written.strip():
        return (first.day,)
    if not found or not found <= set(range(1, 32)) or re.search(r"\d{3}", written):
        raise RepeatProblem("month_days", _("Days from 1 to 31, please, like “1” or “1, 15”."))
    return tuple(sorted(found))


def _whole(written: str, field: str) -> int:
    digits = "".join(unicodedata.normalize("NFKC", written).split())
    if re.fullmatch(r"\d{1,4}", digits, re.ASCII):
        return int(digits)
    raise RepeatProblem(field, _("A whole number, please, like “10”."))


def _until(written: str, here: datetime) -> date:
    example = {"day": format_datetime.day(rules.a_year_after(here.date()), today=here.date())}
    if not written.strip():
        raise RepeatProblem("until", _("Until when? A day like “%(day)s”, or a number of meetings.") % example)
    try:
        day = parse_datetime.read(written, "", now=here).day
    except parse_datetime.Unreadable:
        day = None
    if day is None:
        names = example | {"typed": written.strip()[:40]}
        raise RepeatProblem("until", _("We cannot read “%(typed)s” as a day. “%(day)s” would work.") % names)
    return day


def _told(problem: RuleProblem, typed: Mapping[str, Any], unit: Unit, today: date) -> RepeatProblem:
    field, sentence = problems.sentence(problem, today=today)
    if field == "until" and _ends(typed) == COUNT:
        field = COUNT
        if isinstance(problem, rules.EndsTooEarly):
            sentence = _("A whole number, please, like “10”.")
    return RepeatProblem({"points": "weekdays" if unit is Unit.WEEK else "month_days"}.get(field, field), sentence)
