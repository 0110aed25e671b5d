"""Signatures as other people's libraries verify them."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from notifications.models import WebhookSecret
from notifications.webhooks.signing import signed_headers
from scripts.install import node
from tests.patience import HANG_SECONDS

BODY = '{"type":"meeting.booked","data":{"subject":"路线图"}}'
ONE, OTHER, THIRD = (WebhookSecret.generate() for _ in range(3))


def verified(*given: tuple[str, dict[str, str], str]) -> list[str]:
    """What the JavaScript library of Standard Webhooks says of each secret, headers and body."""
    asked = json.dumps([{"secret": secret, "headers": headers, "body": body} for secret, headers, body in given])
    program = str(Path(__file__).with_name("verify.mjs"))
    done = subprocess.run(
        [node(), program], input=asked, capture_output=True, text=True, timeout=HANG_SECONDS, check=True
    )
    return done.stdout.splitlines()


def test_signed_headers_are_verified_by_the_library_of_standard_webhooks() -> None:
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    headers = signed_headers(webhook_id="msg_1", body=BODY, secrets=[ONE, OTHER], now=now)
    assert headers["webhook-timestamp"] == str(int(now.timestamp()))
    old = signed_headers(webhook_id="msg_1", body=BODY, secrets=[ONE], now=now - timedelta(minutes=6))
    assert verified(
        (ONE, headers, BODY),
        (OTHER, headers, BODY),
        (THIRD, headers, BODY),
        (ONE, headers, BODY.replace("booked", "changed")),
        (ONE, headers | {"webhook-id": "msg_2"}, BODY),
        (ONE, old, BODY),
    ) == ["verified", "verified", *["No matching signature found"] * 3, "Message timestamp too old"]


def test_signed_headers_are_the_same_in_every_zone() -> None:
    now = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
    written = [
        signed_headers(webhook_id="msg_1", body=BODY, secrets=[ONE], now=now.astimezone(ZoneInfo(zone)))
        for zone in ("UTC", "Asia/Kathmandu", "America/St_Johns")
    ]
    assert written[0] == written[1] == written[2]
