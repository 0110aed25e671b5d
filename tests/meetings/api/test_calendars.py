"""The calendar file of a meeting over HTTP."""

import pytest
from icalendar import Calendar

from accounts.models import ApiClient, User
from meetings.models import Meeting
from tests.factories.api import Caller
from tests.factories.fixtures import MakeMeeting
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def path(meeting: Meeting) -> str:
    return f"/api/v1/meetings/{meeting.pk}/calendar.ics"


@pytest.mark.parametrize("accept", ["*/*", "text/calendar", "application/json"])
def test_the_file_is_the_one_of_the_persons_own_page(
    erp: ApiClient, vendor: Vendor, make_meeting: MakeMeeting, li: User, accept: str
) -> None:
    meeting = make_meeting(guests=(li,))
    response = Caller(erp, act_as="li").get(path(meeting), Accept=accept)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; method=PUBLISH; charset=utf-8")
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    token = meeting.invitees.get(person=li).join_token
    assert (event["UID"], event["SUMMARY"], f"/j/{token}/" in str(event["URL"])) == (meeting.ical_uid, "Roadmap", True)


def test_the_file_of_a_meeting_that_is_off_takes_it_away(
    erp: ApiClient, chen: User, make_meeting: MakeMeeting
) -> None:
    response = Caller(erp, act_as="chen").get(path(make_meeting(state=Meeting.State.CANCELLED)))
    assert "method=CANCEL" in response["Content-Type"]


def test_the_file_is_in_the_persons_language(erp: ApiClient, chen: User, make_meeting: MakeMeeting) -> None:
    User.objects.update(language="zh-hans")
    response = Caller(erp, act_as="chen").get(path(make_meeting()), Accept_Language="en")
    assert "会议" in response.content.decode()


def test_a_problem_stays_json(erp: ApiClient, vendor: Vendor, make_meeting: MakeMeeting, li: User) -> None:
    response = Caller(erp, act_as="li").get(path(make_meeting()), Accept="text/calendar")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
