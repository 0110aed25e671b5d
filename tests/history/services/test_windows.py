"""The history read window by window: what fails ends its own work, and nothing is skipped."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import ANY
from urllib.parse import parse_qs

import pytest
import requests

from accounts.models import Application, Identity, Tenant, User
from history.models import EndedSession, Kind, SyncCursor, SyncGap
from history.services import syncing
from meetings.models import Meeting
from meetings.services import booking
from tests.factories.vendor import Vendor
from tests.flows.interruptions import Answer

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/v1/mmc/management/conferences/history"
HTML = Answer(200, "<html>Down for maintenance</html>", {"Content-Type": "text/html"})
NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def tenant(vendor: Vendor, qingshan: Tenant) -> Tenant:
    Tenant.objects.filter(pk=qingshan.pk).update(administrator_user_id=vendor.administrator_user_id)
    qingshan.refresh_from_db()
    return qingshan


def page(count: int, numbers: range, at: datetime = NOW) -> Answer:
    """One page of sessions, as the vendor writes it."""
    rows = [
        {
            "confUUID": f"u{number}",
            "conferenceID": "962000001",
            "subject": "周会",
            "startTime": f"{at:%Y-%m-%d %H:%M}",
            "endTime": f"{at + timedelta(minutes=30):%Y-%m-%d %H:%M}",
        }
        for number in numbers
    ]
    return Answer(200, json.dumps({"offset": 0, "limit": 500, "count": count, "data": rows}))


def read(tenant: Tenant, at: datetime = NOW, kind: Kind = Kind.SESSIONS) -> SyncCursor:
    syncing.read(tenant_id=tenant.pk, kind=kind, now=at)
    return SyncCursor.objects.get(tenant=tenant, kind=kind)


def calls(vendor: Vendor, path: str) -> int:
    return sum(asked.startswith(path) for _method, asked, _query in vendor.between.asked)


def test_the_first_reading_goes_back_to_the_longest_that_the_vendor_keeps(vendor: Vendor, tenant: Tenant) -> None:
    cursor = read(tenant)
    assert (cursor.read_until, cursor.read_since) == (NOW, NOW - timedelta(days=372))
    assert (cursor.progress, cursor.failures, cursor.succeeded_at) == (1.0, 0, ANY)
    assert 2 <= calls(vendor, LIST) < 10


def test_a_reading_whose_time_is_up_is_gone_on_with(vendor: Vendor, tenant: Tenant) -> None:
    seen = []
    for minute in range(20):
        at = NOW + minute * timedelta(minutes=1)
        syncing.read(tenant_id=tenant.pk, kind=Kind.SESSIONS, now=at, budget=timedelta(0))
        cursor = SyncCursor.objects.get()
        seen.append(cursor.progress)
        assert cursor.next_at <= at + timedelta(seconds=10), "the next worker goes on at once"
    assert seen == [0.0] * 20, "what is new was read each time"
    assert read(tenant).progress == 1.0


def test_an_hour_later_three_calls_are_enough(vendor: Vendor, tenant: Tenant) -> None:
    syncing.sync(tenant_id=tenant.pk, now=NOW)
    before = calls(vendor, "/")
    syncing.sync(tenant_id=tenant.pk, now=NOW + timedelta(hours=1))
    assert 2 <= calls(vendor, "/") - before <= 3


def test_an_hourly_reading_asks_three_times_and_for_what_has_ended_since(
    vendor: Vendor, tenant: Tenant, chen: User, li: User
) -> None:
    """The longest-lived sessions of before, the two that have ended since, and one that still runs."""
    held = [booking.start_now(organiser=each, reference="before", now=NOW) for each in (chen, li)]
    for meeting, organiser in zip(held, (chen, li), strict=True):
        vendor.enter(meeting)
        vendor.end(organiser, meeting)
    later = datetime.now(UTC) + 3 * timedelta(hours=1)
    for at in (later, later + timedelta(minutes=61)):
        syncing.sync(tenant_id=tenant.pk, now=at)
    since = [booking.start_now(organiser=chen, reference=f"since {number}", now=NOW) for number in range(3)]
    for meeting in since:
        vendor.enter(meeting)
    for meeting in since[:2]:
        vendor.end(chen, meeting)
    vendor.between.asked.clear()
    assert syncing.sync(tenant_id=tenant.pk, now=later + timedelta(minutes=122)) == 2
    ended = EndedSession.objects.order_by("-pk").values_list("vendor_conference_uuid", flat=True)[:2]
    of_sessions = [
        (path, parse_qs(query)["confUUID"][0]) for _, path, query in vendor.between.asked if path in _DETAILS
    ]
    assert sorted(of_sessions) == sorted((path, uuid) for uuid in ended for path in _DETAILS)
    assert 2 <= len(vendor.between.asked) - len(of_sessions) <= 3


_DETAILS = (f"{LIST}/confAttendeeRecord", f"{LIST}/confCtlRecord")


def test_pages_that_are_sorted_anew_meanwhile_are_read_again(vendor: Vendor, tenant: Tenant) -> None:
    """The second page tells of what the first has told already, so that a hundred sessions were on neither."""
    vendor.between.plan(
        "GET",
        LIST,
        page(600, range(500)),
        page(600, range(400, 500)),
        page(600, range(100, 600)),
        page(600, range(100)),
    )
    assert read(tenant).failures == 0
    assert EndedSession.objects.count() == 600


def test_pages_that_are_sorted_anew_each_time_are_no_whole_list(vendor: Vendor, tenant: Tenant) -> None:
    odd = [page(600, range(500)), page(600, range(400, 500))]
    before = read(tenant).read_until
    vendor.between.plan("GET", LIST, *odd, *odd, *odd)
    cursor = read(tenant, NOW + timedelta(hours=1))
    assert (cursor.read_until, cursor.failures, cursor.failure_code) == (before, 1, "LIST_CHANGES")
    vendor.between.plan("GET", LIST, page(600, range(500)), page(600, range(500, 600)))
    assert read(tenant, NOW + timedelta(hours=2)).failures == 0
    assert EndedSession.objects.count() == 600


def test_a_session_that_is_told_in_another_way_is_followed(vendor: Vendor, tenant: Tenant) -> None:
    """It went on, an hour later by the list than before; who was there is asked once more."""
    vendor.between.plan("GET", LIST, page(2, range(2), NOW - DAY))
    read(tenant)
    EndedSession.objects.update(details=EndedSession.Details.READ, details_due_at=None)
    moved = page(1, range(1), NOW - DAY + timedelta(hours=1))
    same = page(1, range(1, 2), NOW - DAY)
    both = json.loads(moved.body)["data"] + json.loads(same.body)["data"]
    vendor.between.plan("GET", LIST, Answer(200, json.dumps(json.loads(moved.body) | {"count": 2, "data": both})))
    read(tenant, NOW + timedelta(hours=1))
    told = EndedSession.objects.order_by("vendor_conference_uuid").values_list("start_at", "details")
    at = (NOW - DAY).replace(second=0, microsecond=0)
    assert list(told) == [(at + timedelta(hours=1), "waiting"), (at, "read")]


def test_a_page_that_turns_into_html_halfway(vendor: Vendor, tenant: Tenant) -> None:
    """What came before it is stored, the cursor stays, and the next reading has all."""
    before = read(tenant).read_until
    vendor.between.plan("GET", LIST, page(600, range(500)), HTML, HTML)
    cursor = read(tenant, NOW + timedelta(hours=1))
    assert (cursor.read_until, cursor.lease_until, cursor.failures) == (before, None, 1)
    assert cursor.failure_code
    vendor.between.plan("GET", LIST, page(600, range(500)), page(600, range(500, 600)))
    cursor = read(tenant, NOW + timedelta(hours=2))
    assert (cursor.read_until, cursor.failures, cursor.failure_code) == (NOW + timedelta(hours=2), 0, "")
    assert EndedSession.objects.count() == 600


def test_a_list_that_shrinks_between_two_pages_is_read_again(vendor: Vendor, tenant: Tenant) -> None:
    vendor.between.plan(
        "GET",
        LIST,
        page(600, range(500)),
        page(599, range(501, 600)),
        page(599, range(1, 501)),
        page(599, range(501, 600)),
    )
    assert read(tenant).failures == 0
    assert EndedSession.objects.count() == 600


def test_a_span_that_cannot_be_read_is_a_gap_until_it_can(vendor: Vendor, tenant: Tenant) -> None:
    nothing = page(0, range(0))
    vendor.between.plan("GET", LIST, nothing, HTML, HTML)
    cursor = read(tenant)
    assert (cursor.progress, cursor.failures) == (1.0, 0), "the other windows were read"
    gap = SyncGap.objects.get()
    assert (gap.until, gap.until - gap.since, gap.attempts) == (NOW - 2 * DAY, 7 * DAY, 1)
    vendor.between.plan("GET", LIST, nothing, HTML, HTML)
    read(tenant, NOW + timedelta(hours=1))
    assert SyncGap.objects.get().attempts == 2
    vendor.between.plan("GET", LIST, nothing, page(1, range(1), gap.since))
    read(tenant, NOW + timedelta(hours=2))
    assert not SyncGap.objects.exists()
    assert EndedSession.objects.count() == 1


def test_a_service_that_answers_nothing_leaves_no_gaps(vendor: Vendor, tenant: Tenant) -> None:
    vendor.between.plan("GET", LIST, page(0, range(0)), *[Answer(503, "") for _ in range(20)])
    cursor = read(tenant)
    assert cursor.failures == 1
    assert SyncGap.objects.count() <= 3
    vendor.between.clear()
    read(tenant, NOW + timedelta(hours=3))
    assert (SyncCursor.objects.get().progress, SyncGap.objects.count()) == (1.0, 0)


def test_a_row_of_twelve_months_ago(vendor: Vendor, tenant: Tenant) -> None:
    year_ago = NOW - timedelta(days=365)
    empty = [page(0, range(0)) for _ in range(6)]
    vendor.between.plan("GET", LIST, *empty, page(1, range(1), year_ago))
    read(tenant)
    assert EndedSession.objects.get().start_at == year_ago.replace(second=0, microsecond=0)


def test_late_rows_are_found(vendor: Vendor, tenant: Tenant) -> None:
    """A session appears a day after its start: the vendor's filter is by start."""
    read(tenant)
    vendor.between.plan("GET", LIST, page(1, range(1), NOW - DAY))
    read(tenant, NOW + timedelta(hours=1))
    assert EndedSession.objects.count() == 1


