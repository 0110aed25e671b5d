"""The administration lists mails that did not arrive, and sends them again."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from meetings.models import Meeting
from notifications.models import Message
from tests.factories.fixtures import MakeMeeting
from tests.factories.page_words import text_of
from tests.meetings.services.test_mails import LIMIT, failed

pytestmark = pytest.mark.django_db
PAGE = "/admin/notifications/message/"


@pytest.fixture
def meeting(make_meeting: MakeMeeting) -> Meeting:
    return make_meeting(guests=("anna@tuv.example",))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Mails that did not arrive", "anna@tuv.example", "A limit of the mail server is reached.", LIMIT]),
        ("zh-hans", ["未送达的邮件", "anna@tuv.example", "已达到邮件服务器的发送上限。", LIMIT]),
    ],
)
def test_the_list_says_why(meeting: Meeting, zhaos: Client, zhao: User, language: str, words: list[str]) -> None:
    User.objects.filter(pk=zhao.pk).update(language=language)
    message = failed(meeting)
    page = text_of(zhaos.get(PAGE))
    assert [word for word in words if word.lower() not in page.lower()] == []
    assert zhaos.get(f"{PAGE}{message.pk}/change/").status_code == 403


def test_an_administrator_sends_it_again_once(meeting: Meeting, zhaos: Client) -> None:
    message = failed(meeting)
    sent = {"action": "send_again", "_selected_action": message.pk}
    assert "1 mail goes out again." in text_of(zhaos.post(PAGE, sent, follow=True))
    assert "goes out again" not in text_of(zhaos.post(PAGE, sent, follow=True))
    message.refresh_from_db()
    assert message.state == "queued"


def test_a_refusal_names_the_address_as_it_is(meeting: Meeting, zhaos: Client) -> None:
    sent = {"action": "send_again", "_selected_action": failed(meeting, recipient="gone@tuv.example").pk}
    assert "nobody has that address any more. (gone@tuv.example)" in text_of(zhaos.post(PAGE, sent, follow=True))


def test_one_that_is_out_of_date_is_not_listed(meeting: Meeting, zhaos: Client) -> None:
    failed(meeting, recipient="gone@tuv.example")
    assert "gone@tuv.example" not in text_of(zhaos.get(PAGE))


def test_people_see_nothing_of_it(meeting: Meeting, chens: Client) -> None:
    failed(meeting)
    assert chens.get(PAGE).status_code != 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_as_many_queries_for_one_as_for_thirty(
    make_meeting: MakeMeeting, zhaos: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        failed(make_meeting(), dedup_key=f"k{number}")
    Message.objects.update(created_at=Message.objects.earliest("pk").created_at - timedelta(days=1))
    with django_assert_num_queries(9):
        zhaos.get(PAGE)
