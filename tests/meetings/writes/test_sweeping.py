"""A process that dies between the call and our commit loses nothing and doubles nothing."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import settings

from accounts.models import User
from meetings.models import Meeting, VendorWrite
from meetings.models.vendor_write import LEASE
from meetings.writes import reconciling, sweeping
from notifications.models import Message
from tests.factories.vendor import Vendor
from tests.patience import HANG_SECONDS
from tests.storage import of_the_tests

pytestmark = pytest.mark.django_db(transaction=True)

BOOK = """
import sys
import django
django.setup()
from datetime import datetime, timedelta, timezone
from django.conf import settings
from accounts.models import User
from meetings.services import booking
from meetings.requests import BookingRequest, InviteeRequest

settings.MEETING_SITES["sandbox"]["api_base"] = sys.argv[1]
booking.book(
    organiser=User.objects.get(email=sys.argv[2]),
    request=BookingRequest(
        subject="Roadmap", start_at=datetime.now(timezone.utc) + timedelta(days=1), length_minutes=45,
        time_zone="Asia/Shanghai", invitees=(InviteeRequest("anna@tuv.example", "Anna"),),
    ),
    reference="one", now=datetime.now(timezone.utc),
)
"""


@pytest.fixture
def enqueued(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """What would have been sent to the broker: the seam to another program."""
    sent: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(current_app, "send_task", lambda task, kwargs: sent.append((task, kwargs)))
    return sent


def test_a_killed_process_leaves_one_meeting_that_is_found(
    vendor: Vendor, chen: User, enqueued: list[tuple[str, dict[str, Any]]]
) -> None:
    held = vendor.hold_answer("create")
    with subprocess.Popen(
        [sys.executable, "-c", BOOK, vendor.between.url, chen.email],
        env=os.environ | of_the_tests() | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=Path(settings.BASE_DIR),
    ) as page:
        assert held.reached.wait(timeout=HANG_SECONDS)
        page.kill()
    assert page.returncode == -signal.SIGKILL
    write = VendorWrite.objects.get()
    assert (write.state, write.meeting.state, len(vendor.details(chen))) == ("sent", "requested", 1)

    assert sweeping.sweep(now=datetime.now(UTC)) == 0, "the lease is still running"
    later = datetime.now(UTC) + LEASE
    assert sweeping.sweep(now=later) == 1
    assert enqueued[-1] == ("meetings.reconcile", {"write_id": write.pk})
    reconciling.reconcile(write_id=write.pk, now=later)
    assert sweeping.sweep(now=later) == 0

    assert Meeting.objects.get().state == Meeting.State.BOOKED
    assert len(vendor.details(chen)) == 1
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["invitation", "own"]


def test_sweep_enqueues_what_a_dead_page_left_unsent(
    vendor: Vendor, chen: User, enqueued: list[tuple[str, dict[str, Any]]]
) -> None:
    from tests.meetings.writes.test_sending import waiting

    write = waiting(vendor, chen)
    now = datetime.now(UTC)
    VendorWrite.objects.update(attempts=0, next_attempt_at=now + timedelta(seconds=30))
    assert sweeping.sweep(now=now) == 0
    assert sweeping.sweep(now=now + timedelta(seconds=31)) == 1
    assert enqueued[-1] == ("meetings.send_write", {"write_id": write.pk})


def test_sweep_leaves_alone_what_somebody_works_on(vendor: Vendor, chen: User) -> None:
    from tests.meetings.writes.test_sending import waiting

    waiting(vendor, chen)
    now = datetime.now(UTC)
    VendorWrite.objects.update(state="unconfirmed", next_attempt_at=now, lease_until=now + timedelta(minutes=1))
    assert sweeping.sweep(now=now) == 0
    assert sweeping.sweep(now=now + timedelta(minutes=2)) == 1
