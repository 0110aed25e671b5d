"""Where the vendor pushes its events to (docs/vendor/webhooks.md 23.2), for administrators alone."""

from hwmeeting.errors import NotFound
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import object_of
from hwmeeting.http.transport import Call
from hwmeeting.types.webhook import Webhook, WebhookStatus
from hwmeeting.wire import compact

_LINK = "/v1/mmc/management/webhook/link-config"


class Webhooks:
    """One of an enterprise (``corp_id``) or of a service provider (``sp_id``): either is named."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def show(self, *, corp_id: str = "", sp_id: str = "") -> Webhook | None:
        """None where nothing is set."""
        query = compact({"corpId": corp_id, "spId": sp_id})
        try:
            found = Webhook.from_vendor(object_of(self._actor.call(Call("GET", _LINK, query=query))))
        except NotFound:
            return None
        return found if found.id else None

    def set(self, *, subscriber_id: str, subscriber_key: str, url: str, corp_id: str = "", sp_id: str = "") -> None:
        """In place of the one before, and switched off. ``url`` is https; the key is what signs the events."""
        body = compact(
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
        """Switched on, the vendor first asks the URL for proof that it wants them."""
        query = {"id": webhook_id, "status": str(status.value)}
        self._actor.call(Call("PUT", "/v1/mmc/management/webhook/change-status", query=query, has_answer=False))

    def delete(self, webhook_id: str) -> None:
        """Nothing is pushed any more; NotFound if it isn't there."""
        self._actor.call(Call("DELETE", _LINK, query={"id": webhook_id}, has_answer=False))
