"""What the service tells that can't be: recorded, explained, and the reading goes on."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Tenant, User
from history.models import Attendance, EndedSession, SyncCursor
from history.services import syncing
from tests.factories.vendor import Vendor
from tests.flows.interruptions import Answer

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/v1/mmc/management/conferences/history"
ATTENDANCE, ACTIONS = f"{LIST}/confAttendeeRecord", f"{LIST}/confCtlRecord"
NOW = datetime.now(UTC).replace(second=0, microsecond=0)
HOUR = timedelta(hours=1)
START = NOW - 5 * HOUR
_Flaw, _Details = Attendance.Flaw, EndedSession.Details


@pytest.fixture
def tenant(vendor: Vendor, qingshan: Tenant) -> Tenant:
    Tenant.objects.filter(pk=qingshan.pk).update(administrator_user_id=vendor.administrator_user_id)
    qingshan.refresh_from_db()
    return qingshan


def rows(*found: dict[str, Any]) -> Answer:
    """Return one page of a list, as the service writes it."""
    return Answer(200, json.dumps({"offset": 0, "limit": 500, "count": len(found), "data": found}))


def session(uuid: str = "u1", start: datetime = START, end: datetime = START + HOUR, **fields: Any) -> dict[str, Any]:
    times = {"startTime": f"{start:%Y-%m-%d %H:%M}", "endTime": f"{end:%Y-%m-%d %H:%M}"}
    return {"confUUID": uuid, "conferenceID": "962000001", "subject": "周会", **times, **fields}


def stay(name: str, joined: float | None, left: float | None, number: str = "") -> dict[str, Any]:
    """Return a stay, in minutes after the start of the session."""
    times = {
        key: int((START + timedelta(minutes=minutes)).timestamp() * 1000) if minutes is not None else 0
        for key, minutes in (("joinTime", joined), ("leftTime", left))
    }
    return {"displayName": name, "callNumber": number, "deviceType": "soft", "mediaType": "video", **times}


def read(vendor: Vendor, tenant: Tenant, told: dict[str, Any], *stays: dict[str, Any]) -> EndedSession:
    """Read a session with these stays; a second one tells that the reading went on."""
    start = datetime.fromisoformat(told["startTime"])
    vendor.between.plan("GET", LIST, rows(told, session("other", start - HOUR, start)))
    other = Answer(200, json.dumps({"offset": 0, "limit": 500, "count": 0, "data": []}))
    for path, answer in ((ATTENDANCE, rows(*stays)), (ACTIONS, other)):
        vendor.between.plan("GET", path, answer, other)
    syncing.sync(tenant_id=tenant.pk, now=NOW)
    cursors = set(SyncCursor.objects.values_list("failures", "lease_until"))
    assert cursors == {(0, None)}
    assert EndedSession.objects.get(vendor_conference_uuid="other").details == _Details.READ
    return EndedSession.objects.get(vendor_conference_uuid=told["confUUID"])


def parts(found: EndedSession) -> dict[str, tuple[int, int]]:
    """Return of each who came the minutes and the stays."""
    return {part.name: (part.seconds // 60, part.stay_count) for part in found.presences.filter(came=True)}


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each answer meet the session that it is planned for: what ended last is asked for first."""
    monkeypatch.setattr("history.services.details._AT_ONCE", 1)


def test_a_session_without_attendees(vendor: Vendor, tenant: Tenant) -> None:
    found = read(vendor, tenant, session())
    assert (found.details, found.attendee_count, parts(found)) == (_Details.READ, 0, {})


def test_left_before_they_came(vendor: Vendor, tenant: Tenant) -> None:
    found = read(vendor, tenant, session(), stay("Anna", 40, 20), stay("Bo", 0, 30))
    assert dict(found.attendance.values_list("name", "flaw")) == {"Anna": _Flaw.REVERSED, "Bo": _Flaw.NONE}
    assert parts(found) == {"Anna": (0, 1), "Bo": (30, 1)}


def test_no_times_at_all(vendor: Vendor, tenant: Tenant) -> None:
    found = read(vendor, tenant, session(), stay("Anna", None, 20), stay("Bo", 30, None))
    assert dict(found.attendance.values_list("name", "flaw")) == {"Anna": _Flaw.NO_START, "Bo": _Flaw.NO_END}
    assert parts(found) == {"Anna": (0, 1), "Bo": (30, 1)}, "whoever never left was there until the end"


