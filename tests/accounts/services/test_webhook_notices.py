"""Whoever looks after a system hears that its events are no longer sent."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import ApiClient, User
from accounts.services import webhook_notices
from notifications.models import Message, WebhookEndpoint
from tests.factories.webhooks import listen

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def disable(client: ApiClient, contact: str) -> None:
    listen(client, url="https://erp.example/hooks?token=s3cret")
    ApiClient.objects.update(contact_email=contact)
    WebhookEndpoint.objects.update(disabled_at=NOW, disabled_reason="failing", failing_since=NOW - timedelta(days=3))


@pytest.mark.parametrize(
    ("language", "subject", "why"),
    [
        ("en", "ERP no longer hears of events", "Nothing could be delivered for three days."),
        ("zh-hans", "ERP 不再收到事件", "三天内没有任何事件送达。"),
    ],
)
def test_tell_disabled_writes_to_the_contact_once(
    erp: ApiClient, zhao: User, language: str, subject: str, why: str
) -> None:
    User.objects.filter(pk=zhao.pk).update(language=language)
    disable(erp, zhao.email)
    assert [webhook_notices.tell_disabled(now=NOW) for _ in range(2)] == [1, 0]
    message = Message.objects.get()
    assert (message.recipient, message.subject) == (zhao.email, subject)
    assert why in message.text
    assert f"/admin/accounts/apiclient/{erp.pk}/change/" in message.text
    assert "s3cret" not in message.text + message.html


def test_tell_disabled_writes_to_nobody_without_a_contact(erp: ApiClient) -> None:
    disable(erp, "")
    assert webhook_notices.tell_disabled(now=NOW) == 0
    assert (WebhookEndpoint.objects.get().told_at, Message.objects.count()) == (NOW, 0)


def test_tell_disabled_says_nothing_of_those_that_work(erp: ApiClient) -> None:
    listen(erp)
    assert webhook_notices.tell_disabled(now=NOW) == 0
