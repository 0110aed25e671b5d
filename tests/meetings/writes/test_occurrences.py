"""The occurrences follow what the vendor says of a series."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hwmeeting import Meeting as VendorMeeting
from hwmeeting import Occurrence as VendorOccurrence
from meetings.writes import occurrences
from tests.factories.fixtures import MakeSeries

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def test_follow_frees_a_place_before_one_that_has_begun_takes_it(make_series: MakeSeries) -> None:
    """The first was put off, the second held in its place; then the whole is changed, and all have other IDs."""
    now = timezone.now().replace(second=0, microsecond=0)
    began = now - timedelta(hours=2)
    series = make_series(start_at=began, days=(0, 1, 2))
    first, second, third = series.occurrences.all()
    put_off, length = began + 3 * DAY, timedelta(minutes=45)
    series.occurrences.filter(pk=first.pk).update(start_at=put_off, end_at=put_off + length)
    series.occurrences.filter(pk=second.pk).update(start_at=began, end_at=began + length)
    starts = [second.start_at, third.start_at]
    theirs = tuple(VendorOccurrence(str(number), at, at + length) for number, at in enumerate(starts))
    answer = VendorMeeting("1", "Weekly", occurrences=theirs)
    assert occurrences.apply_answer(meeting=series, answer=answer, now=now, is_new=True).is_other_ahead
    found = series.occurrences.values_list("pk", "start_at", "original_start_at")
    assert [row[1:] for row in found] == [(began, began), *((at, at) for at in starts)]
    assert found[0][0] == second.pk
