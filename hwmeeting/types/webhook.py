"""Where the vendor pushes its events to (docs/vendor/webhooks.md 23.2)."""

from dataclasses import dataclass
from enum import IntEnum

from hwmeeting.wire import Fields, text, whole


class WebhookStatus(IntEnum):
    """Whether events are pushed."""

    ON = 0
    OFF = 1
    LOCKED = 2


@dataclass(frozen=True, slots=True)
class Webhook:
    """``status`` compares with WebhookStatus. The subscriber's key is never told again."""

    id: str
    subscriber_id: str
    url: str
    status: int | None

    @classmethod
    def from_vendor(cls, source: Fields) -> "Webhook":
        """As an answer has it."""
        return cls(
            id=text(source, "id"),
            subscriber_id=text(source, "subscriberId"),
            url=text(source, "url"),
            status=whole(source, "status"),
        )