def test_a_tenant_without_rights_is_read_person_by_person(
    vendor: Vendor, tenant: Tenant, chen: User, li: User, make_meeting: Callable[..., Meeting]
) -> None:
    """The named administrator is none at the vendor; one of the people is refused as well."""
    refused = Answer(403, '{"error_code": "MMC.111070002", "error_msg": "NO_RIGHT"}')
    for organiser in (chen, li):
        make_meeting(organiser=organiser, start_at=NOW - timedelta(hours=2))
    vendor.between.plan("GET", LIST, refused, refused, page(1, range(1)))
    cursor = read(tenant)
    assert EndedSession.objects.count() == 1
    assert cursor.read_until == NOW


def test_who_is_linked_later_is_read_back_by_themselves(
    vendor: Vendor, qingshan: Tenant, chen: User, li: User
) -> None:
    """Nobody may read for all; the year of Li Wei comes with the first reading after the link, and once."""
    Identity.objects.filter(person=li).delete()
    cursor = read(qingshan)
    assert (cursor.progress, cursor.is_whole) == (1.0, False)
    Identity.objects.create(tenant=qingshan, person=li, third_party_user_id="li", state=Identity.State.WORKS)
    at = NOW + timedelta(hours=1)
    vendor.between.clear()
    vendor.between.plan("GET", LIST, page(0, range(0)), *[HTML] * 5)
    read(qingshan, at)
    assert not EndedSession.objects.exists()
    vendor.between.clear()
    vendor.between.plan("GET", LIST, page(1, range(1), NOW - 200 * DAY))
    read(qingshan, at + timedelta(hours=1))
    assert [session.organiser for session in EndedSession.objects.all()] == [None]
    assert calls(vendor, LIST) == 3, "where it had stopped"
    vendor.between.clear()
    read(qingshan, at + timedelta(hours=2))
    assert calls(vendor, LIST) == 0, "not once more"


