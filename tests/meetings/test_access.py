"""One allowed and one refused, with the same set-up."""

import pytest

from accounts.models import User
from meetings import access
from meetings.models import Invitee
from tests.factories.fixtures import MakeMeeting


@pytest.mark.parametrize(
    ("who", "sees", "changes"),
    [
        ("organiser", True, True),
        ("cohost", True, True),
        ("guest", True, False),
        ("taken off", False, False),
        ("colleague", False, False),
        ("stranger", False, False),
        ("organiser who has moved", False, False),
        ("guest who has moved", False, False),
    ],
)
def test_access(
    make_meeting: MakeMeeting, chen: User, li: User, stranger: User, who: str, sees: bool, changes: bool
) -> None:
    meeting = make_meeting(
        cohosts=(li,) if who == "cohost" else (),
        guests=(li,) if who in {"guest", "guest who has moved", "taken off"} else (),
    )
    if who == "taken off":
        Invitee.objects.filter(meeting=meeting, person=li).update(removed_at=meeting.created_at)
    person = {"organiser": chen, "organiser who has moved": chen, "stranger": stranger}.get(who, li)
    if who.endswith("has moved"):
        person.tenant = stranger.tenant
        person.save()
    assert access.visible_to(person=person).filter(pk=meeting.pk).exists() is sees
    assert access.can_change(person=person, meeting=meeting) is changes


def test_a_meeting_is_seen_once(make_meeting: MakeMeeting, chen: User, li: User) -> None:
    make_meeting(guests=(li, "anna@tuv.example"))
    assert access.visible_to(person=chen).count() == 1
