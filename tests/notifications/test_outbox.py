"""Mails are rows first, once each."""

import pytest

from notifications.models import Message
from tests.notifications.queued import queue

pytestmark = pytest.mark.django_db


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
