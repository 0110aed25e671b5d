"""An administrator changes somebody's mail address: whom a meeting concerns is the person, whatever the address."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from accounts.models import User
from accounts.services import people
from meetings import access
from meetings.forms.booking import BookingForm
from meetings.join import addressee
from meetings.models import Meeting
from meetings.requests import InviteeRequest
from meetings.services import booking, cancelling, editing
from meetings.writes.payloads import WantedInvitee, WantedMeeting
from notifications.models import Message
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
OLD, NEW = "li.wei@qingshan.example", "wei.li@qingshan.example"


@pytest.fixture
def meeting(vendor: Vendor, chen: User, li: User) -> Meeting:
    cohost = InviteeRequest(li.email, li.name, li, is_cohost=True)
    request = asked("anna@tuv.example", invitees=(cohost, InviteeRequest("anna@tuv.example", "Anna")))
    return booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC))


def move(operator: User, person: User, email: str) -> User:
    """Give ``person`` another address, as the administration does."""
    changed = User.objects.get(pk=person.pk)
    changed.email = email
    return people.change(by=operator, person=changed)


def filled(meeting: Meeting, by: User) -> dict[str, Any]:
    """Return what the form for changing it holds when it is opened."""
    initial = BookingForm.filled_with(fresh(meeting), person=by, now=datetime.now(UTC)).initial
    return {name: value for name, value in initial.items() if value is not None and value is not False}


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("organiser", "tenant__application").get(pk=meeting.pk)


def save(meeting: Meeting, by: User, sent: dict[str, Any], **changes: Any) -> Meeting:
    """Send the form with ``changes``."""
    found = fresh(meeting)
    form = BookingForm(sent | changes, person=by, now=datetime.now(UTC), meeting=found)
    assert form.is_valid(), form.errors
    editing.edit(
        meeting=found,
        by=by,
        request=form.to_request(),
        reference=str(changes),
        now=datetime.now(UTC),
        seen_at=form.cleaned_data["seen_at"],
    )
    return fresh(meeting)


def guests(meeting: Meeting) -> list[tuple[str, int | None, str]]:
    return [(row.mail_address, row.person_id, row.role) for row in meeting.invitees.guests().select_related("person")]


def mailed(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


@pytest.mark.parametrize("was_open", [False, True])
def test_a_colleague_with_a_new_address_stays_the_same_invitee(
    vendor: Vendor, chen: User, li: User, operator: User, meeting: Meeting, was_open: bool
) -> None:
    link = meeting.invitees.get(person=li).join_token
    sent = filled(meeting, chen)
    li = move(operator, li, NEW)
    if not was_open:
        sent = filled(meeting, chen)
        assert OLD not in sent["invitees"] + sent["cohosts"]
    changed = save(meeting, chen, sent, subject="Roadmap 2")
    assert guests(changed) == [(NEW, li.pk, "cohost"), ("anna@tuv.example", None, "guest")]
    assert changed.invitees.get(person=li).join_token == link
    assert access.can_change(person=li, meeting=changed)
    assert li.pk in changed.agenda.values_list("person", flat=True)
    assert mailed("changed") == ["anna@tuv.example", "chen.jing@qingshan.example", NEW]
    assert not mailed("uninvited")
    there = [attendee.email for attendee in vendor.detail(chen, changed).attendees]
    assert (NEW in there, OLD in there) == (True, False)


def test_a_cohost_with_a_new_address_may_change_the_meeting(
    vendor: Vendor, li: User, operator: User, meeting: Meeting
) -> None:
    sent = filled(meeting, li)
    li = move(operator, li, NEW)
    changed = save(meeting, li, sent, subject="Roadmap 2")
    assert changed.subject == "Roadmap 2"
    assert guests(changed)[0] == (NEW, li.pk, "cohost")


def test_an_organiser_with_a_new_address_is_the_same_in_calendars(
    vendor: Vendor, chen: User, operator: User, meeting: Meeting
) -> None:
    chen = move(operator, chen, "jing@qingshan.example")
    changed = save(meeting, chen, filled(meeting, chen), subject="Roadmap 2")
    told = Message.objects.get(kind="changed", recipient="anna@tuv.example")
    assert str(Calendar.from_ical(told.calendar).events[0]["ORGANIZER"]) == "mailto:chen.jing@qingshan.example"
    assert told.reply_to == "jing@qingshan.example"
    assert mailed("changed") == ["anna@tuv.example", "jing@qingshan.example", OLD]
    assert changed.invitees.count() == 3


def test_an_organiser_is_not_invited_under_the_old_address(
    vendor: Vendor, chen: User, operator: User, meeting: Meeting
) -> None:
    sent = filled(meeting, chen)
    chen = move(operator, chen, "jing@qingshan.example")
    changed = save(meeting, chen, sent, invitees=sent["invitees"] + "\nchen.jing@qingshan.example")
    assert changed.invitees.count() == 3


def test_a_colleague_who_can_t_sign_in_any_more_stays_invited(
    vendor: Vendor, chen: User, li: User, operator: User, meeting: Meeting
) -> None:
    people.deactivate(by=operator, person_ids=[li.pk])
    changed = save(meeting, chen, filled(meeting, chen), subject="Roadmap 2")
    assert guests(changed)[0] == (OLD, li.pk, "cohost")


def test_nothing_goes_to_the_old_address(
    vendor: Vendor, chen: User, li: User, operator: User, meeting: Meeting
) -> None:
    """What waits in the outbox is sent to the new one, and so is the cancellation."""
    assert mailed("invitation") == ["anna@tuv.example", OLD]
    move(operator, li, NEW)
    assert mailed("invitation") == ["anna@tuv.example", NEW]
    cancelling.cancel(meeting=fresh(meeting), by=chen, note="", reference="off", now=datetime.now(UTC), tell=True)
    assert mailed("cancelled") == ["anna@tuv.example", "chen.jing@qingshan.example", NEW]
    told = Message.objects.get(kind="cancelled", recipient=NEW)
    assert str(Calendar.from_ical(told.calendar).events[0]["ATTENDEE"]) == f"mailto:{NEW}"


def test_what_was_sent_stays_on_record(li: User, operator: User, vendor: Vendor, meeting: Meeting) -> None:
    Message.objects.filter(kind="invitation").update(state=Message.State.SENT)
    move(operator, li, NEW)
    assert mailed("invitation") == ["anna@tuv.example", OLD]


def test_the_old_address_given_to_somebody_else_is_that_person(
    vendor: Vendor, chen: User, li: User, operator: User, meeting: Meeting
) -> None:
    move(operator, li, NEW)
    other = User.objects.create_user(OLD, name="Li Wei the younger", tenant=chen.tenant)
    sent = filled(meeting, chen)
    changed = save(meeting, chen, sent, invitees=sent["invitees"] + f"\n{OLD}")
    assert [(email, person) for email, person, _role in guests(changed)] == [
        (NEW, li.pk),
        ("anna@tuv.example", None),
        (OLD, other.pk),
    ]


def test_several_addresses_of_one_person_are_one_invitee(
    vendor: Vendor, chen: User, li: User, operator: User, meeting: Meeting
) -> None:
    sent = filled(meeting, chen)
    move(operator, li, NEW)
    changed = save(meeting, chen, sent, invitees=sent["invitees"] + f"\n{NEW}")
    assert [email for email, _person, _role in guests(changed)] == [NEW, "anna@tuv.example"]
    wanted = WantedMeeting.of_request(
        asked(invitees=(InviteeRequest(OLD, person=li), InviteeRequest(NEW, person=li))),
        organiser=chen,
        start_at=meeting.start_at,
    )
    assert [guest.key for guest in wanted.invitees] == [li.pk]


def test_a_person_is_invited_once_by_rule_of_the_database(meeting: Meeting, li: User, vendor: Vendor) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.invitees.create(person=li, email="li@home.example", name="Li", join_token="x" * 22)


def test_an_outsider_who_has_an_account_by_now_keeps_the_link(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    link = meeting.invitees.get(email="anna@tuv.example").join_token
    anna = User.objects.create_user("anna@tuv.example", name="Anna", tenant=chen.tenant)
    changed = save(meeting, chen, filled(meeting, chen), subject="Roadmap 2")
    row = changed.invitees.get(person=anna)
    assert (row.join_token, row.removed_at) == (link, None)
    assert not mailed("uninvited")


def test_each_link_of_a_person_leads_in_while_they_are_invited(meeting: Meeting, li: User, vendor: Vendor) -> None:
    row = meeting.invitees.get(person=li)
    former = meeting.invitees.create(
        person=li, email="li@home.example", name="Li", join_token="x" * 22, removed_at=datetime.now(UTC)
    )
    assert addressee.find_invitee(token=former.join_token, now=datetime.now(UTC)).pk == row.pk


def test_a_payload_of_yesterday_names_one_person_twice_and_invites_once(li: User) -> None:
    rows = [{"email": email, "name": "Li", "person": li.pk, "is_cohost": False} for email in (OLD, "li@home.example")]
    wanted = [WantedInvitee.from_json(row) for row in rows]
    assert {guest.key for guest in wanted} == {li.pk}
