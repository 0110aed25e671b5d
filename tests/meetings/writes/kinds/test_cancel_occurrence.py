"""Cancelling one occurrence: until when it is tried, and what it is about."""

import pytest

from meetings.limits import GIVES_UP_BEFORE
from meetings.snapshots import Span
from meetings.writes.kinds.cancel_occurrence import CANCEL_OCCURRENCE, CancelOccurrencePayload
from meetings.writes.kinds.kind import OccurrenceTimes
from meetings.writes.payloads import WantedTimes
from tests.factories.fixtures import MakeSeries

pytestmark = pytest.mark.django_db


def test_deadline_is_the_start_of_the_occurrence(make_series: MakeSeries) -> None:
    series = make_series(kind="cancel_occurrence", write="planned")
    first, second, _ = series.occurrences.all()
    write = series.writes.get(kind="cancel_occurrence")
    assert CANCEL_OCCURRENCE.deadline(write) == first.start_at - GIVES_UP_BEFORE, "one that is gone counts as the next"
    write.occurrence = second
    assert CANCEL_OCCURRENCE.deadline(write) == second.start_at


def test_it_says_when_the_occurrence_was(make_series: MakeSeries) -> None:
    occurrence = make_series().occurrences.all()[0]
    payload = CancelOccurrencePayload(WantedTimes.of_occurrence(occurrence), "", tell=True)
    assert CANCEL_OCCURRENCE.occurrence_times(payload) == OccurrenceTimes(Span(occurrence.start_at, occurrence.end_at))
