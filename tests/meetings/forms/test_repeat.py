"""A rule that can't be is refused beside its field."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from tests.factories.booking_form import BOOK, value_of, weekly
from tests.factories.fixtures import MakeSeries
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
            {"repeats": "day", "count": "101"},
            "count",
            {"en": "This makes 101 meetings; 100 is the most here.", "zh-hans": "共 101 场，超过上限 100 场。"},
        ),
        (
            {"repeats": "day", "count": "1000"},
            "count",
            {"en": "1000 meetings are too many for one series. 500 is the most.", "zh-hans": "最多 500 场。"},
        ),
        (
            {"repeats": "day", "ends": "until", "until": "14 Sep"},
            "until",
            {"en": "This makes 123 meetings; 100 is the most here. End it by Sat 22 Aug", "zh-hans": "共 123 场"},
        ),
        (
            {"repeats": "day", "interval": "16"},
            "interval",
            {"en": "A whole number from 1 to 15, please.", "zh-hans": "请输入 1 到 15 之间的整数。"},
        ),
        (
            {"repeats": "month", "place": "-1", "interval": "0"},
            "interval",
            {"en": "A whole number from 1 to 12, please.", "zh-hans": "请输入 1 到 12 之间的整数。"},
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
            {"repeats": "month", "ends": "until", "until": "16 May 2029"},
            "until",
            {"en": "A series lasts 2 years at most here. Mon 15 May 2028", "zh-hans": "周期会议最长 2 年"},
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


@pytest.mark.parametrize(
    "changes", [{"repeats": "hour"}, {"place": "9"}, {"weekdays": ["9"]}, {"ends": "never"}, {"time_zone": "x"}]
)
def test_crafted_values_make_no_meeting(pages: Client, chen: User, changes: dict[str, Any]) -> None:
    assert pages.post(BOOK, weekly(chen, **changes)).status_code == 422
    assert not Meeting.objects.exists()


def test_the_end_that_is_offered_for_too_many_dates_would_work(pages: Client, chen: User) -> None:
    months = weekly(chen, repeats="month", interval="3", weekdays=[], month_days="15", count="60")
    assert "Mon 15 May 2028 would be its last day." in check(pages, months)
    assert "Book 9 meetings" in check(pages, months | {"ends": "until", "until": "15 May 2028"})


def test_what_the_meeting_service_cannot_keep_is_said_in_one_line(pages: Client, chen: User) -> None:
    """The day above is Friday 15 May, the third of its month."""
    for changes, rule, why in (
        (
            {"repeats": "month", "place": "3", "place_day": "5"},
            "Every month on the third Friday,",
            "not on weekdays of it",
        ),
        (
            {"repeats": "month", "place": "-1", "place_day": "working"},
            "on the last working day,",
            "not on weekdays of it",
        ),
        ({"repeats": "year", "count": "2"}, "Every year on 15 May,", "not by years"),
        ({"repeats": "day", "count": "51"}, "Every day,", "has 50 meetings at most, and this has 51"),
        ({"repeats": "month", "count": "14"}, "Every month on the 15th,", "lasts a year at most"),
    ):
        said = check(pages, weekly(chen, weekdays=[], **changes))
        assert rule in said
        assert f"{why}, so the portal books each meeting by itself: each has its own meeting ID." in said
    assert "the portal books" not in check(pages, weekly(chen, repeats="working", weekdays=[]))


def test_holidays_of_china_are_left_out_where_they_are_announced(pages: Client, chen: User) -> None:
    """19 June 2026 is the Dragon Boat Festival, a Friday."""
    days = {"repeats": "working", "weekdays": [], "holidays": "on", "count": "", "ends": "until"}
    said = check(pages, weekly(chen, **days, until="22 June 2026"))
    assert "Book 26 meetings" in said
    assert "Fri 19 Jun" not in said
    assert "not announced" not in said
    later = check(pages, weekly(chen, **days, day="1 Mar 2027 9", until="5 Mar 2027"))
    assert "The holidays of 2027 are not announced yet: Monday to Friday is booked there." in later
    assert "Book 5 meetings" in later
    assert "the portal books" not in later


def test_a_series_of_the_meeting_service_cannot_become_one_of_the_portal(
    pages: Client, chen: User, make_series: MakeSeries
) -> None:
    series = make_series()
    data = weekly(chen, repeats="day", weekdays=[], count="60")
    sentence = "The meeting service can't keep this rule, as it keeps this series."
    for sent in (data | {"check": "1"}, data):
        assert sentence in text_of(pages.post(f"/meetings/{series.pk}/edit/", sent))
