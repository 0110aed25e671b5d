"""Ask an address whether it wants events, before its webhook is switched on."""

import json

from sandbox import ids
from sandbox.pushing import message
from sandbox.pushing.post import post
from sandbox.state.webhooks import Webhook


def is_proven(webhook: Webhook, *, style: str) -> bool:
    """Return whether the address answers ``meeting.verify`` with its nonce. Waits for that answer."""
    nonce = ids.digits(8)
    reply = post(webhook.url, message.write_question(webhook, nonce=nonce, style=style))
    try:
        answer = json.loads(reply.body)
    except ValueError:
        return False
    return reply.status == 200 and answer == {"event": "meeting.verify", "nonce": nonce}
