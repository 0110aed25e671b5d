"""Meetings in cloud rooms and under personal meeting IDs, against the sandbox's state."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from directory.entries import CloudRoom
from directory.models import VendorList
from directory.services import rooms
from meetings.errors import BookingRefused, InvalidRequest
from meetings.models import Meeting, VendorWrite
from meetings.problems import Code
from meetings.recurrence import Cycle, Unit
from meetings.requests import BookingRequest
from meetings.services import booking, editing
from meetings.services import rooms as rooms_service
from meetings.snapshots import Span
from meetings.writes import reconciling, syncing
from tests.factories.booking_requests import MINUTE, asked, same, tomorrow
from tests.factories.rooms import delete_room, give_room, know_rooms, make_room, set_room
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def now() -> datetime:
    return datetime.now(UTC)


def book(organiser: User, room: CloudRoom, reference: str = "one", **fields: Any) -> Meeting:
    request = asked(room_id=room.id, **fields)
    return booking.book(organiser=organiser, request=request, reference=reference, now=now())


def refused(organiser: User, room: CloudRoom, **fields: Any) -> tuple[str, str]:
    """Return the vendor's code and the field that its refusal is about."""
    with pytest.raises(BookingRefused) as caught:
        book(organiser, room, reference="refused", **fields)
    return caught.value.vendor_code, caught.value.problems[0].field


@pytest.fixture
def room(vendor: Vendor, chen: User) -> CloudRoom:
    return give_room(vendor, chen, "松风")


def test_book_in_a_cloud_room_stands_there_under_its_number(vendor: Vendor, chen: User, room: CloudRoom) -> None:
    meeting = Meeting.objects.get(pk=book(chen, room).pk)
    assert (meeting.state, meeting.vendor_room_id, meeting.vendor_room_number) == ("booked", room.id, room.number)
    assert (meeting.number, meeting.number == meeting.vendor_conference_id) == (room.number, False)
    there = vendor.conference(meeting)
    assert (there["vmrFlag"], there["vmrID"], there["guest_password"]) == (1, room.id, meeting.guest_password)
    (sent,) = vendor.sent("create")
    assert (sent["confConfigInfo"]["vmrIDType"], "allowGuestStartConf" in sent["confConfigInfo"]) == (0, False)


def test_book_under_the_personal_meeting_id(vendor: Vendor, chen: User) -> None:
    (own,) = rooms.list_rooms(person=chen, now=now()).entries
    meeting = Meeting.objects.get(pk=book(chen, own).pk)
    assert (own.is_personal, meeting.number, vendor.conference(meeting)["vmrID"]) == (True, own.number, own.id)


def test_book_without_a_room_sends_nothing_of_rooms(vendor: Vendor, chen: User) -> None:
    meeting = booking.book(organiser=chen, request=asked(), reference="one", now=now())
    (sent,) = vendor.sent("create")
    assert {"vmrFlag", "vmrID"} & set(sent) == set()
    assert (meeting.vendor_room_id, meeting.number) == ("", meeting.vendor_conference_id)


def test_book_a_series_in_a_room_and_change_it(vendor: Vendor, chen: User, room: CloudRoom) -> None:
    rule = Cycle(Unit.DAY, 1, (), (tomorrow() + timedelta(days=3)).date())
    meeting = Meeting.objects.get(pk=book(chen, room, repeats=rule).pk)
    assert (meeting.state, vendor.conference(meeting)["vmrID"]) == ("booked", room.id)
    write = editing.edit(meeting=meeting, by=chen, request=same(meeting, subject="Other"), reference="edit", now=now())
    there = vendor.conference(meeting)
    assert (write.state, there["subject"], there["vmrID"]) == ("done", "Other", room.id)


@pytest.mark.parametrize("starts", [timedelta(), 30 * MINUTE])
def test_a_room_that_is_taken_at_that_time_is_refused_beside_it(
    starts: timedelta, chen: User, room: CloudRoom
) -> None:
    first = book(chen, room)
    assert refused(chen, room, start_at=first.start_at + starts) == ("MMC.111071005", "room_id")
    later = book(chen, room, reference="later", start_at=first.end_at)
    assert later.state == Meeting.State.BOOKED


def test_a_room_that_was_stopped_is_refused(vendor: Vendor, chen: User, room: CloudRoom) -> None:
    set_room(vendor, room, status=1)
    assert refused(chen, room) == ("MMC.111073007", "room_id")


def test_a_room_whose_time_is_over_is_refused(vendor: Vendor, chen: User, room: CloudRoom) -> None:
    vendor.forward(366 * 24 * 3600)
    assert refused(chen, room, start_at=tomorrow(400 * 24)) == ("MMC.111073007", "room_id")


def test_a_room_that_was_deleted_meanwhile_is_refused(vendor: Vendor, chen: User, room: CloudRoom) -> None:
    delete_room(vendor, room)
    assert refused(chen, room) == ("MMC.111070006", "room_id")


