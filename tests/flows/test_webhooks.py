"""From a booking to the other system, killed on the way, and with nobody at the other end."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import ApiClient, User
from meetings.models import Meeting
from notifications.models import WebhookDelivery
from notifications.webhooks import delivery
from notifications.webhooks.queueing import Event, queue
from tests.factories.booking_form import typed
from tests.factories.vendor import Vendor
from tests.factories.webhooks import listen
from tests.flows import killable
from tests.flows.actions import jobs_until_all_is_clear
from tests.flows.invariants import MakeScenario, now
from tests.flows.killable import World
from tests.flows.test_kills import LIFE_OF_BOOKING
from tests.notifications.receiver import Receiver, receiver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def there(settings: Settings, erp: ApiClient, chen: User) -> Iterator[Receiver]:
    """The other system, which hears of all."""
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    with receiver() as found:
        listen(erp, url=found.url)
        chen.refresh_from_db()
        yield found


def types(there: Receiver) -> list[str]:
    return [json.loads(came.body)["type"] for came in there.received]


def sweep() -> None:
    for endpoint_id in delivery.due_endpoints(now=timezone.now()):
        delivery.deliver_to(endpoint_id)


def test_a_booking_that_was_killed_anywhere_is_one_event(
    world: World, make_scenario: MakeScenario, there: Receiver
) -> None:
    """Before its commit it has no event; after it the event is a row, whether or not anybody was nudged."""
    moments = range(LIFE_OF_BOOKING.index(killable.ANSWERED) + 1, len(LIFE_OF_BOOKING) + 1)
    for moment in moments:
        scenario = make_scenario("create")
        there.received.clear()
        assert killable.live(world, scenario.action, until=moment).was_killed
        jobs_until_all_is_clear(now())
        sweep()
        sweep()
        assert types(there) == ["meeting.booked"], moment


def test_a_sender_that_was_killed_leaves_the_event_to_the_next(
    there: Receiver, erp: ApiClient, vendor: Vendor
) -> None:
    assert erp.endpoint
    queue([(erp.endpoint, Event("meeting.booked", {}))], now=timezone.now())
    claimed = delivery._claim(erp.endpoint.pk, timezone.now())
    assert claimed is not None
    sweep()
    assert types(there) == []
    type(claimed).objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    assert types(there) == ["meeting.booked"]


@pytest.mark.parametrize(("listens", "more"), [(False, 0), (True, 5)])
def test_an_event_costs_a_booking_few_statements_and_none_where_nobody_listens(
    vendor: Vendor, pages: Client, chen: User, erp: ApiClient, listens: bool, more: int
) -> None:
    if listens:
        listen(erp)
    vendor.details(chen)  # signed in once and for all
    form = typed(
        chen, day=f"{timezone.now() + timedelta(days=2):%Y-%m-%d}", start="09:00", invitees="anna@tuv.example"
    )
    with CaptureQueriesContext(connection) as statements:
        assert pages.post("/meetings/book/", form).status_code == 302
    assert Meeting.objects.get().state == Meeting.State.BOOKED
    sent = [one["sql"] for one in statements if not one["sql"].startswith(("BEGIN", "COMMIT"))]
    assert len(sent) <= 14 + more, "\n".join(sql[:80] for sql in sent)
    assert WebhookDelivery.objects.count() == int(listens)
