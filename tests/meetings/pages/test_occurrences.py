"""The occurrences of a series as rows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from meetings.models import Meeting
from meetings.pages.occurrences import OccurrenceRow, build_occurrence_rows
from meetings.services import checking
from tests.factories.fixtures import MakeSeries

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
DAY = timedelta(days=1)


def rows_of(series: Meeting) -> tuple[list[OccurrenceRow], list[OccurrenceRow]]:
    with translation.override("en"):
        zone = series.organiser.zone
        return build_occurrence_rows(series, series.occurrences.all(), None, zone=zone, now=NOW)


def test_rows_say_what_is_over_on_ahead_and_off(make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW - DAY, days=(0, 1, 2, 3))
    over, _on, moved, off = series.occurrences.all()
    series.occurrences.filter(pk=moved.pk).update(start_at=moved.start_at + timedelta(hours=1))
    series.occurrences.filter(pk=off.pk).update(is_cancelled=True)
    Meeting.objects.filter(pk=series.pk).update(start_at=NOW)
    series.refresh_from_db()
    ahead, past = rows_of(series)
    assert [(row.id, row.is_changeable) for row in past] == [(over.pk, False)]
    assert [(row.day, row.span, row.previous_time) for row in ahead] == [
        ("Thu 14 May", "09:48–10:33", ""),
        ("Fri 15 May", "10:48–10:33", "Fri 15 May, 09:48"),
        ("Sat 16 May", "09:48–10:33", ""),
    ]
    assert [(row.is_next, row.is_changeable, row.is_off) for row in ahead] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_rows_of_a_series_whose_occurrence_runs_past_its_time(make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW - timedelta(hours=2), days=(0, 1), state="running")
    ahead, over = rows_of(series)
    assert [[badge.word for badge in row.badges] for row in ahead] == [["Running"], ["Booked"]]
    assert [row.is_next for row in ahead] == [False, False]
    assert over == []


@pytest.mark.parametrize("state", Meeting.State.values)
def test_rows_offer_what_the_services_take(make_series: MakeSeries, state: str) -> None:
    series = make_series(start_at=NOW - timedelta(minutes=10), days=(0, 1, 2), state=state)
    ahead, _past = rows_of(series)
    assert [row.is_changeable for row in ahead] == [
        checking.is_occurrence_changeable(meeting=series, occurrence=occurrence, now=NOW)
        for occurrence in series.occurrences.all()
    ]
    assert [row.is_changeable for row in ahead] == (
        [False, True, True] if state in {"booked", "running"} else [False, False, False]
    )
