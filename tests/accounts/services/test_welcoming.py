"""The set-password mail: in the person's language, with a link that works, once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services import welcoming
from notifications.models import Message
from tests.factories.page_words import flat

pytestmark = pytest.mark.django_db
_NOW = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)
_LINK = re.compile(rf"{re.escape(settings.PORTAL_URL)}(/account/\S+)")


def mail() -> Message:
    return Message.objects.get()


@pytest.mark.parametrize(
    ("language", "subject", "until"),
    [
        (
            "en",
            f"Set your password for {settings.PORTAL_NAME}",
            "The link works until Sun 17 May, 10:00, Shanghai (UTC+8) time.",
        ),
        ("zh-hans", f"请设置 {settings.PORTAL_NAME} 的登录密码", "5月17日 周日 10:00"),
    ],
)
def test_queue_mail_in_the_persons_language(li: User, language: str, subject: str, until: str) -> None:
    li.language = language
    with time_machine.travel(_NOW, tick=False):
        welcoming.queue_mail(person=li, now=_NOW)
    assert (mail().subject, mail().recipient, mail().kind) == (subject, li.email, "set-password")
    assert until in mail().text
    assert until in mail().html
    assert f'<html lang="{"en" if language == "en" else "zh-Hans"}"' in flat(mail().html)


def test_the_link_sets_a_password_once(client: Client, li: User) -> None:
    welcoming.queue_mail(person=li, now=timezone.now())
    (path,) = _LINK.findall(mail().text)
    form = client.get(path, follow=True)
    address = form.redirect_chain[-1][0]
    new = {"password1": "correct horse battery", "password2": "correct horse battery"}
    assert client.post(address, new).status_code == 302
    li.refresh_from_db()
    assert li.check_password("correct horse battery")
    assert "password1" not in Client().get(path, follow=True).content.decode()


def test_welcome_due_writes_each_mail_once(li: User, chen: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(welcoming, "BATCH", 1)
    now = timezone.now()
    User.objects.update(welcome_due_at=now)
    assert [welcoming.welcome_due(now=now) for _ in range(3)] == [1, 1, 0]
    assert sorted(Message.objects.values_list("recipient", flat=True)) == sorted([li.email, chen.email])


def test_welcome_due_leaves_out_who_has_left(li: User) -> None:
    now = timezone.now()
    User.objects.update(welcome_due_at=now, is_active=False)
    assert (welcoming.welcome_due(now=now), Message.objects.count()) == (0, 0)


def test_welcome_due_goes_on_after_an_error_about_one_person(
    li: User, chen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others get their mails, and the one is tried again later."""
    queue_mail = welcoming.queue_mail

    def fail_for_one(*, person: User, now: datetime) -> None:
        if person == li:
            raise ValueError("a bug")
        queue_mail(person=person, now=now)

    now = timezone.now()
    User.objects.filter(pk=li.pk).update(welcome_due_at=now - timedelta(minutes=1))
    User.objects.filter(pk=chen.pk).update(welcome_due_at=now)
    with monkeypatch.context() as broken:
        broken.setattr(welcoming, "queue_mail", fail_for_one)
        assert [welcoming.welcome_due(now=now) for _ in range(2)] == [1, 0]
    assert welcoming.welcome_due(now=now + welcoming.RETRY) == 1
    assert sorted(Message.objects.values_list("recipient", flat=True)) == sorted([li.email, chen.email])
