"""Meetings that run, and actions on them as rows."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from control.models import ControlAction
from meetings.models import Meeting
from meetings.services import booking
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor


@pytest.fixture
def running(vendor: Vendor, chen: User, li: User) -> Meeting:
    """Chen Jing's, with an outsider in it; Li Wei is invited."""
    request = asked(li, start_at=None, subject="Line B")
    meeting = booking.book(organiser=chen, request=request, reference="start", now=datetime.now(UTC))
    vendor.enter(meeting)
    return meeting


@pytest.fixture
def led(vendor: Vendor, chen: User, li: User) -> Meeting:
    """Return Chen Jing's, with recording, stream and waiting room, whose co-host is Li Wei; nobody is in yet."""
    request = asked(li, start_at=datetime.now(UTC) + timedelta(minutes=5), subject="Line B", has_waiting_room=True)
    meeting = booking.book(organiser=chen, request=request, reference="start", now=datetime.now(UTC))
    vendor.change(chen, meeting, record_type=3)
    meeting.invitees.filter(person=li).update(role="cohost")
    return meeting


def make_action(meeting: Meeting, **fields: Any) -> ControlAction:
    """Return an action of the meeting's organiser, to end it and done just now, but for ``fields``."""
    now = timezone.now()
    values: dict[str, Any] = {
        "kind": ControlAction.Kind.END,
        "state": ControlAction.State.DONE,
        "requested_by": meeting.organiser,
        "reference": secrets.token_hex(8),
        "payload": {},
        "created_at": now,
    }
    values |= fields
    if values["state"] in {"done", "refused"}:
        values.setdefault("finished_at", now)
    return ControlAction.objects.create(meeting=meeting, **values)
