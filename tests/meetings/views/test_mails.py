"""The button by which an organiser sends a mail again."""

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from notifications.models import Message
from tests.factories.fixtures import MakeMeeting
from tests.factories.page_words import source_of, text_of
from tests.meetings.services.test_mails import LIMIT, failed

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(make_meeting: MakeMeeting) -> Meeting:
    return make_meeting(guests=("anna@tuv.example",))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Failed", "A limit of the mail server is reached.", LIMIT, "Send again"]),
        ("zh-hans", ["失败", "已达到邮件服务器的发送上限。", LIMIT, "重新发送"]),
    ],
)
def test_the_page_says_why_and_offers_to_send_again(
    pages: Client, meeting: Meeting, chen: User, language: str, words: list[str]
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    message = failed(meeting)
    response = pages.get(f"/meetings/{meeting.pk}/")
    shown = text_of(response)
    assert [word for word in words if word not in shown] == []
    assert f'action="/meetings/{meeting.pk}/mails/{message.pk}/send-again/"' in source_of(response)


def test_a_mail_that_is_tried_again_says_when(pages: Client, meeting: Meeting) -> None:
    message = failed(meeting)
    Message.objects.filter(pk=message.pk).update(state="queued")
    shown = text_of(pages.get(f"/meetings/{meeting.pk}/"))
    assert "Queued A limit of the mail server is reached. Next attempt: Thu 14 May" in shown
    assert "Send again" not in shown


def test_two_clicks_send_it_once(pages: Client, meeting: Meeting) -> None:
    message = failed(meeting)
    path = f"/meetings/{meeting.pk}/mails/{message.pk}/send-again/"
    assert "The mail goes out again." in text_of(pages.post(path, follow=True))
    assert "The mail goes out again." not in text_of(pages.post(path, follow=True))
    message.refresh_from_db()
    assert (message.state, Message.objects.count()) == ("queued", 1)


def test_a_guest_cannot_send_it(client: Client, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(guests=(li,))
    message = failed(meeting, recipient=li.email)
    client.force_login(li)
    assert client.post(f"/meetings/{meeting.pk}/mails/{message.pk}/send-again/").status_code == 403
    message.refresh_from_db()
    assert message.state == "failed"


def test_a_mail_of_another_meeting_is_refused(pages: Client, make_meeting: MakeMeeting, li: User) -> None:
    own, other = make_meeting(), make_meeting(organiser=li, guests=("anna@tuv.example",))
    message = failed(other)
    path = f"/meetings/{own.pk}/mails/{message.pk}/send-again/"
    assert "This meeting belongs to somebody else." in text_of(pages.post(path, follow=True))
    message.refresh_from_db()
    assert message.state == "failed"


def test_it_wants_a_post_with_its_token(meeting: Meeting, chen: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chen)
    path = f"/meetings/{meeting.pk}/mails/{failed(meeting).pk}/send-again/"
    assert (strict.get(path).status_code, strict.post(path).status_code) == (405, 403)
