"""By which rule a series is held, in words: "Every 2 weeks on Monday and Thursday, until Tue 15 Dec 2026"."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from l10n import calendar_words
from l10n.calendar_words import is_chinese, listed
from meetings.recurrence import wording_en, wording_zh
from meetings.recurrence.pattern import Pattern

if TYPE_CHECKING:
    from meetings.recurrence.rule import Rule

_MOST_NAMED = 3  # single dates; more are counted


def describe_pattern(pattern: Pattern, language: str) -> str:
    """Return a rule without its end: "Every Monday and Thursday", "每周一、周四"."""
    return wording_zh.describe(pattern) if is_chinese(language) else wording_en.describe(pattern)


def describe_pattern_until(pattern: Pattern, language: str, *, last: date, today: date) -> str:
    """Return a rule with its last date, whose year is left out where it is that of ``today``."""
    day = calendar_words.day(last, language, without_year=today.year)
    until = f"，至 {day}" if is_chinese(language) else f", until {day}"
    return describe_pattern(pattern, language) + until


def describe_rule(rule: "Rule", language: str) -> str:
    """Return a whole rule with its end and the dates that it leaves out or adds."""
    chinese = is_chinese(language)
    said = describe_pattern(rule.pattern, language)
    if rule.count is not None:
        times = "1 time" if rule.count == 1 else f"{rule.count} times"
        said += f"，共 {rule.count} 次" if chinese else f", {times}"
    elif rule.until is not None:
        said = describe_pattern_until(rule.pattern, language, last=rule.starts()[-1].date(), today=date.min)
    if skipped := _dates(rule.skip, language):
        said += f"，{skipped}除外" if chinese else f", except {skipped}"
    if added := _dates([at.date() for at in rule.extra], language):
        said += f"，另加 {added}" if chinese else f", and also {added}"
    return said


def describe_last_instead(pattern: Pattern, days: Iterable[date], language: str, *, today: date) -> str:
    """Return the sentence that names those of ``days`` whose month lacks the day of the rule, "" where none does."""
    found = [day for day in days if pattern.is_last_instead(day)]
    if not found:
        return ""
    short = listed([calendar_words.day(day, language, without_year=today.year) for day in found], language)
    if is_chinese(language):
        return f"当月没有该日，改在 {short}。"
    return f"On {short}, since {'that month lacks' if len(found) == 1 else 'those months lack'} the day."


def _dates(days: Sequence[date], language: str) -> str:
    if len(days) > _MOST_NAMED:
        return f"{len(days)} 个日期" if is_chinese(language) else f"{len(days)} dates"
    return listed([calendar_words.day(day, language) for day in days], language)
