"""One meeting and three recipients: a colleague abroad, one at home, somebody from outside."""

import pytest

from accounts.models import User
from meetings.models import Invitee, Meeting
from tests.factories.invitees import invite, make_meeting, make_organiser, make_tenant


@pytest.fixture
def organiser() -> User:
    return make_organiser(make_tenant())


@pytest.fixture
def meeting(organiser: User) -> Meeting:
    return make_meeting(organiser)


@pytest.fixture
def markus(meeting: Meeting) -> Invitee:
    person = User.objects.create_user(
        "m.weber@qingshan.example",
        name="Markus Weber",
        tenant=meeting.tenant,
        language="en",
        time_zone="Europe/Berlin",
    )
    return invite(meeting, person)


@pytest.fixture
def li_wei(meeting: Meeting) -> Invitee:
    person = User.objects.create_user("li.wei@qingshan.example", name="李伟", tenant=meeting.tenant)
    return invite(meeting, person)


@pytest.fixture
def anna(meeting: Meeting) -> Invitee:
    return invite(meeting, "anna@tuv.example", name="Anna Schmidt")
