"""What booking would make, over HTTP: the same as booking then makes, and nothing stored."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounts.models import ApiClient, Identity, User
from meetings.models import Meeting, VendorWrite
from notifications.models import Message
from tests.factories.api import Caller
from tests.factories.booking_requests import tomorrow
from tests.factories.vendor import Vendor

MEETINGS = "/api/v1/meetings/"
PREVIEW = f"{MEETINGS}preview/"
GUESTS = [{"user_id": "li", "role": "cohost"}, {"email": "anna@tuv.example", "name": "Anna"}]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.fixture
def erp_as_chen(erp: ApiClient, chen: User) -> Caller:
    return Caller(erp, act_as="chen")


def body(**fields: Any) -> dict[str, Any]:
    return {"subject": "Roadmap", "start_at": tomorrow().isoformat(), "length_minutes": 45} | fields


def weekly(**fields: Any) -> dict[str, Any]:
    return body(recurrence={"frequency": "WEEKLY", "by_day": ["TU", "FR"], "count": 4}, **fields)


def problems_of(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 200, answer.content
    return [(each["field"], each["code"]) for each in answer.json()["problems"]]


@pytest.mark.parametrize("make", [body, weekly])
def test_a_preview_is_what_booking_makes(vendor: Vendor, erp_as_chen: Caller, make: Any) -> None:
    asked = make(invitees=GUESTS, time_zone="Europe/Berlin", external_id="PO-1")
    preview = erp_as_chen.post(PREVIEW, asked).json()
    assert (Meeting.objects.count(), VendorWrite.objects.count(), Message.objects.count()) == (0, 0, 0)
    booked = erp_as_chen.post(MEETINGS, asked).json()
    times = [{name: each[name] for name in ("start_at", "end_at")} for each in booked["occurrences"]]
    people = [{name: each[name] for name in ("email", "name", "user_id", "role")} for each in preview["people"]]
    assert (preview["problems"], preview["occurrences"], people) == ([], times, booked["invitees"])
    mailed = {each["email"] for each in preview["people"] if each["is_mailed"]}
    assert mailed == set(Message.objects.values_list("recipient", flat=True))


def test_a_rule_is_said_in_words(erp_as_chen: Caller) -> None:
    english, chinese = (
        erp_as_chen.post(PREVIEW, weekly(), Accept_Language=language).json()["rule"] for language in ("en", "zh-CN")
    )
    assert english.startswith("Every Tuesday and Friday, until ")
    assert chinese.startswith("每周二、周五")


def test_who_is_not_told_is_named(vendor: Vendor, erp_as_chen: Caller) -> None:
    people = erp_as_chen.post(PREVIEW, body(invitees=GUESTS, tells_invitees=False)).json()["people"]
    assert [(each["role"], each["is_mailed"]) for each in people] == [
        ("organiser", True),
        ("cohost", False),
        ("guest", False),
    ]


def test_whoever_is_named_twice_is_told_once(vendor: Vendor, erp_as_chen: Caller, chen: User, li: User) -> None:
    guests = [{"user_id": "li"}, {"email": li.email.upper()}, {"user_id": "chen"}]
    people = erp_as_chen.post(PREVIEW, body(invitees=guests)).json()["people"]
    assert [each["user_id"] for each in people] == ["chen", "li"]


def test_all_problems_are_told_at_once(erp_as_chen: Caller) -> None:
    past = tomorrow(-1).isoformat()
    guests = [{"user_id": "nobody"}, {"email": "no address"}]
    answer = erp_as_chen.post(PREVIEW, body(subject=" ", start_at=past, invitees=guests, guest_password="1"))
    assert problems_of(answer) == [
        ("invitees.0.user_id", "person_unknown"),
        ("subject", "subject_missing"),
        ("start_at", "start_past"),
        ("invitees", "address_invalid"),
        ("guest_password", "guest_password_length"),
    ]
    assert (answer.json()["occurrences"], len(answer.json()["people"])) == ([], 2)


def test_dates_are_shown_while_other_things_are_missing(erp_as_chen: Caller) -> None:
    answer = erp_as_chen.post(PREVIEW, weekly(subject=""))
    assert (problems_of(answer), len(answer.json()["occurrences"])) == ([("subject", "subject_missing")], 4)


def test_a_rule_that_is_none_is_a_problem(erp_as_chen: Caller) -> None:
    daily = {"frequency": "DAILY", "count": 200}
    assert problems_of(erp_as_chen.post(PREVIEW, body(recurrence=daily))) == [
        ("recurrence.until", "too_many_occurrences")
    ]
    without_start = {"subject": "Roadmap", "recurrence": daily | {"count": 3}}
    assert problems_of(erp_as_chen.post(PREVIEW, without_start)) == [("start_at", "start_missing")]


def test_what_stands_in_the_way_of_any_booking_is_a_problem(vendor: Vendor, erp_as_chen: Caller) -> None:
    erp_as_chen.post(MEETINGS, body(external_id="PO-1"))
    Identity.objects.filter(third_party_user_id="chen").update(state=Identity.State.FAILING)
    found = problems_of(erp_as_chen.post(PREVIEW, body(external_id="PO-1")))
    assert found == [("", "not_accepted"), ("external_id", "external_id_used")]


def test_a_meeting_at_once_begins_now(erp_as_chen: Caller) -> None:
    (span,) = erp_as_chen.post(PREVIEW, {"subject": "Now", "length_minutes": 30}).json()["occurrences"]
    ago = datetime.now(UTC) - datetime.fromisoformat(span["start_at"])
    assert timedelta() <= ago < timedelta(minutes=2)


@pytest.mark.parametrize(
    "fields", [{"colour": "red"}, {"start_at": "2026-05-15T09:00:00"}, {"start_at": "0001-01-01T00:00:00Z"}]
)
def test_a_body_that_cannot_be_read_is_refused(erp_as_chen: Caller, fields: dict[str, str]) -> None:
    answer = erp_as_chen.post(PREVIEW, body(**fields))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, next(iter(fields)))


def test_a_token_for_nobody_previews_nothing(erp: ApiClient) -> None:
    assert Caller(erp).post(PREVIEW, body()).status_code == 403


def test_a_series_by_rrule_is_previewed_and_booked(vendor: Vendor, erp_as_chen: Caller) -> None:
    """What the meeting service can keep is its series; anything else is one of the portal's, and says why."""
    kept = body(recurrence={"rrule": "FREQ=DAILY;COUNT=3"})
    preview = erp_as_chen.post(PREVIEW, kept).json()
    assert (preview["problems"], preview["why_portal_series"], len(preview["occurrences"])) == ([], "", 3)
    booked = erp_as_chen.post(MEETINGS, kept).json()
    assert (booked["portal_series"], booked["recurrence"]["frequency"]) == (None, "DAILY")
    skipped = (tomorrow() + timedelta(days=16)).astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()
    own = body(recurrence={"rrule": "FREQ=DAILY;INTERVAL=16;COUNT=4", "skip": [skipped]}, subject="Board")
    preview = erp_as_chen.post(PREVIEW, own, Accept_Language="en").json()
    assert (preview["problems"], len(preview["occurrences"])) == ([], 3)
    assert preview["why_portal_series"].startswith("The meeting service repeats every 15 days at most")
    answer = erp_as_chen.post(MEETINGS, own)
    series = answer.json()["portal_series"]
    assert (answer.status_code, answer.json()["recurrence"], series["skip"]) == (201, None, [skipped])
    assert (series["rrule"], series["meetings"][0]) == ("FREQ=DAILY;INTERVAL=16;COUNT=4", answer.json()["id"])
    assert [datetime.fromisoformat(each["start_at"]) for each in preview["occurrences"]] == list(
        Meeting.objects.filter(pk__in=series["meetings"]).order_by("start_at").values_list("start_at", flat=True)
    )


