"""When people are busy: merged spans, cut to what is asked for, by one query."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from meetings.models import Meeting
from meetings.queries.free_busy import busy_spans
from meetings.snapshots import Span
from tests.factories.booking_requests import tomorrow
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db
NINE = tomorrow(24)
HOUR = timedelta(hours=1)
MINUTES = timedelta(minutes=1)


def spans_of(
    person: User, *, since: timedelta = -HOUR, until: timedelta = 9 * HOUR, now: timedelta = -2 * HOUR
) -> list[Span]:
    found = busy_spans(
        tenant_id=person.tenant_id, people=[person.pk], since=NINE + since, until=NINE + until, now=NINE + now
    )
    return found[person.pk]


def test_what_meets_or_overlaps_is_one_span(make_meeting: MakeMeeting, chen: User) -> None:
    for begins in (timedelta(), 45 * MINUTES, 60 * MINUTES, 5 * HOUR):
        make_meeting(start_at=NINE + begins)
    make_meeting(start_at=NINE, length_minutes=15)  # within the first
    assert spans_of(chen) == [
        Span(NINE, NINE + 105 * MINUTES),
        Span(NINE + 5 * HOUR, NINE + 5 * HOUR + 45 * MINUTES),
    ]


def test_spans_are_cut_to_what_is_asked_for(make_meeting: MakeMeeting, chen: User) -> None:
    make_meeting(start_at=NINE - 12 * HOUR, length_minutes=24 * 60)
    assert spans_of(chen, since=HOUR, until=2 * HOUR) == [Span(NINE + HOUR, NINE + 2 * HOUR)]
    assert spans_of(chen, since=12 * HOUR, until=13 * HOUR) == []


def test_what_is_off_keeps_nobody_busy(make_meeting: MakeMeeting, chen: User) -> None:
    make_meeting(start_at=NINE, state=Meeting.State.CANCELLED)
    assert spans_of(chen) == []


def test_what_runs_past_its_time_keeps_people_busy_until_now(
    make_meeting: MakeMeeting, make_series: MakeSeries, chen: User
) -> None:
    make_meeting(start_at=NINE, state=Meeting.State.RUNNING)
    make_series(start_at=NINE + 3 * HOUR, days=(0, 1), state=Meeting.State.RUNNING)
    until_now = [Span(NINE, NINE + 5 * HOUR)]
    assert spans_of(chen, now=5 * HOUR) == until_now
    assert spans_of(chen, since=4 * HOUR, now=5 * HOUR) == [Span(NINE + 4 * HOUR, NINE + 5 * HOUR)]
    assert spans_of(chen, since=6 * HOUR, now=5 * HOUR) == []
    Meeting.objects.update(state=Meeting.State.BOOKED)
    assert spans_of(chen, since=4 * HOUR, now=5 * HOUR) == []


@pytest.mark.parametrize("count", [1, 30])
def test_it_is_one_query(
    make_series: MakeSeries, chen: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_series(start_at=NINE, days=tuple(range(count)))
    with django_assert_num_queries(1):
        assert len(spans_of(chen, until=timedelta(days=62))) == count
