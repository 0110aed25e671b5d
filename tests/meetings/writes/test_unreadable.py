"""A write that a newer version of the portal has stored waits for that version: nothing is sent, nothing is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from meetings.errors import BookingRefused
from meetings.models import Meeting, VendorWrite
from meetings.services import booking, cancelling, choosing, withdrawing
from meetings.writes import reconciling, sending, sweeping
from meetings.writes.retries import WHILE_NOBODY_DECIDES
from notifications.models import Message
from tests.factories.booking_requests import asked
from tests.factories.page_words import text_of
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def from_a_newer_version(write: VendorWrite) -> VendorWrite:
    write.payload["version"] = 99
    write.next_attempt_at = datetime.now(UTC)
    write.save()
    return write


@pytest.fixture
def waiting(vendor: Vendor, chen: User) -> VendorWrite:
    """A booking that could not be sent yet."""
    vendor.go_away()
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    vendor.come_back()
    return from_a_newer_version(meeting.writes.get())


@pytest.fixture
def unconfirmed(vendor: Vendor, chen: User) -> VendorWrite:
    """A cancellation whose answer was lost."""
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    vendor.lose_answer("cancel")
    return from_a_newer_version(cancelling.cancel(meeting=meeting, by=chen, reference="cancel", now=datetime.now(UTC)))


def test_what_waits_goes_on_waiting(vendor: Vendor, chen: User, waiting: VendorWrite, capsys: object) -> None:
    now = datetime.now(UTC)
    for _ in range(3):
        write = sending.send(write_id=waiting.pk, now=now)
        assert (write.state, write.error_code, write.lease_until) == ("planned", "UNREADABLE_PAYLOAD", None)
        assert write.next_attempt_at == now + WHILE_NOBODY_DECIDES
        now = write.next_attempt_at
    late = sending.send(write_id=waiting.pk, now=write.meeting.end_at + timedelta(days=1))
    assert (late.state, late.meeting.state) == ("planned", Meeting.State.REQUESTED)
    assert (vendor.sent("create"), vendor.details(chen), Message.objects.count()) == ([], [], 0)


def test_what_is_unconfirmed_is_not_decided(vendor: Vendor, chen: User, unconfirmed: VendorWrite) -> None:
    now = datetime.now(UTC)
    for _ in range(4):
        write = reconciling.reconcile(write_id=unconfirmed.pk, now=now)
        assert (write.state, write.agreeing_checks, write.meeting.state) == ("unconfirmed", 0, "booked")
        assert write.next_attempt_at
        now = write.next_attempt_at
    assert len(vendor.sent("cancel")) == 1


@pytest.mark.parametrize(("name", "state"), [("waiting", "planned"), ("unconfirmed", "unconfirmed")])
def test_what_is_of_an_unknown_kind_waits_too(name: str, state: str, request: pytest.FixtureRequest) -> None:
    stored: VendorWrite = request.getfixturevalue(name)
    VendorWrite.objects.filter(pk=stored.pk).update(kind="merge")
    now = datetime.now(UTC)
    write = (sending.send if state == "planned" else reconciling.reconcile)(write_id=stored.pk, now=now)
    assert (write.state, write.error_code, write.lease_until) == (state, "UNREADABLE_PAYLOAD", None)
    assert write.next_attempt_at == now + WHILE_NOBODY_DECIDES


def test_nobody_chooses_for_it(vendor: Vendor, unconfirmed: VendorWrite, zhao: User) -> None:
    conference_id = unconfirmed.meeting.vendor_conference_id
    VendorWrite.objects.filter(pk=unconfirmed.pk).update(last_check="several", candidates=[conference_id])
    with pytest.raises(BookingRefused) as refused:
        choosing.choose(write_id=unconfirmed.pk, conference_id=conference_id, by=zhao, now=datetime.now(UTC))
    assert refused.value.vendor_code == "UNREADABLE_PAYLOAD"
    assert len(vendor.sent("cancel")) == 1


def test_the_newer_version_goes_on_with_it(vendor: Vendor, chen: User, waiting: VendorWrite) -> None:
    write = sending.send(write_id=waiting.pk, now=datetime.now(UTC))
    write.payload["version"] = 1
    write.save()
    assert write.next_attempt_at
    assert sweeping.sweep(now=write.next_attempt_at) == 1
    done = sending.send(write_id=write.pk, now=write.next_attempt_at)
    assert (done.state, done.error_code, len(vendor.details(chen))) == ("done", "", 1)


def test_what_a_newer_version_has_read_is_no_longer_said_to_wait_for_one(
    vendor: Vendor, waiting: VendorWrite, zhao: User
) -> None:
    """The meeting service is away again, so that the write goes on waiting, for another reason."""
    write = sending.send(write_id=waiting.pk, now=datetime.now(UTC))
    write.payload["version"] = 1
    write.save()
    vendor.go_away()
    assert write.next_attempt_at
    again = sending.send(write_id=write.pk, now=write.next_attempt_at)
    assert (again.state, again.error_code) == ("planned", "")
    assert list(choosing.needing_somebody(by=zhao)) == []


def test_what_a_newer_version_looks_up_is_no_longer_said_to_wait_for_one(
    vendor: Vendor, unconfirmed: VendorWrite, zhao: User
) -> None:
    write = reconciling.reconcile(write_id=unconfirmed.pk, now=datetime.now(UTC))
    write.payload["version"] = 1
    write.save()
    vendor.go_away()
    assert write.next_attempt_at
    again = reconciling.reconcile(write_id=write.pk, now=write.next_attempt_at)
    assert (again.state, again.error_code) == ("unconfirmed", "")
    assert list(choosing.needing_somebody(by=zhao)) == []


def test_the_person_can_still_withdraw_it(vendor: Vendor, chen: User, waiting: VendorWrite) -> None:
    sending.send(write_id=waiting.pk, now=datetime.now(UTC))
    withdrawing.withdraw(meeting=waiting.meeting, by=chen, now=datetime.now(UTC))
    assert Meeting.objects.get().state == Meeting.State.CANCELLED


def test_pages_and_administration_say_so(vendor: Vendor, waiting: VendorWrite, zhao: User, pages: Client) -> None:
    sending.send(write_id=waiting.pk, now=datetime.now(UTC))
    assert "waiting for the meeting service" in text_of(pages.get(f"/meetings/{waiting.meeting_id}/"))
    client = Client()
    client.force_login(zhao)
    page = "/admin/meetings/vendorwrite/"
    assert "Nothing is sent until the newer version runs again." in text_of(client.get(page))
    taken = client.post(page, {"action": "take_first", "_selected_action": waiting.pk}, follow=True)
    assert "only while it is" in text_of(taken)
    assert VendorWrite.objects.get().state == "planned"
