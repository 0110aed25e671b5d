"""The words of a message are encrypted at rest."""

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


def test_the_words_are_encrypted_at_rest() -> None:
    from django.db import connection

    queue(text="https://portal.example/j/secret-token/", html="<p>secret-token", calendar="URL:secret-token")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_message")
        assert "secret-token" not in str(cursor.fetchall())
