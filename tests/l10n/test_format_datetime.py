"""Dates as the template tags write them: zones, languages, the edges of years and of daylight saving."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import translation

from l10n import format_datetime
from ui.templatetags import ui

MAY = datetime(2026, 5, 19, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_may() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 5, 14, 1, 48, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("language", "moment", "day", "title"),
    [
        ("en", "Tue 19 May, 15:00", "Tue 19 May", "Tuesday 19 May"),
        ("zh-hans", "5月19日 周二 15:00", "5月19日 周二", "5月19日 星期二"),
    ],
)
def test_when_in_both_languages(language: str, moment: str, day: str, title: str) -> None:
    with translation.override(language):
        found = (ui.when(MAY, "Asia/Shanghai"), ui.day(MAY, "Asia/Shanghai"), ui.day_title(MAY, "Asia/Shanghai"))
    assert found == (moment, day, title)


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "Tue 15 Dec 2026, 08:00"), ("zh-hans", "2026年12月15日 周二 08:00")],
)
def test_when_in_another_year_names_it(language: str, shown: str) -> None:
    with time_machine.travel(datetime(2027, 1, 4, tzinfo=UTC)), translation.override(language):
        assert ui.when(datetime(2026, 12, 15, tzinfo=UTC), "Asia/Shanghai") == shown


def test_day_has_the_year_of_the_zone() -> None:
    # The same moment: next year in Shanghai, this year in Berlin.
    eve = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    with time_machine.travel(eve), translation.override("en"):
        assert [ui.day(eve, zone) for zone in ("Asia/Shanghai", "Europe/Berlin")] == ["Fri 1 Jan", "Thu 31 Dec"]


def test_clock_follows_daylight_saving() -> None:
    before, after = datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert [ui.clock(at, "Europe/Berlin") for at in (before, after)] == ["01:59", "03:00"]


def test_span_over_the_hour_that_comes_twice() -> None:
    start, end = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    with translation.override("en"):
        assert ui.span(start, end, ZoneInfo("Europe/Berlin")) == "Sun 25 Oct, 02:30 (UTC+2)–02:30 (UTC+1)"


def test_span_over_midnight_names_both_days() -> None:
    start, end = datetime(2026, 5, 19, 15, 30, tzinfo=UTC), datetime(2026, 5, 19, 16, 30, tzinfo=UTC)
    with translation.override("en"):
        assert ui.span(start, end, "Asia/Shanghai") == "Tue 19 May, 23:30 – Wed 20 May, 00:30"
    with translation.override("zh-hans"):
        assert ui.span(start, end, "Asia/Shanghai") == "5月19日 周二 23:30 – 5月20日 周三 00:30"


@pytest.mark.parametrize(
    ("language", "sentence", "shown"),
    [
        ("zh-hans", "Emma Clarke邀请您参加会议", "Emma Clarke 邀请您参加会议"),
        ("zh-hans", "王芳邀请您参加会议", "王芳邀请您参加会议"),
        ("zh-hans", "回复邮件将发给José。", "回复邮件将发给 José。"),
        ("zh-hans", "5月19日 周二 15:00", "5月19日 周二 15:00"),
        ("en", "王芳Wang invites you", "王芳Wang invites you"),
    ],
)
def test_spaced(language: str, sentence: str, shown: str) -> None:
    with translation.override(language):
        assert format_datetime.spaced(sentence) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("zh-hans", "会议已改期。您的链接不变。"), ("en", "会议已改期。 您的链接不变。")]
)
def test_sentences_stand_one_after_the_other(language: str, shown: str) -> None:
    with translation.override(language):
        assert format_datetime.sentences("会议已改期。", "", "您的链接不变。") == shown


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Sat 31 Oct, 23:30 (UTC-4) – Sun 1 Nov, 02:00 (UTC-5)"),
        ("zh-hans", "10月31日 周六 23:30（UTC-4） – 11月1日 周日 02:00（UTC-5）"),
    ],
)
def test_over_a_change_of_clocks_each_end_has_its_offset(language: str, expected: str) -> None:
    start, zone = datetime(2026, 11, 1, 3, 30, tzinfo=UTC), ZoneInfo("America/New_York")
    end = datetime(2026, 11, 1, 7, 0, tzinfo=UTC)
    assert format_datetime.when(start, end, zone=zone, now=start, language=language) == expected
    spring = datetime(2027, 3, 14, 6, 30, tzinfo=UTC)
    with translation.override(language):
        found = format_datetime.span(spring, spring + timedelta(hours=1), zone=zone)
    assert found.replace("（", " (").replace("）", ")") == "01:30 (UTC-5)–03:30 (UTC-4)"
