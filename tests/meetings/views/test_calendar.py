"""The calendar: what stands on which day, where each entry is moved, and at what cost."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from meetings.models import AgendaEntry, Meeting
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting, MakeSeries, signed_in
from tests.factories.page_words import source_of, text_of, value_shown

# 09:48 in Shanghai, Thursday 14 May
pytestmark = pytest.mark.usefixtures("on_thursday")


def shown(client: Client, query: str = "") -> Any:
    return value_shown(client.get(f"/calendar/?{query}"))


def entries(page: Any) -> list[dict[str, Any]]:
    return [json.loads(row.entry) for day in page.days for row in day.rows]


def test_an_entry_of_each_kind(pages: Client, chen: User, li: User, make_meeting: MakeMeeting) -> None:
    own = make_meeting(subject="Own", start_at=NOW + timedelta(hours=1))
    make_meeting(subject="Invited", start_at=NOW + timedelta(hours=2), organiser=li, guests=(chen,))
    make_meeting(subject="Runs", start_at=NOW - timedelta(minutes=5), state="running")
    make_meeting(subject="Checked", start_at=NOW + timedelta(hours=3), state="requested", write="unconfirmed")
    make_meeting(subject="Off", start_at=NOW + timedelta(hours=4), state="cancelled")
    make_meeting(subject="Over", start_at=NOW - timedelta(hours=3), state="ended")
    make_meeting(subject="Refused", start_at=NOW + timedelta(hours=5), state="refused", write="refused")
    found = {entry["label"].split(",")[0]: entry for entry in entries(shown(pages))}
    assert {name: (entry["tone"], entry["icons"], entry["words"]) for name, entry in found.items()} == {
        "Over": ("past", [], "06:48"),
        "Runs": ("live", ["running"], "Running"),
        "Own": ("", [], "10:48"),
        "Invited": ("guest", [], "11:48 · Li Wei"),
        "Checked": ("check", ["unconfirmed"], "Checking"),
        "Off": ("off", ["cancelled"], "Cancelled"),
    }
    assert found["Own"] == {
        "start": "2026-05-14T10:48",
        "end": "2026-05-14T11:33",
        "tone": "",
        "icons": [],
        "words": "10:48",
        "label": "Own, Today, 10:48–11:33, Booked, You organise",
        "change": f"/meetings/{own.pk}/edit/",
    }
    assert [name for name, entry in found.items() if entry["change"]] == ["Own"]


def test_an_occurrence_is_moved_by_itself(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + timedelta(hours=1), days=(0, 1))
    first, second = entries(shown(pages))
    occurrences = [each.pk for each in series.occurrences.order_by("start_at")][-2:]
    assert [first["change"], second["change"]] == [f"/meetings/{series.pk}/occurrences/{key}/" for key in occurrences]
    assert first["icons"] == ["repeat"]


def test_a_change_on_its_way_is_said_and_nothing_else_can_be_moved(pages: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(start_at=NOW + timedelta(hours=1), kind="edit", write="planned")
    (entry,) = entries(page := shown(pages))
    assert (entry["words"], entry["change"], page.is_unclear) == ("Change waiting", "", True)


def test_only_the_days_that_are_shown_are_read(pages: Client, make_meeting: MakeMeeting) -> None:
    for days in (-8, -3, 0, 3, 8, 40):
        make_meeting(subject=f"{days}", start_at=NOW + timedelta(days=days, hours=1))
    assert [row.subject for day in shown(pages).days for row in day.rows] == ["-3", "0", "3"]
    assert [row.subject for day in shown(pages, "view=day").days for row in day.rows] == ["0"]
    assert [row.subject for day in shown(pages, "view=list").days for row in day.rows] == ["-8", "-3", "0", "3", "8"]
    june = shown(pages, "view=month&day=2026-06-14")
    assert [row.subject for day in june.days for row in day.rows] == ["40"]


@pytest.mark.parametrize("view", ["day", "week", "month", "list"])
@pytest.mark.parametrize("count", [1, 50])
def test_one_query_for_all_entries(
    pages: Client,
    make_meeting: MakeMeeting,
    django_assert_num_queries: DjangoAssertNumQueries,
    view: str,
    count: int,
) -> None:
    for number in range(count):
        make_meeting(start_at=NOW + timedelta(minutes=number))
    pages.get("/calendar/")
    with django_assert_num_queries(2) as queries:  # who asks, and the agenda
        page = shown(pages, f"view={view}")
    assert len(entries(page)) == count
    assert sum(AgendaEntry._meta.db_table in query["sql"] for query in queries.captured_queries) == 1


def test_a_stranger_and_a_colleague_see_nothing_of_it(
    stranger: User, li: User, make_meeting: MakeMeeting, client: Client
) -> None:
    make_meeting(subject="Roadmap", start_at=NOW + timedelta(hours=1))
    for person in (stranger, li):
        assert entries(shown(signed_in(person))) == []
    assert client.get("/calendar/")["Location"] == "/account/login/?next=/calendar/"


@pytest.mark.parametrize(
    ("start", "minutes", "wall"),
    [
        ("2027-03-28T00:30", 60, ("2027-03-28T01:30", "2027-03-28T03:30")),
        ("2027-03-28T01:00", 60, ("2027-03-28T03:00", "2027-03-28T04:00")),
        ("2027-10-30T23:30", 60, ("2027-10-31T01:30", "2027-10-31T02:30")),
        ("2027-10-31T00:30", 60, ("2027-10-31T02:30", "2027-10-31T02:45")),
        ("2027-10-31T01:30", 60, ("2027-10-31T02:30", "2027-10-31T03:30")),
    ],
    ids=["over the gap", "behind it", "into the double hour", "its first half", "its second half"],
)
def test_times_are_those_of_the_persons_wall_in_both_nights(
    pages: Client, chen: User, make_meeting: MakeMeeting, start: str, minutes: int, wall: tuple[str, str]
) -> None:
    User.objects.filter(pk=chen.pk).update(time_zone="Europe/Berlin")
    at = datetime.fromisoformat(start).replace(tzinfo=UTC)
    make_meeting(start_at=at, length_minutes=minutes, time_zone="Europe/Berlin")
    (entry,) = entries(shown(pages, f"view=day&day={wall[0][:10]}"))
    assert (entry["start"], entry["end"]) == wall


def test_the_page_without_script_is_the_list_of_the_same_days(pages: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(subject="<b>Audit</b>", start_at=NOW + timedelta(hours=1))
    response = pages.get("/calendar/")
    words = text_of(response)
    assert "Monday 11 May Nothing on this day" in words
    assert "Thursday 14 May Today 10:48 45 min <b>Audit</b> You organise" in words
    assert "<b>Audit</b>" not in source_of(response)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("day", ("No meetings on this day", "当天没有会议")),
        ("week", ("No meetings this week", "本周没有会议")),
        ("month", ("No meetings this month", "本月没有会议")),
    ],
)
def test_empty(pages: Client, chen: User, language: str, view: str, words: tuple[str, str]) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    assert words[language != "en"] in text_of(pages.get(f"/calendar/?view={view}"))


def test_it_asks_again_while_something_is_unclear(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=NOW + timedelta(hours=1), state="requested", write="sent")
    page = shown(pages)
    assert f'hx-get="/calendar/?view=week&amp;day=2026-05-14&amp;seen={page.fingerprint}"' in source_of(
        pages.get("/calendar/")
    )
    again = pages.get(f"/calendar/?seen={page.fingerprint}", headers={"HX-Request": "true"})
    assert again.status_code == 204
    Meeting.objects.filter(pk=meeting.pk).update(state="booked", is_settled=True)
    again = pages.get(f"/calendar/?seen={page.fingerprint}", headers={"HX-Request": "true"})
    assert (again.status_code, value_shown(again).is_unclear) == (200, False)


def test_a_drawn_meeting_fills_the_form(pages: Client) -> None:
    form = pages.get("/meetings/book/?at=2026-05-15T14:15&until=2026-05-15T15:00").context["form"]
    assert (form["day"].value(), form["start"].value(), form["length"].value()) == ("Fri 15 May 2026", "14:15", "45")
    form = pages.get("/meetings/book/?at=2026-05-15T14:15&until=2026-05-15T16:30").context["form"]
    assert (form["length"].value(), form["length_other"].value()) == ("other", "135")


@pytest.mark.parametrize("query", ["at=x&until=y", "until=2026-05-13T10:00", "at=2026-05-15T14:15&until=2026-02-30T1"])
def test_a_drawing_that_cannot_be_read_is_passed_over(pages: Client, make_meeting: MakeMeeting, query: str) -> None:
    meeting = make_meeting(start_at=NOW + timedelta(hours=1))
    assert pages.get(f"/meetings/book/?{query}").context["form"]["length"].value() == "30"
    form = pages.get(f"/meetings/{meeting.pk}/edit/?{query}").context["form"]
    assert form["length"].value() == "45"


def test_a_moved_meeting_fills_its_form_on_the_clock_of_the_meeting(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=NOW + timedelta(hours=1), time_zone="Europe/Berlin")
    response = pages.get(f"/meetings/{meeting.pk}/edit/?at=2026-05-15T01:00")
    form = response.context["form"]
    assert (form["day"].value(), form["start"].value(), form["length"].value()) == ("Thu 14 May 2026", "19:00", "45")
    assert "19:00–19:45" in text_of(response)
    Meeting.objects.get(pk=meeting.pk, start_at=NOW + timedelta(hours=1))


def test_a_moved_occurrence_fills_its_form_and_says_when_it_will_be(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + timedelta(hours=1), days=(0, 1))
    occurrence = series.occurrences.order_by("start_at").last()
    assert occurrence
    address = f"/meetings/{series.pk}/occurrences/{occurrence.pk}/"
    words = text_of(pages.get(f"{address}?at=2026-05-15T16:00&until=2026-05-15T17:30"))
    assert "It will be Fri 15 May, 16:00–17:30, Shanghai time." in words
    assert "Change the whole series instead" in words
    assert "It will be" not in text_of(pages.get(address))


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2027-03-28T02:30", "02:30 does not exist that night in Berlin"),
        ("2027-10-31T02:30", "02:30 comes twice that night in Berlin"),
    ],
)
def test_a_move_into_an_hour_that_is_none_or_comes_twice_is_asked_back(
    pages: Client, chen: User, make_meeting: MakeMeeting, at: str, said: str
) -> None:
    User.objects.filter(pk=chen.pk).update(time_zone="Europe/Berlin")
    start = datetime.fromisoformat(at[:10]).replace(hour=8, tzinfo=UTC)
    meeting = make_meeting(start_at=start, time_zone="Europe/Berlin")
    assert said in text_of(pages.get(f"/meetings/{meeting.pk}/edit/?at={at}"))


@pytest.mark.parametrize(
    ("start", "until", "minutes"),
    [
        ("2027-03-28T00:30", "2027-03-28T03:30", "60"),
        ("2027-10-31T00:30", "2027-10-31T02:45", "other"),
        ("2027-10-31T00:30", "2027-10-31T03:00", "90"),
    ],
    ids=["over the gap", "within the double hour", "over the double hour"],
)
def test_a_longer_meeting_keeps_its_start_and_counts_real_minutes(
    pages: Client, chen: User, make_meeting: MakeMeeting, start: str, until: str, minutes: str
) -> None:
    User.objects.filter(pk=chen.pk).update(time_zone="Europe/Berlin")
    at = datetime.fromisoformat(start).replace(tzinfo=UTC)
    meeting = make_meeting(start_at=at, length_minutes=30, time_zone="Europe/Berlin")
    form = pages.get(f"/meetings/{meeting.pk}/edit/?until={until}").context["form"]
    assert form["instant"].value() == at.astimezone(ZoneInfo("Europe/Berlin")).isoformat()
    assert form["length"].value() == minutes
    assert form["length_other"].value() == ("15" if minutes == "other" else "")
