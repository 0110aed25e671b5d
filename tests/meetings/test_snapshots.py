"""What a meeting was like before a change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.snapshots import MeetingSnapshot, Span, held_spans
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db


def test_a_snapshot_stays_as_the_meeting_was(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(guests=("anna@tuv.example", "bob@tuv.example"))
    gone = meeting.invitees.get(email="bob@tuv.example")
    gone.removed_at = timezone.now()
    gone.save()
    before, start_at = MeetingSnapshot.of(meeting), meeting.start_at
    meeting.subject, meeting.start_at = "Other", start_at + timedelta(days=1)
    assert before == MeetingSnapshot(
        subject="Roadmap",
        start_at=start_at,
        length_minutes=45,
        guest_password="482913",
        vendor_conference_id=meeting.vendor_conference_id,
        number=meeting.vendor_conference_id,
        invitees=frozenset(meeting.invitees.exclude(pk=gone.pk).values_list("pk", flat=True)),
    )
    assert before.end_at == start_at + timedelta(minutes=45)


def test_occurrences_of_a_series_are_those_that_are_not_cancelled(make_series: MakeSeries) -> None:
    series = make_series()
    first, second, third = series.occurrences.all()
    second.is_cancelled = True
    second.save()
    assert held_spans(series) == {Span(first.start_at, first.end_at), Span(third.start_at, third.end_at)}


def test_occurrences_of_a_single_meeting_are_none(make_meeting: MakeMeeting) -> None:
    assert held_spans(make_meeting()) == frozenset()
