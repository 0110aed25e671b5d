"""A mail in the outbox."""

from datetime import UTC, datetime
from typing import Any

from notifications import outbox
from notifications.models import Message

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def queue(**fields: Any) -> Message:
    """Queue an invitation, with ``fields``, and return its row."""
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