def test_in_twice_at_once(vendor: Vendor, tenant: Tenant) -> None:
    found = read(vendor, tenant, session(), stay("Anna", 0, 30, "+99"), stay("Anna", 20, 50, "+99"))
    assert parts(found) == {"Anna": (50, 2)}


def test_an_unknown_meeting(vendor: Vendor, tenant: Tenant) -> None:
    found = read(vendor, tenant, session(conferenceID="000000000"), stay("Anna", 0, 30))
    assert (found.meeting, found.occurrence, found.organiser) == (None, None, None)
    assert parts(found) == {"Anna": (30, 1)}


def test_over_midnight_in_new_yorks_night_of_autumn(vendor: Vendor, tenant: Tenant, chen: User) -> None:
    """From 23:30 until half past one, for the second time: three hours by UTC, in which the service tells it."""
    User.objects.filter(pk=chen.pk).update(time_zone="America/New_York")
    start, end = datetime(2026, 11, 1, 3, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    joined, left = ((at - START).total_seconds() / 60 for at in (start, end))
    found = read(vendor, tenant, session(start=start, end=end), stay("Anna", joined, left))
    assert (found.start_at, found.end_at, parts(found)) == (start, end, {"Anna": (180, 1)})


@pytest.mark.parametrize(
    "odd", [{"endTime": ""}, {"startTime": "yesterday"}, {"confUUID": ""}, {"conferenceID": None}]
)
def test_a_row_that_says_nothing_of_use_keeps_no_other_from_being_read(
    vendor: Vendor, tenant: Tenant, odd: dict[str, Any]
) -> None:
    vendor.between.plan("GET", LIST, rows(session() | odd, session("good")))
    syncing.sync(tenant_id=tenant.pk, now=NOW)
    assert "good" in EndedSession.objects.values_list("vendor_conference_uuid", flat=True)
    assert set(SyncCursor.objects.values_list("failures", flat=True)) == {0}


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer(403, '{"error_code": "MMC.111070002", "error_msg": "NO_RIGHT"}'), _Details.REFUSED),
        (Answer(400, '{"error_code": "MMC.111070005", "error_msg": "GONE"}'), _Details.GONE),
    ],
)
def test_attendance_that_is_not_told_is_explained(
    vendor: Vendor, tenant: Tenant, answer: Answer, state: EndedSession.Details
) -> None:
    vendor.between.plan("GET", LIST, rows(session(), session("other", START - HOUR, START)))
    vendor.between.plan("GET", ATTENDANCE, answer, rows())
    vendor.between.plan("GET", ACTIONS, rows())
    syncing.sync(tenant_id=tenant.pk, now=NOW)
    assert dict(EndedSession.objects.values_list("vendor_conference_uuid", "details")) == {
        "u1": state,
        "other": _Details.READ,
    }


def test_attendance_that_turns_into_html_halfway_is_read_later(vendor: Vendor, tenant: Tenant) -> None:
    """Of 600 stays the second page is a web page, twice: none is stored, and a quarter of an hour later all are."""
    stays = [stay(f"Guest {number}", 0, 30) for number in range(600)]
    first = Answer(200, json.dumps({"offset": 0, "limit": 500, "count": 600, "data": stays[:500]}))
    last = Answer(200, json.dumps({"offset": 500, "limit": 500, "count": 600, "data": stays[500:]}))
    html = Answer(200, "<html>Down for maintenance</html>", {"Content-Type": "text/html"})
    vendor.between.plan("GET", LIST, rows(session()))
    vendor.between.plan("GET", ATTENDANCE, first, html, html)
    syncing.sync(tenant_id=tenant.pk, now=NOW)
    found = EndedSession.objects.get()
    assert (found.details, found.attendance.count(), found.details_attempts) == (_Details.WAITING, 0, 1)
    vendor.between.plan("GET", ATTENDANCE, first, last)
    vendor.between.plan("GET", ACTIONS, rows())
    syncing.sync(tenant_id=tenant.pk, now=NOW + HOUR / 4)
    found.refresh_from_db()
    assert (found.details, found.attendance.count(), found.attendee_count) == (_Details.READ, 600, 600)
