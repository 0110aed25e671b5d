"""Booking, against the sandbox's state."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.errors import NotLinked
from accounts.models import Identity, User
from meetings.errors import BookingRefused, InvalidRequest, ReferenceUsed
from meetings.models import Invitee, Meeting, Occurrence, VendorWrite
from meetings.problems import Code
from meetings.requests import BookingRequest, InviteeRequest
from meetings.services import booking
from notifications.models import Message
from tests.factories.booking_requests import asked, tomorrow
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def book(organiser: User, request: BookingRequest, reference: str = "one", **options: Any) -> Meeting:
    return booking.book(organiser=organiser, request=request, reference=reference, now=datetime.now(UTC), **options)


def test_book_stands_at_the_vendor_as_here(vendor: Vendor, chen: User, li: User) -> None:
    meeting = book(chen, asked(li, "anna@tuv.example", has_waiting_room=True, mutes_on_entry=False))
    (detail,) = vendor.details(chen)
    there = detail.meeting
    meeting.refresh_from_db()
    assert (meeting.state, meeting.subject, meeting.start_at, meeting.length_minutes) == (
        Meeting.State.BOOKED,
        there.subject,
        there.start_at,
        45,
    )
    assert (meeting.vendor_conference_id, meeting.guest_password, meeting.host_password) == (
        there.conference_id,
        there.guest_password,
        there.host_password,
    )
    assert there.end_at == meeting.end_at
    config = there.config
    assert config is not None
    assert (config.waiting_room, config.mute_guests, config.guests_may_start) == (True, False, True)
    assert len(meeting.guest_password) == 6
    assert [(row.start_at, row.end_at, row.original_start_at) for row in meeting.occurrences.all()] == [
        (meeting.start_at, meeting.end_at, meeting.start_at)
    ]


def test_book_switches_the_vendors_own_notices_off(vendor: Vendor, chen: User) -> None:
    book(chen, asked("anna@tuv.example"))
    config = vendor.sent("create")[0]["confConfigInfo"]
    assert {name: config[name] for name in ("isSendNotify", "isSendCalendar", "isSendSms")} == {
        "isSendNotify": False,
        "isSendCalendar": False,
        "isSendSms": False,
    }


def test_book_sends_text_messages_only_when_asked(vendor: Vendor, chen: User, li: User) -> None:
    User.objects.filter(pk=li.pk).update(phone="138 0000 0000 转 8001")
    li.refresh_from_db()
    book(chen, asked(li, sends_sms=True))
    body = vendor.sent("create")[0]
    assert body["confConfigInfo"]["isSendSms"] is True
    assert [attendee["sms"] for attendee in body["attendees"]] == ["+8613800000000"]


def test_book_sends_mapped_people_by_account_and_others_by_mail(vendor: Vendor, chen: User, li: User) -> None:
    meeting = book(chen, asked(li, "anna@tuv.example"))
    attendees = vendor.sent("create")[0]["attendees"]
    assert [(one["name"], one.get("accountId", ""), one.get("appId", ""), one["email"]) for one in attendees] == [
        ("Li Wei", "li", vendor.app_id, "li.wei@qingshan.example"),
        ("Anna", "", "", "anna@tuv.example"),
    ]
    assert sorted(meeting.invitees.values_list("role", "email")) == [
        ("guest", "anna@tuv.example"),
        ("guest", "li.wei@qingshan.example"),
        ("organiser", "chen.jing@qingshan.example"),
    ]


def test_book_writes_one_mail_per_person(vendor: Vendor, chen: User, li: User) -> None:
    book(chen, asked(li, "anna@tuv.example"))
    assert sorted(Message.objects.values_list("kind", "recipient")) == [
        ("invitation", "anna@tuv.example"),
        ("invitation", "li.wei@qingshan.example"),
        ("own", "chen.jing@qingshan.example"),
    ]


def test_book_invites_each_address_once_and_not_the_organiser(vendor: Vendor, chen: User) -> None:
    twice = tuple(InviteeRequest(address) for address in ("Anna@tuv.example", "anna@TUV.example", chen.email))
    meeting = book(chen, asked(invitees=twice))
    assert sorted(meeting.invitees.values_list("email", flat=True)) == ["anna@tuv.example", chen.email]


def test_book_twice_with_one_reference_is_one_meeting(vendor: Vendor, chen: User) -> None:
    request = asked()
    assert book(chen, request) == book(chen, request)
    assert len(vendor.details(chen)) == 1
    assert VendorWrite.objects.count() == 1


def test_book_other_content_under_the_same_reference(vendor: Vendor, chen: User) -> None:
    first = book(chen, asked())
    with pytest.raises(ReferenceUsed) as caught:
        book(chen, asked(subject="Budget"))
    assert caught.value.meeting == first
    other = asked(subject="Budget")
    second = book(chen, other, allow_other=True)
    assert second == book(chen, other, allow_other=True)
    assert sorted(detail.meeting.subject for detail in vendor.details(chen)) == ["Budget", "Roadmap"]


def test_a_reference_belongs_to_one_person(vendor: Vendor, chen: User, li: User) -> None:
    assert book(chen, asked()) != book(li, asked())


def test_two_clicks_at_the_same_moment_are_one_meeting(vendor: Vendor, chen: User) -> None:
    request, barrier, made = asked(), threading.Barrier(2), []

    def click() -> None:
        try:
            barrier.wait()
            made.append(book(chen, request).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2
    assert len(set(made)) == 1
    assert len(vendor.sent("create")) == 1
    assert Meeting.objects.get().state == Meeting.State.BOOKED


def test_book_without_a_link_stores_nothing(vendor: Vendor, chen: User) -> None:
    Identity.objects.filter(person=chen).delete()
    chen.refresh_from_db()
    with pytest.raises(NotLinked):
        book(chen, asked())
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"subject": " "}, [Code.SUBJECT_MISSING]),
        ({"subject": "x" * 129}, [Code.SUBJECT_TOO_LONG]),
        ({"length_minutes": 14}, [Code.LENGTH_OUT_OF_RANGE]),
        ({"length_minutes": 1441}, [Code.LENGTH_OUT_OF_RANGE]),
        ({"start_at": tomorrow(-25)}, [Code.START_PAST]),
        ({"time_zone": "Mars/Olympus"}, [Code.TIME_ZONE_UNKNOWN]),
        ({"guest_password": "123"}, [Code.GUEST_PASSWORD_LENGTH]),
        ({"guest_password": "１２３４"}, [Code.GUEST_PASSWORD_NOT_DIGITS]),
        ({"entry": 1}, [Code.ENTRY_UNKNOWN]),
        ({"invitees": (InviteeRequest("anna@"),)}, [Code.ADDRESS_INVALID]),
        (
            {"subject": "", "length_minutes": 0, "entry": 9},
            ["subject_missing", "length_out_of_range", "entry_unknown"],
        ),
    ],
)
def test_book_refuses_bad_input_before_anything_is_stored(
    vendor: Vendor, chen: User, fields: dict[str, Any], codes: list[str]
) -> None:
    with pytest.raises(InvalidRequest) as caught:
        book(chen, asked(**fields))
    assert [problem.code for problem in caught.value.problems] == codes
    assert not Meeting.objects.exists()
    assert vendor.sent("create") == []


@pytest.mark.parametrize("fields", [{"subject": "x" * 128}, {"length_minutes": 15}, {"length_minutes": 1440}])
def test_book_at_the_limits(vendor: Vendor, chen: User, fields: dict[str, Any]) -> None:
    assert book(chen, asked(**fields)).state == Meeting.State.BOOKED


def test_book_refused_by_the_vendor(vendor: Vendor, chen: User) -> None:
    vendor.refuse("create", code="MMC.111071014")
    with pytest.raises(BookingRefused) as caught:
        book(chen, asked("anna@tuv.example"))
    assert caught.value.vendor_code == "MMC.111071014"
    assert caught.value.meeting.state == Meeting.State.REFUSED
    write = VendorWrite.objects.get()
    assert (write.state, write.error_code, bool(write.error_request_id)) == ("refused", "MMC.111071014", True)
    assert not Message.objects.exists()
    assert vendor.details(chen) == []


def test_start_now_twice_is_one_until_that_is_over(vendor: Vendor, chen: User) -> None:
    now = datetime.now(UTC)
    first, second = (booking.start_now(organiser=chen, reference="now", now=now) for _ in range(2))
    assert first == second
    later = booking.start_now(organiser=chen, reference="now", now=first.end_at)
    assert later != first
    assert Meeting.objects.count() == 2


def test_start_now_runs_at_once(vendor: Vendor, chen: User) -> None:
    meeting = booking.start_now(organiser=chen, reference="now", now=datetime.now(UTC))
    assert (meeting.state, meeting.kind, meeting.subject) == ("running", "instant", "陈静's meeting")
    assert abs(meeting.start_at - datetime.now(UTC)) < timedelta(minutes=2)
    assert meeting.invitees.get().role == Invitee.Role.ORGANISER
    assert Occurrence.objects.get().start_at == meeting.start_at
