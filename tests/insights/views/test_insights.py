"""The page of numbers: what it shows to whom, what it says where there is nothing, at what cost."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from accounts.models import Tenant, User
from directory.models import VendorList
from insights.models import SeriesAttendance
from insights.services import summing
from tests.factories.booking_form import NOW
from tests.factories.day_totals import sum_day
from tests.factories.fixtures import MakeSeries, signed_in
from tests.factories.page_words import text_of, value_shown
from tests.factories.sessions import hold, take_part

# 09:48 in Shanghai, a Thursday
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_thursday")]
_TODAY = date(2026, 5, 14)


def buy(tenant: Tenant, seats: int | None, rooms: int | None) -> None:
    VendorList.objects.create(
        tenant=tenant,
        kind=VendorList.Kind.RESOURCES,
        entries=[{"seats": seats, "rooms": rooms}],
        read_at=NOW,
        tried_at=NOW,
    )


def tiles(response: Any) -> list[str]:
    return [f"{tile.number} {tile.of} {tile.words}: {tile.below}" for tile in value_shown(response).tiles]


def numbers(tenant: Tenant) -> None:
    """Make two days in the last seven, and one in the seven before."""
    common: dict[str, Any] = {
        "attendees": 8,
        "invited": 10,
        "no_shows": 4,
        "booked_seconds": 7200,
        "used_seconds": 3600,
    }
    hours = [[9, 1, 40, 1, 1], [23, 1, 95, 2, 2]]
    at = datetime(2026, 5, 13, 15, 10, tzinfo=UTC)
    sum_day(tenant, date(2026, 5, 13), peak_seats=95, peak_seats_at=at, peak_rooms=2, hours=hours, **common)
    sum_day(tenant, _TODAY, sessions=1, unread=1, peak_seats=3, peak_seats_at=NOW)
    sum_day(tenant, date(2026, 5, 6), sessions=4, attendees=20, invited=10, no_shows=1)


def test_an_administrator_sees_the_tenants_numbers(qingshan: Tenant, zhaos: Client) -> None:
    numbers(qingshan)
    buy(qingshan, 100, 5)
    response = zhaos.get("/insights/?days=7")
    assert tiles(response) == [
        "3  meetings: 1 fewer than before",
        "120  minutes: 100 % more",
        "8  people in, all together: 12 fewer than before",
        "4.0  people in a meeting: was 5.0",
        "40 %  of the invited did not come: was 10 %",
        "95 of 100 seats at once at most: 2 of 5 cloud rooms at once",
    ]
    page = value_shown(response)
    assert page.tiles[5].is_warning
    assert [(bucket.label, bucket.sessions, bucket.before) for bucket in page.buckets] == [
        ("Fri 8 May", 0, 0), ("Sat 9 May", 0, 0), ("Sun 10 May", 0, 0), ("Mon 11 May", 0, 0), ("Tue 12 May", 0, 0),
        ("Wed 13 May", 2, 4), ("Thu 14 May", 1, 0),
    ]  # fmt: skip
    assert [tuple(day) for day in page.fullest] == [
        ("Wed 13 May", 95, "95 %", "23:10", 2),
        ("Thu 14 May", 3, "3 %", "09:48", 0),
    ]
    assert (page.nearly_all, page.booked) == (90, "Of 120 minutes that were booked, 60 were used: 50 %.")
    words = text_of(response)
    for said in (
        "All meetings of Qingshan, Fri 8 May – Thu 14 May. Shanghai time (UTC+8)",
        "Of 1 meeting nobody knows who came",
        "90 or more",
        "Thursday at 09:00 is the fullest hour: 2 meetings began in it.",
    ):
        assert said in words


def test_the_hours_show_what_is_chosen(qingshan: Tenant, zhaos: Client) -> None:
    numbers(qingshan)
    for heat, number, said in (
        ("seats", 95, "95 seats were taken at once"),
        ("rooms", 2, "2 cloud rooms were in use"),
    ):
        table = value_shown(zhaos.get(f"/insights/?days=7&heat={heat}")).heat
        assert (table.rows[-1].hour, table.rows[-1].cells[2].number, table.rows[-1].cells[2].step) == (
            "23:00",
            number,
            4,
        )
        assert said in table.finding
    assert table.weekdays == ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def test_a_person_sees_what_they_host(qingshan: Tenant, chens: Client, chen: User, li: User) -> None:
    numbers(qingshan)
    sum_day(qingshan, _TODAY, chen, sessions=1, attended_sessions=3, attended_seconds=5400, attendees=4)
    sum_day(qingshan, _TODAY, li, sessions=7)
    response = chens.get("/insights/?whose=all&heat=rooms")
    assert tiles(response)[0] == "1  meeting: "
    assert tiles(response)[5] == "3  meetings that you were in: for 90 minutes together"
    words = text_of(response)
    assert "The numbers of the whole organisation are for its administrators." in words
    assert ("Li Wei" in words, "Seats" in words, value_shown(response).hosts) == (False, False, ())


def test_what_people_hosted_who_are_not_known_here_is_named(qingshan: Tenant, zhaos: Client, zhao: User) -> None:
    sum_day(qingshan, _TODAY, sessions=1005)
    sum_day(qingshan, _TODAY, zhao, sessions=5)
    shown = value_shown(zhaos.get("/insights/?days=7"))
    assert shown.hosts_elsewhere == "1,000 more meetings were held by people who are not known here."
    sum_day(qingshan, _TODAY, User.objects.create_user("w@x.example", name="W", tenant=qingshan), sessions=1000)
    assert value_shown(zhaos.get("/insights/?days=7")).hosts_elsewhere == ""
    assert value_shown(zhaos.get("/insights/?whose=mine")).hosts_elsewhere == ""


def test_an_administrator_sees_their_own(qingshan: Tenant, zhaos: Client, zhao: User) -> None:
    numbers(qingshan)
    sum_day(qingshan, _TODAY, zhao, sessions=5)
    assert tiles(zhaos.get("/insights/?whose=mine"))[0] == "5  meetings: "


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Nothing is known of any meeting yet."),
        ("?since=2001-01-01&until=2001-01-31", "Nothing is known of any meeting yet."),
    ],
)
def test_a_tenant_without_sessions(zhaos: Client, query: str, said: str) -> None:
    assert said in text_of(zhaos.get(f"/insights/{query}"))


def test_a_range_before_anything_and_one_without_meetings(qingshan: Tenant, zhaos: Client) -> None:
    numbers(qingshan)
    early = text_of(zhaos.get("/insights/?since=2001-01-01&until=2001-01-31"))
    assert "The first day of which anything is known is Wed 6 May." in early
    assert "No meetings in this range." in text_of(zhaos.get("/insights/?since=2026-05-08&until=2026-05-09"))


def test_a_range_that_is_none_is_said_beside_its_field(qingshan: Tenant, zhaos: Client) -> None:
    numbers(qingshan)
    response = zhaos.get("/insights/?since=2026-05-09&until=2026-05-08")
    assert value_shown(response).choice.preset == 30
    html = response.content.decode()
    assert 'aria-describedby="insights-until-error"' in html
    assert "The last day is before the first one." in text_of(response)


def test_who_belongs_to_no_organisation_has_no_numbers(operators: Client) -> None:
    response = operators.get("/insights/")
    assert "You belong to no organisation" in text_of(response)
    assert operators.get("/insights/days.csv").status_code == 404


def test_another_tenants_numbers_are_nobodys(qingshan: Tenant, stranger: User) -> None:
    numbers(qingshan)
    assert "Nothing is known of any meeting yet." in text_of(signed_in(stranger).get("/insights/"))


@pytest.mark.parametrize("query", ["days=30", "days=90", "days=365", "since=2026-01-01&until=2026-12-31"])
def test_columns_hold_the_whole_range(qingshan: Tenant, zhaos: Client, query: str) -> None:
    for number in range(120):
        sum_day(qingshan, _TODAY - timedelta(days=number), sessions=1)
    page = value_shown(zhaos.get(f"/insights/?{query}&compared=nothing"))
    assert len(page.buckets) <= 31
    assert f"{sum(bucket.sessions for bucket in page.buckets)}" == page.tiles[0].number
    assert not page.has_before


@pytest.fixture
def series(make_series: MakeSeries, qingshan: Tenant, chen: User, li: User) -> None:
    """Five days of a series, to the last three of which only its host came."""
    meeting = make_series(start_at=NOW - timedelta(days=6), days=tuple(range(5)), guests=(li,))
    for number, one in enumerate(meeting.occurrences.order_by("start_at")):
        session = hold(qingshan, meeting, occurrence=one, start_at=one.start_at, end_at=one.end_at)
        take_part(session, chen, (0, 30), role="organiser")
        take_part(session, li, *([(0, 30)] if number < 2 else []))
    summing.sum_up(tenant_id=qingshan.pk, now=NOW)


def test_series_that_few_attend(series: None, zhaos: Client, chens: Client, li: User) -> None:
    (row,) = value_shown(zhaos.get("/insights/")).series
    assert (row.subject, row.host, row.invited, row.came, row.below, row.finding) == (
        "Weekly", "陈静", "2 people", "1 of 2", "3 times in a row", "Host alone",
    )  # fmt: skip
    assert (row.address, row.mail) == ("q=Weekly&everybody=1", "mailto:chen.jing@qingshan.example?subject=Weekly")
    (own,) = value_shown(chens.get("/insights/")).series
    assert (own.address, own.mail) == ("q=Weekly", "")
    assert value_shown(signed_in(li).get("/insights/")).series == ()
    assert value_shown(zhaos.get("/insights/?since=2026-05-01&until=2026-05-11")).series == ()


def test_tables_as_files(series: None, qingshan: Tenant, zhaos: Client, chens: Client, chen: User) -> None:
    query = "since=2026-05-08&until=2026-05-14"
    days = zhaos.get(f"/insights/days.csv?{query}")
    assert days["Content-Disposition"] == 'attachment; filename="insights-days-2026-05-08-2026-05-14.csv"'
    lines = days.content.decode("utf-8-sig").splitlines()
    assert lines[0] == (
        "day,meetings,minutes,attendance_unknown,people,invited,did_not_come,booked_minutes,used_minutes,"
        "seats_at_once,meetings_at_once,rooms_at_once"
    )
    assert lines[1] == "2026-05-08,1,45,0,2,2,0,45,45,2,1,0"
    assert len(lines) == 6
    hosts = load_workbook(io.BytesIO(zhaos.get(f"/insights/hosts.xlsx?{query}").content)).active
    assert list(hosts.values) == [  # type: ignore[union-attr]
        ("name", "email", "meetings", "minutes"),
        ("陈静", "chen.jing@qingshan.example", "5", "225"),
    ]
    own = chens.get(f"/insights/days.csv?{query}").content.decode("utf-8-sig").splitlines()
    assert own[1] == "2026-05-08,1,45,0,2,2,0,45,45,1,30"
    assert len(chens.get(f"/insights/hosts.csv?{query}").content.decode().splitlines()) == 1
    hours = zhaos.get(f"/insights/hours.csv?{query}").content.decode().splitlines()
    assert hours[1] == "2026-05-08,9,1,2,1,0"
    finding = zhaos.get(f"/insights/series.csv?{query}").content.decode().splitlines()[1]
    assert finding == "Weekly,陈静,host_alone,3,2,7,5,0,0"


@pytest.mark.parametrize("count", [1, 30])
def test_page_takes_ten_queries_for_any_number(
    qingshan: Tenant, zhaos: Client, make_series: MakeSeries, count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(count):
        sum_day(qingshan, _TODAY - timedelta(days=number))
        person = User.objects.create_user(f"{number}@qingshan.example", name=f"Host {number}", tenant=qingshan)
        sum_day(qingshan, _TODAY, person)
        meeting = make_series(start_at=NOW - timedelta(days=2), days=(0, 1))
        SeriesAttendance.objects.create(
            tenant=qingshan, meeting=meeting, is_due=False, finding="nobody", in_a_row=3, last_at=NOW
        )
    zhaos.get("/insights/")
    with django_assert_num_queries(10):
        response = zhaos.get("/insights/")
    assert len(value_shown(response).series) == min(count, 20)


@pytest.fixture
def look(zhaos: Client, qingshan: Tenant) -> Callable[[str], str]:
    numbers(qingshan)
    return lambda query: text_of(zhaos.get(f"/insights/?{query}"))


def test_what_was_bought_is_said_where_it_is_known(qingshan: Tenant, look: Callable[[str], str]) -> None:
    assert "How many seats were bought is not known" in look("")
    buy(qingshan, 3, None)
    words = look("")
    assert ("How many seats" in words, "of 3 seats at once at most" in words, "3 or more" in words) == (
        False,
        True,
        True,
    )


def test_the_page_reads_well_in_chinese(qingshan: Tenant, zhao: User, look: Callable[[str], str]) -> None:
    zhao.language = "zh-hans"
    zhao.save()
    words = look("days=7")
    assert "Qingshan 的所有会议，5月8日 周五 – 5月14日 周四。" in words
    assert "周四 09:00 是最繁忙的时段：有 2 场会议开始。" in words
