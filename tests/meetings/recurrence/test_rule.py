"""A rule with its beginning and its end: its dates, its texts, and what is refused with which sentence."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from meetings.recurrence import Rule, RuleProblem

_SHANGHAI, _NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
_FIRST = datetime(2026, 12, 31, 9, tzinfo=_SHANGHAI)  # a Thursday


def days_of(text: str, first: datetime = _FIRST, **given: Any) -> list[str]:
    return [f"{at:%Y-%m-%d}" for at in Rule.from_rrule(text, first=first, **given).starts(5)]


@pytest.mark.parametrize(
    ("text", "written", "days"),
    [
        ("FREQ=DAILY;INTERVAL=16;COUNT=2", "FREQ=DAILY;INTERVAL=16;COUNT=2", ["2026-12-31", "2027-01-16"]),
        # What is left out is as the first occurrence is.
        ("rrule:freq=weekly;count=2", "FREQ=WEEKLY;BYDAY=TH;COUNT=2", ["2026-12-31", "2027-01-07"]),
        (
            "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=3",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=3",
            ["2026-12-31", "2027-01-01", "2027-01-04"],
        ),
        # Weeks begin on Monday unless they are said to begin on another day.
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TH;COUNT=3",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TH;COUNT=3;WKST=MO",
            ["2026-12-31", "2027-01-03", "2027-01-14"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TH;COUNT=3;WKST=SU",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TH;COUNT=3;WKST=SU",
            ["2026-12-31", "2027-01-10", "2027-01-14"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
            "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3",
            ["2026-12-31", "2027-01-31", "2027-02-28"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=3",
            "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3",
            ["2026-12-31", "2027-01-31", "2027-02-28"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,31;COUNT=4",
            "FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=4",
            ["2026-12-31", "2027-01-15", "2027-01-31", "2027-02-15"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1TH;COUNT=3",
            "FREQ=MONTHLY;BYDAY=-1TH;COUNT=3",
            ["2026-12-31", "2027-01-28", "2027-02-25"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=-1;COUNT=2",
            "FREQ=MONTHLY;BYDAY=-1TH;COUNT=2",
            ["2026-12-31", "2027-01-28"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2",
            ["2026-12-31", "2027-01-29"],
        ),
        (
            "FREQ=MONTHLY;BYMONTH=12,6;BYDAY=-1TH;COUNT=2",
            "FREQ=YEARLY;BYMONTH=6,12;BYDAY=-1TH;COUNT=2",
            ["2026-12-31", "2027-06-24"],
        ),
        ("FREQ=YEARLY;COUNT=2", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1;COUNT=2", ["2026-12-31", "2027-12-31"]),
        # A day alone is meant whole; in UTC as every calendar reads it.
        ("FREQ=WEEKLY;UNTIL=20270107", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270107T010000Z", ["2026-12-31", "2027-01-07"]),
        ("FREQ=WEEKLY;UNTIL=20270107T005959Z", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270106T010000Z", ["2026-12-31"]),
        (
            "FREQ=WEEKLY;UNTIL=20270107T090000",
            "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270107T010000Z",
            ["2026-12-31", "2027-01-07"],
        ),
    ],
)
def test_from_rrule(text: str, written: str, days: list[str]) -> None:
    rule = Rule.from_rrule(text, first=_FIRST)
    assert (rule.rrule(), days_of(text)) == (written, days)
    assert Rule.from_rrule(written, first=_FIRST) == rule


@pytest.mark.parametrize(
    ("day", "written", "days"),
    [
        (29, "28,29;BYSETPOS=-1", ["2027-01-29", "2027-02-28", "2027-03-29"]),
        (30, "28,29,30;BYSETPOS=-1", ["2027-01-30", "2027-02-28", "2027-03-30"]),
    ],
)
def test_from_rrule_takes_the_last_day_of_a_month_that_lacks_one(day: int, written: str, days: list[str]) -> None:
    first = datetime(2027, 1, day, 9, tzinfo=_SHANGHAI)
    for text in (f"FREQ=MONTHLY;BYMONTHDAY={day};COUNT=3", f"FREQ=MONTHLY;BYMONTHDAY={written};COUNT=3"):
        assert Rule.from_rrule(text, first=first).rrule() == f"FREQ=MONTHLY;BYMONTHDAY={written};COUNT=3"
        assert days_of(text, first) == days


def test_from_rrule_takes_the_last_of_february_for_a_leap_day() -> None:
    leap_day = datetime(2028, 2, 29, 9, tzinfo=_SHANGHAI)
    assert days_of("FREQ=YEARLY;COUNT=2", leap_day) == ["2028-02-29", "2029-02-28"]


def test_starts_keep_the_time_of_day_when_clocks_change() -> None:
    first = datetime(2027, 3, 13, 2, 30, tzinfo=_NEW_YORK)
    rule = Rule.from_rrule("FREQ=DAILY;COUNT=3", first=first, zone="America/New_York")
    # The second is as long after midnight as it would be, where the clocks skip its time.
    assert [at.isoformat() for at in rule.starts()] == [
        "2027-03-13T02:30:00-05:00",
        "2027-03-14T03:30:00-04:00",
        "2027-03-15T02:30:00-04:00",
    ]
    autumn = Rule.from_rrule(
        "FREQ=DAILY;COUNT=2", first=datetime(2027, 11, 6, 1, 30, tzinfo=_NEW_YORK), zone="America/New_York"
    )
    assert autumn.starts()[1].isoformat() == "2027-11-07T01:30:00-04:00"


def test_starts_of_one_that_begins_in_an_hour_that_comes_twice() -> None:
    second = datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
    found = Rule.from_rrule("FREQ=DAILY;COUNT=2", first=second, zone="America/New_York").starts()
    assert [at.isoformat() for at in found] == ["2027-11-07T01:30:00-05:00", "2027-11-08T01:30:00-05:00"]


def test_starts_of_a_rule_without_end_are_as_many_as_are_asked_for() -> None:
    rule = Rule.from_rrule("FREQ=DAILY", first=_FIRST)
    assert len(rule.starts(600)) == 600
    with pytest.raises(RuleProblem, match="no end"):
        rule.starts()


def test_starts_without_what_is_left_out_and_with_what_is_added() -> None:
    given: dict[str, Any] = {
        "skip": [date(2027, 1, 7), datetime(2027, 1, 20, 17, tzinfo=UTC), date(2029, 1, 1)],
        "extra": [date(2027, 1, 9), datetime(2027, 1, 8, 1, tzinfo=UTC), date(2027, 1, 14)],
    }
    rule = Rule.from_rrule("FREQ=WEEKLY;COUNT=5", first=_FIRST, **given)
    # The skipped ones count: five of the rule, two of which are off.
    assert [at.isoformat() for at in rule.starts()] == [
        "2026-12-31T09:00:00+08:00",
        "2027-01-08T09:00:00+08:00",
        "2027-01-09T09:00:00+08:00",
        "2027-01-14T09:00:00+08:00",
        "2027-01-28T09:00:00+08:00",
    ]
    assert rule.vendor_cycle() is None


def test_first_may_be_in_another_zone() -> None:
    berlin = datetime(2026, 12, 31, 2, tzinfo=ZoneInfo("Europe/Berlin"))
    assert Rule.from_rrule("FREQ=DAILY;COUNT=1", first=berlin).starts() == [_FIRST]


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("FREQ=DAILY;INTERVAL=15;COUNT=3", {"endDate": "2027-01-30", "cycle": "Day", "interval": 15}),
        (
            "FREQ=WEEKLY;BYDAY=TH,SU;UNTIL=20270107",
            {"endDate": "2027-01-07", "cycle": "Week", "interval": 1, "point": [0, 4]},
        ),
        (
            "FREQ=WEEKLY;INTERVAL=5;BYDAY=TH;COUNT=2",
            {"endDate": "2027-02-04", "cycle": "Week", "interval": 5, "point": [4]},
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=4",
            {"endDate": "2027-09-30", "cycle": "Month", "interval": 3, "point": [31]},
        ),
    ],
)
def test_vendor_cycle(text: str, cycle: dict[str, Any]) -> None:
    rule = Rule.from_rrule(text, first=_FIRST)
    assert rule.vendor_cycle() == {"startDate": "2026-12-31", "preRemindDays": 0} | cycle
    assert (rule.why_portal_series("en"), rule.why_portal_series("zh-hans")) == ("", "")


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("FREQ=DAILY", "A series of the meeting service has an end", "会议服务的周期会议必须有结束日期"),
        ("FREQ=YEARLY;COUNT=2", "repeats by days, weeks and months, not by years", "会议服务不支持按年重复"),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=2", "on days of the month, not on weekdays of it", "不能指定第几个星期几"),
        ("FREQ=DAILY;INTERVAL=16;COUNT=2", "every 15 days at most", "最多每 15 天重复"),
        ("FREQ=WEEKLY;INTERVAL=6;COUNT=2", "every 5 weeks at most", "最多每 5 周重复"),
        ("FREQ=MONTHLY;INTERVAL=4;COUNT=2", "every 3 months at most", "最多每 3 个月重复"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,SU;COUNT=3", "begins its weeks on Sunday", "以周日为一周的第一天"),
        ("FREQ=DAILY;COUNT=51", "has 50 meetings at most, and this has 51", "最多 50 场，而此处为 51 场"),
        ("FREQ=MONTHLY;COUNT=14", "lasts a year at most", "最长为一年"),
    ],
)
def test_why_portal_series(text: str, english: str, chinese: str) -> None:
    rule = Rule.from_rrule(text, first=_FIRST)
    assert rule.vendor_cycle() is None
    said, gesagt = rule.why_portal_series("en"), rule.why_portal_series("zh-hans")
    assert english in said
    assert said.endswith(", so the portal books each meeting by itself: each has its own meeting ID.")
    assert chinese in gesagt
    assert gesagt.endswith("，因此门户将逐场预约，每场会议各有会议 ID。")


@pytest.mark.parametrize(
    ("text", "given", "field", "sentence"),
    [
        ("", {}, "rrule", "“” is no rule of a calendar. “FREQ=WEEKLY;BYDAY=MO;COUNT=10” would work."),
        (
            "every day",
            {},
            "rrule",
            "“every day” is no rule of a calendar. “FREQ=WEEKLY;BYDAY=MO;COUNT=10” would work.",
        ),
        ("FREQ=HOURLY", {}, "rrule", "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY."),
        ("COUNT=3", {}, "rrule", "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY."),
        (
            "FREQ=DAILY;BYHOUR=9",
            {},
            "rrule",
            "BYHOUR is not known here. FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS and WKST"
            " are.",
        ),
        ("FREQ=DAILY;FREQ=DAILY", {}, "rrule", "FREQ stands there twice. Give it once."),
        ("FREQ=DAILY;INTERVAL=0", {}, "interval", "INTERVAL is a whole number from 1 to 999, like “INTERVAL=2”."),
        ("FREQ=DAILY;COUNT=0", {}, "count", "COUNT is a whole number from 1 to 500, like “COUNT=2”."),
        ("FREQ=DAILY;COUNT=1000", {}, "count", "1000 meetings are too many for one series. 500 is the most."),
        (
            "FREQ=DAILY;UNTIL=20290930",
            {},
            "until",
            "This makes more than 500 meetings. Up to Sat 13 May 2028 would work.",
        ),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", {}, "until", "Either UNTIL or COUNT ends a rule, not both."),
        (
            "FREQ=DAILY;UNTIL=20261230",
            {},
            "until",
            "It ends before its first meeting. Thu 31 Dec 2026 or later would work.",
        ),
        (
            "FREQ=DAILY;UNTIL=20270230",
            {},
            "until",
            "“20270230” is no day. UNTIL=20271231, or UNTIL=20271231T090000Z, would work.",
        ),
        (
            "FREQ=WEEKLY;BYDAY=XX",
            {},
            "days",
            "“XX” is no weekday. MO, TU, WE, TH, FR, SA and SU are; of a month 2TU is the second Tuesday, -1FR the"
            " last Friday.",
        ),
        (
            "FREQ=WEEKLY;BYDAY=2TH",
            {},
            "days",
            "BYDAY=2TH doesn't go with FREQ=WEEKLY. FREQ=MONTHLY;BYDAY=2TH would work.",
        ),
        (
            "FREQ=DAILY;INTERVAL=2;BYDAY=TH",
            {},
            "days",
            "BYDAY=TH doesn't go with FREQ=DAILY;INTERVAL=2. FREQ=WEEKLY;BYDAY=TH would work.",
        ),
        (
            "FREQ=WEEKLY;BYMONTHDAY=31",
            {},
            "rrule",
            "BYMONTHDAY=31 doesn't go with FREQ=WEEKLY. FREQ=MONTHLY would work.",
        ),
        (
            "FREQ=MONTHLY;BYDAY=TH",
            {},
            "days",
            "Which “TH” of the month? FREQ=WEEKLY takes each of them; 2TU is the second Tuesday, -1FR the last"
            " Friday.",
        ),
        (
            "FREQ=MONTHLY;BYDAY=1TH,2FR",
            {},
            "days",
            "Several weekdays of a month go with one place each in BYSETPOS, like BYDAY=TU,TH;BYSETPOS=1; else give"
            " one weekday, like BYDAY=1TU,3TU.",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=32",
            {},
            "days",
            "Days of a month are 1 to 31, and -1 for its last one.",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,31;BYSETPOS=2",
            {},
            "days",
            "BYSETPOS is 1 to 5 with weekdays, or -1 for the last; with days of the month it ends 28,29,30 as -1.",
        ),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            {},
            "days",
            "There is never a 30 February. BYMONTHDAY=-1, the last day of that month, would work.",
        ),
        (
            "FREQ=YEARLY;BYDAY=-1TH",
            {},
            "days",
            "BYDAY=-1TH doesn't go with FREQ=YEARLY. FREQ=YEARLY;BYMONTH=12;BYDAY=2TU would work.",
        ),
        ("FREQ=YEARLY;BYMONTH=13", {}, "rrule", "BYMONTH is a whole number from 1 to 12, like “BYMONTH=2”."),
        (
            "FREQ=WEEKLY;BYDAY=MO",
            {},
            "first",
            "The first meeting, Thu 31 Dec 2026, 09:00, is not on a day of the rule. Mon 4 Jan 2027, 09:00 would be.",
        ),
        (
            "FREQ=DAILY",
            {"first": datetime(2026, 12, 31, 9)},  # noqa: DTZ001
            "first",
            "The first meeting has no time zone. Give its start with one, or in UTC.",
        ),
        (
            "FREQ=DAILY",
            {"zone": "Asia/Nowhere"},
            "zone",
            "“Asia/Nowhere” is no time zone. “Asia/Shanghai” would work.",
        ),
        ("FREQ=DAILY", {"zone": "../Asia"}, "zone", "“../Asia” is no time zone. “Asia/Shanghai” would work."),
        (
            "FREQ=DAILY",
            {"first": datetime(2027, 3, 14, 2, 30, tzinfo=_NEW_YORK), "zone": "America/New_York"},
            "first",
            "Sun 14 Mar 2027, 02:30 does not exist in that zone: the clocks go forward then. Sun 14 Mar 2027, 03:30"
            " would work.",
        ),
        (
            "FREQ=DAILY",
            {"first": datetime(2027, 11, 7, 1, 30, tzinfo=_NEW_YORK), "zone": "America/New_York"},
            "first",
            "Sun 7 Nov 2027, 01:30 comes twice in that zone, since the clocks go back. Give it in UTC: Sun 7 Nov 2027,"
            " 05:30 or Sun 7 Nov 2027, 06:30.",
        ),
        (
            "FREQ=DAILY;COUNT=1",
            {"skip": [date(2026, 12, 31)]},
            "skip",
            "Every date of the rule is left out. Leave at least one in.",
        ),
        (
            "FREQ=DAILY;COUNT=1",
            {"extra": [date(2026, 12, 30)]},
            "extra",
            "The additional date Wed 30 Dec 2026, 09:00 lies before the first one. From Thu 31 Dec 2026, 09:00 on"
            " would work.",
        ),
        (
            "FREQ=DAILY;COUNT=1",
            {"skip": [datetime(2026, 12, 31, 9)]},  # noqa: DTZ001
            "skip",
            "An additional date or one to leave out is a day, or a moment with a time zone.",
        ),
    ],
)
def test_from_rrule_refuses(text: str, given: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(ValueError) as problem:
        Rule.from_rrule(text, **({"first": _FIRST} | given))
    assert isinstance(problem.value, RuleProblem)
    assert (problem.value.field, str(problem.value)) == (field, sentence)
    assert problem.value.sentence("zh-hans") != sentence
