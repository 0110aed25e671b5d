"""The rule of a series in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from meetings.recurrence import Rule, wording
from meetings.recurrence.pattern import Pattern, Unit

_FIRST = datetime(2026, 12, 31, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("pattern", "english", "chinese"),
    [
        (Pattern(Unit.DAY), "Every day", "每天"),
        (Pattern(Unit.DAY, 3), "Every 3 days", "每 3 天"),
        (Pattern(Unit.WEEK, 1, (1, 4)), "Every Monday and Thursday", "每周一、周四"),
        (Pattern(Unit.WEEK, 1, (0, 1, 4)), "Every Sunday, Monday and Thursday", "每周日、周一、周四"),
        (Pattern(Unit.WEEK, 2, (1,)), "Every 2 weeks on Monday", "每 2 周的周一"),
        (Pattern(Unit.WEEK, 1, (1, 2, 3, 4, 5)), "Every working day, Monday to Friday", "每个工作日（周一至周五）"),
        (Pattern(Unit.WEEK, 2, (1, 2, 3, 4, 5)), "Every 2 weeks from Monday to Friday", "每 2 周的周一至周五"),
        (Pattern(Unit.MONTH, 1, (30,)), "Every month on the 30th", "每月 30日"),
        (Pattern(Unit.MONTH, 1, (15, 31)), "Every month on the 15th and last day", "每月 15日、最后一天"),
        (Pattern(Unit.MONTH, 3, (1, 15)), "Every 3 months on the 1st and 15th", "每 3 个月的 1日、15日"),
        (
            Pattern(Unit.MONTH, weekdays=(2,), positions=(2,)),
            "Every month on the second Tuesday",
            "每月第二个周二",
        ),
        (
            Pattern(Unit.MONTH, 2, weekdays=(5,), positions=(1, -1)),
            "Every 2 months on the first and last Friday",
            "每 2 个月的第一个、最后一个周五",
        ),
        (
            Pattern(Unit.MONTH, weekdays=(1, 2, 3, 4, 5), positions=(-1,)),
            "Every month on the last working day",
            "每月最后一个工作日",
        ),
        (
            Pattern(Unit.MONTH, weekdays=(0, 6), positions=(1,)),
            "Every month on the first Sunday or Saturday",
            "每月第一个周日或周六",
        ),
        (Pattern(Unit.YEAR, 1, (3,), months=(3,)), "Every year on 3 March", "每年 3月3日"),
        (Pattern(Unit.YEAR, 1, (3,), months=(3, 9)), "Every year on 3 March and 3 September", "每年 3月3日、9月3日"),
        (
            Pattern(Unit.YEAR, 2, (31,), months=(2,)),
            "Every 2 years on the last day of February",
            "每 2 年的 2月最后一天",
        ),
        (
            Pattern(Unit.YEAR, weekdays=(5,), positions=(-1,), months=(11,)),
            "Every year on the last Friday of November",
            "每年 11月最后一个周五",
        ),
    ],
)
def test_describe_pattern(pattern: Pattern, english: str, chinese: str) -> None:
    assert (wording.describe_pattern(pattern, "en"), wording.describe_pattern(pattern, "zh-hans")) == (
        english,
        chinese,
    )


def test_describe_pattern_until_names_the_last_day() -> None:
    for language, expected in (("en", "Every day, until Tue 15 Dec"), ("zh-hans", "每天，至 12月15日 周二")):
        said = wording.describe_pattern_until(
            Pattern(Unit.DAY), language, last=date(2026, 12, 15), today=date(2026, 5, 14)
        )
        assert said == expected


@pytest.mark.parametrize(
    ("text", "skip", "extra", "english", "chinese"),
    [
        ("FREQ=DAILY", [], [], "Every day", "每天"),
        ("FREQ=DAILY;COUNT=1", [], [], "Every day, 1 time", "每天，共 1 次"),
        # The last date is named, which may lie before the end.
        (
            "FREQ=WEEKLY;UNTIL=20270110",
            [],
            [],
            "Every Thursday, until Thu 7 Jan 2027",
            "每周四，至 2027年1月7日 周四",
        ),
        (
            "FREQ=WEEKLY;COUNT=5",
            [date(2027, 1, 7)],
            [date(2027, 1, 8)],
            "Every Thursday, 5 times, except Thu 7 Jan 2027, and also Fri 8 Jan 2027",
            "每周四，共 5 次，2027年1月7日 周四除外，另加 2027年1月8日 周五",
        ),
        (
            "FREQ=DAILY;COUNT=9",
            [date(2027, 1, day) for day in range(1, 5)],
            [],
            "Every day, 9 times, except 4 dates",
            "每天，共 9 次，4 个日期除外",
        ),
    ],
)
def test_sentence(text: str, skip: list[date], extra: list[date], english: str, chinese: str) -> None:
    rule = Rule.from_rrule(text, first=_FIRST, skip=skip, extra=extra)
    assert (rule.sentence("en"), rule.sentence("zh-hans")) == (english, chinese)


def test_describe_last_instead() -> None:
    pattern, today = Pattern(Unit.MONTH, 1, (30,)), date(2027, 1, 1)
    days = [date(2027, 1, 30), date(2027, 2, 28), date(2028, 2, 29)]
    found = [
        wording.describe_last_instead(pattern, days[:count], language, today=today)
        for language in ("en", "zh-hans")
        for count in (1, 2, 3)
    ]
    assert found == [
        "",
        "On Sun 28 Feb, since that month lacks the day.",
        "On Sun 28 Feb and Tue 29 Feb 2028, since those months lack the day.",
        "",
        "当月没有该日，改在 2月28日 周日。",
        "当月没有该日，改在 2月28日 周日、2028年2月29日 周二。",
    ]
