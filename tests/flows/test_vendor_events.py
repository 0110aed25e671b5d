"""What happens at the vendor is in our rows within two seconds: sandbox, web server, broker, task, all over HTTP."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from celery import current_app
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Tenant, User
from accounts.services import event_subscriptions
from meetings.models import Meeting, VendorEvent
from meetings.services import booking
from tests.factories.booking_requests import asked
from tests.factories.page_words import text_of
from tests.factories.vendor import Vendor
from tests.flows.actions import forget_enqueued
from tests.patience import HANG_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)
_LIMIT_SECONDS = 2.0


@pytest.fixture
def meeting(
    vendor: Vendor, live_server: LiveServer, chen: User, qingshan: Tenant, operator: User, settings: Settings
) -> Iterator[Meeting]:
    """A meeting of a tenant that is told of events: the sandbox has asked this very server whether it wants them."""
    settings.PORTAL_URL = live_server.url
    settings.VENDOR_EVENTS_ANYWHERE = True
    vendor.assume(webhook_url="http_too")
    Tenant.objects.filter(pk=qingshan.pk).update(administrator_user_id=vendor.administrator_user_id)
    tenant = Tenant.objects.select_related("application").get(pk=qingshan.pk)
    forget_enqueued()
    registered = event_subscriptions.register(by=operator, tenant=tenant, now=datetime.now(UTC))
    assert registered.state == registered.State.ON
    yield booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    forget_enqueued()


def work_until_state(meeting: Meeting, state: str) -> float:
    """Do what comes through the broker, as a worker does, until the row has that state; return the seconds."""
    current_app.loader.import_default_modules()
    began = time.monotonic()
    with current_app.connection_for_read() as connection:
        messages = connection.SimpleQueue(current_app.conf.task_default_queue)
        while Meeting.objects.get(pk=meeting.pk).state != state:
            message = messages.get(timeout=HANG_SECONDS)
            message.ack()
            if (task := message.headers["task"]) == "meetings.apply_events":
                current_app.tasks[task](**message.payload[1])
    return time.monotonic() - began


def test_started_modified_and_cancelled_within_two_seconds(
    vendor: Vendor, meeting: Meeting, chen: User, client: Client
) -> None:
    client.force_login(chen)
    vendor.enter(meeting)
    assert work_until_state(meeting, "running") < _LIMIT_SECONDS
    assert "Running" in text_of(client.get(f"/meetings/{meeting.pk}/"))
    vendor.end(chen, meeting)
    assert work_until_state(meeting, "cancelled") < _LIMIT_SECONDS
    assert "Cancelled" in text_of(client.get(f"/meetings/{meeting.pk}/"))
    assert set(VendorEvent.objects.values_list("state", flat=True)) <= {"applied", "kept", "waiting"}


def test_ended_by_its_time_without_a_call(vendor: Vendor, meeting: Meeting) -> None:
    start_at = meeting.start_at
    vendor.forward(25 * 3600)
    work_until_state(meeting, "ended")
    assert VendorEvent.objects.filter(name="meeting.conclude").count() == 1
    assert Meeting.objects.get().start_at == start_at
