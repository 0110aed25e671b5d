"""When colleagues are busy, over HTTP."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from accounts.models import ApiClient, Identity, User
from tests.factories.api import Caller
from tests.factories.booking_requests import tomorrow
from tests.factories.fixtures import MakeMeeting
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.fixture
def erp_as_li(erp: ApiClient, vendor: Vendor) -> Caller:
    return Caller(erp, act_as="li")


def ask(caller: Caller, *user_ids: str, hours: int = 48, fields: dict[str, str] | None = None) -> Any:
    since = tomorrow(0)
    query = {"since": since.isoformat(), "until": (since + timedelta(hours=hours)).isoformat()} | (fields or {})
    return caller.get("/api/v1/free-busy/?" + urlencode([*query.items(), *(("user_id", one) for one in user_ids)]))


def test_busy_spans_of_colleagues_and_nothing_else(erp_as_li: Caller, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(start_at=tomorrow(24))
    answer = ask(erp_as_li, "li", "chen").json()
    assert answer["unknown"] == []
    assert [each["user_id"] for each in answer["results"]] == ["li", "chen"]
    mine, chens = (each["busy"] for each in answer["results"])
    assert mine == []
    assert [set(span) for span in chens] == [{"start_at", "end_at"}]
    assert [datetime.fromisoformat(chens[0][name]) for name in ("start_at", "end_at")] == [
        meeting.start_at,
        meeting.end_at,
    ]
    assert chens[0]["start_at"].endswith("+08:00")


def test_somebody_of_another_organisation_is_as_unknown_as_nobody(
    erp_as_li: Caller, make_meeting: MakeMeeting, stranger: User
) -> None:
    assert stranger.tenant
    Identity.objects.create(tenant=stranger.tenant, person=stranger, third_party_user_id="stranger")
    answer = ask(erp_as_li, "stranger", "nobody").json()
    assert answer == {"results": [], "unknown": ["stranger", "nobody"], "rooms": []}


def test_somebody_who_has_left_is_unknown(erp_as_li: Caller, chen: User) -> None:
    chen.is_active = False
    chen.save()
    assert ask(erp_as_li, "chen").json()["unknown"] == ["chen"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"until": "2020-01-01T00:00:00Z"}, "until"),
        ({"until": "2030-01-01T00:00:00Z", "since": "2029-01-01T00:00:00Z"}, "until"),
        ({"since": "2029-01-01"}, "since"),
        ({"subject": "x"}, "subject"),
    ],
)
def test_a_query_that_is_not_understood_is_refused(erp_as_li: Caller, fields: dict[str, str], field: str) -> None:
    answer = ask(erp_as_li, "chen", fields=fields)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize("user_ids", [(), tuple(f"u{number}" for number in range(51))])
def test_nobody_and_too_many_are_refused(erp_as_li: Caller, user_ids: tuple[str, ...]) -> None:
    answer = ask(erp_as_li, *user_ids)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "user_id")


def test_the_longest_span_is_62_days(erp_as_li: Caller) -> None:
    assert ask(erp_as_li, "chen", hours=62 * 24).status_code == 200


def test_a_token_for_nobody_learns_nothing(erp: ApiClient) -> None:
    assert ask(Caller(erp), "chen").status_code == 403


def ask_for_rooms(caller: Caller, *room_ids: str) -> Any:
    since = tomorrow(24)
    query = {"since": since.isoformat(), "until": (since + timedelta(minutes=30)).isoformat()}
    return caller.get("/api/v1/free-busy/?" + urlencode([*query.items(), *(("room_id", one) for one in room_ids)]))


def test_rooms_are_taken_by_what_is_booked_there(erp: ApiClient, make_meeting: MakeMeeting) -> None:
    start = tomorrow(24)
    make_meeting(start_at=start, vendor_room_id="room-1")
    answer = ask_for_rooms(Caller(erp, act_as="chen"), "room-1", "nothing", "room-1").json()
    first, second = answer["rooms"]
    assert (answer["results"], answer["unknown"]) == ([], [])
    assert (first["room_id"], second) == ("room-1", {"room_id": "nothing", "busy": []})
    (span,) = first["busy"]
    assert [datetime.fromisoformat(span[name]) for name in ("start_at", "end_at")] == [
        start,
        start + timedelta(minutes=30),
    ]


def test_nobodys_time_is_no_question(erp: ApiClient, chen: User) -> None:
    answer = ask_for_rooms(Caller(erp, act_as="chen"))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "user_id")
