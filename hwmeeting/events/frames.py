"""Frames that the client sends, as the vendor's examples have them."""

import base64
import json
import secrets
import time
from collections.abc import Sequence
from typing import Any

SUBSCRIBE, HEARTBEAT, CAPTIONS = "Subscribe", "HeartBeat", "ConfControl"


def write_subscription(types: Sequence[str], control_token: str) -> str:
    """Return the frame that subscribes to types of messages."""
    data = {"subscribeType": list(types), "confToken": _show(control_token)}
    return _write(SUBSCRIBE, sequence=secrets.token_hex(12), data=json.dumps(data))


def write_heartbeat() -> str:
    """Return the frame that says that somebody still listens."""
    return _write(HEARTBEAT, sequence=f"{time.time_ns() // 1_000_000:020}")


def write_captions(conference_id: str, control_token: str) -> str:
    """Return the frame that has captions written; they end with the meeting alone."""
    data = {"conferenceID": conference_id, "confToken": _show(control_token), "isSubtitle": 1, "subtitleType": 0}
    sequence = secrets.token_hex(12)
    return _write(CAPTIONS, sequence=sequence, type="REALTIMESUBTITLE", data=json.dumps(data))


def _show(control_token: str) -> str:
    return "Basic " + base64.b64encode(control_token.encode()).decode()


def _write(action: str, **fields: Any) -> str:
    return json.dumps({"action": action, **fields})
