"""Bookings as rows."""

import sqlite3
from dataclasses import replace

import pytest

from sandbox.state import applications, meetings, users
from sandbox.state.meetings import Meeting
from sandbox.vendor_api.rules import booking_fields

_START = 1_800_000_000


@pytest.fixture
def meeting(db: sqlite3.Connection) -> Meeting:
    applications.plant(db, app_id="a", app_key="k", name="", kind=applications.SINGLE, corp_id="c", now=_START)
    chen = users.register(db, corp_id="c", third_account="chen")
    fields = booking_fields.read_booking({"mediaTypes": "Voice", "length": 60, "subject": "Roadmap"})
    invited = [{"accountId": "li", "appId": "a"}, {"name": "Anna", "email": "anna@tuv.example"}]
    found = Meeting("1", "c", chen.uuid, _START, _START + 3600, False, "1", "2", "h", "g", fields, invited)
    meetings.save(db, found)
    return found


def test_what_is_saved_is_found(db: sqlite3.Connection, meeting: Meeting) -> None:
    assert meetings.find_unfinished(db, "1", now=meeting.end_at - 1) == meeting
    assert meetings.find_unfinished(db, "1", now=meeting.end_at) is None
    assert meetings.find(db, "1") == meeting
    assert meetings.list_unfinished(db, now=_START) == [meeting]
    assert Meeting.from_json(meeting.to_json()) == meeting


def test_a_cancelled_one_is_gone(db: sqlite3.Connection, meeting: Meeting) -> None:
    meetings.cancel(db, "1")
    assert (meetings.find(db, "1"), meetings.find_unfinished(db, "1", now=_START)) == (None, None)


def test_invitations_follow_the_attendees(db: sqlite3.Connection, meeting: Meeting) -> None:
    li = users.register(db, corp_id="c", third_account="li")
    assert meetings.is_invited(db, conference_id="1", user=li)
    meetings.save(db, replace(meeting, attendees=[]))
    assert not meetings.is_invited(db, conference_id="1", user=li)


@pytest.mark.parametrize(
    ("attendee", "expected"),
    [
        ({"accountId": "li", "appId": "a"}, "li"),
        ({"accountId": "li", "appId": "other"}, None),
        ({"accountId": "wang@qingshan"}, "wang"),
        ({"accountId": "wang"}, None),
        ({"name": "Anna"}, None),
    ],
)
def test_who_is_a_colleague(
    db: sqlite3.Connection, meeting: Meeting, attendee: dict[str, str], expected: str | None
) -> None:
    users.register(db, corp_id="c", third_account="wang", account="wang@qingshan")
    assert meetings.colleague_account(db, meeting, attendee) == expected


def test_end_not_before_only_lengthens(db: sqlite3.Connection, meeting: Meeting) -> None:
    for end_at in (meeting.end_at + 60, meeting.end_at - 60):
        meetings.end_not_before(db, meeting, end_at)
        found = meetings.find(db, "1")
        assert found is not None
        assert found.end_at == meeting.end_at + 60


def test_a_new_id_is_nine_digits(db: sqlite3.Connection) -> None:
    assert len(meetings.new_id(db, other_than="123456789")) == 9
