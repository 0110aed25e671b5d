"""Write an event as the vendor posts it: the signature stands in the body, over the very text of eventInfo."""

import hashlib
import hmac
import json
from typing import Any

from sandbox import clock, ids
from sandbox.state.events import Event
from sandbox.state.webhooks import Webhook

_SEPARATORS = {"spaced": (", ", ": "), "compact": (",", ":")}


def write_event(event: Event, *, style: str) -> bytes:
    """Return the body, signed now; ``style`` is the assumption ``webhook_json``."""
    info = {"event": event.name, "timestamp": event.at_ms, "payload": event.payload}
    return _write(event.webhook, info, nonce=ids.digits(8), style=style)


def write_question(webhook: Webhook, *, nonce: str, style: str) -> bytes:
    """Return the body that asks an address whether it wants events."""
    return _write(webhook, {"event": "meeting.verify", "timestamp": clock.now_ms()}, nonce=nonce, style=style)


def _write(webhook: Webhook, event_info: dict[str, Any], *, nonce: str, style: str) -> bytes:
    info = json.dumps(event_info, ensure_ascii=False, separators=_SEPARATORS[style])
    timestamp, app_id = clock.now_ms(), webhook.subscriber_id
    signed = f"{app_id}{timestamp}{nonce}{info}".encode()
    signature = hmac.new(webhook.subscriber_key.encode(), signed, hashlib.sha256).hexdigest()
    # Put together as text: written by json as a whole, eventInfo would not be the text that was signed.
    return (
        f'{{"appID":{json.dumps(app_id)},"timestamp":{timestamp},"eventInfo":{info},'
        f'"nonce":"{nonce}","signature":"{signature}"}}'
    ).encode()
