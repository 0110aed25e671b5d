"""A meeting that runs."""

from datetime import UTC, datetime

import pytest

from accounts.models import User
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
