"""Whose link it is, and what an outsider lets the portal know by it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from meetings.errors import LinkUnknown
from meetings.join import addressee
from meetings.models import Invitee, Meeting, PortalSeries
from tests.factories.fixtures import MakeMeeting
from tests.factories.invitees import NOW, invite

pytestmark = pytest.mark.django_db


def test_find_invitee_by_the_link(anna: Invitee) -> None:
    assert addressee.find_invitee(token=anna.join_token, now=timezone.now()) == anna


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "A" * 5000, "路线图", "%00"])
def test_find_invitee_of_a_guess(anna: Invitee, token: str) -> None:
    with pytest.raises(LinkUnknown):
        addressee.find_invitee(token=token, now=timezone.now())


def test_find_invitee_who_was_taken_off(anna: Invitee) -> None:
    anna.removed_at = NOW
    anna.save()
    with pytest.raises(LinkUnknown):
        addressee.find_invitee(token=anna.join_token, now=timezone.now())


def test_find_invitee_by_a_link_that_was_replaced(anna: Invitee) -> None:
    old, anna.join_token = anna.join_token, "another"
    anna.save()
    with pytest.raises(LinkUnknown):
        addressee.find_invitee(token=old, now=timezone.now())
    assert addressee.find_invitee(token="another", now=timezone.now()) == anna


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


def test_find_invitee_leads_to_the_next_meeting_of_a_series_that_the_portal_keeps(
    chen: User, make_meeting: MakeMeeting
) -> None:
    now = timezone.now()
    assert chen.tenant
    series = PortalSeries.objects.create(
        tenant=chen.tenant,
        organiser=chen,
        rrule="FREQ=DAILY;INTERVAL=16;COUNT=3",
        first_at=now,
        time_zone="Asia/Shanghai",
        ical_uid="series",
        created_at=now,
    )
    members = [
        make_meeting(start_at=now + timedelta(days=days), guests=("anna@tuv.example", "bo@tuv.example"))
        for days in (-16, 1, 17)
    ]
    Meeting.objects.filter(pk__in=[one.pk for one in members]).update(portal_series=series)
    links = [Invitee.objects.get(meeting=one, email="anna@tuv.example").join_token for one in members]

    def found(at: datetime) -> list[Invitee]:
        return [addressee.find_invitee(token=token, now=at) for token in links]

    assert [(one.email, one.meeting_id) for one in found(now)] == [("anna@tuv.example", members[1].pk)] * 3
    assert {one.meeting_id for one in found(now + timedelta(days=30))} == {members[2].pk}
    Meeting.objects.filter(pk=members[1].pk).update(state=Meeting.State.CANCELLED)
    assert {one.meeting_id for one in found(now)} == {members[2].pk}
    Meeting.objects.filter(pk=members[0].pk).update(state=Meeting.State.RUNNING)
    assert {one.meeting_id for one in found(now)} == {members[0].pk}
