"""Patterns in Chinese."""

from l10n.calendar_words import day_of_month, day_of_year, listed, month, weekday
from meetings.recurrence.pattern import LAST, WORKING_DAYS, Pattern, Unit

_UNITS = {Unit.DAY: "天", Unit.WEEK: "周", Unit.MONTH: "个月", Unit.YEAR: "年"}
_PLACES = {1: "第一个", 2: "第二个", 3: "第三个", 4: "第四个", 5: "第五个", -1: "最后一个"}


def describe(pattern: Pattern) -> str:
    """Return "每 2 周的周一", "每月最后一个周五"."""
    unit = _UNITS[pattern.unit]
    every = f"每 {pattern.interval} {unit}" if pattern.interval > 1 else f"每{unit.removeprefix('个')}"
    if pattern.unit is Unit.DAY:
        return every
    if pattern.unit is Unit.WEEK:
        return _weeks(pattern, every)
    days = _days(pattern)
    between = "的" if pattern.interval > 1 else ""
    return every + between + (f" {days}" if days[0].isdigit() else days)


def _weeks(pattern: Pattern, every: str) -> str:
    if pattern.days == WORKING_DAYS:
        return f"{every}的周一至周五" if pattern.interval > 1 else "每个工作日（周一至周五）"
    days = listed([weekday(day, "zh") for day in pattern.days], "zh")
    return f"{every}的{days}" if pattern.interval > 1 else f"每{days}"


def _days(pattern: Pattern) -> str:
    if pattern.unit is Unit.YEAR and pattern.days and LAST not in pattern.days:
        return listed([day_of_year(number, day, "zh") for number in pattern.months for day in pattern.days], "zh")
    months = listed([month(number, "zh") for number in pattern.months], "zh")
    if pattern.days:
        return months + listed(["最后一天" if day == LAST else day_of_month(day, "zh") for day in pattern.days], "zh")
    places = listed([_PLACES[position] for position in pattern.positions], "zh")
    if pattern.weekdays == WORKING_DAYS:
        return f"{months}{places}工作日"
    return f"{months}{places}{'或'.join(weekday(day, 'zh') for day in pattern.weekdays)}"
