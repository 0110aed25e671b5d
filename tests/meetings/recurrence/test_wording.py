"""The rule of a series in words."""

from datetime import date

import pytest
from django.utils import translation

from meetings.recurrence import Rule, Unit, wording

_END = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        (Rule(Unit.DAY, 1, (), _END), "Every day", "每天"),
        (Rule(Unit.DAY, 3, (), _END), "Every 3 days", "每 3 天"),
        (Rule(Unit.WEEK, 1, (1, 4), _END), "Every Monday and Thursday", "每周一、周四"),
        (Rule(Unit.WEEK, 2, (1,), _END), "Every 2 weeks on Monday", "每 2 周的周一"),
        (Rule(Unit.MONTH, 1, (31,), _END), "Every month on the 31st", "每月 31日"),
        (Rule(Unit.MONTH, 3, (1, 15), _END), "Every 3 months on the 1st and 15th", "每 3 个月的 1日、15日"),
    ],
)
def test_describe_rule(rule: Rule, english: str, chinese: str) -> None:
    for language, expected in (("en", english), ("zh-hans", chinese)):
        with translation.override(language):
            assert wording.describe_rule(rule) == expected


def test_describe_rule_with_end_names_the_last_day_and_not_the_end_of_the_rule() -> None:
    rule = Rule(Unit.DAY, 1, (), _END)
    for language, expected in (("en", "Every day, until Tue 15 Dec"), ("zh-hans", "每天，至 12月15日 周二")):
        with translation.override(language):
            assert wording.describe_rule_with_end(rule, last=date(2026, 12, 15), today=date(2026, 5, 14)) == expected
