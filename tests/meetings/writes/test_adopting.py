"""The sync notes the meetings that the vendor has and we don't."""

from datetime import UTC, datetime

import pytest

from accounts.models import Tenant, User
from hwmeeting import Attendee, MeetingDetail
from hwmeeting import Meeting as VendorMeeting
from meetings.models import FoundMeeting, Meeting
from meetings.services import booking
from meetings.writes import adopting
from tests.factories.booking_requests import asked
from tests.factories.lost_meetings import sync
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_meeting_without_a_row_is_found(lost: Meeting, chen: User) -> None:
    sync(lost.tenant_id)
    found = FoundMeeting.objects.get()
    assert (found.organiser, found.subject, found.start_at) == (chen, lost.subject, lost.start_at)


def test_a_meeting_that_we_have_is_not_found(vendor: Vendor, chen: User) -> None:
    Tenant.objects.filter(people=chen).update(administrator_user_id=vendor.administrator_user_id)
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    sync(meeting.tenant_id)
    assert not FoundMeeting.objects.exists()


def test_without_an_administrator_nothing_is_found(lost: Meeting) -> None:
    Tenant.objects.filter(pk=lost.tenant_id).update(administrator_user_id="")
    sync(lost.tenant_id)
    assert not FoundMeeting.objects.exists()


def test_what_another_client_wrote_is_one_harmless_line(lost: Meeting) -> None:
    meeting = VendorMeeting(
        lost.vendor_conference_id,
        subject="Bell\x07 \u202egnirts",
        scheduler_user_uuid=lost.organiser.identity.vendor_user_uuid,
        start_at=lost.start_at,
    )
    adopting.note_listed(tenant=lost.tenant, listed=[meeting], now=datetime.now(UTC))
    assert FoundMeeting.objects.get().subject == "Bell gnirts"


@pytest.mark.parametrize(
    ("user_id", "address"), [("", "LI.WEI@xn--mnchen-3ya.example"), ("li.wei", "older@qingshan.example")]
)
def test_an_invitee_at_the_vendor_is_whom_user_id_or_address_mean(
    lost: Meeting, li: User, user_id: str, address: str
) -> None:
    User.objects.filter(pk=li.pk).update(email="li.wei@münchen.example")
    sync(lost.tenant_id)
    user_id = user_id and li.identity.third_party_user_id
    found, now = FoundMeeting.objects.get(), datetime.now(UTC)
    detail = MeetingDetail(
        VendorMeeting(lost.vendor_conference_id, subject="Plan", start_at=lost.start_at, state="Schedule"),
        (
            Attendee(name="Li\x07 \u202eWei", email=address, account_id=user_id),
            Attendee(name="A\x07nna", email="anna@tuv.example"),
        ),
    )
    guests = adopting.add(found=found, detail=detail, now=now).invitees.filter(role="guest").order_by("pk")
    assert [(one.person, one.mail_address, one.name) for one in guests] == [
        (li, "li.wei@münchen.example", "Li Wei"),
        (None, "anna@tuv.example", "A nna"),
    ]
