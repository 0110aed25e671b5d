"""Mails are rows first, once each."""

from datetime import UTC, datetime
from typing import Any

import pytest

from notifications import outbox
from notifications.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def queue(**fields: Any) -> Message:
    values: dict[str, Any] = {
        "kind": "invitation",
        "about": "meeting:1",
        "dedup_key": "meeting:1:0:invitation:1",
        "recipient": "anna@tuv.example",
        "recipient_name": "Anna Schmidt",
        "subject": "Invitation",
        "text": "Words\n",
        "now": NOW,
    }
    values |= fields
    outbox.queue([outbox.message(**values)])
    return Message.objects.get(dedup_key=outbox.stored_key(values["dedup_key"]))


def test_queue_twice_with_one_key_is_one_mail_in_its_first_words() -> None:
    first = queue()
    second = queue(text="Other words")
    assert (first.pk, second.text, Message.objects.count()) == (second.pk, "Words\n", 1)


def test_queue_keeps_headers_on_one_line_and_within_their_columns() -> None:
    message = queue(
        subject="Hello\r\nBcc: all@tuv.example\u2028" + "x" * 300,
        recipient_name="A\nB",
        sender_name="C\x00D" + "y" * 99,
        dedup_key="k" * 500,
    )
    message.refresh_from_db()
    assert message.subject.startswith("Hello Bcc: all@tuv.example x")
    assert (len(message.subject), message.recipient_name, len(message.sender_name)) == (200, "A B", 96)
    assert len(message.dedup_key) == 64
    assert queue(dedup_key="k" * 500).pk == message.pk
