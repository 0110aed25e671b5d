"""Meetings over HTTP, against the sandbox's state; each answer is one that the OpenAPI document promises."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import ApiClient, User
from meetings.models import Meeting, VendorWrite
from tests.factories.api import Caller, make_api_client
from tests.factories.booking_requests import tomorrow
from tests.factories.fixtures import MakeMeeting
from tests.factories.vendor import Vendor

MEETINGS, INSTANT = "/api/v1/meetings/", "/api/v1/meetings/instant/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.fixture
def erp_as_chen(erp: ApiClient, chen: User) -> Caller:
    return Caller(erp, act_as="chen")


def body(**fields: Any) -> dict[str, Any]:
    return {"subject": "Roadmap", "start_at": tomorrow().isoformat(), "length_minutes": 45} | fields


def weekly(**fields: Any) -> dict[str, Any]:
    recurrence = {"frequency": "WEEKLY", "by_day": ["TU", "FR"], "count": 4}
    return body(recurrence=recurrence) | fields


def fields_of(response: Any) -> list[tuple[str, str]]:
    assert response.status_code == 422, response.content
    return [(each["field"], each["code"]) for each in response.json()["errors"]]


def test_a_meeting_is_booked_as_at_the_vendor(vendor: Vendor, erp_as_chen: Caller, chen: User, li: User) -> None:
    guests = [{"user_id": "li", "role": "cohost"}, {"email": "anna@tuv.example", "name": "Anna"}]
    response = erp_as_chen.post(MEETINGS, body(invitees=guests, has_waiting_room=True, entry="invited"))
    answer = response.json()
    (there,) = vendor.details(chen)
    assert (response.status_code, response["Location"]) == (201, f"http://testserver{MEETINGS}{answer['id']}/")
    assert (answer["state"], answer["conference_id"], answer["guest_password"]) == (
        "booked",
        there.meeting.conference_id,
        there.meeting.guest_password,
    )
    assert (answer["has_waiting_room"], answer["entry"]) == (True, "invited")
    assert [(guest["user_id"], guest["role"]) for guest in answer["invitees"]] == [
        ("chen", "organiser"),
        ("li", "cohost"),
        ("", "guest"),
    ]
    assert datetime.fromisoformat(answer["start_at"]) == there.meeting.start_at
    assert answer["start_at"].endswith("+08:00")


def test_a_series_is_booked_read_changed_and_one_of_it_moved_and_cancelled(
    vendor: Vendor, erp_as_chen: Caller
) -> None:
    booked = erp_as_chen.post(MEETINGS, weekly()).json()
    here = MEETINGS + booked["id"] + "/"
    first, second, *_others = booked["occurrences"]
    assert len(booked["occurrences"]) == 4
    later = (datetime.fromisoformat(first["start_at"]) + timedelta(hours=1)).isoformat()
    moved = erp_as_chen.patch(f"{here}occurrences/{first['id']}/", {"start_at": later}).json()
    assert (moved["occurrences"][0]["start_at"], moved["occurrences"][0]["original_start_at"]) == (
        later,
        first["start_at"],
    )
    off = erp_as_chen.post(f"{here}occurrences/{second['id']}/cancel/", {"note": "A holiday."}).json()
    assert [each["is_cancelled"] for each in off["occurrences"]] == [False, True, False, False]
    renamed = erp_as_chen.patch(here, {"subject": "Roadmap and budget"}).json()
    assert (renamed["subject"], renamed["recurrence"]) == ("Roadmap and budget", booked["recurrence"])


def test_an_occurrence_of_another_meeting_is_not_there(vendor: Vendor, erp_as_chen: Caller) -> None:
    mine, other = (erp_as_chen.post(MEETINGS, weekly()).json() for _ in range(2))
    foreign = f"{MEETINGS}{mine['id']}/occurrences/{other['occurrences'][0]['id']}/"
    answers = [
        erp_as_chen.patch(foreign, {"length_minutes": 90}),
        erp_as_chen.post(f"{foreign}cancel/", {}),
        erp_as_chen.patch(f"{MEETINGS}{mine['id']}/occurrences/0/", {"length_minutes": 90}),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(404, "occurrence_gone")] * 3


def test_what_cannot_be_read_hides_nothing_else(vendor: Vendor, erp_as_chen: Caller) -> None:
    wrong = {
        "subject": 5,
        "start_at": "2026-05-15T09:00:00",
        "length_minutes": 1,
        "time_zone": "Mars/Olympus",
        "guest_password": "abc",
        "invitees": [{"user_id": "nobody"}],
        "colour": "red",
    }
    expected = [
        ("subject", "no_text"),
        ("start_at", "offset_missing"),
        ("colour", "unknown_field"),
        ("invitees.0.user_id", "person_unknown"),
        ("time_zone", "time_zone_unknown"),
        ("length_minutes", "length_out_of_range"),
        ("guest_password", "guest_password_not_digits"),
    ]
    assert sorted(fields_of(erp_as_chen.post(MEETINGS, wrong))) == sorted(expected)
    instant = {name: value for name, value in wrong.items() if name != "subject"}
    assert sorted(fields_of(erp_as_chen.post(INSTANT, instant))) == sorted(
        [("start_at", "unknown_field"), *expected[2:]]
    )
    assert sorted(fields_of(erp_as_chen.post(f"{MEETINGS}preview/", wrong))) == sorted(expected)
    booked = erp_as_chen.post(MEETINGS, weekly()).json()
    assert sorted(fields_of(erp_as_chen.patch(f"{MEETINGS}{booked['id']}/", wrong))) == sorted(expected)
    assert Meeting.objects.count() == 1


def test_a_series_is_cancelled_as_a_whole(vendor: Vendor, erp_as_chen: Caller, chen: User) -> None:
    booked = erp_as_chen.post(MEETINGS, weekly()).json()
    off = erp_as_chen.post(f"{MEETINGS}{booked['id']}/cancel/", {"tells_invitees": False}).json()
    assert (off["state"], vendor.details(chen)) == ("cancelled", [])


def test_an_idempotency_key_books_once_and_other_content_is_refused(vendor: Vendor, erp_as_chen: Caller) -> None:
    asked = body(external_id="PO-1", tags=["line-b"])
    first, again = (erp_as_chen.post(MEETINGS, asked, Idempotency_Key="k").json() for _ in range(2))
    assert (first["id"], first["external_id"], first["tags"]) == (again["id"], "PO-1", ["line-b"])
    assert fields_of(erp_as_chen.post(MEETINGS, asked | {"subject": "Other"}, Idempotency_Key="k")) == [
        ("", "idempotency_key_used")
    ]
    assert fields_of(erp_as_chen.post(MEETINGS, asked | {"tags": []}, Idempotency_Key="k")) == [
        ("", "idempotency_key_used")
    ]
    assert Meeting.objects.count() == 1


def test_another_clients_key_is_another_key(vendor: Vendor, erp_as_chen: Caller, qingshan: Any) -> None:
    crm = Caller(make_api_client(qingshan, name="CRM", secret="of the CRM"), act_as="chen", secret="of the CRM")
    answers = [caller.post(MEETINGS, body(external_id="1"), Idempotency_Key="k") for caller in (erp_as_chen, crm)]
    ids = [answer.json()["id"] for answer in answers]
    assert ids[0] != ids[1]
    found = [caller.get(f"{MEETINGS}?external_id=1").json()["results"] for caller in (erp_as_chen, crm)]
    assert [[row["id"] for row in rows] for rows in found] == [[own] for own in ids]


def test_an_external_id_is_used_once(vendor: Vendor, erp_as_chen: Caller) -> None:
    first = erp_as_chen.post(MEETINGS, body(external_id="PO-1")).json()
    second = erp_as_chen.post(MEETINGS, body(external_id="PO-1", subject="Other"))
    assert (second.status_code, second.json()["code"]) == (409, "external_id_used")
    assert first["id"] in second.json()["detail"]
    assert Meeting.objects.count() == 1


def test_an_instant_meeting_runs_at_once_and_is_one_under_its_key(
    vendor: Vendor, erp_as_chen: Caller, chen: User
) -> None:
    response = erp_as_chen.post(INSTANT, {}, Idempotency_Key="k")
    answer = response.json()
    assert (response.status_code, response["Location"]) == (201, f"http://testserver{MEETINGS}{answer['id']}/")
    assert (answer["state"], answer["subject"], answer["length_minutes"]) == ("running", "陈静's meeting", 60)
    assert vendor.standing("陈静's meeting") == [answer["conference_id"]]
    again = erp_as_chen.post(INSTANT, {}, Idempotency_Key="k", Accept_Language="zh-hans")
    assert (again.status_code, again.json()["id"]) == (201, answer["id"])
    assert fields_of(erp_as_chen.post(INSTANT, {"length_minutes": 30}, Idempotency_Key="k")) == [
        ("", "idempotency_key_used")
    ]
    assert Meeting.objects.count() == 1


def test_an_instant_meeting_is_found_by_what_it_was_given(vendor: Vendor, erp_as_chen: Caller, li: User) -> None:
    asked = {"subject": "Line B stands still", "length_minutes": 30, "external_id": "INC-7", "tags": ["line-b"]}
    asked |= {"invitees": [{"user_id": "li"}]}
    answer = erp_as_chen.post(INSTANT, asked).json()
    assert [each["user_id"] for each in answer["invitees"]] == ["chen", "li"]
    (found,) = erp_as_chen.get(f"{MEETINGS}?external_id=INC-7").json()["results"]
    assert (found["subject"], answer["length_minutes"]) == ("Line B stands still", 30)
    assert erp_as_chen.post(INSTANT, {"external_id": "INC-7"}).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "problems"),
    [
        ({"start_at": "2030-01-01T09:00:00Z"}, [("start_at", "unknown_field")]),
        ({"recurrence": {"frequency": "DAILY"}}, [("recurrence", "unknown_field")]),
        (
            {"subject": " ", "length_minutes": 5},
            [("subject", "subject_missing"), ("length_minutes", "length_out_of_range")],
        ),
        ({"subject": 7}, [("subject", "no_text")]),
        ({"invitees": [{"user_id": "nobody"}]}, [("invitees.0.user_id", "person_unknown")]),
    ],
)
def test_an_instant_meeting_that_is_none_is_refused(
    vendor: Vendor, erp_as_chen: Caller, wrong: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    assert fields_of(erp_as_chen.post(INSTANT, wrong)) == problems
    assert not Meeting.objects.exists()


def test_an_instant_meeting_whose_answer_is_lost_is_202(vendor: Vendor, erp_as_chen: Caller) -> None:
    vendor.lose_answer("create")
    response = erp_as_chen.post(INSTANT, {}, Idempotency_Key="k")
    assert (response.status_code, response.json()["operation"]["state"]) == (202, "unconfirmed")
    operation = erp_as_chen.get(response["Location"].removeprefix("http://testserver")).json()
    assert operation == response.json()["operation"]


def test_an_instant_meeting_that_the_service_refuses_says_why(vendor: Vendor, erp_as_chen: Caller) -> None:
    vendor.refuse("create", code="MMC.111071014")
    answers = [erp_as_chen.post(INSTANT, {}, Idempotency_Key="k") for _ in range(2)]
    assert [(each.status_code, each["Content-Type"]) for each in answers] == [(409, "application/problem+json")] * 2
    assert [each.json()["vendor_code"] for each in answers] == ["MMC.111071014"] * 2
    assert Meeting.objects.count() == 1


def test_a_booking_whose_answer_is_lost_is_202_and_one_meeting(vendor: Vendor, erp_as_chen: Caller) -> None:
    vendor.lose_answer("create")
    asked = body()
    response = erp_as_chen.post(MEETINGS, asked, Idempotency_Key="k")
    answer = response.json()
    assert (response.status_code, answer["state"], answer["operation"]["state"]) == (202, "requested", "unconfirmed")
    operation = erp_as_chen.get(response["Location"].removeprefix("http://testserver")).json()
    assert operation == answer["operation"]
    again = erp_as_chen.post(MEETINGS, asked, Idempotency_Key="k")
    assert (again.status_code, again.json()["id"], Meeting.objects.count()) == (202, answer["id"], 1)


def test_all_that_is_wrong_is_told_at_once(erp_as_chen: Caller) -> None:
    wrong = body(
        start_at="2026-05-15T09:00:00",
        length_minutes="many",
        colour="red",
        invitees=[{"email": "a@b.example", "nickname": "A"}, {}],
        recurrence={"frequency": "YEARLY"},
    )
    assert fields_of(erp_as_chen.post(MEETINGS, wrong)) == [
        ("start_at", "offset_missing"),
        ("length_minutes", "invalid"),
        ("invitees.0.nickname", "unknown_field"),
        ("invitees.1.user_id", "invalid"),
        ("recurrence.frequency", "invalid_choice"),
        ("colour", "unknown_field"),
    ]


def test_a_number_is_no_text(erp_as_chen: Caller) -> None:
    wrong = body(external_id=17, tags=[7], guest_password=123456, invitees=[{"user_id": 123}])
    assert sorted(fields_of(erp_as_chen.post(MEETINGS, wrong))) == [
        ("external_id", "no_text"),
        ("guest_password", "no_text"),
        ("invitees.0.user_id", "no_text"),
        ("tags.0", "no_text"),
    ]


def test_what_a_meeting_must_be_is_told_with_our_codes(erp_as_chen: Caller) -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    wrong = body(subject=" ", start_at=past.isoformat(), length_minutes=5, guest_password="12a")
    assert fields_of(erp_as_chen.post(MEETINGS, wrong)) == [
        ("subject", "subject_missing"),
        ("start_at", "start_past"),
        ("length_minutes", "length_out_of_range"),
        ("guest_password", "guest_password_not_digits"),
    ]


def test_who_is_unknown_is_told_with_all_else(erp_as_chen: Caller) -> None:
    wrong = body(subject=" ", invitees=[{"user_id": "nobody"}])
    assert fields_of(erp_as_chen.post(MEETINGS, wrong)) == [
        ("invitees.0.user_id", "person_unknown"),
        ("subject", "subject_missing"),
    ]


def test_a_series_without_a_start_is_refused(erp_as_chen: Caller) -> None:
    wrong = weekly()
    del wrong["start_at"]
    assert fields_of(erp_as_chen.post(MEETINGS, wrong)) == [("start_at", "start_missing")]


def test_a_zone_that_has_retired_is_that_of_today(vendor: Vendor, erp_as_chen: Caller) -> None:
    booked = erp_as_chen.post(MEETINGS, body(time_zone="Asia/Calcutta")).json()
    changed = erp_as_chen.patch(f"{MEETINGS}{booked['id']}/", {"time_zone": "Europe/Kiev"}).json()
    assert (booked["time_zone"], changed["time_zone"]) == ("Asia/Kolkata", "Europe/Kyiv")
    assert booked["start_at"].endswith("+05:30")


@pytest.mark.parametrize(("frequency", "field"), [("WEEKLY", "by_day"), ("MONTHLY", "by_month_day")])
def test_days_that_are_missing_are_named_as_the_request_has_them(
    erp_as_chen: Caller, frequency: str, field: str
) -> None:
    wrong = body(recurrence={"frequency": frequency, "count": 3})
    assert fields_of(erp_as_chen.post(MEETINGS, wrong)) == [(f"recurrence.{field}", "days_missing")]


def test_nobody_unknown_is_invited(erp_as_chen: Caller, stranger: User) -> None:
    guests = [{"user_id": "nobody"}, {"email": "x@y.example", "role": "cohost"}]
    assert fields_of(erp_as_chen.post(MEETINGS, body(invitees=guests))) == [
        ("invitees.0.user_id", "person_unknown"),
        ("invitees.1.role", "cohost_outside"),
    ]


@pytest.mark.parametrize(
    ("sent", "media_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 422),
        ("a=b", "application/x-www-form-urlencoded", 415),
    ],
)
def test_a_body_that_is_none_is_refused(
    erp_as_chen: Caller, client: Any, sent: str, media_type: str, status: int
) -> None:
    authorization = {"Authorization": f"Bearer {erp_as_chen.token}"}
    response = client.post(MEETINGS, sent, content_type=media_type, headers=authorization)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")


def test_a_sentence_is_in_the_callers_language(erp_as_chen: Caller) -> None:
    answer = erp_as_chen.post(MEETINGS, body(subject=""), Accept_Language="zh-CN").json()
    assert answer["errors"][0]["detail"] == "请填写会议主题，一两个词即可。"


def test_a_stale_etag_changes_nothing(vendor: Vendor, erp_as_chen: Caller) -> None:
    booked = erp_as_chen.post(MEETINGS, body())
    here = MEETINGS + booked.json()["id"] + "/"
    assert erp_as_chen.get(here)["ETag"] == booked["ETag"]
    changed = erp_as_chen.patch(here, {"subject": "One"}, If_Match=booked["ETag"])
    stale = erp_as_chen.patch(here, {"subject": "Two"}, If_Match=booked["ETag"])
    assert (changed.status_code, stale.status_code, stale.json()["code"]) == (200, 412, "precondition_failed")
    assert erp_as_chen.get(here).json()["subject"] == "One"


def test_a_change_that_comes_again_is_answered_though_its_etag_is_old_by_now(
    vendor: Vendor, erp_as_chen: Caller
) -> None:
    booked = erp_as_chen.post(MEETINGS, body())
    here = MEETINGS + booked.json()["id"] + "/"
    first, again = (
        erp_as_chen.patch(here, {"subject": "One"}, If_Match=booked["ETag"], Idempotency_Key="k") for _ in range(2)
    )
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    assert erp_as_chen.patch(here, {"subject": "Two"}, If_Match=booked["ETag"], Idempotency_Key="k").status_code == 422
    cancelled = [
        erp_as_chen.post(here + "cancel/", {}, If_Match=first["ETag"], Idempotency_Key="c").json() for _ in range(2)
    ]
    assert [answer["state"] for answer in cancelled] == ["cancelled", "cancelled"]


def test_a_refusal_of_the_vendor_bears_its_code(vendor: Vendor, erp_as_chen: Caller) -> None:
    vendor.refuse("create", code="MMC.111070005")
    response = erp_as_chen.post(MEETINGS, body())
    assert (response.status_code, response.json()["vendor_code"]) == (409, "MMC.111070005")


def test_a_meeting_of_somebody_else_is_not_there(
    erp: ApiClient, vendor: Vendor, make_meeting: MakeMeeting, stranger: User
) -> None:
    meeting = make_meeting()
    write = VendorWrite.objects.get(meeting=meeting)
    as_li = Caller(erp, act_as="li")
    for method, path, sent in (
        ("GET", f"{MEETINGS}{meeting.pk}/", None),
        ("PATCH", f"{MEETINGS}{meeting.pk}/", {"subject": "Mine"}),
        ("POST", f"{MEETINGS}{meeting.pk}/cancel/", {}),
        ("GET", f"/api/v1/operations/{write.pk}/", None),
    ):
        assert as_li.call(method, path, sent).status_code == 404


def test_a_token_without_the_scope_is_refused(vendor: Vendor, erp: ApiClient) -> None:
    caller = Caller(erp, act_as="chen", scope="meetings:read")
    response = caller.post(MEETINGS, body())
    assert (response.status_code, response.json()["code"]) == (403, "scope_missing")
    assert Meeting.objects.count() == 0


def test_a_signed_in_person_uses_the_same_api(chens: Any, make_meeting: MakeMeeting) -> None:
    make_meeting(subject="Mine")
    assert [row["subject"] for row in chens.get(MEETINGS).json()["results"]] == ["Mine"]
    chens.handler.enforce_csrf_checks = True
    refused = chens.post(MEETINGS, body(), content_type="application/json")
    assert refused.status_code == 403


def test_who_calls_too_often_is_told_to_wait(qingshan: Any, chen: User) -> None:
    caller = Caller(make_api_client(qingshan, calls_per_minute=2), act_as="chen")
    answers = [caller.get(MEETINGS) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"calls";q=2;w=60'
    assert 0 < int(answers[2]["Retry-After"]) <= 60
