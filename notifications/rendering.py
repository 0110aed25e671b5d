"""An outbox row as the mail that goes over the wire."""

from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings

from encryption.keys import fingerprint
from l10n.mail_address import on_the_wire
from notifications.models import Message
from notifications.wire import WireMail


def email(message: Message, *, connection: Any = None) -> WireMail:
    """Return text, HTML and calendar as alternatives, and the calendar file once more as an attachment.

    The sender is the system in the person's name: a mail "from" the person themselves would fail the
    checks of their own domain (DMARC). Answers go to the person.
    """
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    mail = WireMail(
        subject=message.subject,
        body=message.text,
        from_email=formataddr((message.sender_name or settings.PORTAL_NAME, address)),
        to=[formataddr((message.recipient_name, on_the_wire(message.recipient)))],
        reply_to=[on_the_wire(message.reply_to)] if message.reply_to else None,
        headers={
            "Message-ID": message_id(message),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=connection,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        mail.attach_alternative(message.calendar, f"text/calendar; method={message.calendar_method}")
        mail.attach("invite.ics", message.calendar.encode(), "application/ics")
    return mail


def message_id(message: Message) -> str:
    """Return the Message-ID, the same for every attempt at this row."""
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<{fingerprint(message.dedup_key)[:32]}@{address.rpartition('@')[2] or 'localhost'}>"
