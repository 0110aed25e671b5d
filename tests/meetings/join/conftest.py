"""A meeting that is open, somebody from outside, and a colleague."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache

from accounts.models import User
from meetings.models import Invitee, Meeting
from tests.factories.invitees import invite, make_meeting, make_organiser, make_tenant
from tests.meetings.join.links import OPEN, link


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    cache.clear()
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(make_organiser(make_tenant()), subject="Roadmap")


@pytest.fixture
def anna(meeting: Meeting) -> Invitee:
    return invite(meeting, "anna@tuv.example", name="Anna Schmidt")


@pytest.fixture
def li_wei(meeting: Meeting) -> User:
    return link(
        User.objects.create_user(
            "li.wei@qingshan.example", name="Li Wei", tenant=meeting.tenant, language="en", time_zone="Asia/Shanghai"
        )
    )
