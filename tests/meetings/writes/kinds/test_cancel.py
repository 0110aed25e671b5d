"""Cancelling a meeting: until when it is tried, and who hears of it."""

import pytest

from meetings.writes.kinds.cancel import CANCEL
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db


def test_deadline_is_the_end(make_meeting: MakeMeeting, make_series: MakeSeries) -> None:
    meeting = make_meeting(kind="cancel", write="planned")
    assert CANCEL.deadline(meeting.writes.get(kind="cancel")) == meeting.end_at
    series = make_series(kind="cancel", write="planned")
    last = series.occurrences.last()
    assert last
    assert CANCEL.deadline(series.writes.get(kind="cancel")) == last.end_at


def test_nobody_hears_of_what_was_withdrawn(make_meeting: MakeMeeting) -> None:
    assert CANCEL.tells_result(make_meeting())
    assert not CANCEL.tells_result(make_meeting(vendor_conference_id=""))
