"""A change is told with what was before, and only if an invitee has to know it."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings.mails import queueing
from meetings.models import Invitee, Meeting
from meetings.snapshots import MeetingSnapshot
from notifications.models import Message
from tests.factories.invitees import NOW, START, TITLE
from tests.meetings.mails.sent import event_in, mail_to

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_queue_change_of_the_time_says_what_became_of_what(meeting: Meeting, markus: Invitee) -> None:
    before = MeetingSnapshot.of(meeting)
    meeting.start_at = START + timedelta(days=1, hours=1, minutes=30)
    meeting.length_minutes = 60
    meeting.save()
    queueing.queue_change(meeting=meeting, before=before, now=LATER)
    message = mail_to(markus)
    assert message.subject == "Moved: Q3 roadmap with Munich: sens… · now Wed 20 May, 10:30"
    assert message.text == (
        "Qingshan Instruments\n\n"
        "The meeting has moved. Your link stays the same.\n\n"
        "陈静 Chen Jing moved the meeting\n\n"
        f"{TITLE}\n\n"
        "Before: Tuesday 19 May, 09:00–09:45\n"
        "Now: Wednesday 20 May, 10:30–11:30\n"
        "Your time, Berlin (UTC+2) · 16:30 in Shanghai\n\n"
        "Join the meeting:\n"
        f"http://127.0.0.1:8000/j/{markus.join_token}/\n\n"
        "Meeting ID: 967 204 518, unchanged\n"
        "Password: 482 913, unchanged\n\n"
        "Your calendar entry changes with the attached file. Your link stays the\n"
        "same. Replies go to 陈静 Chen Jing.\n"
    )
    event = event_in(message)
    assert (message.calendar_method, event["SEQUENCE"], event.DTSTART) == (
        "REQUEST",
        1,
        datetime(2026, 5, 20, 8, 30, tzinfo=UTC),
    )
    assert Meeting.objects.get().ical_sequence == 1


def test_queue_change_of_the_title_shows_both(meeting: Meeting, markus: Invitee) -> None:
    before = MeetingSnapshot.of(meeting)
    meeting.subject, meeting.guest_password = "Roadmap", "110022"
    queueing.queue_change(meeting=meeting, before=before, now=LATER)
    message = mail_to(markus)
    assert message.subject == "Changed: Roadmap · Tue 19 May, 09:00"
    assert f"Title: {TITLE[:40]}" in message.text
    assert "Password: 110 022, new" in message.text
    assert "Before:" not in message.text


def test_queue_change_of_nothing_that_matters_is_silent(meeting: Meeting, markus: Invitee) -> None:
    before = MeetingSnapshot.of(meeting)
    meeting.mutes_on_entry = not meeting.mutes_on_entry
    queueing.queue_change(meeting=meeting, before=before, now=LATER)
    assert (Message.objects.count(), meeting.ical_sequence) == (0, 0)
