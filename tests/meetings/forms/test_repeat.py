"""A rule that can't be is refused beside its field."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from tests.factories.booking_form import BOOK, value_of, weekly
from tests.factories.page_words import source_of, text_of

pytestmark = pytest.mark.usefixtures("on_thursday")


languages = pytest.mark.parametrize("language", ["en", "zh-hans"])


def check(pages: Client, data: dict[str, Any]) -> str:
    response = pages.post(BOOK, data | {"check": "1"})
    assert response.status_code == 200
    return text_of(response)


def test_the_end_that_was_filled_in_is_meant_whatever_is_chosen(pages: Client, chen: User) -> None:
    assert "Book 3 meetings" in check(pages, weekly(chen, count="", until="22 May 2026"))
    assert "Book 4 meetings" in check(pages, weekly(chen, ends="until"))
    assert "Book 4 meetings" in check(pages, weekly(chen, until="22 May 2026")), "both: the chosen one"


def test_without_a_day_that_of_the_start_is_meant(pages: Client, chen: User) -> None:
    assert "Every Friday, 09:00" in check(pages, weekly(chen, weekdays=[]))
    month = weekly(chen, repeats="month", weekdays=[])
    assert "Every month on the 15th, 09:00" in check(pages, month)


@languages
@pytest.mark.parametrize(
    ("changes", "field", "sentences"),
    [
        (
            {"repeats": "day", "count": "51"},
            "count",
            {"en": "This makes 51 meetings; 50 is the most.", "zh-hans": "共 51 场，超过上限 50 场。"},
        ),
        (
            {"repeats": "day", "ends": "until", "until": "14 July"},
            "until",
            {"en": "This makes 61 meetings; 50 is the most. End it by Fri 3 Jul", "zh-hans": "共 61 场"},
        ),
        (
            {"repeats": "day", "interval": "16"},
            "interval",
            {"en": "A whole number from 1 to 15, please.", "zh-hans": "请输入 1 到 15 之间的整数。"},
        ),
        (
            {"interval": "6"},
            "interval",
            {"en": "A whole number from 1 to 5, please.", "zh-hans": "请输入 1 到 5 之间的整数。"},
        ),
        (
            {"repeats": "month", "interval": "x"},
            "interval",
            {"en": "A whole number, please, like “10”.", "zh-hans": "请输入整数，例如“10”。"},
        ),
        (
            {"ends": "until", "until": "today"},
            "until",
            {
                "en": "No date of the series lies between its start and its end.",
                "zh-hans": "开始与结束之间没有任何一场",
            },
        ),
        (
            {"ends": "until", "until": "next spring, perhaps"},
            "until",
            {
                "en": "We cannot read “next spring, perhaps” as a day.",
                "zh-hans": "无法识别日期“next spring, perhaps”",
            },
        ),
        (
            {"ends": "until", "until": "Mon 14 July"},
            "until",
            {"en": "Is “Mon 14 July” Mon 13 Jul or Tue 14 Jul?", "zh-hans": "还是"},
        ),
        ({"ends": "until", "until": "", "count": ""}, "until", {"en": "Until when?", "zh-hans": "到什么时候结束？"}),
        (
            {"ends": "until", "until": "16 May 2027"},
            "until",
            {"en": "A series lasts a year at most. Sat 15 May 2027", "zh-hans": "周期会议最长一年"},
        ),
        ({"count": "0"}, "count", {"en": "A whole number, please", "zh-hans": "请输入整数"}),
        (
            {"repeats": "month", "month_days": "32"},
            "month_days",
            {"en": "Days from 1 to 31, please", "zh-hans": "请输入 1 到 31 之间的日期"},
        ),
    ],
)
def test_a_rule_that_cannot_be_is_refused_beside_its_field(
    pages: Client, chen: User, language: str, changes: dict[str, str], field: str, sentences: dict[str, str]
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    data = weekly(chen, **changes)
    response = pages.post(BOOK, data)
    source = source_of(response)
    assert response.status_code == 422
    beside = source.partition(f'id="{field}_error"')[2].partition("</div></div>")[0]
    assert sentences[language] in beside
    kept = {name: value_of(source, name) for name in ("interval", "count", "until", "subject", "day")}
    assert kept == {name: data[name] for name in kept}
    assert f'value="{data["repeats"]}" checked' in source
    for day in data["weekdays"]:
        assert f'name="weekdays" value="{day}"' in source
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("changes", [{"repeats": "year"}, {"weekdays": ["9"]}, {"ends": "never"}, {"time_zone": "x"}])
def test_crafted_values_make_no_meeting(pages: Client, chen: User, changes: dict[str, Any]) -> None:
    assert pages.post(BOOK, weekly(chen, **changes)).status_code == 422
    assert not Meeting.objects.exists()


def test_the_end_that_is_offered_for_too_many_dates_would_work(pages: Client, chen: User) -> None:
    months = weekly(chen, repeats="month", interval="3", weekdays=[], month_days="15", count="60")
    assert "End it by Sat 15 May 2027" in check(pages, months)
    assert "Book 5 meetings" in check(pages, months | {"ends": "until", "until": "15 May 2027"})
