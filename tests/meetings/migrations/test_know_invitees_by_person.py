"""The migration that invites each person once keeps every row, and the organiser's address of the calendar entry."""

import pytest

from accounts.models import User
from meetings.models import Meeting
from tests.factories.fixtures import MakeMeeting
from tests.meetings.migrations.test_keep_an_agenda import latest, migrate

__all__ = ["latest"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_is_left_once(latest: list[tuple[str, str]], make_meeting: MakeMeeting, chen: User, li: User) -> None:
    meeting = make_meeting(guests=("li@home.example", "anna@tuv.example"), cohosts=(li,))
    key = meeting.pk
    old = migrate([("meetings", "0008_count_invitees")])
    old.get_model("meetings", "Invitee").objects.filter(email="li@home.example").update(person=li.pk)
    User.objects.filter(pk=chen.pk).update(email="jing@qingshan.example")
    migrate(latest)
    meeting = Meeting.objects.get(pk=key)
    rows = [(row.email, row.person_id, row.role, row.removed_at is None) for row in meeting.invitees.all()]
    assert rows == [
        ("chen.jing@qingshan.example", chen.pk, "organiser", True),
        ("li.wei@qingshan.example", li.pk, "cohost", True),
        ("li@home.example", li.pk, "guest", False),
        ("anna@tuv.example", None, "guest", True),
    ]
    assert (meeting.ical_organiser_email, meeting.invitee_count) == ("chen.jing@qingshan.example", 3)
