"""The words in which people type a day and a time."""

import pytest

from l10n.datetime_words import plain


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("下周五下午两点半", "next friday afternoon 2:30"),
        ("明天上午九点", "tomorrow forenoon 9:00"),
        ("今晚八点一刻", "today evening 8:15"),
        ("周一九点", "monday 9:00"),
        ("大后天", "in 3 days"),
        ("三天后", "in 3 days"),
        ("两个小时后", "in 2 hours"),
        ("半小时后", "in 30 minutes"),
        ("十二点零五分", "12:05"),
        ("二十三点", "23:00"),
        ("Tomorrow  9 A.M.", "tomorrow 9 am"),
        ("１４：３０", "14:30"),
    ],
)
def test_plain(typed: str, understood: str) -> None:
    assert plain(typed) == understood
