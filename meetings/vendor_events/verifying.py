"""Whether an event really comes from the meeting service, and is no old one that somebody sends again."""

from datetime import datetime, timedelta

from accounts.models import EventSubscription
from encryption.keys import fingerprints
from hwmeeting import EventMessage, EventNotReadable

LONGEST = 64 * 1024
# How far the time at which it was sent may be from ours, either way: clocks differ.
TOLERANCE = timedelta(minutes=5)


class Refusal(Exception):
    """The event is not taken; ``reason`` is for the log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def check_announced(*, content_type: str, length: str) -> None:
    """Raise Refusal for a body of another kind, or a longer one, before it is read: no more is than was announced."""
    if content_type != "application/json":
        raise Refusal(415, "another kind")
    if not length.isdecimal() or int(length) > LONGEST:
        raise Refusal(413, "too long")


def verify(*, token: str, body: bytes, now: datetime) -> tuple[EventSubscription, EventMessage]:
    """Return whose event it is, and what it says. Raises Refusal; the database is only read."""
    subscription = (
        EventSubscription.objects.filter(token_hash__in=fingerprints(token), tenant__is_active=True)
        .exclude(state=EventSubscription.State.OFF)
        .first()
    )
    if subscription is None:
        raise Refusal(404, "unknown address")
    try:
        message = EventMessage.from_body(body)
    except EventNotReadable as error:
        raise Refusal(400, "not readable") from error
    if message.app_id != subscription.subscriber_id:
        raise Refusal(403, "another subscriber")
    if not any(message.is_signed_with(key) for key in subscription.keys(now=now)):
        raise Refusal(403, "another signature")
    if abs(now - message.sent_at) > TOLERANCE:
        raise Refusal(403, "another time")
    return subscription, message
