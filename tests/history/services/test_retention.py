"""What a tenant keeps no longer is deleted at night, wherever it is killed, and no reading brings it back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Tenant, User
from history.models import (
    Attendance,
    ControlRecord,
    EndedSession,
    Kind,
    Presence,
    Recording,
    Retention,
    SyncCursor,
    SyncGap,
)
from history.services import progress, retention, syncing
from history.writes import details, keeping, purging
from history.writes.directory import Directory
from hwmeeting import Attendance as VendorAttendance
from hwmeeting import ControlRecord as VendorControlRecord
from hwmeeting import EndedMeeting
from meetings.models import Meeting
from meetings.services import booking
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import text_of
from tests.factories.sessions import hold, record, take_part
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now().replace(microsecond=0)
DAY = timedelta(days=1)


def session_of(chen: User, days: int, li: User | None = None) -> EndedSession:
    """Hold one so many days ago: with two who were invited, somebody else, what was done, and a recording."""
    assert chen.tenant
    start = NOW - days * DAY
    session = hold(
        chen.tenant, organiser=chen, vendor_conference_uuid=f"d{days}", start_at=start, end_at=start + DAY / 24,
        attendee_count=2, attended_seconds=3600,
    )  # fmt: skip
    take_part(session, chen, (0, 30))
    take_part(session, "Guest", (0, 30), is_invited=False)
    if li:
        take_part(session, li)
    ControlRecord.objects.create(tenant=chen.tenant, session=session, row_key="1", at=start, operator="Chen")
    record(session)
    return session


def keep(tenant: Tenant | None, **days: int) -> Retention:
    assert tenant
    return Retention.objects.create(tenant=tenant, **days)


def left() -> dict[str, list[int]]:
    """Return how many days ago each row that is left was."""
    tables: dict[str, Any] = {
        "sessions": EndedSession.objects.values_list("start_at"),
        "attendance": Attendance.objects.order_by().values_list("session__start_at").distinct(),
        "control": ControlRecord.objects.values_list("session__start_at"),
        "recordings": Recording.objects.values_list("start_at"),
    }
    return {name: sorted(round((NOW - at) / DAY) for (at,) in rows) for name, rows in tables.items()}


def purge(tenant: Tenant | None) -> bool:
    assert tenant
    return retention.purge(tenant_id=tenant.pk, now=NOW)


@pytest.mark.parametrize(
    ("days", "sessions", "attendance", "control", "recordings"),
    [
        ({}, [10, 40, 90], [10, 40, 90], [10, 40, 90], [10, 40, 90]),
        ({"session_days": 60}, [10, 40], [10, 40], [10, 40], [10, 40]),
        ({"attendance_days": 30}, [10, 40, 90], [10], [10, 40, 90], [10, 40, 90]),
        ({"control_record_days": 30}, [10, 40, 90], [10, 40, 90], [10], [10, 40, 90]),
        ({"recording_days": 60}, [10, 40, 90], [10, 40, 90], [10, 40, 90], [10, 40]),
        ({"session_days": 60, "attendance_days": 30, "control_record_days": 90}, [10, 40], [10], [10, 40], [10, 40]),
    ],
)
def test_each_kind_goes_after_its_days(
    chen: User, days: dict[str, int], sessions: Any, attendance: Any, control: Any, recordings: Any
) -> None:
    for each in (10, 40, 90):
        session_of(chen, each)
    keep(chen.tenant, **days)
    for _ in range(2):
        assert purge(chen.tenant)
        assert left() == {
            "sessions": sessions, "attendance": attendance, "control": control, "recordings": recordings,
        }  # fmt: skip
    assert Retention.objects.get().purged_at == NOW


def test_the_numbers_stay_and_who_was_invited_still_sees_the_session(chen: User, li: User, zhao: User) -> None:
    session = session_of(chen, 40, li)
    keep(chen.tenant, attendance_days=30)
    purge(chen.tenant)
    session.refresh_from_db()
    assert (session.attendee_count, session.attended_seconds, session.details) == (2, 3600, "purged")
    told = session.presences.order_by("pk").values_list("person", "name", "came", "joined_at", "seconds")
    assert list(told) == [(chen.pk, "", False, None, 0), (li.pk, "", False, None, 0)]
    assert [EndedSession.objects.visible_to(one).count() for one in (chen, li, zhao)] == [1, 1, 1]


def test_pages_say_how_many_came_and_that_who_is_not_kept(make_meeting: MakeMeeting, chen: User, li: User) -> None:
    meeting = make_meeting(start_at=NOW - 40 * DAY, state=Meeting.State.ENDED, guests=(li,))
    session = hold(meeting.tenant, meeting, attendee_count=2, attended_seconds=3600)
    take_part(session, chen, (0, 30))
    take_part(session, "Guest", (0, 30), is_invited=False)
    keep(chen.tenant, attendance_days=30)
    purge(chen.tenant)
    client = signed_in(chen)
    words = text_of(client.get(f"/sessions/{session.pk}/"))
    assert "2 came; who they were is no longer kept here." in words
    assert "did not come" not in words
    row = text_of(client.get("/meetings/past/?since=2020-01-01"))
    assert "2 came" in row
    assert "30 min on average" in row
    assert client.get(f"/sessions/{session.pk}/attendance.csv").status_code == 200


def test_other_tenants_keep_theirs(chen: User, stranger: User) -> None:
    session_of(chen, 40)
    session_of(stranger, 90)
    keep(chen.tenant, session_days=30)
    assert retention.sweep() == 1
    purge(chen.tenant)
    assert left()["sessions"] == [90]


class Killed(BaseException):
    pass


def killed_at(number: int) -> Callable[..., Any]:
    """Let so many statements through, and end the process at the next one that writes."""
    count = 0

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += sql.startswith(("UPDATE", "DELETE"))
        if count > number:
            raise Killed
        return execute(sql, params, many, context)

    return run


def test_a_purge_that_is_killed_at_any_statement_is_done_by_the_next(chen: User, li: User) -> None:
    for each in (10, 40, 41, 90, 91):
        session_of(chen, each, li)
    keep(chen.tenant, session_days=60, attendance_days=30, control_record_days=20)
    kills = 0
    while kills < 200:
        try:
            with connection.execute_wrapper(killed_at(kills)):
                purge(chen.tenant)
            break
        except Killed:
            kills += 1
            for session in EndedSession.objects.exclude(details="purged"):  # whole, or nothing of it
                assert (session.attendance.count(), session.presences.count()) == (2, 3)
    assert 5 < kills < 200
    assert left() == {"sessions": [10, 40, 41], "attendance": [10], "control": [10], "recordings": [10, 40, 41]}


def test_statements_are_bounded_and_it_goes_on_later(chen: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in range(40, 50):
        session_of(chen, each)
    keep(chen.tenant, session_days=30)
    monkeypatch.setattr(purging, "_SESSIONS", 3)
    monkeypatch.setattr(purging, "_ROWS", 2)
    with CaptureQueriesContext(connection) as seen:
        assert purge(chen.tenant)
    deletes = [query["sql"] for query in seen.captured_queries if query["sql"].startswith("DELETE")]
    assert max(sql.count(",") for sql in deletes) <= 2, "three keys in a statement at most"
    session_of(chen, 40)
    assert not retention.purge(tenant_id=chen.tenant_id or 0, now=NOW, budget=timedelta(0))
    assert left()["sessions"] == [40]
    assert purge(chen.tenant)


def test_a_night_with_nothing_to_do_asks_little(chen: User) -> None:
    for each in range(40, 60):
        session_of(chen, each)
    keep(chen.tenant, attendance_days=30, control_record_days=30)
    purge(chen.tenant)
    with CaptureQueriesContext(connection) as seen:
        purge(chen.tenant)
    assert len(seen) == 2, "the days, and when it was done"


def test_no_reading_brings_it_back(vendor: Vendor, qingshan: Tenant, chen: User) -> None:
    """Neither the first reading, nor one of a gap, nor the hourly one, whatever the meeting service lists."""
    Tenant.objects.filter(pk=qingshan.pk).update(administrator_user_id=vendor.administrator_user_id)
    for number in range(6):
        meeting = booking.start_now(organiser=chen, reference=str(number), now=timezone.now())
        vendor.enter(meeting)
        vendor.end(chen, meeting)
        vendor.forward(5 * 86_400)
    now = timezone.now() + 30 * DAY
    syncing.sync(tenant_id=qingshan.pk, now=now)
    rows = list(EndedSession.objects.order_by("start_at").values_list("start_at", flat=True))
    assert len(rows) == 6
    keep(qingshan, session_days=12)
    retention.purge(tenant_id=qingshan.pk, now=now)
    kept = list(EndedSession.objects.order_by("start_at").values_list("start_at", flat=True))
    assert kept == rows[4:]
    edge = now - 12 * DAY
    for kind in (Kind.SESSIONS, Kind.RECORDINGS):
        SyncGap.objects.create(tenant=qingshan, kind=kind, since=edge - 90 * DAY, until=edge + DAY, next_at=now)
    SyncCursor.objects.update(read_since=now, read_until=edge - 30 * DAY)
    for hour in (1, 2):
        syncing.sync(tenant_id=qingshan.pk, now=now + timedelta(hours=hour))
        assert list(EndedSession.objects.order_by("start_at").values_list("start_at", flat=True)) == kept
    assert SyncGap.objects.count() == 0
    assert [progress.percent(cursor=each) for each in SyncCursor.objects.all()] == [100, 100, 100]
    Retention.objects.update(session_days=None)
    SyncCursor.objects.update(read_since=now)
    syncing.sync(tenant_id=qingshan.pk, now=now + timedelta(hours=3))
    assert EndedSession.objects.count() == 6, "the meeting service has it still, and nothing forbids it any more"


def test_what_waits_to_be_stored_is_not_kept_either(chen: User) -> None:
    assert chen.tenant
    ended = EndedMeeting("1", "waits", "Old", NOW - 40 * DAY, NOW - 40 * DAY, has_recording=False)
    keeping.keep(tenant=chen.tenant, ended=ended, error=ValueError(), now=NOW)
    keep(chen.tenant, session_days=30)
    purge(chen.tenant)
    assert keeping.waiting(tenant=chen.tenant) == []


def test_details_of_what_is_not_kept_are_not_stored(chen: User) -> None:
    session = session_of(chen, 40)
    rule = keep(chen.tenant, attendance_days=30)
    purge(chen.tenant)
    start = session.start_at
    found = details.Found(
        [VendorAttendance("Guest", "", start, start + DAY / 24, "", "", "")],
        [VendorControlRecord(start, "", "Guest", "Mute", "", "")],
    )
    directory = Directory(session.tenant)
    details.store(session_id=session.pk, found=found, directory=directory, now=NOW, due_at=None, edges=rule.edges(NOW))
    session.refresh_from_db()
    assert (session.details, session.attendee_count, Attendance.objects.count()) == ("purged", 2, 0)
    assert ControlRecord.objects.get().operator == "Guest"
    EndedSession.objects.update(details="waiting", details_due_at=NOW)  # as when its end has changed
    Retention.objects.update(control_record_days=30)
    syncing.read(tenant_id=session.tenant_id, kind=Kind.DETAILS, now=NOW)
    session.refresh_from_db()
    assert (session.details, session.details_due_at) == ("purged", None)


def test_a_meeting_outlives_its_sessions(make_meeting: MakeMeeting, chen: User) -> None:
    meeting = make_meeting(start_at=NOW - 40 * DAY, state=Meeting.State.ENDED)
    session = hold(meeting.tenant, meeting)
    take_part(session, chen, (0, 9))
    keep(chen.tenant, session_days=30)
    purge(chen.tenant)
    assert (Meeting.objects.count(), Presence.objects.count()) == (1, 0)
