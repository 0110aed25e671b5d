from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from accounts.models import Tenant, User
from meetings.models import Meeting
from meetings.services import booking
from tests.factories.booking_requests import asked
from tests.factories.lost_meetings import forget
from tests.factories.vendor import Vendor
from tests.meetings.ical.engines.engines import Engines


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """All programs that read calendar files; each process is started once."""
    with Engines() as found:
        yield found


@pytest.fixture
def lost(vendor: Vendor, chen: User, li: User) -> Meeting:
    """A meeting whose row is gone, as after a restore; nothing else has forgotten it."""
    Tenant.objects.filter(people=chen).update(administrator_user_id=vendor.administrator_user_id)
    request = asked("anna@tuv.example", li.email)
    return forget(booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC)))
