"""What a write that is done leaves for the lists to tell."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from meetings.models import Occurrence, VendorWrite
from meetings.queries import lists
from meetings.writes import outcomes
from meetings.writes.kinds.cancel_occurrence import CancelOccurrencePayload
from meetings.writes.payloads import WantedTimes
from tests.factories.fixtures import MakeSeries
from tests.factories.writes import make_write

pytestmark = pytest.mark.django_db(transaction=True)


def cancellation(occurrence: Occurrence, **fields: Any) -> VendorWrite:
    payload = CancelOccurrencePayload(WantedTimes.of_occurrence(occurrence), note="", tell=False)
    return make_write(occurrence.meeting, payload, occurrence=occurrence, **fields)


@pytest.mark.parametrize("is_about_whole", [True, False])
def test_conclude_leaves_what_was_refused_for_another_occurrence(
    make_series: MakeSeries, chen: User, *, is_about_whole: bool
) -> None:
    series, now = make_series(), timezone.now()
    first, second, _third = series.occurrences.all()
    before = now - timedelta(minutes=9)
    refused = cancellation(first, state="refused", created_at=before, finished_at=before)
    if is_about_whole:
        VendorWrite.objects.filter(pk=refused.pk).update(occurrence=None)
    write = cancellation(second, state="sent", created_at=now, attempts=1, lease_until=now)
    outcomes.conclude(write=write, answer=None, now=now)
    found, _ = lists.coming(person=chen, now=now, limit=9, offset=0)
    told = "refused" if is_about_whole else ""
    assert [row.write_state for row in found] == ["refused", "", told]
    assert lists.needing_attention(person=chen, now=now) == []
