"""What the vendor says is taken over as far as it can be true."""

from datetime import UTC, datetime, timedelta

import pytest

from hwmeeting import Meeting as VendorMeeting
from meetings.models import Meeting
from meetings.writes.applying import apply_vendor_answer
from tests.factories.fixtures import MakeMeeting

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


@pytest.mark.django_db
def test_an_answer_that_fits_no_column_is_taken_over_as_far_as_it_goes(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(vendor_conference_id="967204518")
    answer = VendorMeeting(
        "967204518",
        subject="\0" + "长" * 200,
        access_number="9" * 80,
        state="Schedule",
        start_at=NOW,
        end_at=NOW - timedelta(minutes=5),
    )
    apply_vendor_answer(meeting=meeting, answer=answer, now=NOW)
    kept = Meeting.objects.get(pk=meeting.pk)
    assert (kept.subject, kept.vendor_access_number, kept.start_at, kept.length_minutes) == (
        "长" * 128,
        "9" * 64,
        NOW,
        45,
    )


@pytest.mark.django_db
def test_a_subject_of_another_client_is_one_harmless_line(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(vendor_conference_id="967204518")
    answer = VendorMeeting("967204518", subject="Bell\x07\n\u202egnirts", access_number="", state="Schedule")
    apply_vendor_answer(meeting=meeting, answer=answer, now=NOW)
    assert Meeting.objects.get(pk=meeting.pk).subject == "Bell gnirts"
