"""What was held, over HTTP: to whom, by what filters, and who was there; each answer is as the document promises."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import ApiClient, Identity, User
from history.models import Confidence, EndedSession, Identified, Presence, Recording
from tests.factories.api import Caller, limit_statements, make_api_client
from tests.factories.fixtures import MakeMeeting
from tests.factories.recordings import record_at_vendor
from tests.factories.sessions import START, hold, record, take_part
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
LIST = "/api/v1/sessions/"
HOUR = timedelta(hours=1)


@pytest.fixture
def session(make_meeting: MakeMeeting, erp: ApiClient, li: User) -> EndedSession:
    """One of a meeting of Chen Jing's, which the ERP has booked."""
    meeting = make_meeting(start_at=START, guests=(li,), api_client=erp, external_id="PO-1")
    return hold(meeting.tenant, meeting, vendor_conference_uuid="one", room_number="8900", attendee_count=2)


@pytest.fixture
def lis(erp: ApiClient, li: User) -> Caller:
    assert li.tenant
    Identity.objects.create(tenant=li.tenant, person=li, third_party_user_id="li", state=Identity.State.WORKS)
    return Caller(erp, act_as="li")


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def test_a_session_as_it_is_told(session: EndedSession, chen: User, erp: ApiClient) -> None:
    take_part(session, chen, (0, 45))
    caller, meeting = Caller(erp, act_as="chen"), session.meeting
    assert meeting
    expected = {
        "id": "one",
        "meeting_id": str(meeting.pk),
        "external_id": "PO-1",
        "occurrence_id": None,
        "conference_id": meeting.vendor_conference_id,
        "subject": "Roadmap",
        "host": {"name": "陈静", "user_id": "chen"},
        "room_number": "8900",
        "start_at": "2026-05-07T10:00:00+08:00",
        "end_at": "2026-05-07T10:45:00+08:00",
        "time_zone": "Asia/Shanghai",
        "attendance": "read",
        "attendee_count": 2,
        "has_recording": False,
    }
    assert caller.get(LIST).json() == {"results": [expected], "next": None}
    assert caller.get(f"{LIST}one/").json() == expected
    assert caller.get(f"{LIST}two/").status_code == 404


def test_who_sees_which(session: EndedSession, chen: User, li: User, zhao: User, lis: Caller, erp: ApiClient) -> None:
    take_part(session, chen, (0, 45))
    unsure = hold(session.tenant, organiser=zhao, vendor_conference_uuid="unsure")
    take_part(unsure, li, (0, 5), is_invited=False, confidence=Confidence.LIKELY)
    hers = hold(session.tenant, organiser=zhao, vendor_conference_uuid="hers")
    take_part(hers, li, (0, 5), is_invited=False)
    Identity.objects.create(tenant=session.tenant, person=zhao, third_party_user_id="zhao", state=Identity.State.WORKS)
    assert ids(lis.get(LIST)) == ["hers"]
    assert ids(Caller(erp, act_as="chen").get(LIST)) == ["one"]
    assert set(ids(Caller(erp, act_as="zhao").get(LIST))) == {"one", "unsure", "hers"}
    assert [lis.get(f"{LIST}{uuid}/").status_code for uuid in ("hers", "unsure", "one")] == [200, 404, 404]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["later", "one"]),
        ("since=2026-05-07T03:00:00Z", ["later"]),
        ("until=2026-05-07T03:00:00Z", ["one"]),
        ("host=chen", ["later", "one"]),
        ("host=li", []),
        ("attendee=li", ["later"]),
        ("room=8900", ["one"]),
        ("external_id=PO-1", ["one"]),
        ("external_id=PO-1&room=1", []),
        ("conference_id=123456789", ["later"]),
    ],
)
def test_filters_narrow_each_other(
    session: EndedSession, chen: User, li: User, lis: Caller, erp: ApiClient, query: str, expected: list[str]
) -> None:
    times: dict[str, Any] = {"start_at": START + 2 * HOUR, "end_at": START + 3 * HOUR}
    later = hold(
        session.tenant, organiser=chen, vendor_conference_uuid="later", vendor_conference_id="123456789", **times
    )
    for each in (session, later):
        take_part(each, chen, (0, 9))
    take_part(later, li, (0, 9))
    take_part(session, li)
    assert ids(Caller(erp, act_as="chen").get(f"{LIST}?{query}")) == expected


def test_an_external_id_is_the_clients_own(session: EndedSession, chen: User, erp: ApiClient) -> None:
    """What another system calls by the same ID is another thing."""
    take_part(session, chen, (0, 9))
    crm = Caller(make_api_client(session.tenant, name="CRM", secret="of the CRM"), act_as="chen", secret="of the CRM")
    query = f"{LIST}?external_id=PO-1"
    assert [ids(caller.get(query)) for caller in (Caller(erp, act_as="chen"), crm)] == [["one"], []]


