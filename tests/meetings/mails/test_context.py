"""What every mail about one meeting shares."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from meetings.mails import context, recipients
from meetings.models import Meeting
from meetings.snapshots import MeetingSnapshot
from notifications.mails.mail import Fact
from tests.factories.invitees import NOW

pytestmark = pytest.mark.django_db


def about(meeting: Meeting, *, is_own: bool = False) -> context.About:
    recipient = recipients.recipient_for_person(meeting.organiser)
    return context.About(
        meeting=meeting,
        recipient=recipient,
        now=NOW,
        link="l",
        organisation="O",
        phone_numbers=("021-1", "021-2"),
        is_own=is_own,
    )


def test_facts_of_an_invitation(meeting: Meeting) -> None:
    with translation.override("en"):
        assert context.facts(about(meeting)) == (
            Fact("Meeting ID", "967 204 518"),
            Fact("Password", "482 913"),
            Fact("By phone", "021-2, then the two numbers above"),
            Fact("In a room", "Key in the meeting ID on the room display"),
        )


def test_facts_after_a_change_say_which_are_new(meeting: Meeting) -> None:
    before = MeetingSnapshot.of(meeting)
    meeting.guest_password = "110022"
    with translation.override("en"):
        assert context.facts(about(meeting), before) == (
            Fact("Meeting ID", "967 204 518, unchanged"),
            Fact("Password", "110 022, new"),
        )


def test_replies_go_to_the_organiser_and_the_own_copy_does_not_say_so(meeting: Meeting) -> None:
    with translation.override("en"):
        assert about(meeting).replies() == "Replies go to 陈静 Chen Jing."
        assert about(meeting, is_own=True).replies() == ""


def test_the_moment_of_a_subject_line_is_on_the_recipients_clock(meeting: Meeting) -> None:
    with translation.override("en"):
        assert about(meeting).moment == "Tue 19 May, 15:00"
        assert about(meeting).recipient.zone == ZoneInfo("Asia/Shanghai")
