"""Home as a value."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import translation

from accounts.models import User
from meetings.pages.banners import Banners
from meetings.pages.home import HomePage, build_home_page
from meetings.queries import lists
from tests.factories.fixtures import MakeMeeting

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def home_of(person: User) -> HomePage:
    with translation.override("en"), time_machine.travel(NOW, tick=False):
        return build_home_page(person, NOW, lists.needing_attention(person=person, now=NOW))


def test_home_with_nothing(chen: User) -> None:
    page = home_of(chen)
    assert (page.sentence, page.nothing_today) == ("No meetings today.", "Nothing is planned.")
    assert (page.attention, page.cards, page.today, page.days) == ((), (), (), ())
    assert (page.zone_city, page.zone_offset, page.clock) == ("Shanghai", "UTC+8", "09:48")


def test_home_draws_the_line_where_the_day_stands(chen: User, make_meeting: MakeMeeting) -> None:
    make_meeting(subject="Over", start_at=NOW - timedelta(minutes=48), length_minutes=30, state="ended")
    make_meeting(subject="Next", start_at=NOW + timedelta(minutes=12))
    make_meeting(subject="Later", start_at=NOW + timedelta(hours=3))
    make_meeting(subject="Tomorrow", start_at=NOW + timedelta(days=1))
    page = home_of(chen)
    shown = [(row.subject, row.clock_before, row.is_next) for row in page.today]
    assert shown == [("Over", "", False), ("Next", "09:48", True), ("Later", "", False)]
    assert [(day.name, day.title, [row.subject for row in day.rows]) for day in page.days] == [
        ("Tomorrow", "Friday 15 May", ["Tomorrow"])
    ]
    assert page.sentence == "3 meetings today, 2 still to come."


def test_home_of_a_meeting_that_runs_past_its_time(chen: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=NOW - timedelta(hours=1), state="running")
    join = f"/j/{meeting.invitees.get(person=chen).join_token}/"
    page = home_of(chen)
    assert page.sentence == "One meeting today."
    assert [(card.subject, card.is_running, card.join) for card in page.cards] == [("Roadmap", True, join)]
    assert [(row.tone, row.bar, row.join) for row in page.today] == [("", "live", join)]


@pytest.mark.parametrize("count", [1, 4])
def test_card_shows_three_avatars_and_the_readers_own_link(chen: User, make_meeting: MakeMeeting, count: int) -> None:
    guests = tuple(f"p{number}@x.example" for number in range(count))
    meeting = make_meeting(start_at=NOW + timedelta(minutes=12), guests=guests)
    (card,) = home_of(chen).cards
    assert card.join == f"/j/{meeting.invitees.get(person=chen).join_token}/"
    assert (len(card.avatars), card.more_avatars) == (min(count, 3), max(0, count - 3))
    assert (card.number, card.unit, card.label) == (12, "min", "Starts in 12 minutes")


def test_what_needs_attention(chen: User, make_meeting: MakeMeeting) -> None:
    make_meeting(subject="Trial", start_at=NOW + timedelta(days=4), state="refused", write="refused")
    page = home_of(chen)
    (item,) = page.attention
    assert (item.subject, item.act, item.is_pressing) == ("Trial", "Choose another time", True)
    assert (page.attention_count, page.is_unclear) == (1, False)
    assert page.banners == Banners(needs_link=None, away_clock="")
