"""What can be wrong with a rule, each with a sentence in both languages that says what would work."""

from datetime import date, datetime
from typing import NamedTuple

from l10n import calendar_words

# English, Chinese
_SENTENCES = {
    "unreadable": (
        "“%(typed)s” is no rule of a calendar. “FREQ=WEEKLY;BYDAY=MO;COUNT=10” would work.",
        "“%(typed)s”不是日历的重复规则。可以写成“FREQ=WEEKLY;BYDAY=MO;COUNT=10”。",
    ),
    "part_unknown": (
        "%(part)s is not known here. FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS and WKST are.",
        "此处不支持 %(part)s。可用的有 FREQ、INTERVAL、COUNT、UNTIL、BYDAY、BYMONTHDAY、BYMONTH、BYSETPOS 和 WKST。",
    ),
    "part_twice": ("%(part)s stands there twice. Give it once.", "%(part)s 出现了两次，请只写一次。"),
    "parts_apart": (
        "%(part)s doesn't go with %(other)s. %(works)s would work.",
        "%(part)s 不能与 %(other)s 一起使用。可以写成 %(works)s。",
    ),
    "frequency_unknown": (
        "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY.",
        "FREQ 只能是 DAILY、WEEKLY、MONTHLY 或 YEARLY。",
    ),
    "number_unreadable": (
        "%(part)s is a whole number from 1 to %(most)s, like “%(part)s=2”.",
        "%(part)s 须为 1 到 %(most)s 的整数，例如“%(part)s=2”。",
    ),
    "weekday_unreadable": (
        "“%(typed)s” is no weekday. MO, TU, WE, TH, FR, SA and SU are; of a month 2TU is the second Tuesday,"
        " -1FR the last Friday.",
        "“%(typed)s”不是星期。可用 MO、TU、WE、TH、FR、SA、SU；按月时 2TU 为第二个周二，-1FR 为最后一个周五。",
    ),
    "weekdays_mixed": (
        "Several weekdays of a month go with one place each in BYSETPOS, like BYDAY=TU,TH;BYSETPOS=1;"
        " else give one weekday, like BYDAY=1TU,3TU.",
        "按月时多个星期须与 BYSETPOS 连用，例如 BYDAY=TU,TH;BYSETPOS=1；否则只写一个星期，例如 BYDAY=1TU,3TU。",
    ),
    "position_missing": (
        "Which “%(typed)s” of the month? FREQ=WEEKLY takes each of them; 2TU is the second Tuesday, -1FR the last"
        " Friday.",
        "是每月的第几个“%(typed)s”？每周都开请用 FREQ=WEEKLY；2TU 为第二个周二，-1FR 为最后一个周五。",
    ),
    "month_day_unreadable": (
        "Days of a month are 1 to 31, and -1 for its last one.",
        "每月日期为 1 到 31，最后一天写 -1。",
    ),
    "position_unreadable": (
        "BYSETPOS is 1 to 5 with weekdays, or -1 for the last; with days of the month it ends 28,29,30 as -1.",
        "BYSETPOS 与星期连用时为 1 到 5，最后一个为 -1；与日期连用时只能以 -1 结束 28,29,30。",
    ),
    "day_never_comes": (
        "There is never a %(day)s. BYMONTHDAY=-1, the last day of that month, would work.",
        "没有%(day)s。可以写 BYMONTHDAY=-1，即该月最后一天。",
    ),
    "two_ends": ("Either UNTIL or COUNT ends a rule, not both.", "规则只能由 UNTIL 或 COUNT 之一结束。"),
    "until_unreadable": (
        "“%(typed)s” is no day. UNTIL=20271231, or UNTIL=20271231T090000Z, would work.",
        "“%(typed)s”不是日期。可以写 UNTIL=20271231 或 UNTIL=20271231T090000Z。",
    ),
    "ends_before_start": (
        "It ends before its first meeting. %(works)s or later would work.",
        "结束时间早于首场会议。%(works)s或之后均可。",
    ),
    "no_end": (
        "This rule has no end. Say until when, or how many times.",
        "该规则没有结束。请指定截止日期或次数。",
    ),
    "too_many": (
        "This makes more than %(most)s meetings. Up to %(works)s would work.",
        "这会产生超过 %(most)s 场会议。截至%(works)s即可。",
    ),
    "count_too_large": (
        "%(count)s meetings are too many for one series. %(most)s is the most.",
        "一个系列不能有 %(count)s 场会议，最多 %(most)s 场。",
    ),
    "first_naive": (
        "The first meeting has no time zone. Give its start with one, or in UTC.",
        "首场会议没有时区。请给出带时区的开始时间，或使用 UTC。",
    ),
    "first_not_in_rule": (
        "The first meeting, %(first)s, is not on a day of the rule. %(works)s would be.",
        "首场会议（%(first)s）不在规则的日期上。%(works)s符合规则。",
    ),
    "zone_unknown": (
        "“%(zone)s” is no time zone. “Asia/Shanghai” would work.",
        "“%(zone)s”不是时区。可以写“Asia/Shanghai”。",
    ),
    "start_skipped": (
        "%(typed)s does not exist in that zone: the clocks go forward then. %(works)s would work.",
        "该时区没有 %(typed)s：时钟此时向前拨。%(works)s可以。",
    ),
    "start_twice": (
        "%(typed)s comes twice in that zone, since the clocks go back. Give it in UTC: %(works)s or %(other)s.",
        "该时区的 %(typed)s会出现两次，因为时钟向后拨。请以 UTC 给出：%(works)s或 %(other)s。",
    ),
    "nothing_left": (
        "Every date of the rule is left out. Leave at least one in.",
        "规则的所有日期都被排除了。请至少保留一场。",
    ),
    "extra_before_first": (
        "The additional date %(typed)s lies before the first one. From %(works)s on would work.",
        "追加的 %(typed)s早于首场会议。%(works)s及之后均可。",
    ),
    "calendar_unreadable": (
        "This file has no holidays. A calendar file (.ics) with entries of whole days would work.",
        "该文件中没有节假日。请上传含有全天日程的日历文件（.ics）。",
    ),
    "not_working_days": (
        "A calendar of holidays goes with FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR.",
        "节假日日历只能与 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 一起使用。",
    ),
    "first_is_holiday": (
        "%(first)s is a holiday. %(works)s would work.",
        "%(first)s是节假日。可以从%(works)s开始。",
    ),
    "date_unreadable": (
        "An additional date or one to leave out is a day, or a moment with a time zone.",
        "追加或排除的日期须为某一天，或带时区的时刻。",
    ),
}


class MonthDay(NamedTuple):
    """A day of each year: "30 February", "2月30日"."""

    month: int
    day: int


class RuleProblem(ValueError):
    """A rule by which no series can be held; as text it says what would work, in English.

    ``code`` names the problem, ``field`` what it is about: "rrule", "interval", "count", "until", "days", "first",
    "zone", "skip", "extra" or "calendar". ``params`` have numbers, texts, days and moments.
    """

    def __init__(self, code: str, field: str, **params: object) -> None:
        super().__init__(code, field, params)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        return self.sentence("en")

    def sentence(self, language: str) -> str:
        """Return what is wrong and what would work; ``language`` is "zh-hans" or "en"."""
        english, chinese = _SENTENCES[self.code]
        written = {name: _write(value, language) for name, value in self.params.items()}
        return (chinese if calendar_words.is_chinese(language) else english) % written


def _write(value: object, language: str) -> str:
    if isinstance(value, MonthDay):
        return calendar_words.day_of_year(value.month, value.day, language)
    if isinstance(value, datetime):
        between = " " if calendar_words.is_chinese(language) else ", "
        return f"{calendar_words.day(value.date(), language)}{between}{value:%H:%M}"
    return calendar_words.day(value, language) if isinstance(value, date) else str(value)
