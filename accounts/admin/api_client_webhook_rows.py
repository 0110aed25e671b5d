"""What an API client hears, as its page and its list of deliveries show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from accounts import event_types
from accounts.models import ApiClient
from accounts.services.secret_limit import MOST_SECRETS
from notifications.models import WebhookDelivery, WebhookEndpoint, WebhookSecret

LATEST = 6
_LONGEST_ANSWER = 100
_State = WebhookDelivery.State


@dataclass(frozen=True, slots=True)
class EventRow:
    """A box of the form. ``scope`` is the one that the client lacks for it, "" where it has it."""

    name: str
    words: str
    is_checked: bool
    scope: str


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery: ``tone`` is the colour of what came of its latest attempt, ``note`` what comes next."""

    key: int
    at: datetime
    event: str
    title: str
    tone: str
    icon: str
    words: str
    note: str
    next_at: datetime | None
    attempts: int
    answer: str
    may_replay: bool


@dataclass(frozen=True, slots=True)
class WebhookPanel:
    """All that the panel shows beside the form; without an endpoint there is but the form."""

    events: list[EventRow]
    endpoint: WebhookEndpoint | None
    secrets: list[WebhookSecret]
    new_secret: str
    deliveries: list[DeliveryRow]
    total: int
    failed: int

    @property
    def can_add_secret(self) -> bool:
        return self.endpoint is not None and len(self.secrets) < MOST_SECRETS

    @property
    def is_disabled(self) -> bool:
        return self.endpoint is not None and self.endpoint.disabled_at is not None

    @property
    def why_disabled(self) -> str:
        assert self.endpoint is not None
        return str(WebhookEndpoint.Disabled(self.endpoint.disabled_reason).label)


def webhook_panel(*, client: ApiClient, checked: Iterable[str], new_secret: str) -> WebhookPanel:
    """Return what the panel of ``client`` shows, with the boxes ``checked``."""
    endpoint: WebhookEndpoint | None = client.endpoint
    wanted = set(checked)
    events = [
        EventRow(
            event.name,
            str(event.words),
            event.name in wanted,
            "" if event.scope in client.scopes else event.scope.value,
        )
        for event in event_types.TABLE
    ]
    if endpoint is None:
        return WebhookPanel(events, None, [], "", [], 0, 0)
    deliveries = newest(endpoint)
    return WebhookPanel(
        events=events,
        endpoint=endpoint,
        secrets=list(endpoint.secrets.all()),
        new_secret=new_secret,
        deliveries=delivery_rows(deliveries[:LATEST]),
        total=deliveries.count(),
        failed=deliveries.filter(state=_State.FAILED).count(),
    )


def newest(endpoint: WebhookEndpoint) -> QuerySet[WebhookDelivery]:
    """Return the deliveries of an endpoint for a list, with no more of each answer than that shows."""
    found = endpoint.deliveries.defer("body", "answer").annotate(answer_beginning=Left("answer", _LONGEST_ANSWER))
    return found.order_by("-created_at", "-pk")


def delivery_rows(found: Iterable[WebhookDelivery]) -> list[DeliveryRow]:
    """Return the rows of a list."""
    return [_row(delivery) for delivery in found]


def _row(delivery: WebhookDelivery) -> DeliveryRow:
    is_waiting = delivery.state == _State.QUEUED
    tone, icon = ("ok", "check") if delivery.state == _State.DELIVERED else ("bad", "refused")
    words = describe_outcome(delivery)
    if is_waiting and not delivery.attempts:
        tone, icon, words = "new", "clock", _("waiting")
    return DeliveryRow(
        key=delivery.pk,
        at=delivery.created_at,
        event=delivery.event,
        title=delivery.title,
        tone=tone,
        icon=icon,
        words=words,
        note=_("given up") if delivery.state == _State.FAILED else "",
        next_at=delivery.next_attempt_at if is_waiting and delivery.attempts else None,
        attempts=delivery.attempts,
        answer=delivery.answer_beginning,  # type: ignore[attr-defined]  # ``newest`` adds it
        may_replay=not is_waiting,
    )


def describe_outcome(delivery: WebhookDelivery) -> str:
    """Return what came of the latest attempt, "" before there was one."""
    if delivery.failure:
        return str(WebhookDelivery.Failure(delivery.failure).label)
    if delivery.status_code is None:
        return ""
    return _("%(code)s in %(ms)s ms") % {"code": delivery.status_code, "ms": delivery.took_ms}
