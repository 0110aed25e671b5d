"""The calendar entries of series, line by line, and as two other programs read them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from meetings.models import Occurrence
from tests.meetings.ical.engines.engines import Engines, shown
from tests.meetings.ical.readers import check, file_of, make_row, of_rows

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 9, 1, tzinfo=UTC)
WEEK = timedelta(weeks=1)
_TIMES = ("DTSTART", "DTEND", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")


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


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("series-request", "REQUEST"),
        ("series-cancel", "CANCEL"),
    ],
)
def test_the_files_of_a_series(name: str, method: str) -> None:
    rows = weekly()
    subject = "每周例会：传感器 B 线、认证与 2027 年预算，以及下一步安排（慕尼黑、上海）"
    text = file_of(rows, zone="Europe/Berlin", now=NOW, method=method, subject=subject)
    assert text.encode() == (GOLDEN / f"{name}.ics").read_bytes()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_one_time_of_day_in_the_zone(engines: Engines) -> None:
    rows = weekly()
    text = file_of(rows, zone="Europe/Berlin", now=NOW)
    assert times_in(text) == [
        [
            "DTSTART;TZID=Europe/Berlin:20261006T090000",
            "DTEND;TZID=Europe/Berlin:20261006T094500",
            "RRULE:FREQ=WEEKLY;UNTIL=20261110T090000Z;BYDAY=TU;WKST=SU",
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
    check(engines, text, rows)
    sequences = {(str(event["UID"]), str(event["SEQUENCE"])) for event in Calendar.from_ical(text).events}
    assert sequences == {("5f0c@meetings", "3")}


def test_one_time_of_day_in_utc(engines: Engines) -> None:
    rows = [make_row(at("2026-10-06 09:00") + number * WEEK) for number in range(6)]
    text = file_of(rows, zone="Europe/Berlin", now=NOW)
    assert times_in(text) == [
        [
            "DTSTART:20261006T070000Z",
            "DTEND:20261006T074500Z",
            "RRULE:FREQ=WEEKLY;UNTIL=20261110T070000Z;BYDAY=TU;WKST=SU",
        ]
    ]
    assert "VTIMEZONE" not in text
    check(engines, text, rows)


def test_the_first_occurrence_is_off_and_the_second_was_moved_before_it(engines: Engines) -> None:
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
            "RRULE:FREQ=WEEKLY;UNTIL=20261020T070000Z;BYDAY=TU;WKST=SU",
            "EXDATE;TZID=Asia/Shanghai:20261006T070000",
        ],
        [
            "DTSTART;TZID=Asia/Shanghai:20260930T070000",
            "DTEND;TZID=Asia/Shanghai:20260930T074500",
            "RECURRENCE-ID;TZID=Asia/Shanghai:20261013T070000",
        ],
    ]
    check(engines, text, rows)


def test_all_occurrences_but_one_are_off(engines: Engines) -> None:
    rows = weekly()
    for row in (*rows[:3], *rows[4:]):
        row.is_cancelled = True
    check(engines, file_of(rows, zone="Europe/Berlin", now=NOW), rows)


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        (("01-31", "02-28", "03-31", "04-30"), "FREQ=MONTHLY;UNTIL=20270430T150000Z;BYMONTHDAY=-1"),
        (
            ("01-15", "01-31", "02-15", "02-28", "03-15", "03-31"),
            "FREQ=MONTHLY;UNTIL=20270331T150000Z;BYMONTHDAY=15,-1",
        ),
        (("01-30", "03-30", "05-30"), "FREQ=MONTHLY;UNTIL=20270530T150000Z;INTERVAL=2;BYMONTHDAY=30"),
        (
            ("01-04", "01-06", "01-18", "01-20"),
            "FREQ=WEEKLY;UNTIL=20270120T150000Z;INTERVAL=2;BYDAY=MO,WE;WKST=SU",
        ),
        (("01-01", "01-16", "01-31"), "FREQ=DAILY;UNTIL=20270131T150000Z;INTERVAL=15"),
        (("01-04",), "FREQ=DAILY;UNTIL=20270104T150000Z"),
    ],
)
def test_rules(engines: Engines, days: tuple[str, ...], rule: str) -> None:
    zone = "Asia/Shanghai"
    rows = rows_at(*(f"2027-{day} 15:00" for day in days), zone=zone)
    text = file_of(rows, zone=zone, now=NOW)
    assert times_in(text)[0][2:] == [f"RRULE:{rule}"]
    check(engines, text, rows)


def test_a_day_that_february_lacks_is_a_rule_of_last_days(engines: Engines) -> None:
    """No RDATE: sabre takes it for all dates, node-ical overlooks it, libical reads it on another clock."""
    zone = "Asia/Shanghai"
    rows = rows_at("2027-01-30 15:00", "2027-02-28 15:00", "2027-03-30 15:00", "2027-04-30 15:00", zone=zone)
    text = file_of(rows, zone=zone, now=NOW)
    master, *apart = times_in(text)
    assert master == [
        "DTSTART;TZID=Asia/Shanghai:20270131T150000",
        "DTEND;TZID=Asia/Shanghai:20270131T154500",
        "RRULE:FREQ=MONTHLY;UNTIL=20270430T150000Z;BYMONTHDAY=-1",
    ]
    assert [(start, place) for start, _, place in apart] == [
        ("DTSTART;TZID=Asia/Shanghai:20270130T150000", "RECURRENCE-ID;TZID=Asia/Shanghai:20270131T150000"),
        ("DTSTART;TZID=Asia/Shanghai:20270330T150000", "RECURRENCE-ID;TZID=Asia/Shanghai:20270331T150000"),
    ]
    check(engines, text, rows, zone)


def test_occurrences_without_a_rule_stand_apart_from_as_many_days(engines: Engines) -> None:
    rows = rows_at("2026-10-06 09:00", "2026-10-07 09:00", "2026-11-12 10:00", "2026-12-03 09:00")
    text = file_of(rows, zone="Europe/Berlin", now=NOW)
    assert times_in(text) == [
        ["DTSTART:20261006T070000Z", "DTEND:20261006T074500Z", "RRULE:FREQ=DAILY;UNTIL=20261009T070000Z"],
        ["DTSTART:20261112T090000Z", "DTEND:20261112T094500Z", "RECURRENCE-ID:20261008T070000Z"],
        ["DTSTART:20261203T080000Z", "DTEND:20261203T084500Z", "RECURRENCE-ID:20261009T070000Z"],
    ]
    check(engines, text, rows)


@pytest.mark.parametrize(
    ("zone", "clock", "until"),
    [
        ("Asia/Shanghai", "09:00", "20261213T090000Z"),
        ("Asia/Shanghai", "20:00", "20261213T155959Z"),  # the end of that day there
        ("America/New_York", "20:00", "20261214T010000Z"),
        ("Pacific/Kiritimati", "09:00", "20261213T090000Z"),
    ],
)
def test_a_rule_ends_on_the_last_day_by_utc_and_by_its_own_clock(
    engines: Engines, zone: str, clock: str, until: str
) -> None:
    """iCal::Parser compares UNTIL with the clock of the start; others show its day, or end the rule with that day."""
    rows = rows_at(*(f"2026-12-{day} {clock}" for day in (11, 12, 13)), zone=zone)
    text = file_of(rows, zone=zone, now=NOW)
    assert f"RRULE:FREQ=DAILY;UNTIL={until}\r\n" in text
    check(engines, text, rows, zone)


def test_one_that_is_off_is_counted_by_no_program(engines: Engines) -> None:
    """UNTIL: calcurse counts on beyond COUNT for each EXDATE."""
    rows = weekly()
    rows[0].is_cancelled = True
    text = file_of(rows, zone="Europe/Berlin", now=NOW)
    assert "COUNT" not in text
    check(engines, text, rows)


@pytest.mark.parametrize(
    ("zone", "written"),
    [("Europe/Kiev", "Europe/Kyiv"), ("Asia/Kashgar", "Asia/Urumqi"), ("Asia/Chongqing", "Asia/Shanghai")],
)
def test_a_zone_has_the_name_that_programs_know(engines: Engines, zone: str, written: str) -> None:
    rows = rows_at("2026-12-08 10:00", "2026-12-15 10:00", zone=zone)
    text = file_of(rows, zone=zone, now=NOW)
    assert f"TZID:{written}\r\n" in text
    assert zone not in text
    check(engines, text, rows, zone)


def test_a_zone_that_is_utc_by_another_name_is_utc() -> None:
    rows = rows_at("2026-12-08 10:00", "2026-12-15 10:00", zone="Etc/Zulu")
    assert times_in(file_of(rows, zone="Etc/Zulu", now=NOW))[0][0] == "DTSTART:20261208T100000Z"


@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Lisbon"])
def test_a_young_zone_is_no_utc(engines: Engines, zone: str) -> None:
    rows = rows_at("2027-03-09 10:00", "2027-03-16 10:00", "2027-03-23 10:00", "2027-03-30 10:00", zone=zone)
    check(engines, file_of(rows, zone=zone, now=NOW), rows, zone)


def test_our_zone_serves_what_others_had_in_it_before(engines: Engines) -> None:
    """radicale keeps the first VTIMEZONE of a name that it meets."""
    ours = rows_at("2027-06-01 10:00", "2027-06-08 10:00")
    text = file_of(ours, zone="Europe/Berlin", now=NOW)
    assert shown(engines["radicale"](text)) == of_rows(ours)
    theirs = rows_at("2024-06-04 10:00", "2024-06-11 10:00")
    assert shown(engines["radicale that runs"](file_of(theirs, zone="Europe/Berlin", now=NOW))) == of_rows(theirs)


def test_a_rule_that_changed_midway_goes_on_as_a_rule(engines: Engines) -> None:
    """Two Tuesdays at 9 are over, now it is Thursdays at 10; a program that knows no lists still shows those ahead."""
    rows = rows_at("2026-09-01 09:00", "2026-09-08 09:00", "2026-09-17 10:00", "2026-09-24 10:00", "2026-10-01 10:00")
    text = file_of(rows, zone="Europe/Berlin", now=at("2026-09-09 12:00"))
    assert times_in(text) == [
        [
            "DTSTART;TZID=Europe/Berlin:20260903T100000",
            "DTEND;TZID=Europe/Berlin:20260903T104500",
            "RRULE:FREQ=WEEKLY;UNTIL=20261001T100000Z;BYDAY=TH;WKST=SU",
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
    check(engines, text, rows)


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
def test_the_nights_in_which_clocks_change(engines: Engines, written: tuple[str, ...], minutes: int) -> None:
    rows = [make_row(at(one), minutes=minutes) for one in written]
    check(engines, file_of(rows, zone="Europe/Berlin", now=NOW), rows)


def test_the_cancellation_of_the_whole_cancels_each_that_stands_apart() -> None:
    """Nextcloud looks for the RECURRENCE-ID of each entry that it has stored, also of one cancelled before."""
    rows = weekly()
    for row in rows:
        row.is_cancelled = True
    text = file_of(rows, zone="Europe/Berlin", now=NOW, method="CANCEL")
    master, *apart = times_in(text)
    assert master == [
        "DTSTART;TZID=Europe/Berlin:20261006T090000",
        "DTEND;TZID=Europe/Berlin:20261006T094500",
        "RRULE:FREQ=WEEKLY;UNTIL=20261110T090000Z;BYDAY=TU;WKST=SU",
    ]
    assert [lines[-1] for lines in apart] == [
        "RECURRENCE-ID;TZID=Europe/Berlin:20261013T090000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20261027T090000",
    ]
    assert [str(event["STATUS"]) for event in Calendar.from_ical(text).events] == ["CANCELLED"] * 3
    assert all("ATTENDEE" in event and str(event["SEQUENCE"]) == "3" for event in Calendar.from_ical(text).events)
