"""What was really held of a meeting, over HTTP; each answer is one that the OpenAPI document promises."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import ApiClient
from history.models import EndedSession
from meetings.models import Meeting
from tests.factories.api import Caller, limit_statements
from tests.factories.fixtures import MakeMeeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
START = datetime(2026, 5, 14, 1, 0, tzinfo=UTC)


def hold(meeting: Meeting, number: int) -> None:
    start = START + timedelta(hours=number)
    EndedSession.objects.create(
        tenant=meeting.tenant,
        meeting=meeting,
        vendor_conference_uuid=f"{meeting.pk}{number}"[-60:],
        vendor_conference_id=meeting.vendor_conference_id,
        subject=f"{meeting.subject} {number}",
        start_at=start,
        end_at=start + timedelta(minutes=30),
        has_recording=number == 1,
    )


def test_the_sessions_of_a_meeting_are_told_by_its_clock(erp: ApiClient, make_meeting: MakeMeeting) -> None:
    meeting, other = make_meeting(), make_meeting()
    for number, each in ((1, meeting), (0, meeting), (2, other)):
        hold(each, number)
    caller = Caller(erp, act_as="chen")
    path = f"/api/v1/meetings/{meeting.pk}/sessions/"
    first = caller.get(f"{path}?limit=1").json()
    assert first["results"] == [
        {
            "id": f"{meeting.pk}0",
            "start_at": "2026-05-14T09:00:00+08:00",
            "end_at": "2026-05-14T09:30:00+08:00",
            "subject": "Roadmap 0",
            "has_recording": False,
        }
    ]
    second = caller.get(first["next"].removeprefix("http://testserver")).json()
    assert ([(row["subject"], row["has_recording"]) for row in second["results"]], second["next"]) == (
        [("Roadmap 1", True)],
        None,
    )


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_three_queries_for_any_number(
    erp: ApiClient, make_meeting: MakeMeeting, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = make_meeting()
    for number in range(count):
        hold(meeting, number)
    caller = Caller(erp, act_as="chen")
    path = f"/api/v1/meetings/{meeting.pk}/sessions/"
    caller.get(path)
    with django_assert_num_queries(3 + limit_statements()):  # the token's, the meeting, and the list
        assert len(caller.get(path).json()["results"]) == count
