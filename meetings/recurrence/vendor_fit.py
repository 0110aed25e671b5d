"""Why the meeting service can't keep a rule by itself (docs/vendor/series.md 11)."""

from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from l10n import calendar_words
from meetings.recurrence import cycles
from meetings.recurrence.cycles import Cycle
from meetings.recurrence.pattern import Unit

if TYPE_CHECKING:
    from meetings.recurrence.rule import Rule

# English, Chinese
_REASONS = {
    "no_end": ("A series of the meeting service has an end", "会议服务的周期会议必须有结束日期"),
    "dates": (
        "The meeting service neither adds nor leaves out single dates of a rule",
        "会议服务的规则不能增加或排除个别日期",
    ),
    "years": ("The meeting service repeats by days, weeks and months, not by years", "会议服务不支持按年重复"),
    "weekdays": (
        "The meeting service repeats on days of the month, not on weekdays of it",
        "会议服务按月重复时只能指定日期，不能指定第几个星期几",
    ),
    "days": ("The meeting service repeats every %(longest)s days at most", "会议服务最多每 %(longest)s 天重复"),
    "weeks": ("The meeting service repeats every %(longest)s weeks at most", "会议服务最多每 %(longest)s 周重复"),
    "months": (
        "The meeting service repeats every %(longest)s months at most",
        "会议服务最多每 %(longest)s 个月重复",
    ),
    "week_start": ("The meeting service begins its weeks on Sunday", "会议服务以周日为一周的第一天"),
    "many": (
        "A series of the meeting service has %(most)s meetings at most, and this has %(count)s",
        "会议服务的系列最多 %(most)s 场，而此处为 %(count)s 场",
    ),
    "long": ("A series of the meeting service lasts a year at most", "会议服务的系列最长为一年"),
}
_SO = (
    "%(reason)s, so the portal books each meeting by itself: each has its own meeting ID.",
    "%(reason)s，因此门户将逐场预约，每场会议各有会议 ID。",
)
_INTERVALS = {Unit.DAY: "days", Unit.WEEK: "weeks", Unit.MONTH: "months"}


def find_misfit(rule: "Rule") -> str:
    """Return the name of what the meeting service can't do, "" where it can all."""
    pattern = rule.pattern
    if pattern.unit is Unit.YEAR:
        return "years"
    if pattern.weekdays:
        return "weekdays"
    if pattern.interval > cycles.LONGEST_INTERVAL[pattern.unit]:
        return _INTERVALS[pattern.unit]
    if not rule.has_end:
        return "no_end"
    if rule.skip or rule.extra:
        return "dates"
    starts = rule.starts()
    if len(starts) > cycles.MOST:
        return "many"
    if starts[-1].date() > cycles.a_year_after(rule.first.date()):
        return "long"
    return "" if _counts_alike(rule, starts) else "week_start"


def describe_misfit(rule: "Rule", language: str) -> str:
    """Return the sentence for people, "" where the meeting service can keep it."""
    name = find_misfit(rule)
    if not name:
        return ""
    params = {
        "longest": cycles.LONGEST_INTERVAL.get(rule.pattern.unit, 0),
        "most": cycles.MOST,
        "count": len(rule.starts()) if rule.has_end else 0,
    }
    index = int(calendar_words.is_chinese(language))
    return _SO[index] % {"reason": _REASONS[name][index] % params}


def _counts_alike(rule: "Rule", starts: list[datetime]) -> bool:
    """Return whether weeks from Sunday come to the same dates."""
    pattern = rule.pattern
    if pattern.week_start == 0:
        return True
    theirs = cycles.following(Cycle(pattern.unit, pattern.interval, pattern.days, starts[-1].date()), starts[0].date())
    return list(islice(theirs, len(starts))) == [at.date() for at in starts]
