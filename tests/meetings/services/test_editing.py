"""Changing: what the person changed is changed, everything else at the vendor is as before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Identity, User
from meetings.errors import (
    BookingRefused,
    ChangedMeanwhile,
    MeetingError,
    NotAllowed,
    ReferenceUsed,
    TooLate,
    WriteInProgress,
)
from meetings.models import Invitee, Meeting, VendorWrite
from meetings.services import booking, editing
from notifications.models import Message
from tests.factories.booking_requests import asked, same, tomorrow
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(vendor: Vendor, chen: User, li: User) -> Meeting:
    request = asked(li, "anna@tuv.example", has_waiting_room=True, mutes_on_entry=False, entry=2)
    return booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC))


def edit(meeting: Meeting, by: User, reference: str = "edit", **fields: Any) -> Meeting:
    meeting = Meeting.objects.get(pk=meeting.pk)
    editing.edit(meeting=meeting, by=by, request=same(meeting, **fields), reference=reference, now=datetime.now(UTC))
    return Meeting.objects.get(pk=meeting.pk)


def mails(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


@pytest.mark.parametrize("reading", ["reset", "kept"])
def test_edit_of_the_subject_leaves_all_else_as_it_was(
    vendor: Vendor, chen: User, meeting: Meeting, reading: str
) -> None:
    vendor.assume(omitted_field=reading)
    before = vendor.conference(meeting)
    changed = edit(meeting, chen, subject="Roadmap 2")
    assert vendor.differences(before, vendor.conference(meeting)) == {"subject": ("Roadmap", "Roadmap 2")}
    assert (changed.subject, changed.ical_sequence) == ("Roadmap 2", meeting.ical_sequence + 1)
    assert mails("changed") == ["anna@tuv.example", "chen.jing@qingshan.example", "li.wei@qingshan.example"]


def test_edit_keeps_what_was_changed_at_the_vendor_meanwhile(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    vendor.change(chen, meeting, length_minutes=90, record_type=2)
    changed = edit(meeting, chen, subject="Roadmap 2")
    there = vendor.detail(chen, meeting).meeting
    assert (there.subject, there.end_at) == ("Roadmap 2", meeting.start_at + timedelta(minutes=90))
    assert vendor.conference(meeting)["recordType"] == 2
    assert (changed.subject, changed.length_minutes) == ("Roadmap 2", 90)


def test_edit_moves_occurrences_and_links_along(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    start_at = tomorrow(50)
    changed = edit(meeting, chen, start_at=start_at, length_minutes=60)
    there = vendor.detail(chen, meeting).meeting
    end_at = start_at + timedelta(hours=1)
    assert (there.start_at, there.end_at) == (start_at, end_at)
    assert list(changed.occurrences.values_list("start_at", "end_at")) == [(start_at, end_at)]
    assert set(changed.agenda.values_list("start_at", "end_at")) == {(start_at, end_at)}


@pytest.mark.parametrize("reading", ["reset", "kept"])
def test_edit_of_the_guests(vendor: Vendor, chen: User, li: User, meeting: Meeting, reading: str) -> None:
    vendor.assume(omitted_field=reading)
    anna = meeting.invitees.get(email="anna@tuv.example")
    without = same(meeting).invitees[:1]
    edit(meeting, chen, invitees=(*without, *asked("bob@tuv.example").invitees))
    assert sorted(one["email"] for one in vendor.attendees(meeting)) == ["bob@tuv.example", li.email]
    assert mails("uninvited") == ["anna@tuv.example"]
    assert mails("changed") == []
    anna.refresh_from_db()
    assert anna.removed_at is not None
    edit(meeting, chen, "again", invitees=(*without, *asked("anna@tuv.example", "bob@tuv.example").invitees))
    back = Invitee.objects.get(email="anna@tuv.example")
    assert (back.pk, back.join_token, back.removed_at) == (anna.pk, anna.join_token, None)
    assert sorted(one["email"] for one in vendor.attendees(meeting)) == [
        "anna@tuv.example",
        "bob@tuv.example",
        li.email,
    ]


def test_edit_with_an_empty_password_makes_a_new_one(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    changed = edit(meeting, chen, guest_password="")
    assert changed.guest_password != meeting.guest_password
    assert changed.guest_password == vendor.detail(chen, meeting).meeting.guest_password


def test_edit_of_options_alone_tells_nobody(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    changed = edit(meeting, chen, has_waiting_room=False)
    config = vendor.detail(chen, meeting).meeting.config
    assert config is not None
    assert config.waiting_room is False
    assert (changed.has_waiting_room, changed.ical_sequence, mails("changed")) == (False, meeting.ical_sequence, [])


def test_edit_by_a_cohost(vendor: Vendor, chen: User, li: User, meeting: Meeting) -> None:
    meeting.invitees.filter(person=li).update(role=Invitee.Role.COHOST)
    assert edit(meeting, li, subject="Li's words").subject == "Li's words"


def test_edit_is_for_organisers_and_cohosts(vendor: Vendor, li: User, meeting: Meeting) -> None:
    with pytest.raises(NotAllowed):
        edit(meeting, li, subject="Mine")


def test_edit_twice_with_one_reference(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    request, now = same(meeting, subject="Once", guest_password="4711"), datetime.now(UTC)
    first = editing.edit(meeting=meeting, by=chen, request=request, reference="edit", now=now)
    again = editing.edit(meeting=meeting, by=chen, request=request, reference="edit", now=now)
    assert first.pk == again.pk
    assert len(vendor.sent("edit")) == 1
    with pytest.raises(ReferenceUsed):
        edit(meeting, chen, subject="Twice")


@pytest.mark.parametrize("state", ["running", "ended", "cancelled"])
def test_edit_too_late(vendor: Vendor, chen: User, meeting: Meeting, state: str) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    with pytest.raises(TooLate):
        edit(meeting, chen, subject="Late")
    assert vendor.sent("edit") == []


def test_edit_after_the_start(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    with pytest.raises(TooLate):
        editing.edit(
            meeting=meeting, by=chen, request=same(meeting, subject="Late"), reference="edit", now=meeting.start_at
        )


def test_edit_needs_a_start(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    with pytest.raises(MeetingError, match=r"Say when the meeting starts\."):
        edit(meeting, chen, start_at=None)


def test_edit_while_another_change_is_on_its_way(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    vendor.go_away()
    edit(meeting, chen, subject="First")
    assert meeting.writes.get(kind="edit").state == VendorWrite.State.PLANNED
    with pytest.raises(WriteInProgress):
        edit(meeting, chen, "other", subject="Second")


def test_edit_refused_leaves_all_as_it_was(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    before = vendor.conference(meeting)
    vendor.refuse("edit", code="MMC.111071014")
    with pytest.raises(BookingRefused):
        edit(meeting, chen, subject="Never")
    assert vendor.differences(before, vendor.conference(meeting)) == {}
    kept = Meeting.objects.get(pk=meeting.pk)
    assert (kept.state, kept.subject, kept.ical_sequence) == ("booked", "Roadmap", meeting.ical_sequence)
    assert mails("changed") == []


def test_edit_by_another_account_of_the_organiser_says_so(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    identity = Identity.objects.get(person=chen)
    identity.becomes("chen-anew")
    identity.save()
    with pytest.raises(BookingRefused) as refusal:
        edit(meeting, chen, subject="Never")
    assert refusal.value.sentence == (
        "At the meeting service it belongs to another account than the organiser's is now."
        " An administrator can link the one again with which it was booked."
    )


def test_edit_of_a_role(vendor: Vendor, chen: User, li: User, meeting: Meeting) -> None:
    guests = same(meeting).invitees
    assert [guest.is_cohost for guest in guests] == [False, False]
    edit(meeting, chen, invitees=tuple(replace(guest, is_cohost=guest.email == li.email) for guest in guests))
    assert {one["email"]: one["role"] for one in vendor.attendees(meeting)} == {li.email: 1, "anna@tuv.example": 0}
    assert meeting.invitees.get(person=li).role == Invitee.Role.COHOST
    assert mails("changed") == []
    edit(meeting, chen, "again", invitees=guests)
    assert {one["email"]: one["role"] for one in vendor.attendees(meeting)} == {li.email: 0, "anna@tuv.example": 0}


def test_edit_does_not_undo_without_a_word_what_somebody_else_did(
    vendor: Vendor, chen: User, li: User, meeting: Meeting
) -> None:
    """Both opened the form; Li Wei's own was sent first, and changed nothing but who is invited."""
    meeting.invitees.filter(person=li).update(role="cohost")
    mine, seen_at = same(meeting, subject="Roadmap, mine"), meeting.changed_at
    others = same(meeting, invitees=(*asked(li, "anna@tuv.example", "bob@tuv.example").invitees,))
    later = datetime.now(UTC) + timedelta(seconds=1)
    editing.edit(meeting=meeting, by=li, request=others, reference="li", now=later, seen_at=seen_at)
    meeting = Meeting.objects.get(pk=meeting.pk)
    with pytest.raises(ChangedMeanwhile, match="it is now “Roadmap”"):
        editing.edit(meeting=meeting, by=chen, request=mine, reference="chen", now=later, seen_at=seen_at)
    assert meeting.invitees.present().filter(email="bob@tuv.example").exists()
    seen_at = meeting.changed_at
    editing.edit(meeting=meeting, by=chen, request=mine, reference="chen", now=later, seen_at=seen_at)
    assert vendor.conference(meeting)["subject"] == "Roadmap, mine"
