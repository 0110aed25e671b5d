"""The address that the vendor pushes its events to (docs/vendor/webhooks.md 23.2)."""

from dataclasses import dataclass
from enum import IntEnum

from hwmeeting.wire.reading import Fields, read_integer, read_text


class WebhookStatus(IntEnum):
    """Whether events are pushed."""

    ON = 0
    OFF = 1
    LOCKED = 2


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook. ``status`` compares with WebhookStatus; the subscriber's key is in no answer."""

    id: str
    subscriber_id: str
    url: str
    status: int | None

    @classmethod
    def from_vendor(cls, source: Fields) -> "Webhook":
        """Read it from an answer."""
        return cls(
            id=read_text(source, "id"),
            subscriber_id=read_text(source, "subscriberId"),
            url=read_text(source, "url"),
            status=read_integer(source, "status"),
        )
