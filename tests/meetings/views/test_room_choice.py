"""The room of a booking, in the form: offered where there is one, kept, and refused beside its field."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from directory.entries import CloudRoom
from directory.models import VendorList
from meetings.models import Meeting
from tests.factories.booking_form import BOOK, NOW, typed
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import source_of, text_of
from tests.factories.rooms import OWN, delete_room, give_room, know_rooms, make_room
from tests.factories.vendor import Vendor

ROOM = make_room()


def options_of(source: str) -> list[tuple[str, str]]:
    """Return value and words of each choice of the room, the chosen one first."""
    select = re.search(r'<select[^>]* name="room".*?</select>', source, re.DOTALL)
    if select is None:
        return []
    found = re.findall(r'<option value="([^"]*)"( selected)?>(.*?)</option>', select[0])
    return [(value, words) for value, _, words in sorted(found, key=lambda each: not each[1])]


def in_the_form(test: Any) -> Any:
    """Mark a test of the form, at a time that stands still."""
    return pytest.mark.usefixtures("on_thursday")(pytest.mark.django_db(test))


@in_the_form
def test_rooms_are_offered_that_can_be_used(pages: Client, chen: User) -> None:
    know_rooms(chen, [ROOM, make_room(2, is_usable=False), OWN])
    assert options_of(source_of(pages.get(BOOK))) == [
        ("", "A new one for this meeting"),
        ("room-1", "Qingshan 1 · 902 600 001"),
        ("own-id", "My personal meeting ID · 902 481 336"),
    ]


@in_the_form
def test_without_rooms_there_is_no_choice(pages: Client, chen: User) -> None:
    unread: tuple[list[CloudRoom] | None, ...] = (None, [])
    for known in unread:
        VendorList.objects.all().delete()
        if known is not None:
            know_rooms(chen, known)
        source = source_of(pages.get(BOOK))
        assert ('name="room"' in source, "new meeting ID" in source) == (False, False)


@in_the_form
def test_book_here_has_the_room_chosen(pages: Client, chen: User) -> None:
    know_rooms(chen, [ROOM, OWN])
    answer = pages.get(BOOK, {"room": "room-1"})
    assert options_of(source_of(answer))[0] == ("room-1", "Qingshan 1 · 902 600 001")
    assert "In the cloud room Qingshan 1, meeting ID 902 600 001." in text_of(answer)


@in_the_form
def test_the_preview_warns_where_it_is_taken(pages: Client, chen: User, make_meeting: MakeMeeting) -> None:
    know_rooms(chen, [ROOM, OWN])
    make_meeting(start_at=NOW + timedelta(hours=23, minutes=12), vendor_room_id="room-1")  # Friday, 09:00
    words = text_of(pages.post(BOOK, typed(chen, room="room-1", check="1")))
    assert "The room is taken: Fri 15 May, 09:00–09:45. The meeting service would refuse it." in words


@in_the_form
@pytest.mark.parametrize("known", [[OWN], []])
def test_a_room_that_is_no_more_is_refused_and_not_passed_over(
    known: Sequence[CloudRoom], pages: Client, chen: User
) -> None:
    know_rooms(chen, known)
    answer = pages.post(BOOK, typed(chen, room="room-1"))
    assert (answer.status_code, Meeting.objects.count()) == (422, 0)
    assert "You have no such room any more. Choose another meeting ID." in text_of(answer)


@in_the_form
def test_a_change_says_in_which_room_it_is_and_offers_no_other(
    pages: Client, chen: User, make_meeting: MakeMeeting
) -> None:
    know_rooms(chen, [ROOM, OWN])
    meeting = make_meeting(start_at=NOW + timedelta(days=1), vendor_room_id="room-1", vendor_room_number="902600001")
    answer = pages.get(f"/meetings/{meeting.pk}/edit/")
    assert options_of(source_of(answer)) == []
    assert "In the cloud room Qingshan 1, meeting ID 902 600 001." in text_of(answer)
    know_rooms(chen, [])
    assert "In a cloud room, meeting ID 902 600 001." in text_of(pages.get(f"/meetings/{meeting.pk}/edit/"))


@in_the_form
def test_a_meeting_in_a_room_is_shown_with_its_number(pages: Client, chen: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(
        start_at=NOW + timedelta(days=1),
        vendor_room_id="room-1",
        vendor_room_number="902600001",
        vendor_conference_id="977123456",
    )
    for path in (f"/meetings/{meeting.pk}/", "/meetings/"):
        words = text_of(pages.get(path))
        assert ("902 600 001" in words, "977 123 456" in words) == (True, False), path


@pytest.mark.django_db(transaction=True)
def test_a_refused_room_is_said_beside_its_field_with_everything_kept(vendor: Vendor, chen: User) -> None:
    room = give_room(vendor, chen, "松风")
    browser = signed_in(chen)
    booked = browser.post(BOOK, typed(chen, day="in 3 days", start="9:00", room=room.id))
    assert (booked.status_code, Meeting.objects.get().vendor_room_id) == (302, room.id)
    again = browser.post(BOOK, typed(chen, subject="Other", day="in 3 days", start="9:15", room=room.id))
    words = text_of(again)
    assert again.status_code == 409
    assert words.count("The meeting room is taken at that time. Choose another time or another room.") == 2
    assert options_of(source_of(again))[0][0] == room.id
    delete_room(vendor, room)
    gone = browser.post(BOOK, typed(chen, subject="Other", day="in 4 days", start="9:15", room=room.id))
    assert "The meeting room does not exist or is not yours. Choose another one." in text_of(gone)
