"""The invitation as a text that can be pasted anywhere."""

import pytest

from meetings.mails import invitation_text
from meetings.models import Meeting
from tests.factories.invitees import NOW, TITLE

pytestmark = pytest.mark.django_db


def test_the_text_holds_the_facts_one_per_line(meeting: Meeting) -> None:
    assert invitation_text.build_invitation_text(
        meeting, language="en", phone_numbers=["021-1", "021-2"], now=NOW
    ) == (
        "陈静 Chen Jing invites you to a meeting.\n\n"
        f"{TITLE}\n"
        "Tue 19 May, 15:00–15:45, Shanghai time (UTC+8)\n\n"
        "Meeting ID: 967 204 518\n"
        "Guest password: 482913\n"
        "In the browser: https://meeting.huaweicloud.com/#/j/967204518/abcdef\n"
        "By phone: 021-1, 021-2"
    )


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_text_holds_no_secret_of_the_host(meeting: Meeting, language: str) -> None:
    text = invitation_text.build_invitation_text(meeting, language=language, phone_numbers=[], now=NOW)
    assert meeting.host_password not in text
    assert "/j/" + meeting.invitees.get().join_token not in text


def test_a_meeting_that_the_vendor_has_not_booked_has_no_numbers_yet(meeting: Meeting) -> None:
    meeting.vendor_conference_id = meeting.guest_password = meeting.guest_join_uri = ""
    assert invitation_text.build_invitation_text(meeting, language="en", phone_numbers=[], now=NOW).splitlines()[
        -1
    ] == ("Tue 19 May, 15:00–15:45, Shanghai time (UTC+8)")
