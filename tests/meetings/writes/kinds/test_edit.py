"""Changing a meeting as a whole: until when it is tried, and what its refusal does."""

import pytest
from django.utils import timezone

from meetings.limits import GIVES_UP_BEFORE
from meetings.models import Meeting
from meetings.writes.kinds.edit import EDIT
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.django_db


def test_deadline_lies_before_the_start_that_everybody_knows(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(kind="edit", write="planned")
    assert EDIT.deadline(meeting.writes.get(kind="edit")) == meeting.start_at - GIVES_UP_BEFORE


def test_a_refusal_leaves_all_as_it_was(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(kind="edit", write="sent")
    before = Meeting.objects.values().get()
    EDIT.conclude_refused(meeting, meeting.writes.get(kind="edit"), timezone.now())
    assert Meeting.objects.values().get() == before
