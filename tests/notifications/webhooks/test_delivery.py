"""Every event arrives, whatever becomes of worker, network and receiver; what can't arrive ends after three days."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone
from standardwebhooks import Webhook

from notifications.models import WebhookDelivery, WebhookEndpoint
from notifications.webhooks import delivery, posting
from tests.notifications.receiver import Receiver
from tests.notifications.webhooks.conftest import MakeEndpoint, Queue

pytestmark = pytest.mark.django_db(transaction=True)
State, Failure = WebhookDelivery.State, WebhookDelivery.Failure
START = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def run_until(end: datetime, endpoint: WebhookEndpoint) -> None:
    """Do what the sweep does, at each moment at which there is something to do."""
    now = timezone.now()
    while now <= end:
        with time_machine.travel(now, tick=False):
            for found in delivery.due_endpoints(now=now):
                delivery.deliver_to(found)
        endpoint.refresh_from_db()
        queued = endpoint.deliveries.filter(state=State.QUEUED).order_by("next_attempt_at").first()
        if queued is None or endpoint.disabled_at:
            return
        now = max(queued.next_attempt_at, endpoint.paused_until or now)


def test_deliver_to_sends_what_a_receiver_can_verify(erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue) -> None:
    endpoint = make_endpoint(erp.url)
    row = queue(endpoint, subject="路线图")
    assert delivery.deliver_to(endpoint.pk) == 1
    (came,) = erp.received
    found = Webhook(endpoint.secrets.get().value).verify(came.body, came.headers)
    assert found == {"type": "meeting.booked", "timestamp": row.created_at.isoformat(), "data": {"subject": "路线图"}}
    assert (came.headers["webhook-id"], came.headers["content-type"]) == (row.webhook_id, "application/json")
    row.refresh_from_db()
    assert (row.state, row.attempts, row.status_code, row.answer) == (State.DELIVERED, 1, 200, "taken")
    assert delivery.due_endpoints(now=timezone.now()) == []


def test_deliver_to_sends_once_however_many_ask(erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue) -> None:
    endpoint = make_endpoint(erp.url)
    queue(endpoint)
    WebhookEndpoint.objects.update(lease_until=timezone.now() + timedelta(seconds=5))  # another thread has it
    assert (delivery.due_endpoints(now=timezone.now()), delivery.deliver_to(endpoint.pk)) == ([], 0)
    with time_machine.travel(timezone.now() + delivery.LEASE):  # which was killed
        assert delivery.due_endpoints(now=timezone.now()) == [endpoint.pk]
        assert delivery.deliver_to(endpoint.pk) == 1
    assert len(erp.received) == 1


def test_deliver_to_tries_for_three_days_and_then_gives_up(
    erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue
) -> None:
    erp.status, erp.body = 500, b"out of order"
    with time_machine.travel(START, tick=False):
        endpoint = make_endpoint(erp.url)
        row = queue(endpoint)
        run_until(START + timedelta(days=9), endpoint)
    row.refresh_from_db()
    assert (row.state, row.attempted_at, row.answer) == (State.FAILED, START + timedelta(days=3), "out of order")
    assert {came.headers["webhook-id"] for came in erp.received} == {row.webhook_id}
    times = [int(came.headers["webhook-timestamp"]) for came in erp.received]
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert pauses[:3] == [30, 120, 600]
    assert pauses[:-1] == sorted(pauses[:-1])
    assert 10 <= row.attempts == len(times) <= 20
    assert (endpoint.disabled_at, endpoint.disabled_reason) == (START + timedelta(days=3), "failing")


def test_deliver_to_takes_the_rest_up_where_it_came_back(
    erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue
) -> None:
    erp.status = 503
    with time_machine.travel(START, tick=False):
        endpoint = make_endpoint(erp.url)
        rows = [queue(endpoint) for _ in range(3)]
        assert delivery.deliver_to(endpoint.pk) == 0
    endpoint.refresh_from_db()
    assert (len(erp.received), endpoint.failing_since) == (1, START)  # the others were not asked about
    assert endpoint.paused_until == START + timedelta(seconds=30)
    assert delivery.due_endpoints(now=START + timedelta(seconds=29)) == []
    erp.status = 200
    with time_machine.travel(START + timedelta(seconds=31), tick=False):
        assert delivery.deliver_to(endpoint.pk) == 3
    endpoint.refresh_from_db()
    assert endpoint.unreachable_count == 0
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {State.DELIVERED}
    assert {came.headers["webhook-id"] for came in erp.received} == {row.webhook_id for row in rows}


def test_deliver_to_goes_past_the_one_that_is_refused(
    erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue
) -> None:
    endpoint = make_endpoint(erp.url)
    bad, good = queue(endpoint), queue(endpoint)

    def answer(handler: object) -> None:
        is_bad = erp.received[-1].headers["webhook-id"] == bad.webhook_id
        handler.send_response(422 if is_bad else 204)  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    erp.answering = answer
    assert delivery.deliver_to(endpoint.pk) == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.status_code, good.state) == (State.QUEUED, 422, State.DELIVERED)


def test_deliver_to_ends_at_once_where_there_is_nobody_any_more(
    erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue
) -> None:
    erp.status = 410
    endpoint = make_endpoint(erp.url)
    rows = [queue(endpoint) for _ in range(2)]
    assert delivery.deliver_to(endpoint.pk) == 0
    endpoint.refresh_from_db()
    assert (len(erp.received), endpoint.disabled_reason) == (1, "gone")
    for row in rows:
        row.refresh_from_db()
    assert [(row.state, row.status_code, row.failure) for row in rows] == [
        (State.FAILED, 410, ""),
        (State.FAILED, None, Failure.STOPPED),
    ]
    queue(endpoint)
    assert delivery.due_endpoints(now=timezone.now()) == []


def test_deliver_to_leaves_an_endpoint_alone_for_as_long_as_it_asks(
    erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue
) -> None:
    erp.status, erp.headers = 429, {"Retry-After": "1200"}
    with time_machine.travel(START, tick=False):
        endpoint = make_endpoint(erp.url)
        queue(endpoint)
        delivery.deliver_to(endpoint.pk)
    endpoint.refresh_from_db()
    assert endpoint.paused_until == START + timedelta(minutes=20)


def test_deliver_to_sends_nothing_unsigned(erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue) -> None:
    endpoint = make_endpoint(erp.url)
    endpoint.secrets.all().delete()
    row = queue(endpoint)
    delivery.deliver_to(endpoint.pk)
    row.refresh_from_db()
    assert (row.failure, erp.received) == (Failure.NO_SECRET, [])


def test_deliver_to_comes_back_later_to_one_over_which_it_died(
    erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(START, tick=False):
        endpoint = make_endpoint(erp.url)
        row = queue(endpoint)
        with monkeypatch.context() as patch:
            patch.setattr(posting, "post", lambda **_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                delivery.deliver_to(endpoint.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.next_attempt_at) == (State.QUEUED, 1, START + timedelta(seconds=30))
    with time_machine.travel(START + timedelta(seconds=31), tick=False):
        assert delivery.deliver_to(endpoint.pk) == 1


def test_due_endpoints_are_each_there_once_the_longest_waiting_first(
    make_endpoint: MakeEndpoint, queue: Queue
) -> None:
    first, second = make_endpoint("https://a.example/"), make_endpoint("https://b.example/")
    for endpoint in (second, first, second):
        queue(endpoint)
    assert delivery.due_endpoints(now=timezone.now()) == [second.pk, first.pk]


def test_deliver_to_logs_no_secret_and_no_content(
    erp: Receiver, make_endpoint: MakeEndpoint, queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = make_endpoint(f"{erp.url}?token=hidden")
    row = queue(endpoint, subject="confidential")
    erp.status = 500
    with caplog.at_level("DEBUG"):
        delivery.deliver_to(endpoint.pk)
    assert f"'delivery': {row.pk}" in caplog.text
    kept = endpoint.secrets.get().value
    hidden = (
        "hidden",
        "confidential",
        kept,
        kept.removeprefix("whsec_"),
        erp.received[0].headers["webhook-signature"],
    )
    assert [text for text in hidden if text in caplog.text] == []
    assert posting.SECONDS == 10.0
    assert json.loads(row.body)["data"] == {"subject": "confidential"}
