"""The zones that we write into calendar files, read by another program."""

from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo, available_timezones

import pytest
from icalendar import Timezone

from meetings.ical.vtimezone import timezone_component

_FIRST, _LAST = datetime(2025, 11, 3, 12, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)


def lines_of(zone: str, first: datetime = _FIRST, last: datetime = _LAST) -> list[str]:
    written = bytes(timezone_component(ZoneInfo(zone), first=first, last=last).to_ical())
    return written.decode().splitlines()[2:-1]


def test_a_yearly_habit_is_two_rules() -> None:
    assert lines_of("Europe/Berlin") == [
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
    ]


def test_rules_begin_when_they_began_and_serve_every_meeting_since() -> None:
    """vobject 0.9.9 reads the first VTIMEZONE of a name for all files, and takes a young London for UTC."""
    zone = ZoneInfo("America/New_York")
    assert [line for line in lines_of(zone.key) if "DTSTART" in line] == [
        "DTSTART:20070311T020000",
        "DTSTART:20071104T020000",
    ]
    written = timezone_component(zone, first=_FIRST, last=_LAST)
    written["TZID"] = "Nowhere/New_York"
    read = cast(Timezone, Timezone.from_ical(written.to_ical())).to_tz(lookup_tzid=False)
    for year in range(2008, 2038):
        for month in (1, 4, 7, 11):
            at = datetime(year, month, 15, 9)  # noqa: DTZ001  # read in both zones
            assert at.replace(tzinfo=read).utcoffset() == at.replace(tzinfo=zone).utcoffset(), at


@pytest.mark.parametrize(
    ("zone", "name", "offset"), [("Asia/Shanghai", "CST", "+0800"), ("Asia/Kathmandu", "+0545", "+0545")]
)
def test_a_clock_that_never_changes_is_one_observance(zone: str, name: str, offset: str) -> None:
    assert lines_of(zone) == [
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZNAME:{name}",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "END:STANDARD",
    ]


def test_the_month_of_fasting_is_listed_year_by_year() -> None:
    # Years that are over: what is said of those to come changes with the database.
    found = lines_of("Africa/Casablanca", datetime(2020, 11, 3, tzinfo=UTC), datetime(2022, 2, 1, tzinfo=UTC))
    assert [line for line in found if "RULE" in line] == []
    assert [line for line in found if "BEGIN" in line] == ["BEGIN:DAYLIGHT", *["BEGIN:STANDARD", "BEGIN:DAYLIGHT"] * 5]


def test_where_winter_is_the_exception_it_is_standard_time_all_the_same() -> None:
    found = lines_of("Europe/Dublin")
    assert found[found.index("BEGIN:STANDARD") :][3] == "TZNAME:GMT"
    assert found[found.index("BEGIN:DAYLIGHT") :][3] == "TZNAME:IST"


def test_every_zone_is_as_it_is() -> None:
    """Read by dateutil, through icalendar, which doesn't know the zone by this name. Of those alike one is read."""
    step = timedelta(hours=31)
    moments = [_FIRST + number * step for number in range((_LAST - _FIRST) // step)]
    zones = [ZoneInfo(name) for name in sorted(available_timezones() - {"localtime", "Factory"})]
    alike = {tuple(at.astimezone(zone).replace(tzinfo=None) for at in moments): zone for zone in zones}
    wrong = []
    for local, zone in alike.items():
        written = timezone_component(zone, first=_FIRST, last=_LAST)
        written["TZID"] = f"Nowhere/{zone.key}"
        read = cast(Timezone, Timezone.from_ical(written.to_ical())).to_tz(lookup_tzid=False)
        if any(at.replace(tzinfo=read).utcoffset() != at.replace(tzinfo=zone).utcoffset() for at in local):
            wrong.append(zone.key)
    assert len(alike) > 50
    assert wrong == []
