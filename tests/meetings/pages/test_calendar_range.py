"""Which days an address asks for."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from meetings.pages.calendar_range import Range, View, read_range

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


def shown(view: str = "week", day: str = "2026-05-14", zone: ZoneInfo = SHANGHAI) -> Range:
    return read_range(view, day, zone=zone, now=NOW)


@pytest.mark.parametrize(
    ("view", "first", "last", "drawn"),
    [
        ("day", (2026, 5, 14), (2026, 5, 14), ((2026, 5, 14), (2026, 5, 14))),
        ("week", (2026, 5, 11), (2026, 5, 17), ((2026, 5, 11), (2026, 5, 17))),
        ("month", (2026, 5, 1), (2026, 5, 31), ((2026, 4, 27), (2026, 5, 31))),
        ("list", (2026, 5, 1), (2026, 5, 31), ((2026, 5, 1), (2026, 5, 31))),
    ],
)
def test_days_of_each_view(
    view: str, first: tuple[int, int, int], last: tuple[int, int, int], drawn: tuple[tuple[int, int, int], ...]
) -> None:
    found = shown(view)
    assert (found.first, found.last) == (date(*first), date(*last))
    assert (found.drawn_first, found.drawn_last) == tuple(date(*day) for day in drawn)
    assert (found.days()[0], found.days()[-1]) == (found.drawn_first, found.drawn_last)


@pytest.mark.parametrize(
    ("view", "earlier", "later"),
    [
        ("day", (2026, 5, 13), (2026, 5, 15)),
        ("week", (2026, 5, 7), (2026, 5, 21)),
        ("month", (2026, 4, 1), (2026, 6, 1)),
        ("list", (2026, 4, 1), (2026, 6, 1)),
    ],
)
def test_neighbours(view: str, earlier: tuple[int, int, int], later: tuple[int, int, int]) -> None:
    assert (shown(view).earlier(), shown(view).later()) == (date(*earlier), date(*later))


@pytest.mark.parametrize(
    ("view", "day"),
    [("", ""), ("year", "2026-05-14"), ("week", "14.5."), ("week", "2026-02-30"), ("week", "9999-12-31"), ("\0", "x")],
)
def test_anything_odd_is_this_week(view: str, day: str) -> None:
    assert shown(view, day) == Range(View.WEEK, date(2026, 5, 14), date(2026, 5, 14), SHANGHAI)


@pytest.mark.parametrize(
    ("day", "hours"), [("2027-03-28", 23), ("2027-10-31", 25), ("2027-03-29", 24)], ids=["spring", "autumn", "plain"]
)
def test_a_day_is_as_long_as_its_clock_has_it(day: str, hours: int) -> None:
    found = shown("day", day, zone=BERLIN)
    length = found.until.astimezone(UTC) - found.since.astimezone(UTC)
    assert length.total_seconds() == hours * 3600


@pytest.mark.parametrize(
    ("language", "view", "day", "title"),
    [
        ("en", "day", "2026-05-14", "Thursday 14 May"),
        ("en", "week", "2026-05-14", "11 – 17 May 2026"),
        ("en", "week", "2026-07-01", "29 June – 5 July 2026"),
        ("en", "week", "2026-12-31", "28 December 2026 – 3 January 2027"),
        ("en", "month", "2026-05-14", "May 2026"),
        ("zh-hans", "day", "2026-05-14", "5月14日 星期四"),
        ("zh-hans", "week", "2026-05-14", "2026年5月11日–17日"),
        ("zh-hans", "week", "2026-07-01", "2026年6月29日–7月5日"),
        ("zh-hans", "week", "2026-12-31", "2026年12月28日–2027年1月3日"),
        ("zh-hans", "list", "2026-05-14", "2026年5月"),
    ],
)
def test_title(language: str, view: str, day: str, title: str) -> None:
    with translation.override(language):
        assert shown(view, day).title() == title
