"""Meetings that call hard terminals, against the sandbox's state."""

from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.models import User
from meetings.models import Meeting, MeetingTerminal, PortalSeries
from meetings.recurrence import Rule
from meetings.requests import TerminalRequest
from meetings.services import booking, editing
from tests.factories.booking_requests import asked, same, tomorrow
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
HALL, LANTING = TerminalRequest("+991111", "Hall"), TerminalRequest("+991112", "兰亭")


def book(chen: User, *guests: User, **fields: Any) -> Meeting:
    request = asked(*guests, terminals=(HALL,), **fields)
    return booking.book(organiser=chen, request=request, reference="one", now=datetime.now(UTC))


def change(meeting: Meeting, chen: User, *terminals: TerminalRequest) -> str:
    request = same(meeting, terminals=terminals)
    return editing.edit(
        meeting=meeting, by=chen, request=request, reference=f"edit {terminals}", now=datetime.now(UTC)
    ).state


def at_vendor(vendor: Vendor, meeting: Meeting) -> list[tuple[str, str]]:
    """Return number and name of the terminals that the sandbox has."""
    return [
        (each["phone"], each["name"]) for each in vendor.conference(meeting)["attendees"] if each["type"] == "terminal"
    ]


def test_book_invites_the_terminal_to_be_called(vendor: Vendor, chen: User, li: User) -> None:
    meeting = book(chen, li)
    assert at_vendor(vendor, meeting) == [("+991111", "Hall")]
    (sent,) = vendor.sent("create")
    assert [each.get("isAutoInvite") for each in sent["attendees"]] == [None, 1]
    assert list(meeting.terminals.values_list("number", "name")) == [("+991111", "Hall")]


def test_edit_calls_others_and_leaves_what_was_added_elsewhere(vendor: Vendor, chen: User) -> None:
    meeting = book(chen)
    assert change(meeting, chen, LANTING) == "done"
    assert at_vendor(vendor, meeting) == [("+991112", "兰亭")]
    assert list(meeting.terminals.values_list("number", flat=True)) == ["+991112"]
    MeetingTerminal.objects.all().delete()  # as if it had been invited in the meeting service's own program
    assert change(meeting, chen, HALL) == "done"
    assert at_vendor(vendor, meeting) == [("+991112", "兰亭"), ("+991111", "Hall")]


def test_edit_whose_answer_was_lost_is_not_doubled(vendor: Vendor, chen: User) -> None:
    meeting = book(chen)
    vendor.lose_answer("edit")
    assert change(meeting, chen, HALL, LANTING) in {"unconfirmed", "done"}
    assert at_vendor(vendor, meeting) == [("+991111", "Hall"), ("+991112", "兰亭")]


def test_book_a_series_of_the_portal_calls_it_each_time(vendor: Vendor, chen: User) -> None:
    start = tomorrow()
    rule = Rule.from_rrule("FREQ=YEARLY;COUNT=2", first=start)
    book(chen, repeats=rule, start_at=start)
    assert PortalSeries.objects.count() == 1
    assert [list(each.terminals.values_list("number", flat=True)) for each in Meeting.objects.all()] == [
        ["+991111"]
    ] * 2
