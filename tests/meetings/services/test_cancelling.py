"""Cancelling: gone everywhere, told once."""

from datetime import UTC, datetime

import pytest

from accounts.models import User
from l10n.problem import Problem
from meetings.errors import InvalidRequest, NotAllowed, TooLate, WriteInProgress
from meetings.limits import LONGEST_NOTE
from meetings.models import Meeting, VendorWrite
from meetings.problems import Code
from meetings.services import booking, cancelling
from notifications.models import Message
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(vendor: Vendor, chen: User, li: User) -> Meeting:
    request = asked(li, "anna@tuv.example")
    return booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC))


def cancel(meeting: Meeting, by: User, *, tell: bool = True, reference: str = "cancel") -> VendorWrite:
    return cancelling.cancel(
        meeting=meeting, by=by, reference=reference, now=datetime.now(UTC), note=" Sorry. ", tell=tell
    )


def told() -> list[str]:
    return sorted(Message.objects.filter(kind="cancelled").values_list("recipient", flat=True))


def test_cancel(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    assert cancel(meeting, chen).state == VendorWrite.State.DONE
    assert vendor.details(chen) == []
    gone = Meeting.objects.get()
    assert (gone.state, gone.cancelled_by, gone.cancel_note) == ("cancelled", chen, "Sorry.")
    assert gone.ical_sequence == meeting.ical_sequence + 1
    assert told() == ["anna@tuv.example", "chen.jing@qingshan.example", "li.wei@qingshan.example"]


def test_cancel_without_a_word_to_the_invitees(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    cancel(meeting, chen, tell=False)
    assert told() == ["chen.jing@qingshan.example"]


def test_cancel_with_a_note_that_is_too_long_cancels_nothing(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    note = "x" * (LONGEST_NOTE + 1)
    with pytest.raises(InvalidRequest) as refused:
        cancelling.cancel(meeting=meeting, by=chen, reference="cancel", now=datetime.now(UTC), note=f" {note} ")
    assert refused.value.problems == (Problem(Code.NOTE_TOO_LONG, "note", {"most": 500, "count": 501}),)
    assert (vendor.sent("cancel"), told()) == ([], [])
    cancelling.cancel(meeting=meeting, by=chen, reference="cancel", now=datetime.now(UTC), note=note[1:] + " ")
    assert Meeting.objects.get().cancel_note == note[1:]


def test_cancel_twice_is_one(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    assert cancel(meeting, chen).pk == cancel(meeting, chen).pk
    assert len(vendor.sent("cancel")) == 1
    with pytest.raises(TooLate):
        cancel(Meeting.objects.get(), chen, reference="other")


def test_cancel_is_for_organisers_and_cohosts(vendor: Vendor, li: User, meeting: Meeting) -> None:
    with pytest.raises(NotAllowed):
        cancel(meeting, li)
    assert vendor.sent("cancel") == []


@pytest.mark.parametrize("state", ["running", "ended", "cancelled", "refused"])
def test_cancel_too_late(vendor: Vendor, chen: User, meeting: Meeting, state: str) -> None:
    meeting.state = state
    with pytest.raises(TooLate):
        cancel(meeting, chen)


def test_cancel_what_is_still_being_booked(vendor: Vendor, chen: User) -> None:
    vendor.go_away()
    waiting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    with pytest.raises(WriteInProgress):
        cancel(waiting, chen)
