"""When the occurrences of a meeting are, and which is the current one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from meetings import schedule
from meetings.models import Meeting, Occurrence
from meetings.recurrence import Cycle, Unit
from meetings.snapshots import Span
from tests.factories.fixtures import MakeMeeting, MakeSeries

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 5, 19, 7, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def rows(*numbers: int, cancelled: int = -1) -> list[Occurrence]:
    """One hour each, on so many days after AT."""
    return [
        Occurrence(start_at=AT + day * DAY, end_at=AT + day * DAY + HOUR, is_cancelled=day == cancelled)
        for day in numbers
    ]


def test_starts_keep_the_time_of_day_over_a_change_of_clocks() -> None:
    rule = Cycle(Unit.WEEK, 1, (1,), date(2026, 11, 2))
    first = datetime(2026, 10, 19, 9, 0, tzinfo=BERLIN)
    assert schedule.starts(rule, first, BERLIN) == [
        datetime(2026, 10, 19, 7, 0, tzinfo=UTC),
        datetime(2026, 10, 26, 8, 0, tzinfo=UTC),
        datetime(2026, 11, 2, 8, 0, tzinfo=UTC),
    ]


def test_planned_is_empty_for_a_rule_that_cannot_be() -> None:
    meeting = Meeting(
        repeat_unit="day", repeat_interval=99, repeat_until=AT.date(), repeat_start_at=AT, time_zone="Europe/Berlin"
    )
    assert schedule.planned(meeting) == {}
    meeting.repeat_interval = 1
    assert schedule.planned(meeting) == {AT.date(): AT}


@pytest.mark.django_db
def test_is_ahead(make_meeting: MakeMeeting, make_series: MakeSeries) -> None:
    single, series = make_meeting(start_at=AT), make_series(start_at=AT, days=(0, 1))
    for meeting, last in ((single, AT), (series, AT + DAY)):
        assert schedule.is_ahead(meeting=meeting, now=last - MINUTE)
        assert not schedule.is_ahead(meeting=meeting, now=last)


@pytest.mark.parametrize(
    ("now", "state", "day"),
    [
        (AT - DAY, "booked", 0),
        (AT + 59 * MINUTE, "booked", 0),
        (AT + HOUR, "booked", 2),
        (AT + 9 * DAY, "booked", 2),
        # One that runs on stays until guests may come to the next
        (AT + 2 * HOUR, "running", 0),
        (AT + 2 * DAY - 10 * MINUTE, "running", 2),
    ],
)
def test_current_occurrence(now: datetime, state: str, day: int) -> None:
    meeting = Meeting(state=state, repeat_unit="day", start_at=AT)
    found = schedule.current_occurrence(meeting, now=now, rows=rows(2, 0, 1, cancelled=1))
    assert found
    assert found.start_at == AT + day * DAY


def test_current_times_of_a_series_leave_the_meeting_as_it_is(make_series: MakeSeries) -> None:
    series = make_series(start_at=AT, days=(0, 1))
    later = AT + 20 * HOUR
    assert schedule.current_times(series, now=later) == Span(AT + DAY, AT + DAY + 45 * MINUTE)
    assert (series.start_at, series.length_minutes) == (AT, 45)


def test_current_times_of_a_single_meeting_are_its_own(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=AT)
    assert schedule.current_times(meeting, now=AT + 3 * DAY) == Span(AT, meeting.end_at)


def test_current_occurrence_of_a_single_meeting_or_where_all_are_cancelled_is_none() -> None:
    assert schedule.current_occurrence(Meeting(), now=AT, rows=rows(0)) is None
    assert schedule.current_occurrence(Meeting(repeat_unit="day"), now=AT, rows=rows(0, cancelled=0)) is None


def test_minutes_of() -> None:
    assert schedule.minutes_of(rows(0)[0]) == 60


@pytest.mark.parametrize(
    ("meeting_state", "is_booked", "is_cancelled", "is_current", "now", "expected"),
    [
        ("requested", False, False, True, AT, "requested"),
        ("booked", True, True, False, AT, "cancelled"),
        ("running", True, False, True, AT + HOUR, "running"),
        ("running", True, False, False, AT, "booked"),
        ("running", True, False, False, AT + HOUR, "ended"),
        ("booked", True, False, False, AT + HOUR, "ended"),
        ("booked", True, False, True, AT, "booked"),
    ],
)
def test_state_of_occurrence(
    meeting_state: str, is_booked: bool, is_cancelled: bool, is_current: bool, now: datetime, expected: str
) -> None:
    found = schedule.state_of_occurrence(
        meeting_state=meeting_state,
        is_booked=is_booked,
        is_cancelled=is_cancelled,
        is_current=is_current,
        end_at=AT + HOUR,
        now=now,
    )
    assert found == expected
