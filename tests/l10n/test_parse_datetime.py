"""What people type for a day and a time, and what it means."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from l10n.parse_datetime import Ambiguous, Reading, Skipped, Unreadable, is_twice, next_start, place, read

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
# A Thursday.
NOW = datetime(2026, 5, 14, 9, 48, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-05-19", date(2026, 5, 19)),
        ("2026/5/19", date(2026, 5, 19)),
        ("20260519", date(2026, 5, 19)),
        ("19.5.2026", date(2026, 5, 19)),
        ("19.5.", date(2026, 5, 19)),
        ("5/19", date(2026, 5, 19)),
        ("19/5", date(2026, 5, 19)),
        ("6/6", date(2026, 6, 6)),
        ("Tue 19 May 2026", date(2026, 5, 19)),
        ("Tuesday, 19 May", date(2026, 5, 19)),
        ("19th of May", date(2026, 5, 19)),
        ("May 19, 2027", date(2027, 5, 19)),
        ("Sept 3", date(2026, 9, 3)),
        ("15 December", date(2026, 12, 15)),
        ("3 feb", date(2027, 2, 3)),
        ("12 May", date(2026, 5, 12)),
        ("29 Feb", date(2028, 2, 29)),
        ("5月19日 周二", date(2026, 5, 19)),
        ("5月19日 星期二", date(2026, 5, 19)),
        ("2026年5月19日", date(2026, 5, 19)),
        ("五月十九号", date(2026, 5, 19)),
        ("明年3月1日", date(2027, 3, 1)),
        ("明年五月十九号", date(2027, 5, 19)),
        ("今年12月1日", date(2026, 12, 1)),
        ("下个月3号", date(2026, 6, 3)),
        ("後天", date(2026, 5, 16)),
        ("下週五", date(2026, 5, 22)),
        ("5月19號", date(2026, 5, 19)),
        ("十二月二十五日", date(2026, 12, 25)),
        ("19号", date(2026, 5, 19)),
        ("13日", date(2026, 6, 13)),
        ("19", date(2026, 5, 19)),
        ("today", date(2026, 5, 14)),
        ("Tomorrow", date(2026, 5, 15)),
        ("day after tomorrow", date(2026, 5, 16)),
        ("今天", date(2026, 5, 14)),
        ("明天", date(2026, 5, 15)),
        ("后天", date(2026, 5, 16)),
        ("大后天", date(2026, 5, 17)),
        ("in 3 days", date(2026, 5, 17)),
        ("in 2 weeks", date(2026, 5, 28)),
        ("3 天后", date(2026, 5, 17)),
        ("Fri", date(2026, 5, 15)),
        ("wednesday", date(2026, 5, 20)),
        ("next Friday", date(2026, 5, 22)),
        ("周五", date(2026, 5, 15)),
        ("本周五", date(2026, 5, 15)),
        ("下周五", date(2026, 5, 22)),
        ("下个星期天", date(2026, 5, 24)),
        ("this Friday", date(2026, 5, 15)),
        ("in two weeks", date(2026, 5, 28)),
        ("两周后", date(2026, 5, 28)),
        ("后日", date(2026, 5, 16)),
        ("5月19日(二)", date(2026, 5, 19)),
        ("19-May-2026", date(2026, 5, 19)),
        ("19-May", date(2026, 5, 19)),
        ("the 19th", date(2026, 5, 19)),
        ("19.5", date(2026, 5, 19)),
    ],
)
def test_read_day(typed: str, day: date) -> None:
    assert read(typed, "", now=NOW).day == day


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("14:30", time(14, 30)),
        ("14：30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        ("930", time(9, 30)),
        ("9", time(9)),
        ("0:05", time(0, 5)),
        ("9h", time(9)),
        ("2:30 pm", time(14, 30)),
        ("2:30pm", time(14, 30)),
        ("2 p.m.", time(14)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("noon", time(12)),
        ("下午 2:30", time(14, 30)),
        ("下午两点半", time(14, 30)),
        ("上午9点", time(9)),
        ("9 点", time(9)),
        ("9点05分", time(9, 5)),
        ("九点一刻", time(9, 15)),
        ("晚上 8 点", time(20)),
        ("中午12点", time(12)),
        ("中午1点", time(13)),
        ("凌晨12点", time(0)),
        ("二十一点", time(21)),
    ],
)
def test_read_start(typed: str, start: time) -> None:
    assert read("today", typed, now=NOW).start == start


@pytest.mark.parametrize(
    ("typed", "day", "start"),
    [
        ("tomorrow 9", date(2026, 5, 15), time(9)),
        ("tomorrow at 9:15", date(2026, 5, 15), time(9, 15)),
        ("明天 9 点", date(2026, 5, 15), time(9)),
        ("明天下午两点半", date(2026, 5, 15), time(14, 30)),
        ("明早9点", date(2026, 5, 15), time(9)),
        ("今晚8点", date(2026, 5, 14), time(20)),
        ("周一九点", date(2026, 5, 18), time(9)),
        ("下周五下午3点", date(2026, 5, 22), time(15)),
        ("Tue 19 May 2026, 15:00", date(2026, 5, 19), time(15)),
        ("19 May 3 pm", date(2026, 5, 19), time(15)),
        ("5月19日 周二 15:00", date(2026, 5, 19), time(15)),
        ("2026-05-19 15:00", date(2026, 5, 19), time(15)),
        ("2026-05-19T15:00", date(2026, 5, 19), time(15)),
        ("in 2 hours", date(2026, 5, 14), time(11, 48)),
        ("30 分钟后", date(2026, 5, 14), time(10, 18)),
        ("半小时后", date(2026, 5, 14), time(10, 18)),
    ],
)
def test_read_both_in_either_field(typed: str, day: date, start: time) -> None:
    in_day = read(typed, "10:00", now=NOW)
    in_start = read("Thu 14 May 2026", typed, now=NOW)
    assert (in_day.day, in_day.start) == (in_start.day, in_start.start) == (day, start)


@pytest.mark.parametrize(
    "typed",
    [
        "明年2月29日",
        "下个月31号",
        "5/6",
        "31 April",
        "32",
        "soonish",
        "2026-13-01",
        "19 May or 20 May",
        "May",
        "12/5/26",
        "26/12/5",
    ],
)
def test_read_day_that_means_nothing(typed: str) -> None:
    with pytest.raises(Unreadable, match="day"):
        read(typed, "10:00", now=NOW)


@pytest.mark.parametrize(
    "typed", ["25:00", "9:75", "later", "晚上12点", "9 10 11", "11-1", "9-5", "9:00-9:00", "18-8"]
)
def test_read_start_that_means_nothing(typed: str) -> None:
    with pytest.raises(Unreadable, match="start"):
        read("today", typed, now=NOW)


def test_read_weekday_of_today_is_next_week_once_it_is_over() -> None:
    assert read("Thursday", "9:00", now=NOW).day == date(2026, 5, 21)
    assert read("Thursday", "10:00", now=NOW).day == date(2026, 5, 14)


def test_read_empty_fields() -> None:
    assert read("", " ", now=NOW) == Reading()


def test_place_in_the_gap_of_spring() -> None:
    with pytest.raises(Skipped) as caught:
        place(date(2026, 3, 29), time(2, 30), zone=BERLIN)
    assert (caught.value.gap_start.time(), caught.value.gap_end.time()) == (time(2), time(3))


def test_place_takes_the_first_of_two() -> None:
    placed = place(date(2026, 10, 25), time(2, 30), zone=BERLIN)
    assert placed.isoformat() == "2026-10-25T02:30:00+02:00"
    assert is_twice(placed)
    assert not is_twice(place(date(2026, 10, 25), time(3, 30), zone=BERLIN))


def test_next_start_is_the_next_half_hour() -> None:
    assert next_start(NOW).time() == time(10)
    assert next_start(NOW.replace(minute=30)).time() == time(10)
    assert next_start(NOW.replace(minute=5)).time() == time(9, 30)
    assert next_start(NOW.replace(hour=23)).isoformat() == "2026-05-15T00:00:00+08:00"


def test_in_some_hours_is_so_many_hours_later_by_the_sun() -> None:
    """In Berlin the clocks went from 02:00 to 03:00 on 29 March 2026."""
    before = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)
    assert read("", "in 2 hours", now=before) == Reading(date(2026, 3, 29), time(4, 30))


# What each hour from 0 to 23 means after a part of the day; None is asked back.
NO = None
_SMALL = [0, 1, 2, 3, 4, 5, 6, NO, NO, NO, NO, NO, 0, *[NO] * 11]
_MORNING = [NO, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, *[NO] * 12]
_MIDDAY = [NO, 13, 14, NO, NO, NO, NO, NO, NO, NO, NO, 11, 12, 13, 14, *[NO] * 9]
_AFTERNOON = [NO, *range(13, 24), *range(12, 24)]
_DUSK = [NO, NO, NO, NO, 16, 17, 18, 19, 20, NO, NO, NO, NO, NO, NO, NO, 16, 17, 18, 19, 20, NO, NO, NO]
_EVENING = [NO, NO, NO, NO, NO, *range(17, 24), NO, NO, NO, NO, NO, *range(17, 24)]
_NIGHT = [NO, 1, 2, 3, 4, NO, NO, NO, 20, 21, 22, 23, NO, NO, NO, NO, NO, NO, NO, NO, 20, 21, 22, 23]
PARTS = {
    "凌晨{}点": _SMALL,
    **dict.fromkeys(["清晨{}点", "早晨{}点", "早上{}点", "早{}点", "上午{}点"], _MORNING),
    **dict.fromkeys(["{} in the morning", "morning {}:00"], _MORNING),
    **dict.fromkeys(["中午{}点", "正午{}点", "{} noon"], _MIDDAY),
    **dict.fromkeys(["下午{}点", "午后{}点", "{} in the afternoon", "{} pm"], _AFTERNOON),
    **dict.fromkeys(["傍晚{}点", "黄昏{}点"], _DUSK),
    **dict.fromkeys(["晚上{}点", "晚间{}点", "晚{}点", "{} in the evening"], _EVENING),
    **dict.fromkeys(["深夜{}点", "半夜{}点", "午夜{}点", "夜里{}点", "{} at night"], _NIGHT),
    "{} am": [*range(12), 0, *[NO] * 11],
}


@pytest.mark.parametrize("pattern", PARTS)
def test_read_each_hour_of_each_part_of_the_day(pattern: str) -> None:
    assert len(PARTS[pattern]) == 24
    found = []
    for hour in range(24):
        try:
            start = read("today", pattern.format(hour), now=NOW).start
            found.append(start and start.hour)
        except Unreadable:
            found.append(None)
    assert found == PARTS[pattern]


@pytest.mark.parametrize(
    ("typed", "start", "minutes"),
    [
        ("9:00-10:30", time(9), 90),
        ("9:00 – 10:30", time(9), 90),
        ("9-10", time(9), 60),
        ("9：00～10：30", time(9), 90),
        ("from 9 to 10:30", time(9), 90),
        ("2-3 pm", time(14), 60),
        ("11 am - 1 pm", time(11), 120),
        ("下午2点到4点", time(14), 120),
        ("下午两点半至四点", time(14, 30), 90),
        ("上午11点到下午1点", time(11), 120),
        ("23:00-01:00", time(23), 120),
        ("14:30", time(14, 30), None),
        ("11-1pm", time(11), 120),
        ("10-1 am", time(22), 180),
        ("9am-1", time(9), 240),
        ("noon-1", time(12), 60),
        ("上午11点到1点", time(11), 120),
        ("上午11点到12点", time(11), 60),
        ("晚上11点到12点", time(23), 60),
        ("晚上10点到1点", time(22), 180),
        ("下午3点到17点", time(15), 120),
        ("8:00-20:30", time(8), 750),
    ],
)
def test_read_a_span(typed: str, start: time, minutes: int | None) -> None:
    assert read("today", typed, now=NOW) == Reading(date(2026, 5, 14), start, length_minutes=minutes)
    assert read(f"tomorrow {typed}", "10:00", now=NOW) == Reading(date(2026, 5, 15), start, length_minutes=minutes)


@pytest.mark.parametrize("typed", ["12/5", "12-5", "12.5", "12/5/2026", "12-5-2026"])
def test_read_a_day_that_could_be_two_is_asked_or_read_by_language(typed: str) -> None:
    days = (date(2026, 5, 12), date(2026, 12, 5))
    with pytest.raises(Ambiguous, match="day") as asked:
        read(typed, "10:00", now=NOW)
    assert asked.value.days == days
    assert read(typed, "10:00", now=NOW, month_first=True).day == days[1]
    assert read(typed, "10:00", now=NOW, month_first=False).day == days[0]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("Fri 23 May", (date(2026, 5, 22), date(2026, 5, 23))),
        ("Fri, 21 May 2026", (date(2026, 5, 21), date(2026, 5, 22))),
        ("23 May (Fri)", (date(2026, 5, 22), date(2026, 5, 23))),
        ("2026-05-23 Mon", (date(2026, 5, 23), date(2026, 5, 25))),
        ("5月23日 周五", (date(2026, 5, 22), date(2026, 5, 23))),
        ("周日 5月23日", (date(2026, 5, 23), date(2026, 5, 24))),
        ("5月23日(五)", (date(2026, 5, 22), date(2026, 5, 23))),
        ("tomorrow Sat", (date(2026, 5, 15), date(2026, 5, 16))),
        ("next Fri 29 May", (date(2026, 5, 22), date(2026, 5, 29))),
    ],
)
def test_read_a_day_that_is_another_weekday_is_asked(typed: str, days: tuple[date, date]) -> None:
    for fields in [(typed, "9:00"), (f"{typed} 9:00", "")]:
        with pytest.raises(Ambiguous, match="day") as asked:
            read(*fields, now=NOW)
        assert asked.value.days == days
    with pytest.raises(Ambiguous, match="start"):
        read("", f"{typed} 9:00", now=NOW)


@pytest.mark.parametrize("typed", ["next Fri 22 May", "下周五 5月22日", "Friday 22 May 2026", "5/22 周五"])
def test_read_a_day_with_its_weekday(typed: str) -> None:
    assert read(f"{typed} 9:00", "", now=NOW) == Reading(date(2026, 5, 22), time(9))


def test_read_a_day_with_a_hyphen_that_could_be_one_only() -> None:
    assert read("5-19", "10:00", now=NOW).day == read("19-5", "10:00", now=NOW).day == date(2026, 5, 19)
