"""Booking a meeting: until when it is tried, and what its refusal does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.limits import GIVES_UP_BEFORE
from meetings.models import Meeting
from meetings.writes.kinds.create import CREATE
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db


def test_deadline_lies_before_the_start(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(write="planned", state="requested")
    assert CREATE.deadline(meeting.writes.get()) == meeting.start_at - GIVES_UP_BEFORE


def test_deadline_of_a_series_lies_before_the_occurrence_that_was_next(make_series: MakeSeries) -> None:
    series = make_series(start_at=timezone.now() - timedelta(days=1), days=(0, 2), write="planned")
    last = series.occurrences.last()
    assert last
    assert CREATE.deadline(series.writes.get()) == last.start_at - GIVES_UP_BEFORE


def test_a_meeting_that_starts_now_waits_for_nothing(make_meeting: MakeMeeting) -> None:
    write = make_meeting(write="planned", state="requested", kind="create").writes.get()
    write.meeting.kind = Meeting.Kind.INSTANT
    assert CREATE.deadline(write) == write.created_at


def test_a_refusal_makes_the_meeting_refused(make_meeting: MakeMeeting) -> None:
    meeting, now = make_meeting(write="sent", state="requested"), timezone.now()
    CREATE.conclude_refused(meeting, meeting.writes.get(), now)
    assert Meeting.objects.values_list("state", "changed_at").get() == ("refused", now)
