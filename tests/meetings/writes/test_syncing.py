"""What happens at the vendor without us comes to be known here, and nothing is believed too quickly."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from accounts.models import Identity, Tenant, User
from meetings.models import Meeting
from meetings.services import booking, editing
from meetings.writes import syncing
from meetings.writes.applying import apply_vendor_answer
from notifications.models import Message
from tests.factories.booking_requests import asked, same, tomorrow
from tests.factories.vendor import Vendor
from tests.flows.interruptions import Answer

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def meeting(vendor: Vendor, chen: User) -> Meeting:
    request = asked("anna@tuv.example")
    return booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC))


def sync(meeting: Meeting, *, after: timedelta = MINUTE, times: int = 1) -> Meeting:
    for number in range(times):
        syncing.sync_coming(tenant_id=meeting.tenant_id, now=datetime.now(UTC) + after + number * MINUTE)
    return Meeting.objects.get(pk=meeting.pk)


def changes() -> int:
    return Message.objects.filter(kind="changed").count()


def test_sync_with_nothing_new(vendor: Vendor, meeting: Meeting) -> None:
    synced = sync(meeting)
    assert (synced.state, synced.changed_at, synced.ical_sequence) == ("booked", meeting.changed_at, 0)
    assert changes() == 0


@pytest.mark.parametrize("by_administrator", [True, False])
def test_sync_takes_over_what_was_moved_at_the_vendor(
    vendor: Vendor, chen: User, meeting: Meeting, by_administrator: bool
) -> None:
    user_id = vendor.administrator_user_id if by_administrator else ""
    Tenant.objects.filter(pk=meeting.tenant_id).update(administrator_user_id=user_id)
    start_at = tomorrow(30)
    vendor.change(chen, meeting, subject="Moved", start_at=start_at)
    synced = sync(meeting)
    assert (synced.subject, synced.start_at, synced.ical_sequence) == ("Moved", start_at, 1)
    assert synced.occurrences.get().start_at == start_at
    assert changes() == 2
    assert sync(meeting).ical_sequence == 1


def test_sync_sees_that_it_runs(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    vendor.enter(meeting)
    assert sync(meeting).state == Meeting.State.RUNNING
    assert changes() == 0


def test_sync_believes_that_it_is_gone_after_three_checks(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    vendor.cancel_elsewhere(chen, meeting)
    assert [sync(meeting, after=number * MINUTE).state for number in (1, 2, 3)] == ["booked", "booked", "cancelled"]
    assert Message.objects.filter(kind="cancelled").count() == 2


def test_sync_takes_two_checks_at_once_for_one(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    vendor.cancel_elsewhere(chen, meeting)
    for _ in range(4):
        assert sync(meeting).vendor_missing_count == 1


def test_sync_with_the_vendor_away_changes_nothing(vendor: Vendor, meeting: Meeting) -> None:
    vendor.go_away()
    assert sync(meeting, times=4).state == Meeting.State.BOOKED


def test_sync_ends_what_is_over_and_no_longer_listed(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    vendor.cancel_elsewhere(chen, meeting)
    assert sync(meeting, after=meeting.end_at - datetime.now(UTC) + MINUTE).state == Meeting.State.ENDED
    assert not Message.objects.filter(kind="cancelled").exists()


def test_sync_leaves_alone_what_is_being_written(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    vendor.lose_answer("edit")
    editing.edit(
        meeting=meeting, by=chen, request=same(meeting, subject="New"), reference="edit", now=datetime.now(UTC)
    )
    assert sync(meeting).subject == "Roadmap"


def test_sync_concludes_nothing_from_what_another_organisation_sees(
    vendor: Vendor, meeting: Meeting, chen: User, stranger: User
) -> None:
    """Whoever has moved, and is linked there, would be told that there is no such meeting."""
    assert stranger.tenant is not None
    Identity.objects.filter(person=chen).delete()
    User.objects.filter(pk=chen.pk).update(tenant=stranger.tenant)
    Identity.objects.create(tenant=stranger.tenant, person=chen, third_party_user_id="li")
    unknown = Answer(400, '{"error_code": "MMC.111070005", "error_msg": "CONF_NOT_FOUND"}')
    vendor.between.plan("GET", "/v1/mmc/management/conferences/confDetail", *[unknown] * 3)
    assert sync(meeting, times=3).state == Meeting.State.BOOKED
    assert Message.objects.filter(kind="cancelled").count() == 0


@pytest.mark.parametrize("by_administrator", [True, False])
def test_sync_leaves_a_service_that_is_away_after_the_first_organiser(
    vendor: Vendor, meeting: Meeting, li: User, by_administrator: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many organisers there are: each call would wait its full time, and other tenants for all of them."""
    user_id = vendor.administrator_user_id if by_administrator else ""
    Tenant.objects.filter(pk=meeting.tenant_id).update(administrator_user_id=user_id)
    booking.book(organiser=li, request=asked(), reference="li", now=datetime.now(UTC))
    sync(meeting)
    fault = Answer(500, "{}")
    # Each list is asked for twice, since a read may be repeated.
    asked_first = 4 if by_administrator else 2
    vendor.between.plan("GET", "/v1/mmc/management/conferences", *[fault] * (asked_first + 1))
    sync(meeting)
    assert len(vendor.between.planned["GET", "/v1/mmc/management/conferences"]) == 1


def test_sync_goes_on_after_an_error_about_one_meeting(
    vendor: Vendor, chen: User, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = booking.book(organiser=chen, request=asked(), reference="other", now=datetime.now(UTC))
    for one in (meeting, other):
        vendor.change(chen, one, subject="Moved")
    broken: list[UUID] = []

    def break_one(*, meeting: Meeting, **values: Any) -> bool:
        if meeting.pk in broken:
            raise ValueError("a bug")
        return apply_vendor_answer(meeting=meeting, **values)

    monkeypatch.setattr("meetings.writes.syncing.apply_vendor_answer", break_one)
    for one in (meeting, other):
        broken[:] = [one.pk]
        sync(meeting)
    assert set(Meeting.objects.values_list("subject", flat=True)) == {"Moved"}
