"""Keep where events are pushed to, and refuse where it can't be."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from sandbox.contract.errors import Refused
from sandbox.state import webhooks
from sandbox.state.webhooks import Webhook
from sandbox.vendor_api import callers, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import field_types

_MISSING, _WRONG_VALUE, _DENIED = "MMC.111070001", "MMC.111071061", "MMC.111070002"
_NOT_FOUND, _NOT_PROVEN = "MMC.112100003", "MMC.112100002"
_DONE = {"returnCode": 0, "returnDesc": "Success"}
# By the assumption webhook_url
_SCHEMES = {"https": ("https",), "http_too": ("http", "https")}
_MANDATORY = ("subscriberId", "subscriberKey", "url")
_FIELDS = (
    field_types.Text("corpId", longest=64, code=_WRONG_VALUE),
    field_types.Text("spId", longest=64, code=_WRONG_VALUE),
    field_types.Text("subscriberId", longest=255, code=_WRONG_VALUE),
    field_types.Text("subscriberKey", longest=255, code=_WRONG_VALUE),
    field_types.Text("url", longest=1024, code=_WRONG_VALUE),
)


class ProofNeeded(Exception):
    """Nothing has happened yet: ask the webhook's address first, note the answer in ``call.proven``, call again."""

    def __init__(self, webhook: Webhook) -> None:
        super().__init__()
        self.webhook = webhook


def write(call: Call) -> dict[str, Any]:
    """Answer POST /v1/mmc/management/webhook/link-config.

    The one there is, switched off, in place of the one before.
    """
    callers.require_any_administrator(call)
    asked = field_types.read_fields(call.body(), _FIELDS)
    if not all(asked[name] for name in _MANDATORY):
        raise Refused(_MISSING)
    owner_id = _check_owner(call, corp_id=asked["corpId"], sp_id=asked["spId"])
    if not _is_address(asked["url"], schemes=_SCHEMES[call.assumptions.value("webhook_url")]):
        raise Refused(_WRONG_VALUE)
    webhooks.write(
        call.db,
        owner_id=owner_id,
        subscriber_id=asked["subscriberId"],
        subscriber_key=asked["subscriberKey"],
        url=asked["url"],
    )
    return _DONE


def show(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/webhook/link-config. The key is never shown."""
    owner_id = _check_owner(call, corp_id=call.query.get("corpId", ""), sp_id=call.query.get("spId", ""))
    found = webhooks.find_by_owner(call.db, owner_id)
    if found is None:
        raise Refused(_NOT_FOUND)
    return _DONE | {
        "id": found.id,
        "subscriberId": found.subscriber_id,
        "url": found.url,
        "status": found.status,
    }


def switch(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/management/webhook/change-status. Raise ProofNeeded before one is switched on."""
    own = _find_own(call)
    status = parameters.integer(
        call, "status", default=webhooks.OFF, allowed={webhooks.ON, webhooks.OFF, webhooks.LOCKED}
    )
    if status == webhooks.ON and call.assumptions.value("webhook_proof") == "asked":
        if own.id not in call.proven:
            raise ProofNeeded(own)
        if not call.proven[own.id]:
            raise Refused(_NOT_PROVEN)
    webhooks.switch(call.db, own.id, status=status)
    return _DONE


def delete(call: Call) -> dict[str, Any]:
    """Answer DELETE /v1/mmc/management/webhook/link-config"""
    webhooks.delete(call.db, _find_own(call).id)
    return _DONE


def _check_owner(call: Call, *, corp_id: str, sp_id: str) -> str:
    """Return the owner, whom administrators name: their enterprise or service provider may not be left out."""
    user = callers.require_any_administrator(call)
    named, other = (sp_id, corp_id) if user.is_sp_administrator else (corp_id, sp_id)
    if other or (named and named != user.corp_id):
        raise Refused(_DENIED)
    if not named:
        raise Refused(_MISSING)
    return named


def _find_own(call: Call) -> Webhook:
    """Return a webhook by its id. That of somebody else is as unknown as one that there isn't."""
    user, webhook_id = callers.require_any_administrator(call), call.query["id"]
    found = webhooks.find_by_owner(call.db, user.corp_id)
    if found is None or found.id != webhook_id:
        raise Refused(_NOT_FOUND)
    return found


def _is_address(url: str, *, schemes: Collection[str]) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and bool(parts.hostname)
    except ValueError:
        return False
