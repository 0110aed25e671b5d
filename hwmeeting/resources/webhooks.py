"""The webhook for the vendor's events (docs/vendor/webhooks.md 23.2), for administrators alone."""

from hwmeeting.errors import NotFound
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import require_object
from hwmeeting.http.transport import Call
from hwmeeting.types.webhook import Webhook, WebhookStatus
from hwmeeting.wire.writing import drop_empty

_LINK = "/v1/mmc/management/webhook/link-config"


class Webhooks:
    """The one webhook of an enterprise (``corp_id``) or of a service provider (``sp_id``): name one of the two."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def show(self, *, corp_id: str = "", sp_id: str = "") -> Webhook | None:
        """Return the webhook; None where none is set."""
        query = drop_empty({"corpId": corp_id, "spId": sp_id})
        try:
            found = Webhook.from_vendor(require_object(self._actor.call(Call("GET", _LINK, query=query))))
        except NotFound:
            return None
        return found if found.id else None

    def set(self, *, subscriber_id: str, subscriber_key: str, url: str, corp_id: str = "", sp_id: str = "") -> None:
        """Replace the webhook; it is switched off then. ``url`` is https; the key signs the events."""
        body = drop_empty(
            {
                "subscriberId": subscriber_id,
                "subscriberKey": subscriber_key,
                "url": url,
                "corpId": corp_id,
                "spId": sp_id,
            }
        )
        self._actor.call(Call("POST", _LINK, body=body, has_answer=False))

    def switch(self, webhook_id: str, status: WebhookStatus) -> None:
        """Switch the webhook on or off; before it goes on, the vendor asks the URL for proof that it wants events."""
        query = {"id": webhook_id, "status": str(status.value)}
        self._actor.call(Call("PUT", "/v1/mmc/management/webhook/change-status", query=query, has_answer=False))

    def delete(self, webhook_id: str) -> None:
        """Delete the webhook; NotFound if there is none."""
        self._actor.call(Call("DELETE", _LINK, query={"id": webhook_id}, has_answer=False))
