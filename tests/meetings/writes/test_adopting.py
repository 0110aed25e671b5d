"""What was booked after the backup is found at the vendor, and adopted when an administrator says so."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.models import Tenant, User
from meetings.errors import MeetingError, NotAllowed
from meetings.models import AgendaEntry, FoundMeeting, Meeting
from meetings.recurrence import Rule, Unit
from meetings.services import booking
from meetings.writes import adopting, syncing
from notifications.models import Message
from tests.factories.booking_requests import asked, tomorrow
from tests.factories.page_words import text_of
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/admin/meetings/foundmeeting/"
_KEPT = ("vendor_conference_id", "subject", "start_at", "length_minutes", "time_zone", "guest_password", "state")


@pytest.fixture
def lost(vendor: Vendor, chen: User, li: User) -> Meeting:
    """A meeting whose row is gone, as after a restore; nothing else has forgotten it."""
    Tenant.objects.filter(people=chen).update(administrator_user_id=vendor.administrator_user_id)
    request = asked("anna@tuv.example", li.email)
    return forgotten(booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC)))


def forgotten(meeting: Meeting) -> Meeting:
    stored = Meeting.objects.get(pk=meeting.pk)
    Message.objects.all().delete()
    Meeting.objects.filter(vendor_conference_id=meeting.vendor_conference_id).delete()
    return stored


def sync(tenant_id: int) -> None:
    syncing.sync_coming(tenant_id=tenant_id, now=datetime.now(UTC) + timedelta(minutes=2))


def values(meeting: Meeting) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in _KEPT}


def test_a_meeting_without_a_row_is_found_and_adopted(lost: Meeting, zhao: User, chen: User) -> None:
    sync(lost.tenant_id)
    found = FoundMeeting.objects.get()
    assert (found.organiser, found.subject, found.start_at) == (chen, lost.subject, lost.start_at)
    meeting = adopting.adopt(found_id=found.pk, by=zhao, now=datetime.now(UTC))
    stored = Meeting.objects.get(vendor_conference_id=meeting.vendor_conference_id)
    assert values(stored) == values(lost)
    assert stored.occurrences.get().start_at == lost.start_at
    assert sorted(invitee.mail_address for invitee in stored.invitees.present()) == sorted(
        ["anna@tuv.example", chen.email, "li.wei@qingshan.example"]
    )
    assert stored.invitee_count == 3
    assert not Message.objects.exists()
    assert not adopting.adoptable(by=zhao).exists()
    sync(lost.tenant_id)
    assert not FoundMeeting.objects.exists()
    assert Meeting.objects.count() == 1


def test_a_series_is_adopted_with_its_rule_and_its_dates(vendor: Vendor, zhao: User, chen: User) -> None:
    Tenant.objects.filter(people=chen).update(administrator_user_id=vendor.administrator_user_id)
    start_at = tomorrow()
    last = start_at.astimezone(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=4)
    request = asked("anna@tuv.example", start_at=start_at, repeats=Rule(Unit.DAY, 2, (), last))
    booked = booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC))
    spans = list(booked.occurrences.values_list("start_at", "end_at", "original_start_at", "vendor_sub_conference_id"))
    lost = forgotten(booked)
    sync(lost.tenant_id)
    adopting.adopt(found_id=FoundMeeting.objects.get().pk, by=zhao, now=datetime.now(UTC))
    meeting = Meeting.objects.get()
    assert (values(meeting), meeting.recurrence) == (values(lost), lost.recurrence)
    found = meeting.occurrences.values_list("start_at", "end_at", "original_start_at", "vendor_sub_conference_id")
    assert (list(found), len(spans)) == (spans, 3)
    assert AgendaEntry.objects.filter(person=chen, meeting=meeting).count() == 3


def test_adopting_twice_makes_one(lost: Meeting, zhao: User) -> None:
    sync(lost.tenant_id)
    found = FoundMeeting.objects.get()
    adopting.adopt(found_id=found.pk, by=zhao, now=datetime.now(UTC))
    with pytest.raises(NotAllowed):
        adopting.adopt(found_id=found.pk, by=zhao, now=datetime.now(UTC))
    assert Meeting.objects.count() == 1


def test_what_is_gone_meanwhile_is_not_adopted(lost: Meeting, vendor: Vendor, zhao: User, chen: User) -> None:
    sync(lost.tenant_id)
    vendor.cancel_elsewhere(chen, lost)
    with pytest.raises(MeetingError, match="no such meeting any more"):
        adopting.adopt(found_id=FoundMeeting.objects.get().pk, by=zhao, now=datetime.now(UTC))
    assert not FoundMeeting.objects.exists()


def test_a_meeting_that_we_have_is_not_found(vendor: Vendor, chen: User) -> None:
    Tenant.objects.filter(people=chen).update(administrator_user_id=vendor.administrator_user_id)
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    sync(meeting.tenant_id)
    assert not FoundMeeting.objects.exists()


def test_without_an_administrator_nothing_is_found(lost: Meeting) -> None:
    Tenant.objects.filter(pk=lost.tenant_id).update(administrator_user_id="")
    sync(lost.tenant_id)
    assert not FoundMeeting.objects.exists()


@pytest.mark.parametrize("who", ["chen", "stranger"])
def test_adopting_is_for_administrators_of_the_organisation(
    lost: Meeting, who: str, request: pytest.FixtureRequest
) -> None:
    by: User = request.getfixturevalue(who)
    if who == "stranger":
        by.role = User.Role.TENANT_ADMIN
        by.save()
    sync(lost.tenant_id)
    with pytest.raises(NotAllowed):
        adopting.adopt(found_id=FoundMeeting.objects.get().pk, by=by, now=datetime.now(UTC))


@pytest.mark.parametrize(
    ("language", "question", "done"),
    [("en", "Adopt these meetings?", "is adopted."), ("zh-hans", "要接管这些会议吗？", "已接管")],
)
def test_the_administration_asks_once(
    lost: Meeting, zhaos: Client, zhao: User, language: str, question: str, done: str
) -> None:
    User.objects.filter(pk=zhao.pk).update(language=language)
    sync(lost.tenant_id)
    sent = {"action": "adopt", "_selected_action": FoundMeeting.objects.get().pk}
    asked_back = text_of(zhaos.post(PAGE, sent))
    assert (question in asked_back, lost.subject in asked_back, Meeting.objects.count()) == (True, True, 0)
    assert done in text_of(zhaos.post(PAGE, sent | {"confirmed": "yes"}, follow=True))
    assert Meeting.objects.get().vendor_conference_id == lost.vendor_conference_id