def test_pages_lead_to_each_other(session: EndedSession, chen: User, erp: ApiClient) -> None:
    for number in range(5):
        each = hold(session.tenant, organiser=chen, vendor_conference_uuid=str(number))
        take_part(each, chen, (0, 9))
    caller, path, found = Caller(erp, act_as="chen"), f"{LIST}?limit=2", []
    while path:
        page = caller.get(path).json()
        found += [row["id"] for row in page["results"]]
        path = (page["next"] or "").removeprefix("http://testserver")
    assert found == ["4", "3", "2", "1", "0"]
    assert caller.get(f"{LIST}?person=chen").json()["errors"][0]["field"] == "person"


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_two_queries_for_any_number(
    chen: User, erp: ApiClient, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert chen.tenant
    for _ in range(count):
        take_part(hold(chen.tenant, organiser=chen), chen, (0, 9))
    caller = Caller(erp, act_as="chen")
    caller.get(LIST)
    with django_assert_num_queries(2 + limit_statements()):  # the token's, and the list
        assert len(caller.get(LIST).json()["results"]) == count


def test_nobody_learns_by_a_filter_who_was_in_the_sessions_of_others(
    session: EndedSession, chen: User, li: User, lis: Caller, erp: ApiClient
) -> None:
    take_part(session, chen, (0, 45), role="organiser")
    take_part(session, li, (0, 45))
    assert (ids(lis.get(f"{LIST}?attendee=chen")), ids(lis.get(f"{LIST}?attendee=li"))) == ([], ["one"])
    assert ids(Caller(erp, act_as="chen").get(f"{LIST}?attendee=li")) == ["one"]


def test_of_a_meeting_that_is_unknown_here_nobody_says_who_was_invited(chen: User, li: User, erp: ApiClient) -> None:
    assert chen.tenant
    unknown = hold(chen.tenant, organiser=chen, vendor_conference_uuid="unknown")
    take_part(unknown, chen, (0, 45), role="organiser")
    rows = Caller(erp, act_as="chen").get(f"{LIST}unknown/attendance/").json()["results"]
    assert [row["is_invited"] for row in rows] == [None]


def test_attendance(session: EndedSession, chen: User, li: User, lis: Caller, erp: ApiClient) -> None:
    take_part(session, chen, (0, 45), role="organiser")
    take_part(session, li, (5, 10), (20, None), seconds=600, role="guest")
    take_part(session, "+4989", (0, 9), kind=Presence.Kind.PHONE, call_number="+4989", is_invited=False)
    take_part(session, "Anna", role="guest", identified_by=Identified.INVITATION)
    caller = Caller(erp, act_as="chen")
    answer = caller.get(f"{LIST}one/attendance/").json()
    found = [
        (row["user_id"], row["name"], row["kind"], row["is_invited"], row["came"], row["seconds"], row["confidence"])
        for row in answer["results"]
    ]
    assert (answer["is_whole"], answer["next"], found) == (
        True,
        None,
        [
            ("chen", "陈静", "person", True, True, 2700, "certain"),
            ("li", "Li Wei", "person", True, True, 600, "certain"),
            ("", "+4989", "phone", False, True, 540, "none"),
            ("", "Anna", "person", True, False, 0, "certain"),
        ],
    )
    assert answer["results"][1]["stays"] == [
        {"joined_at": "2026-05-07T10:05:00+08:00", "left_at": "2026-05-07T10:10:00+08:00", "flaw": ""},
        {"joined_at": "2026-05-07T10:20:00+08:00", "left_at": None, "flaw": "no_end"},
    ]
    own = lis.get(f"{LIST}one/attendance/").json()
    assert ([row["name"] for row in own["results"]], own["is_whole"]) == (["Li Wei"], False)
    page = caller.get(f"{LIST}one/attendance/?limit=3").json()
    rest = caller.get(page["next"].removeprefix("http://testserver")).json()
    assert [row["name"] for row in page["results"] + rest["results"]] == [row[1] for row in found]


@pytest.mark.parametrize("count", [1, 30])
def test_attendance_takes_five_queries_for_any_number(
    session: EndedSession, chen: User, erp: ApiClient, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take_part(session, chen, (0, 9))
    for number in range(count):
        take_part(session, f"Guest {number}", (0, 9))
    caller, path = Caller(erp, act_as="chen"), f"{LIST}one/attendance/"
    caller.get(path)
    with django_assert_num_queries(4 + limit_statements()):  # the token's, the session, parts, stays
        assert len(caller.get(path).json()["results"]) == count + 1


def test_recordings_and_who_may_have_them(
    session: EndedSession, chen: User, li: User, lis: Caller, erp: ApiClient
) -> None:
    take_part(session, chen, (0, 9))
    take_part(session, li, (0, 9))
    ready = record(session)
    late = {"is_available": False, "ready_at": START + 3 * HOUR, "vendor_conference_uuid": "2"}
    record(session, start_at=START + HOUR, **late)
    record(session, start_at=START + 2 * HOUR, vendor_conference_uuid="3", gone_at=START)
    path = f"{LIST}one/recordings/"
    rows = Caller(erp, act_as="chen").get(path).json()["results"]
    assert [(row["id"] == ready.pk, row["state"], row["ready_at"], row["may_fetch"]) for row in rows] == [
        (True, "ready", None, True),
        (False, "preparing", "2026-05-07T13:00:00+08:00", True),
        (False, "gone", None, True),
    ]
    assert {row["may_fetch"] for row in lis.get(path).json()["results"]} == {False}
    refused = lis.post(f"{path}{ready.pk}/links/", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "no_right_to_recording")


@pytest.mark.django_db(transaction=True)
def test_links_are_asked_for_and_never_stored(
    vendor: Vendor, chen: User, erp: ApiClient, make_meeting: MakeMeeting
) -> None:
    recording = record_at_vendor(vendor, chen, make_meeting)
    caller = Caller(erp, act_as="chen")
    path = f"{LIST}{recording.vendor_conference_uuid}/recordings/{recording.pk}/links/"
    assert caller.post(path, {}).json() == {"files": []}, "it is still being prepared"
    vendor.forward(3600)
    before = Recording.objects.values().get()
    answer = caller.post(path, {})
    files = answer.json()["files"]
    assert ([file["kind"] for file in files], answer["Cache-Control"]) == (
        ["SPEAKER_VIDEO", "SPEAKER_SHARE_VIDEO"],
        "no-store",
    )
    assert all(file["play_url"].startswith(vendor.url) and file["download_url"] for file in files)
    assert Recording.objects.values().get() == before
    vendor.go_away()
    assert caller.post(path, {}).status_code == 409
