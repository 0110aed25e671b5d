"""Numbers over HTTP; each answer is one that the OpenAPI document promises."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import ApiClient, Identity, Tenant, User
from directory.models import VendorList
from tests.factories.api import Caller, limit_statements, make_api_client
from tests.factories.booking_form import NOW
from tests.factories.day_totals import sum_day

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("no_limits_of_earlier_tests", "on_thursday"),
]
_PATH, _TODAY = "/api/v1/insights/", date(2026, 5, 14)


@pytest.fixture
def numbers(qingshan: Tenant, chen: User, zhao: User) -> None:
    """Make a day of everybody, of Chen Jing, and an earlier one; Zhao Lei is linked as well."""
    Identity.objects.create(tenant=qingshan, person=zhao, third_party_user_id="zhao", state=Identity.State.WORKS)
    sum_day(
        qingshan, _TODAY, sessions=5, seconds=9000, unread=1, attendees=20, invited=30, no_shows=12,
        booked_seconds=7200, used_seconds=6000, peak_seats=17, peak_seats_at=NOW, peak_sessions=3, peak_rooms=1,
        hours=[[9, 5, 17, 3, 1]],
    )  # fmt: skip
    sum_day(qingshan, _TODAY, chen, sessions=2, seconds=3600, attended_sessions=4, attended_seconds=5400)
    sum_day(qingshan, date(2026, 4, 14), sessions=9)


def test_an_administrator_reads_the_whole_organisations(erp: ApiClient, qingshan: Tenant, numbers: None) -> None:
    VendorList.objects.create(
        tenant=qingshan, kind="resources", entries=[{"seats": 100, "rooms": None}], read_at=NOW, tried_at=NOW
    )
    answer = Caller(erp, act_as="zhao").get(_PATH).json()
    before = answer.pop("before")
    assert answer == {
        "whose": "all",
        "time_zone": "Asia/Shanghai",
        "since": "2026-04-15",
        "until": "2026-05-14",
        "bought": {"seats": 100, "rooms": None},
        "days": [
            {
                "day": "2026-05-14",
                "meetings": 5,
                "seconds": 9000,
                "attendance_unknown": 1,
                "people": 20,
                "invited": 30,
                "did_not_come": 12,
                "booked_seconds": 7200,
                "used_seconds": 6000,
                "seats_at_once": 17,
                "meetings_at_once": 3,
                "rooms_at_once": 1,
                "hours": [{"hour": 9, "meetings": 5, "seats_at_once": 17, "meetings_at_once": 3, "rooms_at_once": 1}],
            }
        ],
    }
    assert (before["since"], before["until"]) == ("2026-03-16", "2026-04-14")
    assert [(day["day"], day["meetings"]) for day in before["days"]] == [("2026-04-14", 9)]


def test_a_person_reads_what_they_host(erp: ApiClient, numbers: None) -> None:
    answer = Caller(erp, act_as="chen").get(f"{_PATH}?since=2026-05-14&until=2026-05-14").json()
    (day,) = answer["days"]
    assert (answer["whose"], answer["bought"], day["meetings"], day["attended"], day["attended_seconds"]) == (
        "mine", None, 2, 4, 5400,
    )  # fmt: skip
    assert (day["hours"], "seats_at_once" in day) == ([{"hour": 9, "meetings": 2}], False)
    own = Caller(erp, act_as="zhao").get(f"{_PATH}?whose=mine").json()
    assert (own["whose"], own["days"]) == ("mine", [])


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("since=2026-05-14&until=2026-05-13", [("until", "range_reversed")]),
        ("since=2026-05-14", [("until", "day_missing")]),
        ("since=2025-01-01&until=2026-05-14", [("until", "range_too_long")]),
        ("since=1000-01-01&until=2026-05-14", [("since", "no_day")]),
        ("since=tomorrow&until=2026-13-01", [("since", "invalid"), ("until", "invalid")]),
        ("whose=theirs", [("whose", "invalid_choice")]),
        ("range=7", [("range", "unknown_field")]),
    ],
)
def test_what_is_no_range_is_refused(
    erp: ApiClient, numbers: None, query: str, problems: list[tuple[str, str]]
) -> None:
    response = Caller(erp, act_as="zhao").get(f"{_PATH}?{query}")
    errors = [(error["field"], error["code"]) for error in response.json()["errors"]]
    assert (response.status_code, errors) == (422, problems)


def test_a_year_is_the_most(erp: ApiClient, numbers: None) -> None:
    caller = Caller(erp, act_as="zhao")
    assert caller.get(f"{_PATH}?since=2025-05-14&until=2026-05-14").status_code == 200
    assert caller.get(f"{_PATH}?since=2025-05-13&until=2026-05-14").status_code == 422


def test_it_takes_a_scope_of_its_own(qingshan: Tenant, numbers: None) -> None:
    erp = make_api_client(qingshan, scopes=["meetings:read"])
    response = Caller(erp, act_as="chen").get(_PATH)
    assert (response.status_code, response.json()["code"]) == (403, "scope_missing")


def test_an_administrator_is_reached_by_whoever_may_act_for_them(qingshan: Tenant, numbers: None) -> None:
    erp = make_api_client(qingshan, scopes=["history:read"])
    caller = Caller(erp, act_as="chen")
    assert caller.get(_PATH).json()["whose"] == "mine"
    with pytest.raises(AssertionError, match="may not act for that User ID"):
        Caller(erp, act_as="zhao")


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_days_takes_as_many_queries(
    erp: ApiClient, qingshan: Tenant, numbers: None, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        sum_day(qingshan, date(2026, 1, 1 + number))
    caller = Caller(erp, act_as="zhao")
    caller.get(_PATH)
    with django_assert_num_queries(4 + limit_statements()):  # the token's, both ranges, their hours, what was bought
        response = caller.get(f"{_PATH}?since=2026-01-01&until=2026-01-31")
    assert len(response.json()["days"]) == count
