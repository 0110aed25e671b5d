"""Each session of the vendor's history is stored once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import Tenant, User
from accounts.vendor import clients
from history.models import Attendance, ControlRecord, EndedSession, Kind, SyncCursor, UnstoredSession
from history.services import reading_lists, syncing
from history.vendor import whole_lists
from history.writes import keeping, sessions
from hwmeeting import EndedMeeting
from meetings.models import Meeting
from meetings.recurrence import Cycle, Unit, cycles
from meetings.services import booking
from meetings.writes.occurrences import take_current_times
from tests.factories.booking_requests import asked, tomorrow
from tests.factories.vendor import Vendor
from tests.flows.interruptions import Answer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ended(vendor: Vendor, chen: User) -> Meeting:
    meeting = booking.start_now(organiser=chen, reference="now", now=datetime.now(UTC))
    vendor.enter(meeting)
    vendor.end(chen, meeting)
    return meeting


def sync(meeting: Meeting, after: timedelta = timedelta(minutes=1)) -> int:
    return syncing.sync(tenant_id=meeting.tenant_id, now=datetime.now(UTC) + after)


def cursor() -> SyncCursor:
    return SyncCursor.objects.get(kind=Kind.SESSIONS)


@pytest.mark.parametrize("by_administrator", [True, False])
def test_sync_stores_each_session_once(vendor: Vendor, ended: Meeting, by_administrator: bool) -> None:
    user_id = vendor.administrator_user_id if by_administrator else ""
    Tenant.objects.filter(pk=ended.tenant_id).update(administrator_user_id=user_id)
    assert [sync(ended), sync(ended)] == [1, 0]
    session = EndedSession.objects.get()
    assert (session.meeting, session.vendor_conference_id, session.subject) == (
        ended,
        ended.vendor_conference_id,
        ended.subject,
    )
    assert session.start_at <= session.end_at


def test_sync_ends_the_meeting_when_its_time_is_over(vendor: Vendor, ended: Meeting) -> None:
    sync(ended)
    assert Meeting.objects.get().state == Meeting.State.RUNNING, "until its end people may come back"
    sync(ended, after=timedelta(minutes=70))
    assert Meeting.objects.get().state == Meeting.State.ENDED


def test_sync_with_the_vendor_away_keeps_its_place(vendor: Vendor, ended: Meeting) -> None:
    sync(ended)
    before = cursor().read_until
    vendor.go_away()
    assert sync(ended, after=timedelta(hours=1)) == 0
    assert (cursor().read_until, cursor().lease_until) == (before, None)


def test_sync_while_another_process_reads(vendor: Vendor, ended: Meeting) -> None:
    now = datetime.now(UTC)
    day_ago = now - timedelta(days=1)
    times = dict.fromkeys(("read_until", "read_since", "begun_at", "floor_at", "next_at"), day_ago)
    SyncCursor.objects.create(tenant_id=ended.tenant_id, **times, lease_until=now + timedelta(minutes=5))
    assert sync(ended) == 0
    assert sync(ended, after=timedelta(minutes=6)) == 1


def test_sync_reads_what_was_held_of_a_series_that_stands_on_its_next_occurrence(vendor: Vendor, chen: User) -> None:
    start_at = tomorrow()
    weekly = Cycle(Unit.WEEK, 1, (cycles.weekday(start_at.date()),), start_at.date() + timedelta(days=7))
    request = asked(start_at=start_at, repeats=weekly, time_zone="UTC")
    series = booking.book(organiser=chen, request=request, reference="series", now=datetime.now(UTC))
    vendor.forward(int((start_at - datetime.now(UTC)).total_seconds()) + 60)
    vendor.enter(series)
    first = series.occurrences.all()[0].vendor_sub_conference_id
    client = clients.client_for(person=chen).series
    client.cancel_occurrences(series.vendor_conference_id, [first], end_running=True)
    now = start_at + timedelta(hours=2)
    take_current_times(series, now=now)
    series.save()
    assert series.start_at == start_at + timedelta(days=7)
    assert syncing.sync(tenant_id=series.tenant_id, now=now) == 1
    assert EndedSession.objects.get().meeting == series
    assert Meeting.objects.get().state == Meeting.State.BOOKED


def test_sync_is_not_held_up_by_one_who_may_not_read(vendor: Vendor, ended: Meeting, li: User) -> None:
    """The first organiser's history is refused, each time; the second one's is read."""
    for_li = booking.start_now(organiser=li, reference="li", now=datetime.now(UTC))
    vendor.enter(for_li)
    vendor.end(li, for_li)
    refused = Answer(403, '{"error_code": "MMC.111070002", "error_msg": "NO_RIGHT"}')
    vendor.between.plan("GET", "/v1/mmc/management/conferences/history", refused)
    assert sync(ended) == 1
    assert EndedSession.objects.get().meeting == for_li
    assert cursor().read_until > datetime.now(UTC)


def break_storing(monkeypatch: pytest.MonkeyPatch, meeting: Meeting) -> None:
    """From now on the session of ``meeting`` can't be stored."""
    row = sessions._row

    def break_one(tenant: Tenant, ended: EndedMeeting, *arguments: Any) -> dict[str, Any]:
        if ended.conference_id == meeting.vendor_conference_id:
            raise ValueError("a bug")
        return row(tenant, ended, *arguments)

    monkeypatch.setattr(sessions, "_row", break_one)


