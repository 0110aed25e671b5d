"""A page that is opened from an old mail shows from when the meeting was moved."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client

from meetings.models import Invitee, Meeting
from meetings.writes.kinds.edit import EditPayload
from meetings.writes.payloads import WantedMeeting
from tests.factories.invitees import NOW
from tests.factories.page_words import source_of
from tests.factories.writes import make_write
from tests.meetings.join.links import path
from tests.meetings.join.pages import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_moved_meeting_shows_both_times(client: Client, anna: Invitee, meeting: Meeting) -> None:
    known = WantedMeeting.of_meeting(meeting)
    was = replace(known, start_at=datetime(2026, 5, 18, 7, tzinfo=UTC), length_minutes=30)
    now = replace(known, start_at=datetime(2026, 5, 19, 7, tzinfo=UTC), length_minutes=45)
    for before, wanted in [(was, now), (now, replace(now, subject="Roadmap, once more"))]:
        make_write(meeting, EditPayload(before, wanted), state="done")
    assert page_of(anna, NOW).previous_time is None
    Meeting.objects.update(ical_sequence=1)
    previous = page_of(anna, NOW).previous_time
    assert previous is not None
    assert (previous.date, previous.clock) == ("Monday 18 May", "15:00–15:30")
    page = source_of(client.get(path(anna)))
    assert "Moved. Your link stays the same." in page
    assert "Monday 18 May<b>15:00–15:30</b>" in page
    assert "Tuesday 19 May<b>15:00–15:45</b>" in page
