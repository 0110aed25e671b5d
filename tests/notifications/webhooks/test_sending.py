"""A thread for each endpoint: whatever hangs holds up nobody else."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from notifications import tasks
from notifications.models import WebhookDelivery
from notifications.webhooks import posting, sending
from tests.notifications.receiver import Receiver, receiver
from tests.notifications.webhooks.conftest import MakeEndpoint, Queue
from tests.patience import HANG_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)
State = WebhookDelivery.State


@pytest.fixture
def hanging(inside: None) -> Iterator[Receiver]:
    with receiver() as found:
        found.answering = found.hang
        yield found


def wait_for_threads() -> None:
    """Until no thread sends any more: each has given its place back."""
    for _ in range(sending.MOST_THREADS):
        assert sending._places.acquire(timeout=HANG_SECONDS)
    for _ in range(sending.MOST_THREADS):
        sending._places.release()


def test_send_due_is_held_up_by_no_endpoint_that_hangs(
    erp: Receiver,
    hanging: Receiver,
    make_endpoint: MakeEndpoint,
    queue: Queue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow, quick = make_endpoint(hanging.url), make_endpoint(erp.url)
    late = queue(slow)
    first = queue(quick)
    began = time.monotonic()
    assert sending.send_due(now=timezone.now(), seconds=0.5) == 2
    assert time.monotonic() - began < posting.SECONDS / 2
    first.refresh_from_db()
    assert first.state == State.DELIVERED
    second = queue(quick)  # while the other still hangs
    assert sending.send_due(now=timezone.now(), seconds=0.5) == 1
    second.refresh_from_db()
    assert second.state == State.DELIVERED
    hanging.is_over.set()
    wait_for_threads()
    late.refresh_from_db()
    assert (late.state, late.attempts) == (State.QUEUED, 1)


def test_send_due_starts_no_more_threads_than_there_are_places(
    erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(sending.MOST_THREADS + 1):
        queue(make_endpoint(erp.url))
    for _ in range(sending.MOST_THREADS):
        sending._places.acquire()
    assert sending.send_due(now=timezone.now()) == 0
    for _ in range(sending.MOST_THREADS):
        sending._places.release()
    sending.send_due(now=timezone.now(), seconds=30)
    wait_for_threads()
    sending.send_due(now=timezone.now(), seconds=30)
    wait_for_threads()
    assert len(erp.received) == sending.MOST_THREADS + 1


def test_the_sweep_drops_what_is_over_and_old(erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue) -> None:
    endpoint = make_endpoint(erp.url)
    kept, old = queue(endpoint), queue(endpoint)
    tasks.sweep_webhooks()
    wait_for_threads()
    WebhookDelivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))
    tasks.sweep_webhooks()
    assert list(WebhookDelivery.objects.all()) == [kept]


def test_the_sweep_ends_what_could_not_even_be_tried(erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue) -> None:
    late, early = queue(make_endpoint(erp.url, is_on=False)), queue(make_endpoint(erp.url, is_on=False))
    hours = timezone.now() - timedelta(hours=3)
    WebhookDelivery.objects.filter(pk=late.pk).update(next_attempt_at=hours, expires_at=hours)
    tasks.sweep_webhooks()
    late.refresh_from_db()
    early.refresh_from_db()
    assert (late.state, late.failure, early.state) == (State.FAILED, "stopped", State.QUEUED)
    assert erp.received == []


def test_an_idle_sweep_costs_three_statements(db: None) -> None:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as statements:
        tasks.sweep_webhooks()
    assert len(statements) == 3
