"""What stands at the top of home: what runs, else what starts next."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from accounts.models import User
from meetings.models import Meeting
from meetings.pages.list_rows import Reading
from meetings.pages.next_meeting import Invited, build_cards, choose_next, find_invited
from meetings.queries.lists import MeetingRow
from tests.factories.fixtures import MakeMeeting

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)  # 09:48 in Shanghai
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def row(start_at: datetime, state: str = "booked", *, subject: str = "Roadmap", organiser_id: int = 0) -> MeetingRow:
    return MeetingRow(
        uuid4(), subject, start_at, start_at + 45 * MINUTE, state, organiser_id, "Li Wei", "962000001", invitee_count=3
    )


@pytest.fixture
def reading(chen: User) -> Reading:
    with translation.override("en"):
        return Reading(chen, NOW)


@pytest.mark.parametrize(
    ("starts", "chosen"),
    [
        ([], []),
        ([HOUR, 2 * HOUR], [HOUR]),
        ([HOUR, HOUR, HOUR], [HOUR, HOUR]),
        ([-10 * MINUTE, HOUR], [-10 * MINUTE]),
        ([-20 * MINUTE, -10 * MINUTE, -5 * MINUTE], [-20 * MINUTE, -10 * MINUTE]),
        ([-HOUR, HOUR], [HOUR]),
        ([20 * HOUR], []),
    ],
    ids=["none", "next", "together", "running", "two at most", "over", "tomorrow"],
)
def test_choose_next(reading: Reading, starts: list[timedelta], chosen: list[timedelta]) -> None:
    found = choose_next([row(NOW + start) for start in starts], reading)
    assert [next_row.start_at - NOW for next_row in found] == chosen


@pytest.mark.parametrize("state", ["requested", "ended", "cancelled", "refused"])
def test_choose_next_passes_over_what_is_not_held(reading: Reading, state: str) -> None:
    assert choose_next([row(NOW + MINUTE, state), ahead := row(NOW + HOUR)], reading) == [ahead]


def test_choose_next_keeps_what_runs_on_past_its_end(reading: Reading) -> None:
    assert choose_next([late := row(NOW - HOUR, "running"), row(NOW + MINUTE)], reading) == [late]


@pytest.mark.parametrize(
    ("start", "state", "expected"),
    [
        (12 * MINUTE, "booked", (False, 12, "min", "Starts in 12 minutes", "72.9 364.4")),
        (12 * MINUTE - timedelta(seconds=30), "booked", (False, 12, "min", "Starts in 12 minutes", "72.9 364.4")),
        (timedelta(), "booked", (True, 0, "min", "Running for 0 minutes", "364.4 364.4")),
        (-MINUTE, "booked", (True, 1, "min", "Running for 1 minute", "364.4 364.4")),
        (5 * MINUTE, "running", (True, 0, "min", "Running for 0 minutes", "364.4 364.4")),
        (-3 * HOUR, "running", (True, 3, "h", "Running for 3 hours", "364.4 364.4")),
        (150 * MINUTE, "booked", (False, 2, "h", "Starts in 2 hours", "364.4 364.4")),
    ],
)
def test_build_cards_counts_down_and_up(
    reading: Reading, start: timedelta, state: str, expected: tuple[bool, int, str, str, str]
) -> None:
    with translation.override("en"):
        (card,) = build_cards([row(NOW + start, state)], reading, Invited({}, {}))
    assert (card.is_running, card.number, card.unit, card.label, card.ring) == expected
    assert (card.role, card.people, card.avatars, card.join) == ("Organised by Li Wei", "", (), "")


def test_build_cards_shows_three_of_those_invited(reading: Reading, chen: User) -> None:
    shown = row(NOW + HOUR, organiser_id=chen.pk)
    others: list[tuple[str, object]] = [(f"Guest {number}", number) for number in range(5)]
    with translation.override("en"):
        (card,) = build_cards([shown], reading, Invited({shown.id: others}, {shown.id: "/j/x/"}))
    assert (card.role, card.join, card.more_avatars) == ("You organise", "/j/x/", 2)
    assert [avatar.initials for avatar in card.avatars] == ["G0", "G1", "G2"]


def test_find_invited_leaves_out_oneself_and_who_was_taken_off(
    make_meeting: MakeMeeting, chen: User, li: User, django_assert_num_queries: Any
) -> None:
    shown: Meeting = make_meeting(guests=(li, "anna@tuv.example", "gone@tuv.example"))
    shown.invitees.filter(email="gone@tuv.example").update(removed_at=NOW)
    joined = make_meeting(guests=(li,))
    with django_assert_num_queries(1):
        found = find_invited({shown.pk}, {joined.pk}, person=chen)
    assert found.others == {shown.pk: [("Li Wei", li.pk), ("anna@tuv.example", "anna@tuv.example")]}
    own = joined.invitees.get(person=chen)
    assert found.joins == {joined.pk: f"/j/{own.join_token}/"}
