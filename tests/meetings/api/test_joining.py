"""Launch links over HTTP: each gets the right person in at the sandbox, and nobody else."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from accounts.models import ApiClient, Tenant, User
from hwmeeting.links import PLATFORMS
from meetings.models import Meeting
from meetings.services.launching import MOST_TICKETS
from tests.factories.api import Caller, make_api_client
from tests.factories.fixtures import MakeMeeting
from tests.factories.vendor import Vendor

MEETINGS = "/api/v1/meetings/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.fixture
def erp_as_chen(erp: ApiClient, chen: User) -> Caller:
    return Caller(erp, act_as="chen")


@pytest.fixture
def now_open(vendor: Vendor, erp_as_chen: Caller) -> str:
    """The address of a meeting of Chen Jing that has just begun, with Li Wei and somebody from outside."""
    guests = [{"user_id": "li"}, {"email": "anna@tuv.example", "name": "Anna"}]
    booked = erp_as_chen.post(MEETINGS, {"subject": "Roadmap", "invitees": guests}).json()
    return f"{MEETINGS}{booked['id']}/"


def launch(caller: Caller, path: str, action: str, platform: str = "windows", **fields: Any) -> Any:
    return caller.post(f"{path}launch/", {"platform": platform, "action": action} | fields)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_join_gets_the_person_in_as_a_guest(vendor: Vendor, erp: ApiClient, now_open: str, platform: str) -> None:
    vendor.enter(Meeting.objects.get())
    response = launch(Caller(erp, act_as="li"), now_open, "join", platform, open_mic=True)
    found = response.json()
    entered = vendor.open_link(found["url"], platform.removesuffix("-intent"))
    assert (entered["name"], entered["role"], entered["account"]) == ("Li Wei", "guest", None)
    assert (found["is_host"], response["Cache-Control"]) == (False, "no-store")
    assert bool(found["plain_url"]) is (platform == "android-intent")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_login_join_gets_the_person_in_as_themselves(
    vendor: Vendor, erp_as_chen: Caller, now_open: str, platform: str
) -> None:
    found = launch(erp_as_chen, now_open, "login_join", platform).json()
    entered = vendor.open_link(found["url"], platform.removesuffix("-intent"))
    assert (entered["role"], entered["account"], found["is_host"]) == ("host", "chen", True)


def test_login_signs_the_person_in_and_joins_nothing(vendor: Vendor, erp: ApiClient, now_open: str) -> None:
    found = launch(Caller(erp, act_as="li"), now_open, "login").json()
    opened = vendor.open_link(found["url"], "windows")
    assert (opened["account"], opened.get("role")) == ("li", None)


def test_a_link_that_signs_in_needs_its_scope(vendor: Vendor, erp: ApiClient, now_open: str) -> None:
    caller = Caller(erp, act_as="li", scope="launch")
    refused = launch(caller, now_open, "login_join")
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert "tickets:write" in refused.json()["detail"]
    assert launch(caller, now_open, "join").status_code == 200


def test_nobody_else_is_signed_in(erp_as_chen: Caller, now_open: str) -> None:
    refused = launch(erp_as_chen, now_open, "login", user_id="li")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "user_id")


def test_tickets_are_limited_by_client_and_person(
    vendor: Vendor, erp: ApiClient, qingshan: Tenant, now_open: str
) -> None:
    as_li, as_chen = Caller(erp, act_as="li"), Caller(erp, act_as="chen")
    crm = Caller(make_api_client(qingshan, name="CRM", secret="of the CRM"), act_as="li", secret="of the CRM")
    statuses = [launch(as_li, now_open, "login").status_code for _ in range(MOST_TICKETS + 1)]
    assert statuses == [200] * MOST_TICKETS + [429]
    refused = launch(as_li, now_open, "login_join")
    assert (refused.json()["code"], refused["Retry-After"]) == ("too_many_tickets", "60")
    others = [launch(as_chen, now_open, "login"), launch(crm, now_open, "login"), launch(as_li, now_open, "join")]
    assert [answer.status_code for answer in others] == [200, 200, 200]


def test_a_ticket_stands_in_the_audit_log_without_itself(erp: ApiClient, li: User, now_open: str) -> None:
    found = launch(Caller(erp, act_as="li"), now_open, "login_join").json()
    (entry,) = LogEntry.objects.filter(action=LogEntry.Action.ACCESS)
    assert (entry.object_pk, entry.additional_data) == (
        str(li.identity.pk),
        {
            "what": "login_ticket",
            "action": "login_join",
            "meeting": str(Meeting.objects.get().pk),
            "asked_by": erp.client_id,
        },
    )
    (ticket,) = parse_qs(urlsplit(found["url"]).query)["nonce"]
    assert ticket not in str(vars(entry))


def test_a_meeting_that_is_not_open_says_when_it_will_be(
    erp: ApiClient, vendor: Vendor, make_meeting: MakeMeeting, li: User
) -> None:
    meeting = make_meeting(guests=(li,))
    refused = launch(Caller(erp, act_as="li"), f"{MEETINGS}{meeting.pk}/", "join")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_open_yet")
    assert datetime.fromisoformat(refused.json()["opens_at"]) == meeting.start_at - timedelta(minutes=10)


@pytest.mark.parametrize("state", [Meeting.State.CANCELLED, Meeting.State.ENDED, Meeting.State.REQUESTED])
@pytest.mark.parametrize("action", ["join", "login_join"])
def test_where_there_is_nothing_to_join(
    erp_as_chen: Caller, make_meeting: MakeMeeting, state: Meeting.State, action: str
) -> None:
    meeting = make_meeting(state=state, start_at=timezone.now())
    refused = launch(erp_as_chen, f"{MEETINGS}{meeting.pk}/", action)
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_join")


def test_a_meeting_of_others_is_not_there(
    erp: ApiClient, vendor: Vendor, make_meeting: MakeMeeting, stranger: User
) -> None:
    meeting = make_meeting(start_at=timezone.now())
    theirs = make_meeting(tenant=stranger.tenant, organiser=stranger, start_at=timezone.now())
    as_li = Caller(erp, act_as="li")
    for path in (f"{MEETINGS}{meeting.pk}/", f"{MEETINGS}{theirs.pk}/"):
        assert launch(as_li, path, "join").status_code == 404
        assert as_li.get(f"{path}invitees/").status_code == 404


def test_a_token_for_nobody_launches_nothing(erp: ApiClient, now_open: str) -> None:
    refused = launch(Caller(erp), now_open, "join")
    assert (refused.status_code, refused.json()["code"]) == (403, "act_as_missing")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"platform": "symbian", "action": "join"}, "platform"),
        ({"platform": "ios", "action": "record"}, "action"),
        ({"platform": "ios"}, "action"),
    ],
)
def test_what_no_client_knows_is_refused(
    erp_as_chen: Caller, make_meeting: MakeMeeting, sent: dict[str, str], field: str
) -> None:
    refused = erp_as_chen.post(f"{MEETINGS}{make_meeting().pk}/launch/", sent)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_invitees_have_a_link_each_for_who_may_change_the_meeting(
    erp_as_chen: Caller, make_meeting: MakeMeeting, li: User
) -> None:
    meeting = make_meeting(guests=("anna@tuv.example",), cohosts=(li,))
    response = erp_as_chen.get(f"{MEETINGS}{meeting.pk}/invitees/")
    links = {invitee.mail_address: f"/j/{invitee.join_token}/" for invitee in meeting.invitees.all()}
    assert {each["email"]: urlsplit(each["join_url"]).path for each in response.json()["results"]} == links
    assert [each["role"] for each in response.json()["results"]] == ["organiser", "cohost", "guest"]
    assert response["Cache-Control"] == "no-store"


def test_invitees_are_nothing_for_a_guest(erp: ApiClient, vendor: Vendor, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(guests=(li,))
    refused = Caller(erp, act_as="li").get(f"{MEETINGS}{meeting.pk}/invitees/")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours")
