"""Whose link it is, and what an outsider lets the portal know by it."""

import pytest

from accounts.models import User
from meetings.errors import LinkUnknown
from meetings.join import addressee
from meetings.models import Invitee, Meeting
from tests.factories.invitees import NOW, invite

pytestmark = pytest.mark.django_db


def test_find_invitee_by_the_link(anna: Invitee) -> None:
    assert addressee.find_invitee(token=anna.join_token) == anna


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "A" * 5000, "路线图", "%00"])
def test_find_invitee_of_a_guess(anna: Invitee, token: str) -> None:
    with pytest.raises(LinkUnknown):
        addressee.find_invitee(token=token)


def test_find_invitee_who_was_taken_off(anna: Invitee) -> None:
    anna.removed_at = NOW
    anna.save()
    with pytest.raises(LinkUnknown):
        addressee.find_invitee(token=anna.join_token)


def test_find_invitee_by_a_link_that_was_replaced(anna: Invitee) -> None:
    old, anna.join_token = anna.join_token, "another"
    anna.save()
    with pytest.raises(LinkUnknown):
        addressee.find_invitee(token=old)
    assert addressee.find_invitee(token="another") == anna


@pytest.mark.parametrize(
    ("zone", "kept"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Asia/Calcutta", "Asia/Kolkata"),  # as Chromium calls it
        ("Nowhere/City", ""),
        ("UTC", ""),
        ("Etc/GMT+3", ""),
        ("../../etc/passwd", ""),
        ("", ""),
        ("x" * 5000, ""),
    ],
)
def test_learn_zone_keeps_the_zone_of_a_place(anna: Invitee, zone: str, kept: str) -> None:
    addressee.learn_zone(invitee=anna, zone=zone)
    anna.refresh_from_db()
    assert anna.time_zone == kept


def test_learn_zone_leaves_a_persons_own_choice(meeting: Meeting, li: User) -> None:
    invitee = invite(meeting, li)
    addressee.learn_zone(invitee=invitee, zone="Europe/Berlin")
    invitee.refresh_from_db()
    assert invitee.time_zone == ""
