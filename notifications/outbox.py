"""The outbox: whoever has something to tell writes it down here, in its finished words."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from l10n.one_line import one_line
from notifications.enqueue import notify_worker
from notifications.models import Message
from notifications.models.message import LONGEST_NAME, LONGEST_SUBJECT


def queue(messages: Iterable[Message]) -> None:
    """Write mails down and wake a worker once the transaction is committed.

    Of one that is there already, by its ``dedup_key``, nothing changes.
    """
    # One statement, which leaves a row that is there as it is.
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    notify_worker("notifications.deliver")


def message(
    *,
    kind: str,
    about: str,
    dedup_key: str,
    recipient: str,
    recipient_name: str,
    subject: str,
    text: str,
    now: datetime,
    html: str = "",
    calendar: str = "",
    calendar_method: str = "",
    sender_name: str = "",
    reply_to: str = "",
) -> Message:
    """Return one mail, unsaved, to be due at once.

    ``dedup_key`` names the event and the recipient: of mails with the same key there is one.
    ``about`` names what the mail belongs to (``meeting:<uuid>``). ``sender_name`` stands before the system's own
    address, ``reply_to`` is where answers go. ``calendar`` is a finished .ics file, ``calendar_method`` its METHOD.
    """
    return Message(
        dedup_key=stored_key(dedup_key),
        kind=kind,
        about=about,
        recipient=recipient,
        recipient_name=one_line(recipient_name)[:LONGEST_NAME],
        sender_name=one_line(sender_name)[:LONGEST_NAME],
        reply_to=reply_to,
        subject=one_line(subject)[:LONGEST_SUBJECT],
        text=text,
        html=html,
        calendar=calendar,
        calendar_method=calendar_method,
        created_at=now,
        next_attempt_at=now,
    )


def change_address(*, before: str, after: str) -> None:
    """Send what still waits for the address ``before`` to ``after``, with answers, too, where they went there."""
    waiting = Message.objects.exclude(state=Message.State.SENT)
    waiting.filter(recipient__iexact=before).update(recipient=after)
    waiting.filter(reply_to__iexact=before).update(reply_to=after)


def stored_key(key: str) -> str:
    """Return ``dedup_key`` as its column has it: one that is too long stands as its hash."""
    return key if len(key) <= 160 else hashlib.sha256(key.encode()).hexdigest()
