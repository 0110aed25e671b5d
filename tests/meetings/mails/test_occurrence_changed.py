"""A mail about one occurrence of a series says that all others stay."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings.mails import queueing
from meetings.models import Meeting
from meetings.snapshots import Span
from notifications.models import Message
from tests.factories.fixtures import MakeSeries
from tests.meetings.mails.sent import event_in, left_out

pytestmark = pytest.mark.django_db
GUEST = "anna@tuv.example"
NOW = datetime.now(UTC)


@pytest.fixture
def weekly(make_series: MakeSeries) -> Meeting:
    return make_series(guests=(GUEST,))


def queue_cancelled(series: Meeting, number: int) -> Message:
    occurrence = series.occurrences.all()[number]
    occurrence.is_cancelled = True
    occurrence.save()
    queueing.queue_cancelled_occurrence(
        meeting=series, occurrence=occurrence, by=series.organiser, note="On holiday.", now=NOW
    )
    return Message.objects.get(recipient=GUEST)


@pytest.mark.parametrize(
    ("hours", "subject", "notice"),
    [(1, "Moved: Weekly", "Only this date has moved."), (0, "Changed: Weekly", "Only this date has changed.")],
)
def test_moved_says_that_only_this_one_is_different(weekly: Meeting, hours: int, subject: str, notice: str) -> None:
    occurrence = weekly.occurrences.all()[1]
    was = Span(occurrence.start_at, occurrence.end_at)
    occurrence.start_at, occurrence.end_at = was.start_at + timedelta(hours=hours), was.end_at + timedelta(hours=1)
    occurrence.save()
    queueing.queue_moved_occurrence(meeting=weekly, occurrence=occurrence, was=was, now=NOW)
    message = Message.objects.get(recipient=GUEST)
    words = " ".join(message.text.split())
    assert (message.kind, message.calendar_method) == ("changed", "REQUEST")
    assert message.subject.startswith(subject)
    assert f"{notice} All other dates stay as they are, and so does your link." in words


def test_cancelled_takes_that_one_out_of_the_calendar(weekly: Meeting) -> None:
    message = queue_cancelled(weekly, 1)
    words = " ".join(message.text.split())
    assert (message.kind, message.calendar_method) == ("cancelled", "REQUEST")
    assert "Only this date is cancelled. All other dates stay as they are." in words
    assert "陈静 cancelled one date of the meeting" in words
    assert "On holiday." in words
    assert left_out(event_in(message)) == [weekly.occurrences.all()[1].original_start_at]


def test_cancelled_says_where_no_other_one_is_ahead(weekly: Meeting) -> None:
    first, second, _ = weekly.occurrences.all()
    for occurrence in (first, second):
        occurrence.is_cancelled = True
        occurrence.save()
    message = queue_cancelled(weekly, 2)
    words = " ".join(message.text.split())
    assert message.calendar_method == "CANCEL", "an entry without dates is refused"
    assert "The last date is cancelled. No other date is ahead." in words
