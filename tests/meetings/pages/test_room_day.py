"""A room's day: the line, the words, and when it can be booked."""

import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from meetings.pages.room_day import Bar, Day, Occupancy, build_occupancy, hours
from meetings.queries.room_times import RoomTime

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Thursday, 09:48
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
TODAY = Day(date(2026, 5, 14), SHANGHAI, NOW)
TOMORROW = Day(date(2026, 5, 15), SHANGHAI, NOW)


def held(start: str, end: str, subject: str = "Audit", *, day: Day = TODAY) -> RoomTime:
    begins, ends = (
        datetime.fromisoformat(f"{day.date}T{clock}").replace(tzinfo=day.zone).astimezone(UTC)
        for clock in (start, end)
    )
    return RoomTime("room-1", uuid.UUID(int=1), subject, begins, ends, is_running=False)


def occupancy(*times: RoomTime, day: Day = TODAY) -> Occupancy:
    with translation.override("en"):
        return build_occupancy(times, day)


def free_from(*times: RoomTime, day: Day = TODAY) -> str:
    start = occupancy(*times, day=day).free_from
    return f"{start.astimezone(day.zone):%H:%M}" if start else ""


def test_the_line_goes_from_8_to_20() -> None:
    assert hours(TODAY) == [
        ("0%", "08:00"),
        ("16.67%", "10:00"),
        ("33.33%", "12:00"),
        ("50%", "14:00"),
        ("66.67%", "16:00"),
        ("83.33%", "18:00"),
    ]
    assert TODAY.place(NOW) == 15
    assert [TODAY.place(NOW + timedelta(hours=number)) for number in (-9, 20)] == [0, 100]


def test_a_day_has_as_many_hours_as_it_has() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spring, autumn = (Day(each, berlin, NOW) for each in (date(2026, 3, 29), date(2026, 10, 25)))
    assert (spring.end_at - spring.start_at, autumn.end_at - autumn.start_at) == (
        timedelta(hours=23),
        timedelta(hours=25),
    )
    assert [spring.place(spring.at(hour)) for hour in (8, 14, 20)] == [0, 50, 100]


def test_a_room_without_meetings() -> None:
    found = occupancy()
    assert (found.state, found.label, found.note, found.words) == ("free", "Free now", "all day", "Free all day")
    assert (found.bars, found.is_free_now, found.is_free_next, free_from()) == ((), True, True, "10:00")


def test_a_room_in_use() -> None:
    found = occupancy(held("09:00", "10:45"), held("13:00", "13:45", ""))
    assert (found.state, found.label, found.note) == ("busy", "In use", "Audit until 10:45")
    assert found.words == "Taken: 09:00–10:45 Audit, 13:00–13:45"
    assert found.bars == (
        Bar("8.33%", "14.59%", "live", "09:00", "Audit"),
        Bar("41.67%", "6.25%", "busy", "", ""),
    )
    assert (found.is_free_now, found.is_free_next) == (False, False)


def test_a_room_in_use_by_somebody_else_says_no_more() -> None:
    assert occupancy(held("09:00", "10:45", "")).note == "until 10:45"


def test_a_room_that_is_free_for_a_while() -> None:
    found = occupancy(held("08:00", "09:24"), held("10:00", "10:45"))
    assert (found.label, found.note, found.is_free_now, found.is_free_next) == ("Free now", "until 10:00", True, False)
    assert [bar.tone for bar in found.bars] == ["past", "busy"]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ((), "10:00"),
        ((held("10:00", "10:45"),), "10:45"),
        ((held("10:10", "10:40"),), "10:40"),
        ((held("10:15", "10:40"),), "10:00"),
        ((held("10:00", "10:45"), held("10:45", "12:00"), held("12:10", "13:00")), "13:00"),
        ((held("09:00", "23:59"),), "23:59"),
    ],
)
def test_when_it_can_be_booked_next(times: tuple[RoomTime, ...], expected: str) -> None:
    assert free_from(*times) == expected


def test_another_day() -> None:
    with_one = occupancy(held("09:30", "10:30", day=TOMORROW), day=TOMORROW)
    assert (with_one.state, with_one.label, with_one.note) == ("busy", "1 meeting", "")
    assert (with_one.is_free_now, free_from(day=TOMORROW)) == (False, "09:00")
    assert free_from(held("08:30", "10:30", day=TOMORROW), day=TOMORROW) == "10:30"
    empty = occupancy(day=TOMORROW)
    assert (empty.state, empty.label, empty.note, empty.is_free_now) == ("free", "Free", "all day", False)
    yesterday = Day(date(2026, 5, 13), SHANGHAI, NOW)
    assert free_from(day=yesterday) == "", "what is over can't be booked"


def test_what_is_held_at_night_is_said_though_not_drawn() -> None:
    found = occupancy(held("06:00", "07:30"), held("21:00", "22:00"))
    assert (found.bars, found.words) == ((), "Taken: 06:00–07:30 Audit, 21:00–22:00 Audit")
