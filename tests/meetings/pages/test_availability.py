"""Who is busy then, and when everybody is free next."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from meetings.models import AgendaEntry, Meeting
from meetings.pages.availability import Availability, Slot, build_availability
from meetings.pages.preview_line import PreviewLine
from meetings.recurrence import Cycle, Unit
from meetings.requests import TerminalRequest
from tests.factories.booking_form import BOOK, NOW, typed
from tests.factories.booking_requests import asked
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.factories.page_words import source_of, text_of

# Thursday 14 May, 09:48 in Shanghai
pytestmark = pytest.mark.usefixtures("on_thursday")
FRIDAY_TEN = datetime(2026, 5, 15, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def availability(organiser: User, *guests: Any, start: datetime = FRIDAY_TEN, **fields: Any) -> Availability:
    request = asked(*guests, start_at=start, **({"length_minutes": 60} | fields))
    return build_availability(request, starts=[start], organiser=organiser, now=NOW, meeting_id=None)


def texts(found: Availability) -> list[str]:
    return [line.text for line in found.lines]


def test_nobody_is_busy(chen: User, li: User) -> None:
    assert availability(chen, li, "anna@tuv.example") == Availability()


def test_who_is_busy_and_when_all_are_free(chen: User, li: User, make_meeting: MakeMeeting) -> None:
    make_meeting(start_at=FRIDAY_TEN + HOUR / 2, length_minutes=60, subject="Secret plan", guests=(li,))
    found = availability(chen, li)
    assert found.lines == (
        PreviewLine("warn", "You have another meeting then: Fri 15 May, 10:30–11:30.", is_warning=True),
        PreviewLine("warn", "Li Wei is busy then.", is_warning=True),
    )
    assert found.slots == (
        Slot("2026-05-15T11:30", "Fri 15 May, 11:30–12:30"),
        Slot("2026-05-15T12:00", "Fri 15 May, 12:00–13:00"),
        Slot("2026-05-15T12:30", "Fri 15 May, 12:30–13:30"),
    )
    assert "Secret" not in repr(found)


def test_a_meeting_that_begins_when_another_ends_is_no_clash(chen: User, make_meeting: MakeMeeting) -> None:
    for start in (FRIDAY_TEN - HOUR, FRIDAY_TEN + HOUR):
        make_meeting(start_at=start, length_minutes=60)
    assert availability(chen) == Availability()


@pytest.mark.parametrize("state", ["cancelled", "refused"])
def test_what_is_not_held_keeps_nobody_busy(chen: User, make_meeting: MakeMeeting, state: str) -> None:
    make_meeting(start_at=FRIDAY_TEN, state=state)
    assert availability(chen) == Availability()


def test_the_changed_meeting_is_no_clash_with_itself(chen: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=FRIDAY_TEN, length_minutes=60)
    found = build_availability(
        asked(start_at=FRIDAY_TEN, length_minutes=60),
        starts=[FRIDAY_TEN],
        organiser=chen,
        now=NOW,
        meeting_id=meeting.pk,
    )
    assert found == Availability()


def test_free_times_are_on_working_days_in_the_hours_of_whoever_books(chen: User, make_meeting: MakeMeeting) -> None:
    friday_five = FRIDAY_TEN + 7 * HOUR
    make_meeting(start_at=friday_five, length_minutes=60)
    assert [slot.value for slot in availability(chen, start=friday_five).slots] == [
        "2026-05-18T08:00",
        "2026-05-18T08:30",
        "2026-05-18T09:00",
    ]
    User.objects.filter(pk=chen.pk).update(time_zone="Europe/Berlin")
    chen.refresh_from_db()
    # 11:00 in Berlin, in the form's zone
    assert availability(chen, start=friday_five).slots[0].value == "2026-05-15T18:00"


def test_free_times_begin_at_half_and_full_hours(chen: User, make_meeting: MakeMeeting) -> None:
    start = FRIDAY_TEN + timedelta(minutes=17)
    make_meeting(start_at=start, length_minutes=30)
    assert availability(chen, start=start, length_minutes=30).slots[0].value == "2026-05-15T11:00"


def test_people_of_another_organisation_are_unknown(chen: User, stranger: User, make_meeting: MakeMeeting) -> None:
    make_meeting(start_at=FRIDAY_TEN, organiser=stranger, tenant=stranger.tenant)
    assert availability(chen, stranger) == Availability()


def test_many_busy_people_are_counted(chen: User, make_meeting: MakeMeeting) -> None:
    people = [
        User.objects.create_user(f"p{number}@qingshan.example", name=f"P{number}", tenant=chen.tenant)
        for number in range(5)
    ]
    for person in people:
        make_meeting(start_at=FRIDAY_TEN, organiser=person)
    assert texts(availability(chen, *people)) == ["5 invitees are busy then, among them P0, P1, P2."]


@pytest.mark.parametrize("count", [1, 20])
def test_one_query_for_everybody(
    chen: User, make_meeting: MakeMeeting, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    people = [
        User.objects.create_user(f"p{number}@qingshan.example", name=f"P{number}", tenant=chen.tenant)
        for number in range(count)
    ]
    for person in people:
        make_meeting(start_at=FRIDAY_TEN, organiser=person)
    with django_assert_num_queries(1) as queries:
        availability(chen, *people)
    assert AgendaEntry._meta.db_table in queries.captured_queries[0]["sql"]


def test_the_form_says_it_and_takes_a_free_time(
    pages: Client, chen: User, li: User, make_meeting: MakeMeeting
) -> None:
    make_meeting(start_at=FRIDAY_TEN, length_minutes=60, organiser=li, subject="Secret plan")
    sent = typed(chen, day="2026-05-15", start="10:00", invitees=li.email, subject="Typed")
    shown = pages.post(BOOK, sent | {"check": "1"}, headers={"HX-Request": "true"})
    assert "Li Wei is busy then." in source_of(shown)
    assert "Secret" not in source_of(shown)
    taken = pages.post(BOOK, sent | {"take_slot": "2026-05-15T11:00"})
    form = taken.context["form"]
    assert (form["day"].value(), form["start"].value(), form["subject"].value()) == (
        "Fri 15 May 2026",
        "11:00",
        "Typed",
    )
    assert "Li Wei is busy then." not in text_of(taken)
    assert not Meeting.objects.filter(subject="Typed").exists()


@pytest.mark.parametrize("odd", ["", "x", "2026-02-30T11:00", "\0"])
def test_an_odd_time_is_passed_over(pages: Client, chen: User, odd: str) -> None:
    form = pages.post(BOOK, typed(chen, start="16:15") | {"take_slot": odd}).context["form"]
    assert form["start"].value() == "16:15"


def test_a_series_says_on_which_dates_somebody_is_busy(
    pages: Client, chen: User, li: User, make_series: MakeSeries
) -> None:
    make_series(start_at=FRIDAY_TEN, days=(0, 14), organiser=li)
    sent = typed(chen, day="2026-05-15", start="10:00", invitees=li.email) | {
        "repeats": "week", "interval": "1", "weekdays": ["5"], "ends": "count", "count": "4", "check": "1",
    }  # fmt: skip
    shown = source_of(pages.post(BOOK, sent, headers={"HX-Request": "true"}))
    assert "Somebody is busy on 2 dates: Fri 15 May (Li Wei), Fri 29 May (Li Wei)." in shown
    assert "take_slot" not in shown


def test_a_terminal_that_is_taken_is_named_and_the_free_times_pass_rooms_over(
    chen: User, li: User, make_meeting: MakeMeeting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hall = TerminalRequest("+991111", "Hall")
    held = make_meeting(start_at=FRIDAY_TEN, length_minutes=60, subject="Secret plan", organiser=li)
    held.terminals.create(number=hall.number, name=hall.name)
    make_meeting(start_at=FRIDAY_TEN + HOUR, length_minutes=60, organiser=li, vendor_room_id="room-1")
    with django_assert_num_queries(3):
        found = availability(chen, terminals=(hall,), room_id="room-1")
    assert texts(found) == ["Hall is taken: Fri 15 May, 10:00–11:00."]
    assert [slot.value for slot in found.slots] == ["2026-05-15T12:00", "2026-05-15T12:30", "2026-05-15T13:00"]


def test_a_series_names_the_terminal_that_is_taken(chen: User, li: User, make_meeting: MakeMeeting) -> None:
    hall = TerminalRequest("+991111", "Hall")
    held = make_meeting(start_at=FRIDAY_TEN, length_minutes=60, organiser=li)
    held.terminals.create(number=hall.number, name=hall.name)
    rule = Cycle(Unit.DAY, 1, (), FRIDAY_TEN.date() + timedelta(days=2))
    request = asked(start_at=FRIDAY_TEN, length_minutes=60, terminals=(hall,), repeats=rule)
    starts = [FRIDAY_TEN, FRIDAY_TEN + 24 * HOUR]
    found = build_availability(request, starts=starts, organiser=chen, now=NOW, meeting_id=None)
    assert texts(found) == ["Somebody is busy on 1 date: Fri 15 May (Hall)."]
