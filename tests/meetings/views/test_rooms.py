"""The page of rooms: what is free, what is held, what is not known, and where it is booked."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Identity, User
from directory.entries import TerminalState
from directory.models import VendorList
from tests.factories.booking_form import BOOK, NOW, value_of
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import source_of, text_of
from tests.factories.rooms import (
    OWN,
    give_room,
    know_rooms,
    know_tenant_rooms,
    know_terminals,
    make_room,
    make_terminal,
)
from tests.factories.vendor import Vendor

ROOMS = "/rooms/"
ROOM = {"vendor_room_id": "room-1", "vendor_room_number": "902600001"}


def on_thursday(test: Any) -> Any:
    """Mark a test at a time that stands still: Thursday 14 May, 09:48 in Shanghai."""
    return pytest.mark.usefixtures("on_thursday")(pytest.mark.django_db(test))


@on_thursday
def test_rooms_of_today(pages: Client, chen: User, make_meeting: MakeMeeting) -> None:
    know_rooms(chen, [make_room(1), make_room(2), OWN])
    know_terminals(chen, [make_terminal(number, state=each) for number, each in enumerate(TerminalState)])
    make_meeting(start_at=NOW - timedelta(minutes=18), subject="Audit", **ROOM)
    words = text_of(pages.get(ROOMS))
    assert "Thursday 14 May, 09:48 · Shanghai time (UTC+8)" in words
    rows = re.search(r"Action (Qingshan 2 .*?) One meeting at a time", words)
    assert rows is not None
    assert rows[1] == (
        "Qingshan 2 up to 100 · ID 902 600 002 Free now all day Free all day Book here"
        " Qingshan 1 up to 100 · ID 902 600 001 In use Audit until 10:15 Taken: 09:30–10:15 Audit"
        " Book from 10:15"
        " My personal meeting ID up to 25 · ID 902 481 336 Free now all day Free all day Book here"
    )
    assert "what was booked in the meeting service's own programs is not known to this portal" in words
    terminals = words.partition("Rooms with a terminal")[2]
    for label in ("Free now", "In use", "Not reachable switched off, or not connected", "Not known"):
        assert label in terminals


@on_thursday
def test_book_here_opens_the_form_with_room_and_start(pages: Client, chen: User) -> None:
    know_rooms(chen, [make_room(1)])
    know_terminals(chen, [])
    for query, day, start in (("", "Thu 14 May 2026", "10:00"), ("?day=2026-05-20", "Wed 20 May 2026", "09:00")):
        link = re.search(r'href="(/meetings/book/\?room=[^"]*)"', source_of(pages.get(ROOMS + query)))
        assert link is not None
        form = source_of(pages.get(link[1].replace("&amp;", "&")))
        assert (value_of(form, "day"), value_of(form, "start")) == (day, start)
        assert '<option value="room-1" selected>' in form


@on_thursday
@pytest.mark.parametrize("at", ["2026-05-13T09:00", "2026-05-14T09:00", "x", "2026-02-30T09:00", "9999-12-31T23:59"])
def test_a_start_that_is_none_or_over_is_passed_over(at: str, pages: Client, chen: User) -> None:
    answer = pages.get(BOOK, {"at": at})
    assert answer.status_code == 200
    assert value_of(source_of(answer), "start") in {"10:00", "23:59"}


@on_thursday
def test_a_colleague_does_not_read_what_is_held(chen: User, li: User, make_meeting: MakeMeeting) -> None:
    know_rooms(li, [make_room(1)])
    know_terminals(li, [])
    make_meeting(start_at=NOW - timedelta(minutes=18), subject="Audit", **ROOM)
    words = text_of(signed_in(li).get(ROOMS))
    assert ("In use until 10:15" in words, "Audit" in words) == (True, False)


@on_thursday
def test_a_room_that_is_switched_off_can_not_be_booked(pages: Client, chen: User) -> None:
    know_rooms(chen, [make_room(1, is_usable=False)])
    know_terminals(chen, [])
    answer = pages.get(ROOMS)
    assert "Switched off or expired" in text_of(answer)
    assert "/meetings/book/?room=" not in source_of(answer)


@on_thursday
@pytest.mark.parametrize("day", ["2026-13-01", "x", "0001-01-01", "9999-12-31", "2028-01-01"])
def test_a_day_that_is_none_is_today(day: str, pages: Client, chen: User) -> None:
    know_rooms(chen, [OWN])
    know_terminals(chen, [])
    assert "Thursday 14 May, 09:48" in text_of(pages.get(ROOMS, {"day": day}))


@on_thursday
def test_another_day_has_days_before_and_after_it(pages: Client, chen: User) -> None:
    know_rooms(chen, [OWN])
    know_terminals(chen, [])
    source = source_of(pages.get(ROOMS, {"day": "2026-05-15"}))
    assert re.findall(r'href="(/rooms/[^"]*)"', source.partition("<main")[2].partition("</main>")[0]) == [
        "/rooms/",
        "/rooms/",
        "/rooms/?day=2026-05-15",
        "/rooms/?day=2026-05-16",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_without_a_room_or_a_link_the_page_says_so(language: str, chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    know_rooms(chen, [])
    know_terminals(chen, [])
    nothing = {"en": "You have no room at the meeting service.", "zh-hans": "您在会议服务中没有会议室"}[language]
    assert nothing in text_of(signed_in(chen).get(ROOMS))
    Identity.objects.all().delete()
    VendorList.objects.all().delete()
    words = text_of(signed_in(chen).get(ROOMS))
    unlinked = {"en": "Your account is not linked to the meeting service yet.", "zh-hans": "尚未关联"}[language]
    assert unlinked in words
    assert {"en": "could not be asked yet", "zh-hans": "尚未能查询会议服务"}[language] in words


@pytest.mark.django_db(transaction=True)
def test_while_the_vendor_is_away_the_last_known_stands_and_is_said_to_be_old(vendor: Vendor, chen: User) -> None:
    give_room(vendor, chen, "松风")
    browser = signed_in(chen)
    assert "This is what it said" not in text_of(browser.get(ROOMS))
    vendor.go_away()
    hour_ago = timezone.now() - timedelta(hours=1)
    VendorList.objects.update(read_at=hour_ago, tried_at=hour_ago)
    words = text_of(browser.get(ROOMS))
    assert ("松风" in words, "The meeting service can't be asked just now. This is what it said at" in words) == (
        True,
        True,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 50])
def test_the_page_takes_as_many_queries_for_any_number(
    count: int, chen: User, make_meeting: MakeMeeting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    know_rooms(chen, [make_room(number) for number in range(count)])
    know_terminals(chen, [make_terminal(number) for number in range(count)])
    for number in range(count):
        meeting = make_meeting(start_at=timezone.now(), vendor_room_id=f"room-{number}")
        meeting.terminals.create(number=f"+99111{number}", name="Hall")
    know_tenant_rooms(chen, [make_room(number + 100) for number in range(count)])
    browser = signed_in(chen)
    browser.get(ROOMS)
    with django_assert_num_queries(8):
        assert browser.get(ROOMS).status_code == 200


@on_thursday
def test_a_terminal_has_a_day_and_is_booked_from_there(pages: Client, chen: User, make_meeting: MakeMeeting) -> None:
    know_rooms(chen, [])
    know_terminals(chen, [make_terminal(1, name="Lanting, 兰亭"), make_terminal(2, state=TerminalState.UNKNOWN)])
    make_meeting(start_at=NOW - timedelta(minutes=18), subject="Audit").terminals.create(number="+991111", name="L")
    answer = pages.get(ROOMS)
    rows = re.search(r"Action (Lanting.*?) A terminal that", text_of(answer))
    assert rows is not None
    assert rows[1] == (
        "Lanting, 兰亭 Hangzhou · TE20 In use Audit until 10:15 Taken: 09:30–10:15 Audit Book from 10:15"
        " Hall 2 Hangzhou · TE20 Not known Free all day Book here"
    )
    link = re.search(r'href="(/meetings/book/\?terminal=[^"]*)"', source_of(answer))
    assert link is not None
    form = source_of(pages.get(link[1].replace("&amp;", "&")))
    assert re.search(r"<textarea[^>]*id=\"invitees\"[^>]*>\s*Lanting 兰亭 \(\+991111\)</textarea>", form)
    assert "Lanting, 兰亭 is called into the meeting." in text_of(pages.get(link[1].replace("&amp;", "&")))


@on_thursday
def test_a_terminal_of_another_organisation_fills_nothing_in(pages: Client, chen: User) -> None:
    know_terminals(chen, [])
    form = source_of(pages.get(BOOK, {"terminal": "+991111"}))
    assert "+991111" not in form


@on_thursday
def test_rooms_of_others_are_shown_and_not_booked(pages: Client, chen: User, make_meeting: MakeMeeting) -> None:
    know_rooms(chen, [make_room(1)])
    know_terminals(chen, [])
    know_tenant_rooms(chen, [make_room(1), make_room(2)])
    make_meeting(start_at=NOW - timedelta(minutes=18), vendor_room_id="room-2")
    words = text_of(pages.get(ROOMS)).partition("Other cloud rooms of the organisation")[2]
    assert " Qingshan 2 up to 100 · ID 902 600 002 · assigned to 李伟 In use Roadmap until 10:15" in words
    assert ("Qingshan 1" in words, "Book" in words.partition("Only the person")[0]) == (False, False)
