"""The sync notes the meetings that the vendor has and we don't."""

from datetime import UTC, datetime

import pytest

from accounts.models import Tenant, User
from meetings.models import FoundMeeting, Meeting
from meetings.services import booking
from tests.factories.booking_requests import asked
from tests.factories.lost_meetings import sync
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_meeting_without_a_row_is_found(lost: Meeting, chen: User) -> None:
    sync(lost.tenant_id)
    found = FoundMeeting.objects.get()
    assert (found.organiser, found.subject, found.start_at) == (chen, lost.subject, lost.start_at)


def test_a_meeting_that_we_have_is_not_found(vendor: Vendor, chen: User) -> None:
    Tenant.objects.filter(people=chen).update(administrator_user_id=vendor.administrator_user_id)
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    sync(meeting.tenant_id)
    assert not FoundMeeting.objects.exists()


def test_without_an_administrator_nothing_is_found(lost: Meeting) -> None:
    Tenant.objects.filter(pk=lost.tenant_id).update(administrator_user_id="")
    sync(lost.tenant_id)
    assert not FoundMeeting.objects.exists()
