"""What a meeting's columns say together."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meetings.models import Meeting
from meetings.recurrence import Cycle, Unit
from tests.factories.fixtures import MakeMeeting, MakeSeries

START = datetime(2026, 5, 14, 1, 30, tzinfo=UTC)
DAY, LENGTH = timedelta(days=1), timedelta(minutes=45)


@pytest.mark.parametrize(
    ("state", "is_open", "stands"),
    [
        ("requested", True, False),
        ("booked", True, True),
        ("running", True, True),
        ("ended", False, False),
        ("cancelled", False, False),
        ("refused", False, False),
    ],
)
def test_open_and_standing(make_meeting: MakeMeeting, state: str, *, is_open: bool, stands: bool) -> None:
    meeting = make_meeting(state=state)
    assert meeting.is_open is is_open
    assert Meeting.objects.open().exists() is is_open
    assert Meeting.objects.standing().exists() is stands


def test_span_of_a_single_meeting(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=START)
    assert (meeting.is_series, meeting.recurrence) == (False, None)
    assert meeting.span() == (START, START + LENGTH) == (meeting.start_at, meeting.end_at)


def test_span_of_a_series_counts_cancelled_occurrences(make_series: MakeSeries) -> None:
    series = make_series(start_at=START, days=(0, 1, 2))
    series.start_at = START + DAY
    series.occurrences.filter(start_at=START + 2 * DAY).update(is_cancelled=True)
    assert series.span() == (START, START + 2 * DAY + LENGTH)


def test_span_of_a_series_without_occurrences_is_its_own(make_series: MakeSeries) -> None:
    series = make_series(start_at=START)
    series.occurrences.all().delete()
    assert series.span() == (START, START + LENGTH)


def test_recurrence_is_the_rule_of_the_columns(make_series: MakeSeries) -> None:
    series = make_series(
        start_at=START, days=(0, 7), repeat_unit="week", repeat_interval=1, repeat_points=[3], is_settled=True
    )
    assert series.is_series
    assert series.recurrence == Cycle(Unit.WEEK, 1, (3,), date(2026, 5, 21))
