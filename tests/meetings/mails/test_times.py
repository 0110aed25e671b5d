"""When a meeting is, on the recipient's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from meetings.mails import times
from tests.factories.invitees import NOW, START

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("en", "Asia/Shanghai", "Tuesday 19 May, 15:00–15:45"),
        ("en", "Europe/Berlin", "Tuesday 19 May, 09:00–09:45"),
        ("en", "America/Los_Angeles", "Tuesday 19 May, 00:00–00:45"),
        ("zh-hans", "Asia/Shanghai", "5月19日 周二 15:00–15:45"),
        ("zh-hans", "Europe/Berlin", "5月19日 周二 09:00–09:45"),
    ],
)
def test_when(language: str, zone: str, expected: str) -> None:
    with translation.override(language):
        found = times.when(START, START + timedelta(minutes=45), zone=ZoneInfo(zone), there=SHANGHAI, now=NOW)
    assert str(found) == expected


def test_when_over_midnight_names_both_days() -> None:
    with translation.override("en"):
        found = times.when(START, START + timedelta(hours=20), zone=SHANGHAI, there=SHANGHAI, now=NOW)
    assert str(found) == "Tue 19 May, 15:00 – Wed 20 May, 11:00"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Shanghai", "Shanghai time (UTC+8)"),
        ("Asia/Singapore", "Singapore time (UTC+8)"),
        ("Europe/Berlin", "Your time, Berlin (UTC+2) · 15:00 in Shanghai"),
    ],
)
def test_zone_line(zone: str, expected: str) -> None:
    with translation.override("en"):
        assert (
            times.zone_line(START, START + timedelta(minutes=45), zone=ZoneInfo(zone), there=SHANGHAI, now=NOW)
            == expected
        )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Berlin time (UTC+2) · 15:00 in Shanghai"),
        ("zh-hans", "柏林时间（UTC+2）· 上海 15:00"),
    ],
)
def test_zone_line_for_whoever_may_be_elsewhere(language: str, expected: str) -> None:
    end = START + timedelta(minutes=45)
    with translation.override(language):
        line = times.zone_line(START, end, zone=ZoneInfo("Europe/Berlin"), there=SHANGHAI, now=NOW, is_theirs=False)
    assert line == expected


def test_zone_line_names_the_day_where_it_is_another_one() -> None:
    early = START - timedelta(hours=6)  # Tuesday 09:00 in Shanghai, Monday in Los Angeles
    with translation.override("en"):
        found = times.zone_line(early, START, zone=ZoneInfo("America/Los_Angeles"), there=SHANGHAI, now=NOW)
    assert found == "Your time, Los Angeles (UTC-7) · Tue 19 May, 09:00 in Shanghai"


NEW_YORK = ZoneInfo("America/New_York")
# half past one in the night in which that hour comes twice, for half an hour and for an hour and a half
TWICE = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "there", "expected"),
    [
        ("en", NEW_YORK, ("Sunday 1 November, 01:30 (UTC-4)–01:00 (UTC-5)", "New York time")),
        ("zh-hans", NEW_YORK, ("11月1日 周日 01:30（UTC-4）–01:00（UTC-5）", "纽约时间")),
        (
            "en",
            SHANGHAI,
            ("Sunday 1 November, 01:30 (UTC-4)–01:00 (UTC-5)", "Your time, New York · 13:30 in Shanghai"),
        ),
    ],
)
def test_each_end_has_the_offset_that_holds_then(language: str, there: ZoneInfo, expected: tuple[str, str]) -> None:
    with translation.override(language):
        found = times.when(TWICE, TWICE + timedelta(minutes=30), zone=NEW_YORK, there=there, now=NOW)
    assert (str(found), *found.below) == expected


def test_a_zone_that_is_alike_at_the_start_alone_is_another_one() -> None:
    """Bogota is as New York only until the clocks change there."""
    with translation.override("en"):
        bogota = ZoneInfo("America/Bogota")
        start = TWICE + timedelta(minutes=30) - timedelta(hours=1)
        line = times.zone_line(start, start + timedelta(hours=2), zone=NEW_YORK, there=bogota, now=NOW)
    assert line == "Your time, New York · 00:00 in Bogota"
