"""What was booked after the backup is adopted when an administrator says so."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Tenant, User
from meetings.errors import MeetingError, NotAllowed
from meetings.models import AgendaEntry, FoundMeeting, Meeting
from meetings.recurrence import Cycle, Unit
from meetings.services import adopting, booking
from notifications.models import Message
from tests.factories.booking_requests import asked, tomorrow
from tests.factories.lost_meetings import forget, sync
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
_KEPT = ("vendor_conference_id", "subject", "start_at", "length_minutes", "time_zone", "guest_password", "state")


def values(meeting: Meeting) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in _KEPT}


def test_a_meeting_without_a_row_is_adopted(lost: Meeting, zhao: User, chen: User) -> None:
    sync(lost.tenant_id)
    found = FoundMeeting.objects.get()
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
    request = asked("anna@tuv.example", start_at=start_at, repeats=Cycle(Unit.DAY, 2, (), last))
    booked = booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC))
    spans = list(booked.occurrences.values_list("start_at", "end_at", "original_start_at", "vendor_sub_conference_id"))
    lost = forget(booked)
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
