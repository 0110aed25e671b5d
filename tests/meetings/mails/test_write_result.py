"""Whoever asked is told what became of a write that had to wait."""

from datetime import timedelta

import pytest

from meetings.mails import queueing
from meetings.models import Meeting
from notifications.models import Message
from tests.factories.invitees import NOW
from tests.factories.writes import make_write

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("kind", "state", "subject"),
    [
        ("create", "refused", "Not booked: "),
        ("create", "done", "Booked: "),
        ("edit", "refused", "Not changed: "),
        ("edit", "done", "Changed: "),
        ("cancel", "refused", "Not cancelled: "),
        ("cancel", "done", "Cancelled: "),
    ],
)
def test_queue_result_tells_whoever_asked(meeting: Meeting, kind: str, state: str, subject: str) -> None:
    write = make_write(meeting, kind=kind, state=state, created_at=NOW)
    queueing.queue_result(meeting=meeting, write=write, now=LATER)
    queueing.queue_result(meeting=meeting, write=write, now=LATER)
    message = Message.objects.get()
    assert message.subject.startswith(subject)
    assert f"http://127.0.0.1:8000/meetings/{meeting.pk}/" in message.text
    assert message.calendar == ""
