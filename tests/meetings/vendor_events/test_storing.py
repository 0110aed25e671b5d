"""What the sweep finds, and what is old."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from accounts.models import Tenant
from meetings.models import VendorEvent
from meetings.vendor_events import storing, tasks
from tests.factories.vendor_events import body_of, info_of, post, subscribe
from tests.flows.actions import enqueued, forget_enqueued

pytestmark = pytest.mark.django_db(transaction=True)


def test_sweep_notifies_once_for_each_meeting_whose_message_was_lost(qingshan: Tenant) -> None:
    subscribe(qingshan)
    for name in ("meeting.started", "meeting.end"):
        for conference_id in ("1", "2"):
            post(body_of(info_of(name, conference_id=conference_id)))
    forget_enqueued()
    now = VendorEvent.objects.earliest("received_at").received_at
    assert storing.sweep(now=now) == 0  # the worker who was notified has them
    assert storing.sweep(now=now + timedelta(seconds=30)) == 2
    found = [arguments["conference_id"] for task, arguments in enqueued() if task == "meetings.apply_events"]
    assert sorted(found) == ["1", "2"]
    VendorEvent.objects.update(state="applied")
    assert storing.sweep(now=now + timedelta(seconds=30)) == 0


def test_prune_deletes_what_is_older_than_the_setting(qingshan: Tenant, settings: Settings) -> None:
    subscribe(qingshan)
    for conference_id in ("1", "2"):
        post(body_of(info_of("meeting.end", conference_id=conference_id)))
    settings.VENDOR_EVENT_DAYS = 3
    VendorEvent.objects.filter(vendor_conference_id="1").update(received_at=datetime.now(UTC) - timedelta(days=4))
    VendorEvent.objects.filter(vendor_conference_id="2").update(received_at=datetime.now(UTC) - timedelta(days=2))
    tasks.prune_events()
    assert VendorEvent.objects.get().vendor_conference_id == "2"
