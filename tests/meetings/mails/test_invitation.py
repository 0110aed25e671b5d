"""The first mail to an invitee says all facts, and loads nothing."""

import pytest

from meetings.mails import queueing
from meetings.models import Invitee, Meeting
from tests.factories.invitees import NOW
from tests.meetings.mails.sent import mail_to

pytestmark = pytest.mark.django_db


def test_the_text_of_an_invitation_holds_all_facts_with_the_link_alone_on_its_line(
    meeting: Meeting, markus: Invitee
) -> None:
    queueing.queue_invitations(meeting=meeting, now=NOW)
    assert mail_to(markus).text == (
        "Qingshan Instruments\n\n"
        "陈静 Chen Jing invites you\n\n"
        "Q3 roadmap with Munich: sensor line B, certification and the 2027 budget\n\n"
        "Tuesday 19 May, 09:00–09:45\n"
        "Your time, Berlin (UTC+2) · 15:00 in Shanghai\n\n"
        "Join the meeting:\n"
        f"http://127.0.0.1:8000/j/{markus.join_token}/\n\n"
        "Meeting ID: 967 204 518\n"
        "Password: 482 913\n"
        "By phone: +86 21 5329 0029, then the two numbers above\n"
        "In a room: Key in the meeting ID on the room display\n\n"
        "The calendar entry is attached and follows every change. Your link is\n"
        "personal; it stays the same when the meeting moves. Replies go to 陈静\n"
        "Chen Jing.\n"
    )


def test_the_html_of_an_invitation_is_whole_and_loads_nothing(meeting: Meeting, markus: Invitee) -> None:
    meeting.subject = '<b>Chen & "Co"</b>'
    meeting.save()
    queueing.queue_invitations(meeting=meeting, now=NOW)
    html = mail_to(markus).html
    assert len(html.encode()) < 100_000
    assert "&lt;b&gt;Chen &amp; &quot;Co&quot;&lt;/b&gt;" in html
    assert "<b>Chen" not in html
    assert '<span lang="zh-Hans">陈静</span> Chen Jing invites you' in html
    assert html.count("<h1") == 1
    assert html.count(f"http://127.0.0.1:8000/j/{markus.join_token}/") == 4
    for forbidden in ("<img", "<script", "<form", "cloudlink:", "url("):
        assert forbidden not in html
