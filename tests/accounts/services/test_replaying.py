"""Sending the events of a span of time again."""

from datetime import UTC, datetime, timedelta

import pytest
from auditlog.models import LogEntry

from accounts.errors import InvalidInput, NotAllowed
from accounts.models import ApiClient, Tenant, User
from accounts.problems import Code
from accounts.services import replaying
from notifications.models import WebhookDelivery, WebhookEndpoint
from notifications.webhooks.queueing import TEST_EVENT, TRIED_FOR, Event, queue
from tests.factories.api import make_api_client
from tests.factories.webhooks import listen

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 5, 14, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
State = WebhookDelivery.State


def sent(client: ApiClient, *, at: datetime, state: str = State.DELIVERED, event: str = "meeting.booked") -> int:
    """Return the key of a delivery that was tried."""
    assert client.endpoint
    before = set(WebhookDelivery.objects.values_list("pk", flat=True))
    queue([(client.endpoint, Event(event, {}))], now=at)
    (key,) = set(WebhookDelivery.objects.values_list("pk", flat=True)) - before
    WebhookDelivery.objects.filter(pk=key).update(state=state, attempts=3)
    return key


def queued() -> set[int]:
    return set(WebhookDelivery.objects.filter(state=State.QUEUED).values_list("pk", flat=True))


def test_replay_span_sends_what_happened_in_it_and_nothing_else(erp: ApiClient, zhao: User) -> None:
    listen(erp)
    other = make_api_client(erp.tenant, name="CRM", secret="other")
    listen(other)
    delivered, failed = sent(erp, at=NINE), sent(erp, at=NINE + HOUR / 2, state=State.FAILED)
    sent(erp, at=NINE - timedelta(microseconds=1))
    sent(erp, at=NINE + HOUR)
    sent(erp, at=NINE, event=TEST_EVENT)
    sent(other, at=NINE)
    ids = set(WebhookDelivery.objects.values_list("webhook_id", flat=True))
    span, now = {"since": NINE, "until": NINE + HOUR}, NINE + 9 * HOUR
    assert replaying.count_span(by=zhao, client=erp, **span) == 2
    assert queued() == set()
    assert replaying.replay_span(by=zhao, client=erp, now=now, **span) == 2
    assert queued() == {delivered, failed}
    rows = WebhookDelivery.objects.filter(state=State.QUEUED).values_list("attempts", "next_attempt_at", "expires_at")
    assert set(rows) == {(0, now, now + TRIED_FOR)}
    assert set(WebhookDelivery.objects.values_list("webhook_id", flat=True)) == ids
    (entry,) = LogEntry.objects.get_for_object(erp).filter(changes__has_key="webhook_replay")
    assert entry.changes["webhook_replay"] == ["", "2026-05-14T09:00+00:00 - 2026-05-14T10:00+00:00: 2"]
    assert replaying.replay_span(by=zhao, client=erp, now=now, **span) == 0  # they are on their way


@pytest.mark.parametrize(("count", "is_done"), [(3, True), (4, False)])
def test_replay_span_is_bounded(
    erp: ApiClient, zhao: User, monkeypatch: pytest.MonkeyPatch, count: int, is_done: bool
) -> None:
    monkeypatch.setattr(replaying, "MOST_REPLAYED", 3)
    listen(erp)
    for _ in range(count):
        sent(erp, at=NINE)
    span = {"since": NINE, "until": NINE + HOUR}
    if is_done:
        assert replaying.replay_span(by=zhao, client=erp, now=NINE + HOUR, **span) == count
        return
    with pytest.raises(InvalidInput) as caught:
        replaying.replay_span(by=zhao, client=erp, now=NINE + HOUR, **span)
    (problem,) = caught.value.problems
    assert (problem.code, dict(problem.params)) == (Code.TOO_MUCH_TO_REPLAY, {"most": 3, "count": 4})
    assert queued() == set()


@pytest.mark.parametrize("length", [timedelta(0), -HOUR])
def test_replay_span_that_ends_before_it_begins_is_refused(erp: ApiClient, zhao: User, length: timedelta) -> None:
    listen(erp)
    with pytest.raises(InvalidInput) as caught:
        replaying.count_span(by=zhao, client=erp, since=NINE, until=NINE + length)
    assert caught.value.code == Code.SPAN_BACKWARDS


def test_replay_span_of_an_address_that_was_given_up_is_refused(erp: ApiClient, zhao: User) -> None:
    listen(erp)
    sent(erp, at=NINE)
    WebhookEndpoint.objects.update(disabled_at=NINE, disabled_reason="gone")
    erp.refresh_from_db()
    with pytest.raises(InvalidInput) as caught:
        replaying.replay_span(by=zhao, client=erp, since=NINE, until=NINE + HOUR, now=NINE + HOUR)
    assert (caught.value.code, queued()) == (Code.WEBHOOK_STOPPED, set())


def test_replay_span_of_another_organisation_is_refused(zhao: User, stranger: User) -> None:
    theirs = make_api_client(Tenant.objects.get(name="Other"), secret="theirs")
    listen(theirs)
    sent(theirs, at=NINE)
    for act in (replaying.count_span, lambda **span: replaying.replay_span(now=NINE, **span)):
        with pytest.raises(NotAllowed):
            act(by=zhao, client=theirs, since=NINE, until=NINE + HOUR)
    assert queued() == set()
