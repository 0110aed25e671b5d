"""Taking back a scenario: never booked, nobody told, nothing left at the vendor."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from meetings.errors import NotAllowed, TooLate, WriteInProgress
from meetings.models import Meeting, VendorWrite
from meetings.services import booking, withdrawing
from meetings.writes import reconciling
from notifications.models import Message
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def book(chen: User) -> Meeting:
    return booking.book(organiser=chen, request=asked("anna@tuv.example"), reference="book", now=datetime.now(UTC))


def test_withdraw_what_waits(vendor: Vendor, chen: User) -> None:
    vendor.go_away()
    meeting = book(chen)
    write = withdrawing.withdraw(meeting=meeting, by=chen, now=datetime.now(UTC))
    meeting.refresh_from_db()
    assert (write.state, meeting.state, meeting.vendor_conference_id) == ("withdrawn", "cancelled", "")
    assert not Message.objects.exists()
    with pytest.raises(TooLate):
        withdrawing.withdraw(meeting=meeting, by=chen, now=datetime.now(UTC))


def test_withdraw_unconfirmed_leaves_nothing_at_the_vendor(vendor: Vendor, chen: User) -> None:
    vendor.lose_answer("create")
    meeting = book(chen)
    assert len(vendor.details(chen)) == 1
    now = datetime.now(UTC)
    withdrawing.withdraw(meeting=meeting, by=chen, now=now)
    write = meeting.writes.get(kind="cancel")
    for number in range(4):
        write = reconciling.reconcile(write_id=write.pk, now=now + number * reconciling.BETWEEN_CHECKS)
    meeting.refresh_from_db()
    assert (write.state, meeting.state, vendor.details(chen)) == (VendorWrite.State.DONE, "cancelled", [])
    assert len(vendor.sent("create")) == 1
    assert not Message.objects.exists()


def test_withdraw_what_is_being_sent(vendor: Vendor, chen: User) -> None:
    vendor.go_away()
    meeting = book(chen)
    now = datetime.now(UTC)
    meeting.writes.update(state="sent", sent_at=now, lease_until=now + timedelta(minutes=2))
    with pytest.raises(WriteInProgress):
        withdrawing.withdraw(meeting=meeting, by=chen, now=now)


def test_withdraw_is_for_organisers(vendor: Vendor, chen: User, li: User) -> None:
    vendor.go_away()
    meeting = book(chen)
    with pytest.raises(NotAllowed):
        withdrawing.withdraw(meeting=meeting, by=li, now=datetime.now(UTC))