def test_what_is_refused_for_somebody_linked_later_keeps_no_others_back(
    vendor: Vendor, qingshan: Tenant, chen: User, li: User, zhao: User
) -> None:
    Identity.objects.filter(person=li).delete()
    read(qingshan)
    for person, user_id in ((li, "li"), (zhao, "zhao")):
        Identity.objects.create(
            tenant=qingshan, person=person, third_party_user_id=user_id, state=Identity.State.WORKS
        )
    refused = Answer(403, '{"error_code": "MMC.111070002", "error_msg": "NO_RIGHT"}')
    vendor.between.plan("GET", LIST, refused, page(1, range(1), NOW - 20 * DAY))
    read(qingshan, NOW + timedelta(hours=1))
    assert EndedSession.objects.count() == 1


def test_all_is_read_back_once_somebody_may_read_for_all(vendor: Vendor, tenant: Tenant) -> None:
    refused = Answer(403, '{"error_code": "MMC.111070002", "error_msg": "NO_RIGHT"}')
    vendor.between.plan("GET", LIST, *[refused] * 20)
    cursor = read(tenant)
    assert (cursor.progress, cursor.is_whole, EndedSession.objects.count()) == (1.0, False, 0)
    vendor.between.clear()
    later = NOW + timedelta(hours=1)
    vendor.between.plan("GET", LIST, page(0, range(0)), page(0, range(0)), page(1, range(1), NOW - 20 * DAY))
    cursor = read(tenant, later)
    assert (cursor.progress, cursor.is_whole, EndedSession.objects.count()) == (1.0, True, 1)
    vendor.between.clear()
    read(tenant, later + timedelta(hours=1))
    assert calls(vendor, LIST) == 1, "not once more"


