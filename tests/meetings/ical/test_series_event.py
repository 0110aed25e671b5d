"""The calendar entries of series, line by line, and as two other programs read them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from meetings.models import Occurrence
from tests.meetings.ical.readers import IcalJs, file_of, make_row, of_rows, recurring, recurring_by_our_zone

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 9, 1, tzinfo=UTC)
WEEK = timedelta(weeks=1)
_TIMES = ("DTSTART", "DTEND", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")


@pytest.fixture(scope="module")
def ical_js() -> Iterator[IcalJs]:
    with IcalJs() as reader:
        yield reader


def at(written: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def rows_at(*written: str, zone: str = "Europe/Berlin") -> list[Occurrence]:
    return [make_row(at(one, zone)) for one in written]


def weekly() -> list[Occurrence]:
    """Six Tuesdays at 9 in Berlin, over the end of summer time: one moved, one longer, one cancelled."""
    rows = rows_at(*(f"2026-{day} 09:00" for day in ("10-06", "10-13", "10-20", "10-27", "11-03", "11-10")))
    moved, longer, off = rows[1], rows[3], rows[4]
    moved.start_at, moved.end_at = at("2026-10-14 10:30"), at("2026-10-14 11:15")
    longer.end_at += timedelta(hours=1)
    off.is_cancelled = True
    return rows


def times_in(text: str) -> list[list[str]]:
    """What each entry says of its times, in the order of _TIMES."""
    found = []
    for event in Calendar.from_ical(text).events:
        lines = event.to_ical().decode().replace("\r\n ", "").split("\r\n")
        found.append([line for name in _TIMES for line in lines if line.startswith((f"{name}:", f"{name};"))])
    return found


def check(reader: IcalJs, text: str, rows: list[Occurrence], zone: str = "Europe/Berlin") -> None:
    expected = of_rows(rows)
    assert reader.dates(text) == expected
    assert recurring(text) == expected
    assert recurring_by_our_zone(text, zone) == expected


@pytest.mark.parametrize(
    ("name", "method", "cancelled"),
    [
        ("series-request", "REQUEST", None),
        ("series-cancel", "CANCEL", None),
        ("series-one-occurrence-cancel", "CANCEL", 1),
    ],
)
def test_the_files_of_a_series(name: str, method: str, cancelled: int | None) -> None:
    rows = weekly()
    off = None if cancelled is None else rows[cancelled]
    subject = "每周例会：传感器 B 线、认证与 2027 年预算，以及下一步安排（慕尼黑、上海）"
    text = file_of(rows, zone="Europe/Berlin", now=NOW, method=method, cancelled=off, subject=subject)
    assert text.encode() == (GOLDEN / f"{name}.ics").read_bytes()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_one_time_of_day_in_the_zone(ical_js: IcalJs) -> None:
    rows = weekly()
    text = file_of(rows, zone="Europe/Berlin", now=NOW)
    assert times_in(text) == [
        [
            "DTSTART;TZID=Europe/Berlin:20261006T090000",
            "DTEND;TZID=Europe/Berlin:20261006T094500",
            "RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=TU;WKST=SU",
            "EXDATE;TZID=Europe/Berlin:20261103T090000",
        ],
        [
            "DTSTART;TZID=Europe/Berlin:20261014T103000",
            "DTEND;TZID=Europe/Berlin:20261014T111500",
            "RECURRENCE-ID;TZID=Europe/Berlin:20261013T090000",
        ],
        [
            "DTSTART;TZID=Europe/Berlin:20261027T090000",
            "DTEND;TZID=Europe/Berlin:20261027T104500",
            "RECURRENCE-ID;TZID=Europe/Berlin:20261027T090000",
        ],
    ]
    check(ical_js, text, rows)
    sequences = {(str(event["UID"]), str(event["SEQUENCE"])) for event in Calendar.from_ical(text).events}
    assert sequences == {("5f0c@meetings", "3")}


def test_one_time_of_day_in_utc(ical_js: IcalJs) -> None:
    rows = [make_row(at("2026-10-06 09:00") + number * WEEK) for number in range(6)]
    text = file_of(rows, zone="Europe/Berlin", now=NOW)
    assert times_in(text) == [
        ["DTSTART:20261006T070000Z", "DTEND:20261006T074500Z", "RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=TU;WKST=SU"]
    ]
    assert "VTIMEZONE" not in text
    check(ical_js, text, rows)


def test_the_first_occurrence_is_off_and_the_second_was_moved_before_it(ical_js: IcalJs) -> None:
    zone = "Asia/Shanghai"
    rows = rows_at("2026-10-06 07:00", "2026-10-13 07:00", "2026-10-20 07:00", zone=zone)
    rows[0].is_cancelled = True
    rows[1].start_at, rows[1].end_at = at("2026-09-30 07:00", zone), at("2026-09-30 07:45", zone)
    text = file_of(rows, zone=zone, now=NOW)
    # 07:00 in Shanghai is the day before in UTC.
    assert times_in(text) == [
        [
            "DTSTART;TZID=Asia/Shanghai:20261006T070000",
            "DTEND;TZID=Asia/Shanghai:20261006T074500",
            "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU;WKST=SU",
            "EXDATE;TZID=Asia/Shanghai:20261006T070000",
        ],
        [
            "DTSTART;TZID=Asia/Shanghai:20260930T070000",
            "DTEND;TZID=Asia/Shanghai:20260930T074500",
            "RECURRENCE-ID;TZID=Asia/Shanghai:20261013T070000",
        ],
    ]
    check(ical_js, text, rows, zone)


def test_all_occurrences_but_one_are_off(ical_js: IcalJs) -> None:
    rows = weekly()
    for row in (*rows[:3], *rows[4:]):
        row.is_cancelled = True
    check(ical_js, file_of(rows, zone="Europe/Berlin", now=NOW), rows)


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        (("01-31", "02-28", "03-31", "04-30"), ["RRULE:FREQ=MONTHLY;COUNT=4;BYMONTHDAY=-1"]),
        (
            ("01-15", "01-31", "02-15", "02-28", "03-15", "03-31"),
            ["RRULE:FREQ=MONTHLY;COUNT=6;BYMONTHDAY=15,-1"],
        ),
        (
            ("01-30", "02-28", "03-30", "04-30", "05-30"),
            ["RRULE:FREQ=MONTHLY;COUNT=4;BYMONTHDAY=30", "RDATE;TZID=Asia/Shanghai:20270228T150000"],
        ),
        (("01-30", "03-30", "05-30"), ["RRULE:FREQ=MONTHLY;COUNT=3;INTERVAL=2;BYMONTHDAY=30"]),
        (("01-04", "01-06", "01-18", "01-20"), ["RRULE:FREQ=WEEKLY;COUNT=4;INTERVAL=2;BYDAY=MO,WE;WKST=SU"]),
        (("01-01", "01-16", "01-31"), ["RRULE:FREQ=DAILY;COUNT=3;INTERVAL=15"]),
        (("01-04",), ["RRULE:FREQ=DAILY;COUNT=1"]),
    ],
)
def test_rules(ical_js: IcalJs, days: tuple[str, ...], rule: list[str]) -> None:
    zone = "Asia/Shanghai"
    rows = rows_at(*(f"2027-{day} 15:00" for day in days), zone=zone)
    text = file_of(rows, zone=zone, now=NOW)
    assert times_in(text)[0][2:] == rule
    check(ical_js, text, rows, zone)


def test_occurrences_without_a_rule_are_listed_in_utc(ical_js: IcalJs) -> None:
    rows = rows_at("2026-10-06 09:00", "2026-10-07 09:00", "2026-10-20 10:00", "2026-11-03 09:00")
    text = file_of(rows, zone="Europe/Berlin", now=NOW)
    assert times_in(text) == [
        [
            "DTSTART:20261006T070000Z",
            "DTEND:20261006T074500Z",
            "RRULE:FREQ=DAILY;COUNT=1",
            "RDATE:20261007T070000Z,20261020T080000Z,20261103T080000Z",
        ]
    ]
    check(ical_js, text, rows)


def test_a_rule_that_changed_midway_goes_on_as_a_rule(ical_js: IcalJs) -> None:
    """Two Tuesdays at 9 are over, now it is Thursdays at 10; a program that knows no lists still shows those ahead."""
    rows = rows_at("2026-09-01 09:00", "2026-09-08 09:00", "2026-09-17 10:00", "2026-09-24 10:00", "2026-10-01 10:00")
    text = file_of(rows, zone="Europe/Berlin", now=at("2026-09-09 12:00"))
    assert times_in(text) == [
        [
            "DTSTART;TZID=Europe/Berlin:20260903T100000",
            "DTEND;TZID=Europe/Berlin:20260903T104500",
            "RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TH;WKST=SU",
        ],
        [
            "DTSTART;TZID=Europe/Berlin:20260901T090000",
            "DTEND;TZID=Europe/Berlin:20260901T094500",
            "RECURRENCE-ID;TZID=Europe/Berlin:20260903T100000",
        ],
        [
            "DTSTART;TZID=Europe/Berlin:20260908T090000",
            "DTEND;TZID=Europe/Berlin:20260908T094500",
            "RECURRENCE-ID;TZID=Europe/Berlin:20260910T100000",
        ],
    ]
    check(ical_js, text, rows)


@pytest.mark.parametrize(
    "written",
    [
        # at half past two in the night in which that hour comes twice, and in the one in which it is left out
        ("2026-10-24 02:30", "2026-10-25 02:30", "2026-10-26 02:30"),
        ("2027-03-27 02:30", "2027-03-28 02:30", "2027-03-29 02:30"),
        # to the minute at which an hour is left out
        ("2027-03-28 01:15", "2027-04-04 01:15", "2027-04-11 01:15"),
    ],
)
@pytest.mark.parametrize("minutes", [45, 300])
def test_the_nights_in_which_clocks_change(ical_js: IcalJs, written: tuple[str, ...], minutes: int) -> None:
    rows = [make_row(at(one), minutes=minutes) for one in written]
    check(ical_js, file_of(rows, zone="Europe/Berlin", now=NOW), rows)


def test_a_cancellation_names_the_occurrence_as_the_entry_knows_it() -> None:
    """Where the rule has it, though it was moved since, and with the type of the entry's own start."""
    rows = weekly()
    text = file_of(rows, zone="Europe/Berlin", now=NOW, method="CANCEL", cancelled=rows[1])
    assert times_in(text) == [
        [
            "DTSTART;TZID=Europe/Berlin:20261014T103000",
            "DTEND;TZID=Europe/Berlin:20261014T111500",
            "RECURRENCE-ID;TZID=Europe/Berlin:20261013T090000",
        ]
    ]


def test_the_cancellation_of_the_whole_names_no_occurrence() -> None:
    rows = weekly()
    for row in rows:
        row.is_cancelled = True
    text = file_of(rows, zone="Europe/Berlin", now=NOW, method="CANCEL")
    assert times_in(text) == [
        [
            "DTSTART;TZID=Europe/Berlin:20261006T090000",
            "DTEND;TZID=Europe/Berlin:20261006T094500",
            "RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=TU;WKST=SU",
        ]
    ]
