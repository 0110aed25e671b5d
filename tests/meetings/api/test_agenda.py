"""The list of meetings over HTTP: filters, chosen fields, pages; each answer is one that the document promises."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import ApiClient, Identity, Tenant, User
from meetings.models import Meeting, MeetingTag, Occurrence
from meetings.writes.agenda import refresh_agenda
from tests.factories.api import Caller, make_api_client
from tests.factories.booking_requests import tomorrow
from tests.factories.fixtures import MakeMeeting, MakeSeries

MEETINGS = "/api/v1/meetings/"
State = Meeting.State
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.fixture
def as_chen(qingshan: Tenant, chen: User) -> Caller:
    return Caller(make_api_client(qingshan), act_as="chen")


def subjects(caller: Caller, query: str) -> list[str]:
    return [row["subject"] for row in caller.get(f"{MEETINGS}?{query}").json()["results"]]


def test_pages_of_the_agenda_lead_through_all_of_it(as_chen: Caller, make_meeting: MakeMeeting) -> None:
    for number in range(5):
        make_meeting(subject=f"Meeting {number}", start_at=tomorrow(24 + number))
    path: str | None = MEETINGS + "?limit=2&state=booked,running"
    seen = []
    while path:
        page = as_chen.get(path.removeprefix("http://testserver")).json()
        seen += [row["subject"] for row in page["results"]]
        path = page["next"]
    assert seen == [f"Meeting {number}" for number in range(5)]


@pytest.mark.parametrize("count", [1, 30])
def test_a_page_of_the_agenda_costs_two_statements(
    as_chen: Caller, make_series: MakeSeries, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The token with whom it is for, and the rows; once a minute it is noted that the client called."""
    make_series(days=tuple(range(count)))
    as_chen.get(MEETINGS)
    with django_assert_num_queries(2):
        page = as_chen.get(MEETINGS).json()
    assert len(page["results"]) == count


def test_what_a_business_system_knows_a_meeting_by_finds_it(
    as_chen: Caller, make_meeting: MakeMeeting, li: User, qingshan: Tenant
) -> None:
    Identity.objects.create(tenant=qingshan, person=li, third_party_user_id="li")
    order = make_meeting(
        subject="Order", api_client=ApiClient.objects.get(), external_id="PO-1", vendor_conference_id="900000001"
    )
    MeetingTag.objects.create(meeting=order, name="line-b")
    lis = make_meeting(subject="Li's", organiser=li, guests=(order.organiser,), vendor_conference_id="900000002")
    MeetingTag.objects.create(meeting=lis, name="line-b")
    found = {
        query: subjects(as_chen, query)
        for query in (
            "external_id=PO-1",
            "external_id=PO",
            "tag=line-b",
            "tag=line-b&organiser=li",
            "organiser=chen",
            "organiser=nobody",
            "conference_id=900000002",
        )
    }
    assert found == {
        "external_id=PO-1": ["Order"],
        "external_id=PO": [],
        "tag=line-b": ["Order", "Li's"],
        "tag=line-b&organiser=li": ["Li's"],
        "organiser=chen": ["Order"],
        "organiser=nobody": [],
        "conference_id=900000002": ["Li's"],
    }


def test_a_span_of_time_is_that_in_which_a_meeting_is_held(as_chen: Caller, make_meeting: MakeMeeting) -> None:
    now = tomorrow(0)
    for hours in (24, 25, 26):
        make_meeting(subject=str(hours), start_at=now + timedelta(hours=hours))
    at = (now + timedelta(hours=25)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert subjects(as_chen, f"since={at}") == ["25", "26"]
    assert subjects(as_chen, f"until={at}") == ["24"]


def test_what_runs_past_its_time_is_held_since_now(
    as_chen: Caller, make_meeting: MakeMeeting, make_series: MakeSeries
) -> None:
    now = timezone.now()
    for state in (State.RUNNING, State.BOOKED):
        make_meeting(subject=state, start_at=now - timedelta(hours=2), state=state)
    series = {"start_at": now - timedelta(hours=26), "days": (0, 1)}
    make_series(subject="series", **series, state=State.RUNNING)
    Meeting.objects.filter(subject="series").update(start_at=now - timedelta(hours=2))
    since, later = ((now + timedelta(minutes=shift)).strftime("%Y-%m-%dT%H:%M:%SZ") for shift in (-1, 5))
    assert sorted(subjects(as_chen, f"since={since}")) == ["running", "series"]
    assert subjects(as_chen, f"since={later}") == []


@pytest.mark.parametrize(("is_series", "conference_id"), list(product([False, True], ["", "912345678"])))
def test_each_state_finds_the_rows_that_have_it(
    as_chen: Caller, make_meeting: MakeMeeting, make_series: MakeSeries, is_series: bool, conference_id: str
) -> None:
    now = timezone.now().replace(microsecond=0)
    for state in State.values:
        conference = conference_id and f"{conference_id[:-1]}{State.values.index(state)}"
        fields: dict[str, Any] = {"state": state, "vendor_conference_id": conference}
        start = now - timedelta(days=1, minutes=5)
        if not is_series:
            make_meeting(start_at=start, **fields)
            continue
        # Over, current and running on, ahead, cancelled
        series = make_series(start_at=start, days=(0, 1, 2, 3), **fields)
        Meeting.objects.filter(pk=series.pk).update(start_at=start + timedelta(days=1))
        Occurrence.objects.filter(pk=series.occurrences.last().pk).update(is_cancelled=True)  # type: ignore[union-attr]
        refresh_agenda(meeting=Meeting.objects.get(pk=series.pk))
    every = as_chen.get(f"{MEETINGS}?limit=100").json()["results"]
    assert {row["state"] for row in every} == set(State.values)
    for state in State.values:
        wanted = [row for row in every if row["state"] == state]
        assert as_chen.get(f"{MEETINGS}?limit=100&state={state}").json()["results"] == wanted
    both = [row for row in every if row["state"] in {"booked", "ended"}]
    for query in ("state=booked,ended", "state=booked&state=ended"):
        assert as_chen.get(f"{MEETINGS}?limit=100&{query}").json()["results"] == both


def test_rows_have_the_fields_that_were_chosen(as_chen: Caller, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    (row,) = as_chen.get(f"{MEETINGS}?fields=id,state").json()["results"]
    assert row == {"id": str(meeting.pk), "state": "booked"}
    make_meeting(subject="Second")
    page = as_chen.get(f"{MEETINGS}?fields=subject&limit=1").json()
    following = as_chen.get(page["next"].removeprefix("http://testserver")).json()
    assert (page["results"], following["results"]) == ([{"subject": "Roadmap"}], [{"subject": "Second"}])


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("limit=0", ("limit", "min_value")),
        ("limit=x", ("limit", "invalid")),
        ("cursor=x", ("cursor", "invalid")),
        ("since=2026-05-14", ("since", "invalid")),
        ("colour=red", ("colour", "unknown_field")),
        ("external_id=", ("external_id", "blank")),
        ("tag=a&tag=b", ("tag", "invalid")),
        ("state=gone", ("state.0", "invalid_choice")),
        ("state=booked,", ("state.1", "invalid_choice")),
        ("state=", ("state.0", "invalid_choice")),
        ("fields=id,guest_password", ("fields.1", "invalid_choice")),
    ],
)
def test_a_query_that_is_not_understood_is_refused(as_chen: Caller, query: str, problem: tuple[str, str]) -> None:
    response = as_chen.get(f"{MEETINGS}?{query}")
    assert response.status_code == 422
    assert [(each["field"], each["code"]) for each in response.json()["errors"]] == [problem]
