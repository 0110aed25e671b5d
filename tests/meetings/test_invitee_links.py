"""Each invitee has a link of their own."""

import pytest

from meetings import invitee_links
from meetings.models import Invitee
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.django_db


def test_invitee_row_makes_a_link_that_cannot_be_guessed(make_meeting: MakeMeeting) -> None:
    one, two = (
        invitee_links.invitee_row(meeting=make_meeting(), role=Invitee.Role.GUEST, email="x@y.example", name="")
        for _ in range(2)
    )
    assert one.name == "x@y.example"
    assert len(one.join_token) == 22
    assert one.join_token != two.join_token


def test_join_link_is_the_address_of_the_portal_with_the_token() -> None:
    assert invitee_links.join_link(invitee=Invitee(join_token="abc")) == "http://127.0.0.1:8000/j/abc/"
