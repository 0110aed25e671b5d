"""Holding one occurrence at another time: until when it is tried, and what it is about."""

from datetime import timedelta

import pytest

from meetings.limits import GIVES_UP_BEFORE
from meetings.snapshots import Span
from meetings.writes.kinds.edit_occurrence import EDIT_OCCURRENCE, EditOccurrencePayload
from meetings.writes.kinds.kind import OccurrenceTimes
from meetings.writes.payloads import WantedTimes
from tests.factories.fixtures import MakeSeries

pytestmark = pytest.mark.django_db


def test_deadline_lies_before_the_occurrence(make_series: MakeSeries) -> None:
    series = make_series(kind="edit_occurrence", write="planned")
    first, second, _ = series.occurrences.all()
    write = series.writes.get(kind="edit_occurrence")
    assert EDIT_OCCURRENCE.deadline(write) == first.start_at - GIVES_UP_BEFORE, "one that is gone counts as the next"
    write.occurrence = second
    assert EDIT_OCCURRENCE.deadline(write) == second.start_at - GIVES_UP_BEFORE


def test_it_says_when_the_occurrence_was_and_is_to_be(make_series: MakeSeries) -> None:
    occurrence = make_series().occurrences.all()[0]
    later = occurrence.start_at + timedelta(hours=2)
    payload = EditOccurrencePayload(WantedTimes.of_occurrence(occurrence), WantedTimes(later, 30))
    assert EDIT_OCCURRENCE.occurrence_times(payload) == OccurrenceTimes(
        Span(occurrence.start_at, occurrence.end_at), Span(later, later + timedelta(minutes=30))
    )