@pytest.mark.parametrize(
    ("recurrence", "problem"),
    [
        ({"rrule": "FREQ=DAILY;COUNT=0"}, ("recurrence.count", "rule_unusable")),
        ({"rrule": "FREQ=DAILY;COUNT=101"}, ("recurrence.until", "series_over_limit")),
        ({"rrule": "FREQ=MONTHLY;COUNT=36"}, ("recurrence.until", "series_over_years")),
        ({"rrule": "FREQ=DAILY"}, ("recurrence.until", "rule_unusable")),
        ({"rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, ("recurrence.days", "rule_unusable")),
        ({"rrule": "often"}, ("recurrence.rrule", "rule_unusable")),
    ],
)
def test_an_rrule_that_cannot_be_is_a_problem(
    erp_as_chen: Caller, recurrence: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert problems_of(erp_as_chen.post(PREVIEW, body(recurrence=recurrence))) == [problem]


@pytest.mark.parametrize(
    ("recurrence", "field"),
    [
        ({"rrule": "FREQ=DAILY;COUNT=2", "frequency": "DAILY"}, "recurrence.frequency"),
        ({"count": 3}, "recurrence.frequency"),
        ({"frequency": "DAILY", "count": 3, "skip": ["2030-01-01"]}, "recurrence.skip"),
    ],
)
def test_an_rrule_stands_alone(erp_as_chen: Caller, recurrence: dict[str, Any], field: str) -> None:
    answer = erp_as_chen.post(PREVIEW, body(recurrence=recurrence))
    assert [each["field"] for each in answer.json()["errors"]] == [field]
