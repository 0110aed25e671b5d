"""The link for everybody is made, replaced and switched off by whoever may change the meeting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from meetings.errors import NotAllowed, TooLate
from meetings.models import OpenLink
from meetings.problems import Code
from meetings.services import open_links
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.django_db


def test_switch_on_twice_is_one_link(chen: User, li: User, make_meeting: MakeMeeting) -> None:
    meeting, now = make_meeting(cohosts=(li,)), timezone.now()
    first = open_links.switch_on(meeting=meeting, by=chen, now=now)
    second = open_links.switch_on(meeting=meeting, by=li, now=now + timedelta(hours=1))
    assert len(first.token) == 22
    assert (second.token, second.made_by, second.made_at) == (first.token, chen, now)


def test_replace_leaves_one_other_link(chen: User, li: User, make_meeting: MakeMeeting) -> None:
    meeting, now = make_meeting(cohosts=(li,)), timezone.now()
    first = open_links.switch_on(meeting=meeting, by=chen, now=now).token
    second = open_links.replace(meeting=meeting, by=li, now=now)
    found = OpenLink.objects.get()
    assert (found.token, found.made_by) == (second.token, li)
    assert first != second.token


def test_switch_off_also_where_the_meeting_is_over(chen: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    open_links.switch_on(meeting=meeting, by=chen, now=timezone.now())
    meeting.state = "ended"
    meeting.save()
    open_links.switch_off(meeting=meeting, by=chen)
    open_links.switch_off(meeting=meeting, by=chen)
    assert not OpenLink.objects.exists()


def test_guest_and_stranger_change_no_link(li: User, stranger: User, chen: User, make_meeting: MakeMeeting) -> None:
    meeting, now = make_meeting(guests=(li,)), timezone.now()
    token = open_links.switch_on(meeting=meeting, by=chen, now=now).token
    for person in (li, stranger):
        with pytest.raises(NotAllowed):
            open_links.switch_on(meeting=meeting, by=person, now=now)
        with pytest.raises(NotAllowed):
            open_links.replace(meeting=meeting, by=person, now=now)
        with pytest.raises(NotAllowed):
            open_links.switch_off(meeting=meeting, by=person)
    assert OpenLink.objects.get().token == token


@pytest.mark.parametrize("entry", [2, 3])
def test_there_is_none_where_not_everybody_may_enter(chen: User, make_meeting: MakeMeeting, entry: int) -> None:
    meeting = make_meeting(entry=entry)
    with pytest.raises(NotAllowed) as refusal:
        open_links.switch_on(meeting=meeting, by=chen, now=timezone.now())
    assert refusal.value.problems[0].code == Code.LINK_FOR_EVERYBODY_CLOSED


@pytest.mark.parametrize("state", ["ended", "cancelled", "refused"])
def test_there_is_none_to_what_is_over(chen: User, make_meeting: MakeMeeting, state: str) -> None:
    meeting = make_meeting(state=state)
    with pytest.raises(TooLate):
        open_links.switch_on(meeting=meeting, by=chen, now=timezone.now())
    assert not OpenLink.objects.exists()
