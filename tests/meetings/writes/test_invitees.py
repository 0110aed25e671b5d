"""The links into a meeting follow what a change added, took off or renamed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.models import User
from meetings.models import AgendaEntry, Invitee, Meeting
from meetings.writes import invitees
from meetings.writes.payloads import WantedInvitee, WantedMeeting
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
ANNA = WantedInvitee("anna@tuv.example", "Anna")


@pytest.fixture
def meeting(make_meeting: MakeMeeting, li: User) -> Meeting:
    """With Li Wei, a colleague, and Anna, an outsider."""
    return make_meeting(guests=(li, "anna@tuv.example"))


def follow(meeting: Meeting, *guests: WantedInvitee) -> None:
    """Change whom ``meeting`` invites from those that it has to ``guests``."""
    before = WantedMeeting.of_meeting(meeting)
    invitees.apply_change(meeting=meeting, before=before, wanted=replace(before, invitees=guests), now=NOW)


def known(person: User, **fields: Any) -> WantedInvitee:
    return WantedInvitee(person.email, person.name, person.pk, **fields)


def present(meeting: Meeting) -> dict[str, str]:
    return dict(meeting.invitees.present().values_list("email", "role"))


def test_a_new_meeting_has_its_organiser_and_who_is_invited(make_meeting: MakeMeeting, chen: User, li: User) -> None:
    meeting = make_meeting()
    meeting.invitees.all().delete()
    wanted = replace(WantedMeeting.of_meeting(meeting), invitees=(known(li, is_cohost=True), ANNA))
    rows = invitees.create_rows(meeting=meeting, wanted=wanted)
    assert [(row.email, row.role, row.person_id) for row in rows] == [
        (chen.email, "organiser", chen.pk),
        (li.email, "cohost", li.pk),
        ("anna@tuv.example", "guest", None),
    ]
    assert len({row.join_token for row in rows}) == 3


def test_one_comes_one_goes_and_one_gets_a_role(meeting: Meeting, chen: User, li: User) -> None:
    follow(meeting, known(li, is_cohost=True), WantedInvitee("bob@tuv.example", "Bob"))
    assert present(meeting) == {chen.email: "organiser", li.email: "cohost", "bob@tuv.example": "guest"}
    assert meeting.invitees.get(email="anna@tuv.example").removed_at == NOW
    meeting.refresh_from_db()
    assert meeting.invitee_count == 3


def test_who_is_taken_off_leaves_the_agenda_too(meeting: Meeting, li: User) -> None:
    assert AgendaEntry.objects.filter(person=li).count() == 1
    follow(meeting, ANNA)
    assert not AgendaEntry.objects.filter(person=li).exists()


def test_who_comes_back_has_the_link_of_before(meeting: Meeting, li: User) -> None:
    links = dict(meeting.invitees.values_list("email", "join_token"))
    follow(meeting)
    follow(meeting, known(li), ANNA)
    assert dict(meeting.invitees.present().values_list("email", "join_token")) == links


def test_of_two_rows_the_one_that_is_present_is_changed(meeting: Meeting, li: User) -> None:
    row = meeting.invitees.get(person=li)
    meeting.invitees.create(person=li, email="li@home.example", name="Li", join_token="x" * 22, removed_at=NOW)
    follow(meeting, known(li, is_cohost=True), ANNA)
    assert [(one.pk, one.role) for one in meeting.invitees.present().filter(person=li)] == [(row.pk, "cohost")]


def test_an_outsider_with_an_account_by_now_keeps_the_link(meeting: Meeting, li: User) -> None:
    row = meeting.invitees.get(email="anna@tuv.example")
    anna = User.objects.create_user("anna@tuv.example", name="Anna Schmidt", tenant=meeting.tenant)
    follow(meeting, known(li), known(anna))
    now = meeting.invitees.get(person=anna)
    assert (now.pk, now.join_token, now.name) == (row.pk, row.join_token, "Anna Schmidt")
    assert meeting.invitees.count() == 3


def test_the_organiser_is_never_invited_as_well(meeting: Meeting, chen: User, li: User) -> None:
    follow(meeting, known(li), ANNA, known(chen), WantedInvitee(chen.email.upper(), "Chen"))
    assert meeting.invitees.count() == 3
    assert present(meeting)[chen.email] == "organiser"


def test_where_nobody_changes_nothing_is_written(meeting: Meeting, django_assert_num_queries: Any) -> None:
    before = WantedMeeting.of_meeting(meeting)
    with django_assert_num_queries(0):
        invitees.apply_change(meeting=meeting, before=before, wanted=replace(before, subject="Other"), now=NOW)


def test_miscounted_gives_the_right_count(
    meeting: Meeting, make_meeting: MakeMeeting, django_assert_num_queries: Any
) -> None:
    right, alone = make_meeting(), make_meeting(invitee_count=9)
    Invitee.objects.filter(meeting=alone).delete()
    Meeting.objects.exclude(pk=right.pk).update(invitee_count=9)
    found = list(Meeting.objects.all())
    with django_assert_num_queries(1):
        counts = {one.pk: one.invitee_count for one in invitees.miscounted(meetings=found)}
    assert counts == {meeting.pk: 3, alone.pk: 0}
