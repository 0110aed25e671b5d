"""A vendor that can't be reached, or asks to be left alone for a while."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from meetings.errors import BookingRefused
from meetings.limits import GIVES_UP_BEFORE
from meetings.models import Meeting, VendorWrite
from meetings.services import booking, cancelling
from meetings.writes import retries, sending
from notifications.models import Message
from tests.factories.booking_requests import asked, tomorrow
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def waiting(vendor: Vendor, chen: User, **fields: object) -> VendorWrite:
    vendor.go_away()
    request = asked("anna@tuv.example", **fields)
    meeting = booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC))
    return meeting.writes.get()


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def test_never_arrived_waits_and_is_booked_later(vendor: Vendor, chen: User) -> None:
    write = waiting(vendor, chen)
    assert (write.state, write.meeting.state, write.lease_until) == ("planned", "requested", None)
    assert write.next_attempt_at is not None
    assert timedelta(seconds=15) <= write.next_attempt_at - write.created_at <= timedelta(seconds=23)
    vendor.come_back()
    early = sending.send(write_id=write.pk, now=write.next_attempt_at - timedelta(seconds=1))
    assert early.state == VendorWrite.State.PLANNED
    done = sending.send(write_id=write.pk, now=write.next_attempt_at)
    assert (done.state, done.meeting.state, done.attempts) == ("done", "booked", 2)
    assert len(vendor.details(chen)) == 1
    assert kinds() == ["invitation", "own"]


def test_gives_up_ten_minutes_before_the_start_and_says_so(vendor: Vendor, chen: User) -> None:
    write = waiting(vendor, chen)
    given_up = sending.send(write_id=write.pk, now=write.meeting.start_at - GIVES_UP_BEFORE)
    assert (given_up.state, given_up.error_code, given_up.meeting.state) == ("refused", "NOT_REACHED", "refused")
    (message,) = Message.objects.all()
    assert (message.kind, message.recipient) == ("result", chen.email)
    assert "The meeting service could not be reached in time." in message.text


def test_a_start_in_a_few_minutes_does_not_wait(vendor: Vendor, chen: User) -> None:
    with pytest.raises(BookingRefused, match="could not be reached in time"):
        waiting(vendor, chen, start_at=tomorrow(0) + timedelta(minutes=8))
    assert kinds() == []


def test_start_now_does_not_wait(vendor: Vendor, chen: User) -> None:
    vendor.go_away()
    with pytest.raises(BookingRefused):
        booking.start_now(organiser=chen, reference="now", now=datetime.now(UTC))
    assert Meeting.objects.get().state == Meeting.State.REFUSED


def test_a_cancellation_waits_too(vendor: Vendor, chen: User) -> None:
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    vendor.go_away()
    write = cancelling.cancel(meeting=meeting, by=chen, reference="cancel", now=datetime.now(UTC))
    assert (write.state, Meeting.objects.get().state) == ("planned", "booked")
    vendor.come_back()
    done = sending.send(write_id=write.pk, now=datetime.now(UTC) + timedelta(minutes=1))
    assert (done.state, done.meeting.state, vendor.details(chen)) == ("done", "cancelled", [])


def test_too_many_requests_waits_as_long_as_was_asked(vendor: Vendor, chen: User) -> None:
    vendor.throttle("create", retry_after=90)
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    write = meeting.writes.get()
    assert (write.state, vendor.details(chen)) == ("planned", [])
    assert write.next_attempt_at is not None
    assert write.next_attempt_at - write.created_at >= timedelta(seconds=90)


def test_send_twice_calls_once(vendor: Vendor, chen: User) -> None:
    write = waiting(vendor, chen)
    vendor.come_back()
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert [sending.send(write_id=write.pk, now=later).state for _ in range(2)] == ["done", "done"]
    assert len(vendor.sent("create")) == 1


@pytest.mark.parametrize(
    ("attempts", "shortest", "longest"), [(1, 15, 22.5), (2, 30, 45), (3, 60, 90), (6, 300, 450), (500, 300, 450)]
)
def test_pause(attempts: int, shortest: float, longest: float) -> None:
    found = {retries.pause(attempts=attempts).total_seconds() for _ in range(50)}
    assert shortest <= min(found) <= max(found) <= longest
    assert len(found) > 1
    assert retries.pause(attempts=attempts, retry_after=1000) == timedelta(seconds=1000)