def test_sync_goes_on_after_an_error_about_one_session(
    vendor: Vendor, ended: Meeting, li: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_li = booking.start_now(organiser=li, reference="li", now=datetime.now(UTC))
    vendor.enter(for_li)
    vendor.end(li, for_li)
    break_storing(monkeypatch, ended)
    assert sync(ended) == 1
    assert EndedSession.objects.get().meeting == for_li


def test_sync_keeps_what_cannot_be_stored_until_it_can(
    vendor: Vendor, ended: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mistake is mended weeks later: the vendor's history is no longer read so far back by then."""
    began = datetime.now(UTC) + timedelta(minutes=1)
    with monkeypatch.context() as broken:
        break_storing(broken, ended)
        for day in range(8):
            assert syncing.sync(tenant_id=ended.tenant_id, now=began + timedelta(days=day)) == 0
    kept = UnstoredSession.objects.get()
    assert (kept.vendor_conference_id, kept.error, kept.attempts) == (ended.vendor_conference_id, "ValueError", 8)
    assert (kept.failed_at, kept.tried_at) == (began, began + timedelta(days=7))
    assert sync(ended, after=timedelta(days=30)) == 1
    session = EndedSession.objects.get()
    assert (session.meeting, session.subject, session.start_at) == (ended, ended.subject, kept.start_at)
    assert not UnstoredSession.objects.exists()


def test_sync_stores_at_once_what_can_be_stored_again(
    vendor: Vendor, ended: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        break_storing(broken, ended)
        sync(ended)
    assert sync(ended) == 1
    assert not UnstoredSession.objects.exists()


def test_sync_leaves_the_cursor_where_not_even_that_can_be_kept(
    vendor: Vendor, ended: Meeting, li: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(ended)
    before = cursor().read_until
    for_li = booking.start_now(organiser=li, reference="li", now=datetime.now(UTC))
    vendor.enter(for_li)
    vendor.end(li, for_li)
    break_storing(monkeypatch, ended)

    def fail(**_: object) -> None:
        raise ValueError("no room")

    monkeypatch.setattr(keeping, "keep", fail)
    assert sync(ended, after=timedelta(hours=1)) == 1, "the other session"
    assert (cursor().read_until, cursor().lease_until) == (before, None)


_REFUSED = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite takes a text of any length, and NUL in it")


@pytest.mark.parametrize(
    "uuid",
    [
        pytest.param("9" * 65, marks=_REFUSED, id="long"),
        pytest.param("with\0nul", marks=_REFUSED, id="nul"),
        pytest.param("half a pair \ud800", id="half a pair"),
    ],
)
def test_sync_goes_on_past_a_session_that_no_column_takes(
    vendor: Vendor, ended: Meeting, monkeypatch: pytest.MonkeyPatch, uuid: str
) -> None:
    """It waits with a row that can't be read beside it, and the next reading counts one attempt more."""
    read_whole = whole_lists.read_whole

    def with_one_more(pages: Any, store: Callable[[list[EndedMeeting]], object]) -> int:
        def store_more(found: list[EndedMeeting]) -> None:
            store([replace(one, conference_uuid=uuid, subject=f"{one.subject}\0") for one in found] + found)

        return read_whole(pages, store_more)

    monkeypatch.setattr(reading_lists, "read_whole", with_one_more)
    now = datetime.now(UTC)
    unreadable: Any = {"version": 99}
    UnstoredSession.objects.create(
        tenant_id=ended.tenant_id,
        vendor_conference_uuid="newer",
        start_at=now,
        answer=unreadable,
        failed_at=now,
        tried_at=now,
    )
    assert [sync(ended), sync(ended, after=timedelta(minutes=2))] == [1, 0]
    assert cursor().read_until > now + timedelta(minutes=1)
    kept = UnstoredSession.objects.exclude(vendor_conference_uuid="newer").get()
    assert (kept.vendor_conference_id, kept.attempts) == (ended.vendor_conference_id, 2)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "结束会议"), ("en", "End conference")])
def test_what_was_done_is_in_the_organisers_language(
    vendor: Vendor, chen: User, ended: Meeting, language: str, words: str
) -> None:
    chen.language = language
    chen.save()
    Tenant.objects.filter(pk=ended.tenant_id).update(administrator_user_id=vendor.administrator_user_id)
    sync(ended)
    assert words in ControlRecord.objects.values_list("operation", flat=True)
    assert {stay.device_type for stay in Attendance.objects.all()} == {"Soft terminal"}
