"""Events as the vendor writes them, signed anew here: nothing of it is shared with the code under test."""

import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.models import EventSubscription, Tenant

KEY, TOKEN, SUBSCRIBER = "k" * 64, "a-token-of-its-own", "subscriber"


def subscribe(tenant: Tenant, **fields: Any) -> EventSubscription:
    """Return a subscription that is on."""
    values = {"state": "on", "token": TOKEN, "subscriber_id": SUBSCRIBER, "subscriber_key": KEY}
    return EventSubscription.objects.create(tenant=tenant, **(values | fields))


def info_of(name: str, *, conference_id: str = "", at: datetime | None = None, **payload: Any) -> str:
    """Return the text of eventInfo, with blanks where another JSON library has none."""
    happened = int((at or datetime.now(UTC)).timestamp() * 1000)
    about = {"meetingInfo": {"meetingID": conference_id}} if conference_id else {}
    return json.dumps({"event": name, "timestamp": happened, "payload": about | payload}, ensure_ascii=False)


def body_of(
    info: str,
    *,
    key: str = KEY,
    app_id: str = SUBSCRIBER,
    sent_at: datetime | None = None,
    signed: str | None = None,
    nonce: str = "",
) -> bytes:
    """Return the body; ``signed`` is the text that is signed in the place of ``info``."""
    timestamp = int((sent_at or datetime.now(UTC)).timestamp() * 1000)
    nonce = nonce or str(secrets.randbelow(10**8))
    text = f"{app_id}{timestamp}{nonce}{info if signed is None else signed}"
    signature = hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
    return (
        f'{{"nonce": "{nonce}", "appID": "{app_id}", "timestamp": {timestamp},'
        f' "eventInfo": {info} , "signature": "{signature}"}}'
    ).encode()


def post(body: bytes, *, token: str = TOKEN, content_type: str = "application/json;charset=UTF-8") -> HttpResponse:
    """Post it as the vendor does, who has no cookies."""
    response = Client(enforce_csrf_checks=True).post(f"/hooks/huawei/{token}/", body, content_type=content_type)
    assert isinstance(response, HttpResponse)
    return response
