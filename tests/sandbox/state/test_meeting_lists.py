"""Lists as they are and as they were, by pages."""

import sqlite3
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from sandbox.demo.seed import ENTERPRISE
from sandbox.state import meeting_lists, meetings, users
from sandbox.state.meeting_lists import Scope
from sandbox.state.meetings import Meeting
from sandbox.vendor_api.rules import booking_fields
from tests.sandbox.program import Caller, Sandbox

START = 1_800_000_000


@pytest.fixture
def meeting(db: sqlite3.Connection) -> Meeting:
    """Return a meeting that isn't written yet."""
    chen = users.register(db, corp_id="c", third_account="chen")
    fields = booking_fields.read_booking({"mediaTypes": "Voice", "length": 60, "subject": "first"})
    return Meeting("1", "c", chen.uuid, START, START + 3600, False, "1", "2", "h", "g", fields, [])


def _subjects(caller: Caller) -> list[Any]:
    found = caller.list(sortType="ASC_StartTIME")[1]
    assert found["count"] == len(found["data"])
    return sorted(one["subject"] for one in found["data"])


def test_a_list_is_as_it_was(db: sqlite3.Connection, meeting: Meeting) -> None:
    """The meeting is made at second 0, changed at 10 and 20, and cancelled at 30."""
    chen = users.find(db, meeting.scheduler_uuid)
    assert chen is not None
    with time_machine.travel(0, tick=False) as clock:
        meetings.save(db, meeting)
        for subject in ("second", "third"):
            clock.shift(10)
            meetings.save(db, replace(meeting, fields=meeting.fields | {"subject": subject}))
        clock.shift(10)
        meetings.cancel(db, meeting.conference_id)
        seen = [
            [
                one.subject
                for one in meeting_lists.list_unfinished(
                    db,
                    Scope(chen),
                    search="",
                    starts_before=None,
                    is_ascending=True,
                    now=START,
                    as_of_ms=None if second is None else second * 1000,
                )
            ]
            for second in (-1, 0, 9, 10, 20, 29, 30, None)
        ]
    assert seen == [[], ["first"], ["first"], ["second"], ["third"], ["third"], [], []]


def test_a_detail_is_never_behind(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(subject="new")
    sandbox.fault(kind="stale_list", seconds=600)
    assert _subjects(chen) == []
    assert chen.detail(meeting["conferenceID"])[1]["conferenceData"]["subject"] == "new"


def test_a_stale_list_meets_no_other_call(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="stale_list", seconds=60, times=1)
    chen.book()
    assert [_subjects(chen), _subjects(chen)] == [[], ["Roadmap"]]


def test_a_list_is_late_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.post("assume", {"list_delay_seconds": "3"})
    chen.book(subject="late")
    assert _subjects(chen) == []
    sandbox.post("assume", {"list_delay_seconds": "0"})
    assert _subjects(chen) == ["late"]


_NO_END = 10**11


@pytest.mark.parametrize("is_ascending", [True, False])
def test_both_ways_to_a_page_find_the_same(planted: sqlite3.Connection, is_ascending: bool) -> None:
    """A page is found by days and, with a search, row by row."""
    chen = users.find_by_third_account(planted, corp_id=ENTERPRISE, third_account="chen")
    assert chen is not None
    (everything, count), (found, fewer) = (
        meeting_lists.list_ended(
            planted,
            Scope(chen, is_whole_enterprise=True),
            search=search,
            since=0,
            until=_NO_END,
            is_ascending=is_ascending,
            offset=0,
            limit=1000,
        )
        for search in ("", "周会")
    )
    assert (len(everything), len(found)) == (count, fewer)
    assert 0 < fewer < count
    assert found == [(conf_uuid, meeting) for conf_uuid, meeting in everything if "周会" in meeting.subject]
