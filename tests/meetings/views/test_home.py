"""The first page: what is on, what comes, and what needs attention."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Identity, User
from meetings.models import Meeting
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting
from tests.factories.page_words import source_of, text_of, value_shown

# 09:48 in Shanghai, a Thursday
pytestmark = pytest.mark.usefixtures("on_thursday")


def test_home_of_a_busy_day(pages: Client, make_meeting: MakeMeeting, li: User) -> None:
    make_meeting(subject="Stand-up", start_at=NOW - timedelta(minutes=48), length_minutes=30, state="ended")
    make_meeting(subject="Firmware", start_at=NOW + timedelta(minutes=12), guests=(li,))
    make_meeting(subject="Supplier", start_at=NOW + timedelta(hours=30), state="requested", write="unconfirmed")
    make_meeting(subject="Trial run", start_at=NOW + timedelta(days=4), state="refused", write="refused")
    words = text_of(pages.get("/"))
    assert "Thursday 14 May 2 meetings today, one still to come. Shanghai time (UTC+8)" in words
    assert "2 bookings need a look" in words
    assert "Checking Supplier · Fri 15 May, 15:48" in words
    assert "Not booked Trial run · Mon 18 May, 09:48" in words
    assert "in 12 min Next meeting 10:00–10:45 You organise Firmware" in words
    assert "09:48 10:00 45 min Firmware You organise 2 people Next" in words
    assert "Tomorrow Friday 15 May" in words


def test_home_of_a_busy_day_in_chinese(pages: Client, make_meeting: MakeMeeting, chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(language="zh-hans")
    make_meeting(subject="固件", start_at=NOW + timedelta(minutes=12))
    response = pages.get("/")
    assert 'lang="zh-Hans"' in source_of(response)
    assert "5月14日 星期四" in text_of(response)


def test_home_shows_what_runs_first(pages: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(subject="Later", start_at=NOW + timedelta(minutes=12))
    running = make_meeting(subject="Review", start_at=NOW - timedelta(minutes=18), state="running")
    response = pages.get("/")
    page, join = value_shown(response), f"/j/{running.invitees.get().join_token}/"
    assert [(card.subject, card.is_running, card.number, card.join) for card in page.cards] == [
        ("Review", True, 18, join)
    ]
    assert source_of(response).count(f'href="{join}"') == 2


def test_home_with_nothing(pages: Client) -> None:
    assert "Nothing today Nothing is planned. New meeting" in text_of(pages.get("/"))


def test_home_says_when_the_next_meeting_is(pages: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(start_at=NOW + timedelta(days=11))
    assert value_shown(pages.get("/")).nothing_today == "Your next meeting: Mon 25 May, 09:48."


def test_home_says_that_nobody_linked_the_account(pages: Client, chen: User, zhao: User) -> None:
    Identity.objects.filter(person=chen).delete()
    assert (
        "Your account is not linked to the meeting service yet. You can join meetings, but not book them."
        " Zhao Lei can link it." in text_of(pages.get("/"))
    )


def test_home_says_what_has_become_of_a_link(pages: Client, chen: User, zhao: User) -> None:
    Identity.objects.filter(person=chen).update(state="disabled")
    assert (
        "Your link to the meeting service is switched off. Zhao Lei can switch it on."
        " Until then you can join meetings, but not book or change them." in text_of(pages.get("/"))
    )


def test_home_says_since_when_the_service_is_away(pages: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(state="requested", write="planned").writes.update(attempts=1)
    assert "The meeting service has not answered since 09:18." in text_of(pages.get("/"))


def test_home_asks_again_while_something_is_unclear(pages: Client, make_meeting: MakeMeeting) -> None:
    assert "hx-trigger" not in source_of(pages.get("/"))
    meeting = make_meeting(state="requested", write="unconfirmed")
    asked = re.search(r'hx-get="([^"]*)" hx-trigger="every 5s"', source_of(pages.get("/")))
    assert asked
    assert pages.get(asked[1], headers={"HX-Request": "true"}).status_code == 204
    meeting.writes.update(state="done")
    Meeting.objects.update(state="booked")
    answer = pages.get(asked[1], headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "hx-trigger" not in source_of(answer)


def test_home_costs_the_same_however_much_there_is(
    pages: Client, make_meeting: MakeMeeting, li: User, django_assert_num_queries: Any
) -> None:
    made = 0
    for count in (1, 30):
        for _ in range(count - made):
            make_meeting(start_at=NOW + timedelta(minutes=12 + made), guests=(li, "anna@tuv.example"))
            made += 1
        with django_assert_num_queries(5):
            pages.get("/")
