"""Signatures as Standard Webhooks has them (https://www.standardwebhooks.com)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from standardwebhooks import Webhook


def signed_headers(*, webhook_id: str, body: str, secrets: Iterable[str], now: datetime) -> dict[str, str]:
    """Return the headers by which a receiver knows that ``body`` is ours and new: a signature by each secret."""
    # The library takes the clock's hands for UTC whatever zone they are in (standard-webhooks#251).
    at = now.astimezone(UTC).replace(microsecond=0)
    signatures = [Webhook(secret).sign(msg_id=webhook_id, timestamp=at, data=body) for secret in secrets]
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
