"""What django-allauth may do here: sign people in, but neither sign them up nor write mails past the outbox."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits_of_earlier_tests() -> None:
    cache.clear()


def mail() -> Message:
    return Message.objects.get()


def test_a_forgotten_password_goes_through_the_outbox(client: Client, li: User) -> None:
    li.set_password("a long password")
    li.save()
    client.post("/account/password/reset/", {"email": li.email})
    assert (mail().recipient, mail().kind) == (li.email, "set-password")
    client.post("/account/password/reset/", {"email": "nobody@qingshan.example"})
    assert Message.objects.count() == 1


def test_sign_in_refused_keeps_the_address_and_not_the_password(client: Client) -> None:
    html = client.post(
        "/account/login/", {"login": "jing.chen@qingshan.example", "password": "not it at all"}
    ).content.decode()
    assert 'value="jing.chen@qingshan.example"' in html
    assert "not it at all" not in html
    assert "Mail address or password is not right." in html


def test_too_many_wrong_passwords_are_told_how_long_to_wait(client: Client) -> None:
    User.objects.create_user("chen.jing@qingshan.example", "right and long", name="陈静", role=User.Role.OPERATOR)
    for password in [*(f"wrong-{number}" for number in range(6)), "right and long"]:
        sent = {"login": "chen.jing@qingshan.example", "password": password}
        page = client.post("/account/login/", sent, headers={"Accept-Language": "en"}).content.decode()
    assert "Too many tries. Please wait five minutes." in page
