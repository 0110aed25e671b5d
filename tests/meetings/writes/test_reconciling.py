"""The answer was lost: there once, true here, told once."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from accounts.models import Identity, User
from meetings.models import Meeting, VendorWrite
from meetings.services import booking, cancelling, editing
from meetings.writes import reconciling, sending
from notifications.models import Message
from tests.factories.booking_requests import asked, same, tomorrow
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)

APART = reconciling.BETWEEN_CHECKS


def book(chen: User, reference: str = "book", **fields: object) -> Meeting:
    request = asked("anna@tuv.example", **fields)
    return booking.book(organiser=chen, request=request, reference=reference, now=datetime.now(UTC))


def check(write: VendorWrite, times: int = 1) -> VendorWrite:
    for _ in range(times):
        assert write.next_attempt_at is not None
        write = reconciling.reconcile(write_id=write.pk, now=max(write.next_attempt_at, datetime.now(UTC)))
    return write


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def test_a_booking_that_took_effect_is_adopted(vendor: Vendor, chen: User) -> None:
    vendor.lose_answer("create")
    meeting = book(chen)
    write = meeting.writes.get()
    assert (meeting.state, write.state, kinds()) == ("requested", "unconfirmed", [])
    write = check(write)
    (detail,) = vendor.details(chen)
    assert (write.state, write.meeting.state) == ("done", "booked")
    assert write.meeting.vendor_conference_id == detail.meeting.conference_id
    assert kinds() == ["invitation", "own"]
    assert reconciling.reconcile(write_id=write.pk, now=datetime.now(UTC)).state == "done"
    assert kinds() == ["invitation", "own"]


def test_a_booking_that_took_no_effect_is_sent_again(vendor: Vendor, chen: User) -> None:
    vendor.cut_before("create")
    write = book(chen).writes.get()
    assert write.state == VendorWrite.State.UNCONFIRMED
    assert [check(write).agreeing_checks, check(load(write)).agreeing_checks] == [1, 2]
    write = check(load(write))
    assert (write.state, vendor.sent("create")) == ("planned", [])
    assert write.next_attempt_at is not None
    write = sending.send(write_id=write.pk, now=write.next_attempt_at)
    assert (write.state, write.meeting.state, len(vendor.details(chen))) == ("done", "booked", 1)
    assert kinds() == ["invitation", "own"]


def test_a_booking_is_not_sent_again_once_its_time_is_over(vendor: Vendor, chen: User) -> None:
    vendor.cut_before("create")
    write = book(chen).writes.get()
    for number in range(3):
        write = reconciling.reconcile(write_id=write.pk, now=write.meeting.start_at + number * APART)
    assert (write.state, write.meeting.state, kinds()) == ("refused", "refused", ["result"])


def test_checks_keep_their_distance(vendor: Vendor, chen: User) -> None:
    vendor.cut_before("create")
    write = check(book(chen).writes.get())
    assert reconciling.reconcile(write_id=write.pk, now=datetime.now(UTC)).agreeing_checks == 1


def test_an_instant_meeting_is_known_again(vendor: Vendor, chen: User) -> None:
    vendor.lose_answer("create")
    meeting = booking.start_now(organiser=chen, reference="now", now=datetime.now(UTC))
    assert check(meeting.writes.get()).meeting.state == Meeting.State.RUNNING
    assert len(vendor.details(chen)) == 1


def test_a_meeting_of_another_row_is_none(vendor: Vendor, chen: User) -> None:
    first = book(chen, guest_password="471147")
    vendor.cut_before("create")
    write = check(book(chen, "other", guest_password="471147").writes.get())
    assert (write.state, write.agreeing_checks) == ("unconfirmed", 1)
    assert Meeting.objects.get(pk=first.pk).state == Meeting.State.BOOKED


def test_a_meeting_that_stood_there_before_is_none(vendor: Vendor, chen: User) -> None:
    start_at = tomorrow()
    vendor.book_elsewhere(chen, subject="Roadmap", start_at=start_at, length_minutes=45, guest_password="471147")
    vendor.cut_before("create")
    write = check(book(chen, start_at=start_at, guest_password="471147").writes.get())
    assert (write.state, write.agreeing_checks) == ("unconfirmed", 1)


@pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])
def test_an_edit_unconfirmed(vendor: Vendor, chen: User, fault: Callable[[Vendor, str], None]) -> None:
    meeting = book(chen)
    fault(vendor, "edit")
    write = editing.edit(
        meeting=meeting, by=chen, request=same(meeting, subject="New"), reference="edit", now=datetime.now(UTC)
    )
    assert (write.state, Meeting.objects.get().subject) == ("unconfirmed", "Roadmap")
    write = settle(write)
    assert (write.state, write.meeting.subject) == ("done", "New")
    assert vendor.detail(chen, meeting).meeting.subject == "New"
    assert kinds() == ["changed", "changed", "invitation", "own"]


@pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])
def test_a_cancellation_unconfirmed(vendor: Vendor, chen: User, fault: Callable[[Vendor, str], None]) -> None:
    meeting = book(chen)
    fault(vendor, "cancel")
    write = cancelling.cancel(meeting=meeting, by=chen, reference="cancel", now=datetime.now(UTC))
    assert (write.state, Meeting.objects.get().state) == ("unconfirmed", "booked")
    write = check(write)
    assert write.state == VendorWrite.State.UNCONFIRMED, "one check proves nothing"
    write = settle(write)
    assert (write.state, write.meeting.state, vendor.details(chen)) == ("done", "cancelled", [])
    assert kinds() == ["cancelled", "cancelled", "invitation", "own"]


def test_a_vendor_that_is_away_proves_nothing(vendor: Vendor, chen: User) -> None:
    vendor.lose_answer("create")
    write = book(chen).writes.get()
    vendor.go_away()
    write = check(write, times=4)
    assert (write.state, write.agreeing_checks) == ("unconfirmed", 0)
    vendor.come_back()
    assert check(write).state == VendorWrite.State.DONE


def settle(write: VendorWrite) -> VendorWrite:
    """What the worker does until it is clear."""
    for _ in range(6):
        if not write.is_open:
            break
        if write.state == VendorWrite.State.PLANNED:
            assert write.next_attempt_at is not None
            write = sending.send(write_id=write.pk, now=write.next_attempt_at)
        else:
            write = check(write)
    return write


def load(write: VendorWrite) -> VendorWrite:
    return VendorWrite.objects.get(pk=write.pk)


def test_what_nobody_can_look_up_any_more_ends_with_the_meeting(vendor: Vendor, chen: User) -> None:
    vendor.lose_answer("create")
    meeting = book(chen)
    Identity.objects.filter(person=chen).delete()
    write = check(meeting.writes.get())
    assert write.state == "unconfirmed"
    write = reconciling.reconcile(write_id=write.pk, now=meeting.end_at)
    assert (write.state, write.error_code, write.meeting.state) == ("refused", "NOT_LINKED", "refused")
