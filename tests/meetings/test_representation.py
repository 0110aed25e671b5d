"""What programs read of a meeting is the same in an answer and in an event."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from meetings.models import Meeting
from meetings.representation import represent_occurrence, represent_row, represent_time
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Berlin")


@pytest.fixture
def meeting(make_meeting: MakeMeeting) -> Meeting:
    return make_meeting()


def test_represent_time_has_the_offset_of_the_day() -> None:
    assert represent_time(datetime(2026, 7, 1, 7, 0, tzinfo=UTC), ZONE) == "2026-07-01T09:00:00+02:00"
    assert represent_time(datetime(2026, 12, 1, 7, 0, tzinfo=UTC), ZONE) == "2026-12-01T08:00:00+01:00"


def test_represent_row_has_no_secret(meeting: Meeting) -> None:
    found = represent_row(meeting, organiser_user_id="chen", zone=ZONE)
    assert found["organiser"] == {"name": meeting.organiser.name, "user_id": "chen"}
    assert datetime.fromisoformat(found["end_at"]) - datetime.fromisoformat(found["start_at"]) == (
        meeting.end_at - meeting.start_at
    )
    secrets = {meeting.guest_password, meeting.host_password} - {""}
    assert secrets
    assert not secrets & set(map(str, found.values()))


def test_represent_occurrence_is_by_the_clock_of_the_zone(meeting: Meeting) -> None:
    occurrence = meeting.occurrences.get()
    assert represent_occurrence(occurrence, ZONE) == {
        "id": occurrence.pk,
        "start_at": represent_time(occurrence.start_at, ZONE),
        "end_at": represent_time(occurrence.end_at, ZONE),
        "original_start_at": represent_time(occurrence.original_start_at, ZONE),
        "is_cancelled": False,
    }
