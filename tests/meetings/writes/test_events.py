"""Whatever happens to a meeting, and whichever way we learn of it, is one event for those who may hear of it."""

from datetime import UTC, datetime, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import ApiClient, Tenant, User
from history.services import syncing as history
from meetings.models import Meeting
from meetings.recurrence import Cycle, Unit
from meetings.services import booking, cancelling, editing, occurrences, withdrawing
from meetings.writes import syncing
from meetings.writes.applying import end
from notifications.models import WebhookDelivery
from tests.factories.booking_requests import asked, same, tomorrow
from tests.factories.fixtures import MakeMeeting
from tests.factories.vendor import Vendor
from tests.factories.webhooks import heard, listen, types

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def hearing(vendor: Vendor, erp: ApiClient, chen: User) -> ApiClient:
    """The API client, which may act for everybody."""
    listen(erp)
    chen.refresh_from_db()
    return erp


@pytest.fixture
def meeting(hearing: ApiClient, chen: User, li: User) -> Meeting:
    booking.book(organiser=chen, request=asked(li, "anna@tuv.example"), reference="book", now=now())
    WebhookDelivery.objects.all().delete()
    return Meeting.objects.get()


@pytest.fixture
def series(hearing: ApiClient, chen: User) -> Meeting:
    start = tomorrow()
    until = start.astimezone(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=3)
    request = asked("anna@tuv.example", repeats=Cycle(Unit.DAY, 1, (), until), start_at=start)
    booking.book(organiser=chen, request=request, reference="book", now=now())
    WebhookDelivery.objects.all().delete()
    return Meeting.objects.get()


def sync(meeting: Meeting, *, after: timedelta = MINUTE) -> Meeting:
    syncing.sync_coming(tenant_id=meeting.tenant_id, now=now() + after)
    return Meeting.objects.get(pk=meeting.pk)


def edit(meeting: Meeting, by: User, **fields: object) -> None:
    meeting = Meeting.objects.get(pk=meeting.pk)
    editing.edit(meeting=meeting, by=by, request=same(meeting, **fields), reference=token_hex(), now=now())


def test_a_booking_is_one_event(hearing: ApiClient, chen: User) -> None:
    booking.book(organiser=chen, request=asked("anna@tuv.example"), reference="book", now=now())
    meeting = Meeting.objects.get()
    (event,) = heard(hearing)
    zone = ZoneInfo("Asia/Shanghai")
    assert event == {
        "type": "meeting.booked",
        "timestamp": event["timestamp"],
        "data": {
            "meeting": {
                "id": str(meeting.pk),
                "external_id": "",
                "subject": "Roadmap",
                "state": "booked",
                "kind": "scheduled",
                "organiser": {"name": "陈静", "user_id": "chen"},
                "start_at": meeting.start_at.astimezone(zone).isoformat(),
                "end_at": meeting.end_at.astimezone(zone).isoformat(),
                "length_minutes": 45,
                "time_zone": "Asia/Shanghai",
                "conference_id": meeting.vendor_conference_id,
                "changed_at": meeting.changed_at.isoformat(),
            },
            "changed": [],
        },
    }
    assert datetime.fromisoformat(event["timestamp"]).utcoffset() == timedelta()


def test_an_event_carries_no_secret_of_the_meeting(meeting: Meeting, hearing: ApiClient, chen: User) -> None:
    edit(meeting, chen, subject="Roadmap 2")
    (body,) = WebhookDelivery.objects.values_list("body", flat=True)
    found = Meeting.objects.get()
    assert [text for text in (found.guest_password, found.host_password, "/j/", "anna@") if text in body] == []


def test_a_change_names_what_is_another_now(meeting: Meeting, hearing: ApiClient, chen: User) -> None:
    edit(meeting, chen, subject="Roadmap 2", start_at=tomorrow(30))
    (event,) = heard(hearing)
    assert (event["type"], event["data"]["changed"]) == ("meeting.changed", ["subject", "start_at"])
    assert event["data"]["meeting"]["subject"] == "Roadmap 2"


def test_a_change_of_its_people_or_options_is_one_too(meeting: Meeting, hearing: ApiClient, chen: User) -> None:
    edit(meeting, chen, has_waiting_room=True, invitees=())
    (event,) = heard(hearing)
    assert (event["type"], sorted(event["data"]["changed"])) == ("meeting.changed", ["has_waiting_room", "invitees"])


def test_a_cancellation_is_one_event(meeting: Meeting, hearing: ApiClient, chen: User) -> None:
    cancelling.cancel(meeting=meeting, by=chen, reference="cancel", now=now())
    (event,) = heard(hearing)
    assert (event["type"], event["data"]["meeting"]["state"]) == ("meeting.cancelled", "cancelled")


def test_what_happens_at_the_meeting_service_is_heard_by_the_sync(
    vendor: Vendor, meeting: Meeting, hearing: ApiClient, chen: User
) -> None:
    vendor.change(chen, meeting, subject="Moved")
    sync(meeting)
    assert types(hearing) == ["meeting.changed"]
    sync(meeting, after=3 * MINUTE)
    assert types(hearing) == []
    vendor.enter(meeting)
    assert sync(meeting, after=5 * MINUTE).state == Meeting.State.RUNNING
    assert types(hearing) == ["meeting.started"]
    sync(meeting, after=7 * MINUTE)
    assert types(hearing) == []