def test_a_room_of_somebody_else_is_none(vendor: Vendor, chen: User, li: User, room: CloudRoom) -> None:
    with pytest.raises(InvalidRequest) as caught:
        book(li, room)
    assert [(problem.code, problem.field) for problem in caught.value.problems] == [(Code.ROOM_UNKNOWN, "room_id")]
    assert (Meeting.objects.count(), vendor.sent("create")) == (0, [])


def test_a_room_that_is_not_known_yet_is_looked_for(chen: User, room: CloudRoom) -> None:
    VendorList.objects.all().delete()
    assert book(chen, room).state == Meeting.State.BOOKED


def test_a_booking_in_a_room_waits_while_the_vendor_is_away(vendor: Vendor, chen: User, room: CloudRoom) -> None:
    VendorList.objects.all().delete()
    vendor.go_away()
    meeting = book(chen, room)
    assert (meeting.state, meeting.writes.get().state) == ("requested", VendorWrite.State.PLANNED)


@pytest.mark.parametrize("password", ["", "135790"])
def test_a_lost_answer_is_found_by_the_room_whatever_its_password(
    password: str, vendor: Vendor, chen: User, room: CloudRoom
) -> None:
    before = book(chen, room, start_at=tomorrow(48))
    vendor.lose_answer("create")
    meeting = book(chen, room, reference="two", guest_password=password)
    write = meeting.writes.get()
    assert write.state == VendorWrite.State.UNCONFIRMED
    assert write.next_attempt_at is not None
    write = reconciling.reconcile(write_id=write.pk, now=max(write.next_attempt_at, now()))
    meeting.refresh_from_db()
    assert (write.state, meeting.state, meeting.vendor_room_number) == ("done", "booked", room.number)
    assert meeting.guest_password == before.guest_password, "the room's own"


def test_edit_leaves_the_room_and_can_not_change_it(vendor: Vendor, chen: User, room: CloudRoom) -> None:
    meeting = Meeting.objects.get(pk=book(chen, room).pk)
    request = same(meeting, start_at=meeting.start_at + HOUR, guest_password="246813")
    write = editing.edit(meeting=meeting, by=chen, request=request, reference="edit", now=now())
    meeting.refresh_from_db()
    assert (write.state, vendor.conference(meeting)["vmrID"]) == ("done", room.id)
    for other in ("", "another"):
        with pytest.raises(InvalidRequest) as caught:
            editing.edit(
                meeting=meeting, by=chen, request=same(meeting, room_id=other), reference=f"edit {other}", now=now()
            )
        assert caught.value.code == Code.ROOM_FIXED


def test_edit_into_a_time_at_which_the_room_is_taken(chen: User, room: CloudRoom) -> None:
    first, second = book(chen, room), book(chen, room, reference="two", start_at=tomorrow(30))
    second = Meeting.objects.get(pk=second.pk)
    request = same(second, start_at=first.start_at)
    with pytest.raises(BookingRefused) as caught:
        editing.edit(meeting=second, by=chen, request=request, reference="edit", now=now())
    assert (caught.value.vendor_code, caught.value.problems[0].field) == ("MMC.111071005", "room_id")


def test_a_room_that_the_vendor_tells_of_is_known_after_the_sync(chen: User, room: CloudRoom) -> None:
    meeting = book(chen, room)
    Meeting.objects.filter(pk=meeting.pk).update(vendor_room_id="", vendor_room_number="")
    syncing.sync_coming(tenant_id=meeting.tenant_id, now=now() + MINUTE)
    meeting.refresh_from_db()
    assert (meeting.vendor_room_id, meeting.vendor_room_number) == (room.id, room.number)


def problems(chen: User, request: BookingRequest) -> list[tuple[str, str]]:
    found = rooms_service.room_problems(
        organiser=chen, request=request, spans=rooms_service.spans_of(request, now=now()), now=now()
    )
    return [(str(problem.code), problem.field) for problem in found]


def test_room_problems_say_before_what_the_vendor_would(vendor: Vendor, chen: User, room: CloudRoom) -> None:
    taken = book(chen, room)
    know_rooms(chen, [room, make_room(is_usable=False)])
    assert problems(chen, asked(room_id="nothing")) == [(Code.ROOM_UNKNOWN, "room_id")]
    assert problems(chen, asked(room_id="room-1")) == [(Code.ROOM_STOPPED, "room_id")]
    assert problems(chen, asked(room_id=room.id, start_at=taken.start_at)) == [(Code.ROOM_TAKEN, "room_id")]
    assert problems(chen, asked(room_id=room.id, start_at=taken.end_at)) == []
    assert problems(chen, asked()) == []


def test_clashes_leave_out_the_meeting_itself(chen: User, room: CloudRoom) -> None:
    meeting = book(chen, room)
    asked_for: dict[str, Any] = {
        "organiser": chen,
        "room_id": room.id,
        "spans": (Span(meeting.start_at, meeting.end_at),),
        "now": now(),
    }
    assert [time.meeting_id for time in rooms_service.clashes(**asked_for)] == [meeting.pk]
    assert list(rooms_service.clashes(**asked_for, without=meeting.pk)) == []