def test_who_may_no_longer_read_for_all_begins_anew_later(vendor: Vendor, tenant: Tenant) -> None:
    assert read(tenant).is_whole
    refused = Answer(403, '{"error_code": "MMC.111070002", "error_msg": "NO_RIGHT"}')
    vendor.between.plan("GET", LIST, refused)
    assert not read(tenant, NOW + timedelta(hours=1)).is_whole
    vendor.between.clear()
    assert read(tenant, NOW + timedelta(hours=2)).is_whole
    assert calls(vendor, LIST) > 2


def test_a_span_further_back_that_is_refused_is_not_read_back_to_each_time(vendor: Vendor, tenant: Tenant) -> None:
    refused = Answer(403, '{"error_code": "MMC.111070002", "error_msg": "NO_RIGHT"}')
    vendor.between.plan("GET", LIST, page(0, range(0)), refused)
    cursor = read(tenant)
    assert (cursor.progress, cursor.is_whole) == (1.0, True)
    vendor.between.clear()
    read(tenant, NOW + timedelta(hours=1))
    assert calls(vendor, LIST) == 1


def test_the_owner_reads_only_where_that_is_switched_on(vendor: Vendor, tenant: Tenant) -> None:
    def signed_in() -> int:
        rows: list[dict[str, Any]] = requests.get(f"{vendor.url}/_sandbox/ledger", timeout=10).json()
        return sum("appauth" in row["path"] and not row["request"].get("userId") for row in rows)

    Tenant.objects.filter(pk=tenant.pk).update(administrator_user_id="")
    read(tenant)
    assert signed_in() == 0
    Tenant.objects.filter(pk=tenant.pk).update(reads_history_as_owner=True)
    vendor.between.plan("GET", LIST, page(1, range(1)))
    read(tenant, NOW + timedelta(hours=1))
    assert (signed_in(), EndedSession.objects.count()) == (8, 1), "what is new, and seven windows further back"


def test_one_tenants_failure_is_its_own(vendor: Vendor, tenant: Tenant) -> None:
    other = Tenant.objects.create(name="Other", application=Application.objects.get(), administrator_user_id="a:b")
    with pytest.raises(ValueError, match="colon"):
        syncing.read(tenant_id=other.pk, kind=Kind.SESSIONS, now=NOW)
    assert SyncCursor.objects.values_list("lease_until", "failures").get() == (None, 1)
    assert (read(tenant).progress, read(tenant).failures) == (1.0, 0)