def test_a_meeting_that_is_gone_is_cancelled_once(
    vendor: Vendor, meeting: Meeting, hearing: ApiClient, chen: User
) -> None:
    vendor.cancel_elsewhere(chen, meeting)
    for number in (1, 2, 3, 4):
        sync(meeting, after=number * MINUTE)
    assert types(hearing) == ["meeting.cancelled"]


def test_the_history_ends_a_meeting_with_an_event(
    vendor: Vendor, meeting: Meeting, hearing: ApiClient, chen: User
) -> None:
    vendor.enter(meeting)
    sync(meeting)
    vendor.end(chen, meeting)
    WebhookDelivery.objects.all().delete()
    history.sync(tenant_id=meeting.tenant_id, now=meeting.end_at + MINUTE)
    assert Meeting.objects.get().state == Meeting.State.ENDED
    assert types(hearing) == ["session.stored", "meeting.ended"]


def test_a_meeting_ends_once(meeting: Meeting, hearing: ApiClient) -> None:
    found = Meeting.objects.get()
    end(meeting=found, now=now())
    end(meeting=found, now=now())
    assert types(hearing) == ["meeting.ended"]


def test_an_occurrence_that_is_moved_or_cancelled_is_an_event_of_its_own(
    series: Meeting, hearing: ApiClient, chen: User
) -> None:
    first, second, *_ = series.occurrences.all()
    start = first.start_at + timedelta(minutes=30)
    occurrences.edit(
        meeting=series, occurrence=first, by=chen, start_at=start, length_minutes=45, reference="move", now=now()
    )
    (event,) = heard(hearing)
    assert (event["type"], event["data"]["changed"]) == ("occurrence.changed", ["start_at", "end_at"])
    there = event["data"]["occurrence"]
    assert (there["id"], datetime.fromisoformat(there["start_at"])) == (first.pk, start)
    series.refresh_from_db()
    occurrences.cancel(meeting=series, occurrence=second, by=chen, reference="off", now=now())
    (event,) = heard(hearing)
    assert event["type"] == "occurrence.cancelled"
    assert (event["data"]["occurrence"]["id"], event["data"]["occurrence"]["is_cancelled"]) == (second.pk, True)


def test_a_series_of_another_rhythm_is_one_change(series: Meeting, hearing: ApiClient, chen: User) -> None:
    assert series.recurrence
    until = series.recurrence.until + timedelta(days=2)
    edit(series, chen, repeats=Cycle(Unit.DAY, 2, (), until))
    (event,) = heard(hearing)
    assert (event["type"], event["data"]["changed"]) == ("meeting.changed", ["recurrence", "occurrences"])


def test_a_series_is_cancelled_as_a_whole(series: Meeting, hearing: ApiClient, chen: User) -> None:
    cancelling.cancel(meeting=series, by=chen, reference="cancel", now=now())
    assert types(hearing) == ["meeting.cancelled"]


def test_a_booking_that_was_never_made_is_no_event(vendor: Vendor, hearing: ApiClient, chen: User) -> None:
    vendor.go_away()
    booking.book(organiser=chen, request=asked(), reference="book", now=now())
    withdrawing.withdraw(meeting=Meeting.objects.get(), by=chen, now=now())
    assert types(hearing) == []


def test_only_who_may_act_for_somebody_in_it_hears_of_a_meeting(
    meeting: Meeting, hearing: ApiClient, chen: User, li: User
) -> None:
    patterns = {"chen": 1, "l*": 1, "zhao": 0, "": 0}
    for pattern, count in patterns.items():
        ApiClient.objects.update(allowed_user_ids=pattern)
        edit(Meeting.objects.get(), chen, subject=f"For {pattern}")
        assert len(heard(hearing)) == count, pattern
    ApiClient.objects.update(allowed_user_ids="*", scopes=["people:read"])
    cancelling.cancel(meeting=Meeting.objects.get(), by=chen, reference="cancel", now=now())
    assert types(hearing) == []


def test_nobody_hears_of_another_organisation(make_meeting: MakeMeeting, hearing: ApiClient, stranger: User) -> None:
    theirs = make_meeting(tenant=stranger.tenant, organiser=stranger)
    Tenant.objects.update(has_webhooks=True)
    end(meeting=Meeting.objects.get(pk=theirs.pk), now=now())
    assert WebhookDelivery.objects.count() == 0


def test_an_event_is_undone_with_what_it_tells_of(
    vendor: Vendor, hearing: ApiClient, chen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetings.writes.outcomes._tell_result", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        booking.book(organiser=chen, request=asked(), reference="book", now=now())
    assert (Meeting.objects.get().state, types(hearing)) == (Meeting.State.REQUESTED, [])


def test_a_meeting_costs_nothing_more_where_nobody_listens(make_meeting: MakeMeeting) -> None:
    meeting = Meeting.objects.select_related("tenant").get(pk=make_meeting().pk)
    with CaptureQueriesContext(connection) as statements:
        end(meeting=meeting, now=now())
    silent = len(statements)
    Tenant.objects.update(has_webhooks=True)
    meeting = Meeting.objects.select_related("tenant").get(pk=make_meeting().pk)
    with CaptureQueriesContext(connection) as statements:
        end(meeting=meeting, now=now())
    assert len(statements) - silent == 3  # who is invited, before and after; and who listens
