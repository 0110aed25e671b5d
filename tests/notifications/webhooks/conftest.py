"""An endpoint at a receiver on this machine, to which the settings let webhooks go."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from notifications.models import WebhookDelivery, WebhookEndpoint, WebhookSecret
from notifications.webhooks import queueing
from notifications.webhooks.queueing import Event
from tests.notifications.receiver import Receiver, receiver

MakeEndpoint = Callable[..., WebhookEndpoint]
Queue = Callable[..., WebhookDelivery]


@pytest.fixture
def inside(settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def erp(inside: None) -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def make_endpoint(db: None) -> MakeEndpoint:
    def make(url: str, **fields: object) -> WebhookEndpoint:
        endpoint = WebhookEndpoint.objects.create(url=url, created_at=timezone.now(), **fields)
        WebhookSecret.objects.create(endpoint=endpoint, value=WebhookSecret.generate(), created_at=timezone.now())
        return endpoint

    return make


@pytest.fixture
def queue(db: None) -> Queue:
    def write(endpoint: WebhookEndpoint, type_: str = "meeting.booked", **data: object) -> WebhookDelivery:
        queueing.queue([(endpoint, Event(type_, data, "meeting:1", "路线图"))], now=timezone.now())
        return WebhookDelivery.objects.filter(endpoint=endpoint).latest("pk")

    return write
