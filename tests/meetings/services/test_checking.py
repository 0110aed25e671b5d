"""Until when a meeting, or one occurrence of a series, can still be changed."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings.errors import TooLate
from meetings.models import Meeting
from meetings.problems import Code
from meetings.services import checking
from tests.factories.fixtures import MakeMeeting, MakeSeries

START = datetime(2026, 5, 14, 1, 30, tzinfo=UTC)
DAY, LENGTH, SECOND = timedelta(days=1), timedelta(minutes=45), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("state", "now", "why"),
    [
        ("booked", START - SECOND, None),
        ("requested", START - SECOND, None),
        ("booked", START, Code.MEETING_HAS_BEGUN),
        ("running", START - SECOND, Code.MEETING_HAS_BEGUN),
        ("ended", START - SECOND, Code.MEETING_SETTLED),
        ("cancelled", START - SECOND, Code.MEETING_SETTLED),
        ("refused", START - SECOND, Code.MEETING_SETTLED),
    ],
)
def test_check_changeable_of_a_single_meeting(
    make_meeting: MakeMeeting, state: str, now: datetime, why: Code | None
) -> None:
    meeting = make_meeting(start_at=START, state=state)
    assert checking.why_unchangeable(meeting=meeting, now=now) == why
    assert checking.is_changeable(meeting=meeting, now=now) is (state == "booked" and why is None)
    if why:
        with pytest.raises(TooLate) as late:
            checking.check_changeable(meeting=meeting, now=now)
        assert late.value.code == why
    else:
        checking.check_changeable(meeting=meeting, now=now)


@pytest.mark.parametrize(
    ("state", "now", "why"),
    [
        ("booked", START - SECOND, None),
        ("booked", START, Code.SERIES_IS_ON),
        ("booked", START + LENGTH, None),
        ("booked", START + DAY, Code.SERIES_IS_ON),
        ("booked", START + DAY + LENGTH, Code.MEETING_SETTLED),
        ("running", START + DAY + LENGTH, Code.SERIES_IS_ON),
        ("cancelled", START - SECOND, Code.MEETING_SETTLED),
    ],
)
def test_why_unchangeable_of_a_series_by_its_current_occurrence(
    make_series: MakeSeries, state: str, now: datetime, why: Code | None
) -> None:
    series = make_series(start_at=START, days=(0, 1), state=state)
    assert checking.why_unchangeable(meeting=series, now=now) == why


@pytest.mark.parametrize(
    ("state", "now", "why"),
    [
        ("booked", START - SECOND, None),
        ("booked", START, None),
        ("booked", START + LENGTH, Code.MEETING_OVER),
        ("running", START, Code.MEETING_RUNNING),
        ("running", START + LENGTH, Code.MEETING_RUNNING),
        ("ended", START - SECOND, Code.MEETING_OVER),
    ],
)
def test_check_cancellable(make_meeting: MakeMeeting, state: str, now: datetime, why: Code | None) -> None:
    meeting = make_meeting(start_at=START, state=state)
    if why:
        with pytest.raises(TooLate) as late:
            checking.check_cancellable(meeting=meeting, now=now)
        assert late.value.code == why
    else:
        checking.check_cancellable(meeting=meeting, now=now)


@pytest.mark.parametrize(
    ("fields", "state", "now", "why"),
    [
        ({}, "booked", START - SECOND, None),
        ({"is_cancelled": True}, "booked", START - SECOND, Code.OCCURRENCE_CANCELLED),
        ({}, "booked", START, Code.OCCURRENCE_HAS_BEGUN),
        ({}, "booked", START + LENGTH, Code.OCCURRENCE_OVER),
        ({}, "cancelled", START - SECOND, Code.MEETING_OVER),
        ({}, "running", START - SECOND, Code.OCCURRENCE_HAS_BEGUN),
        ({}, "running", START + LENGTH, Code.OCCURRENCE_HAS_BEGUN),
    ],
)
def test_check_occurrence(
    make_series: MakeSeries, fields: dict[str, bool], state: str, now: datetime, why: Code | None
) -> None:
    series = make_series(start_at=START, days=(0, 1), state=state)
    series.occurrences.filter(start_at=START).update(**fields or {"is_cancelled": False})
    first = series.occurrences.get(start_at=START)
    offered = checking.is_occurrence_changeable(meeting=series, occurrence=first, now=now)
    assert offered is (why is None)
    if why:
        with pytest.raises(TooLate) as late:
            checking.check_occurrence(meeting=series, occurrence=first, now=now)
        assert late.value.code == why
    else:
        checking.check_occurrence(meeting=series, occurrence=first, now=now)


def test_an_occurrence_ahead_can_be_changed_while_another_one_runs(make_series: MakeSeries) -> None:
    series = make_series(start_at=START, days=(0, 1), state=Meeting.State.RUNNING)
    _, second = series.occurrences.all()
    assert checking.is_occurrence_changeable(meeting=series, occurrence=second, now=START + SECOND)


def test_no_occurrence_is_offered_of_a_single_meeting_or_one_that_is_still_being_booked(
    make_meeting: MakeMeeting, make_series: MakeSeries
) -> None:
    for meeting in (make_meeting(start_at=START), make_series(start_at=START, state=Meeting.State.REQUESTED)):
        first = meeting.occurrences.all()[0]
        assert not checking.is_occurrence_changeable(meeting=meeting, occurrence=first, now=START - SECOND)
