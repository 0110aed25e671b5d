"""Series and their occurrences as rows."""

import sqlite3
from dataclasses import replace

import pytest

from sandbox.state import meetings, series, users
from sandbox.state.meetings import Meeting
from sandbox.state.series import Occurrence
from sandbox.vendor_api.rules import booking_fields

_START, _DAY = 1_800_000_000, 24 * 3600


@pytest.fixture
def meeting(db: sqlite3.Connection) -> Meeting:
    """Write a series of three days, an hour each."""
    chen = users.register(db, corp_id="c", third_account="chen")
    fields = booking_fields.read_booking({"mediaTypes": "Voice", "length": 60})
    found = Meeting("1", "c", chen.uuid, _START, _START + 3600, False, "1", "2", "h", "g", fields, [])
    days = [
        Occurrence(f"o{number}", "1", f"2027-01-{15 + number}", _START + number * _DAY, _START + number * _DAY + 3600)
        for number in range(3)
    ]
    series.save(db, "1", {"cycle": "Day"}, days)
    meetings.save(db, found)
    return found


def _now(db: sqlite3.Connection) -> Meeting:
    found = meetings.find(db, "1")
    assert found is not None
    return found


def test_a_single_meeting_has_no_cycle(db: sqlite3.Connection, meeting: Meeting) -> None:
    assert [series.find_cycle(db, conference_id) for conference_id in ("1", "2")] == [{"cycle": "Day"}, None]
    assert series.list_spans(db, replace(meeting, conference_id="2")) == [(_START, _START + 3600)]
    assert len(series.list_spans(db, meeting)) == 3


def test_advance_goes_on_to_the_next(db: sqlite3.Connection, meeting: Meeting) -> None:
    assert not series.advance(db, now=meeting.end_at - 1)
    assert series.advance(db, now=meeting.end_at)
    assert (_now(db).start_at, _now(db).end_at) == (_START + _DAY, _START + _DAY + 3600)
    current = series.find_current(db, _now(db))
    assert current is not None
    assert current.id == "o1"


def test_cancel_current_takes_one_of_them(db: sqlite3.Connection, meeting: Meeting) -> None:
    series.cancel_current(db, meeting, now=_START + 60)
    assert [one.id for one in series.list_occurrences(db, "1")] == ["o1", "o2"]
    assert _now(db).start_at == _START + _DAY


def test_the_last_one_takes_the_series_along(db: sqlite3.Connection, meeting: Meeting) -> None:
    for one in ("o0", "o1", "o2"):
        series.delete_occurrence(db, one)
    series.move_to_next_occurrence(db, "1", now=_START)
    assert meetings.find(db, "1") is None


def test_changes_of_the_current_occurrence_alone(db: sqlite3.Connection, meeting: Meeting) -> None:
    assert series.with_occurrence_changes(db, meeting) == meeting
    (first, *_) = series.list_occurrences(db, "1")
    own = {"isAutoRecord": 1, "confConfigInfo": {"enableWaitingRoom": True, "unknown": 1}}
    series.save_occurrence(db, replace(first, fields=own))
    found = series.with_occurrence_changes(db, meeting)
    assert found.fields["isAutoRecord"] == 1
    assert found.options == meeting.options | {"enableWaitingRoom": True}
