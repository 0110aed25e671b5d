"""Rows as values, and the mark-up that the templates make of them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation

from accounts.models import User
from meetings.pages.list_rows import AgendaRow, Reading, TableRow, agenda_rows, table_rows
from meetings.queries.lists import MeetingRow
from tests.factories.page_words import flat
from ui import jinja
from ui.badges import Badge

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
BOOKED = Badge("booked", "booked", "Booked")


def row(**changes: object) -> MeetingRow:
    values = {
        "id": UUID(int=7),
        "subject": "Roadmap",
        "start_at": NOW + timedelta(hours=2),
        "end_at": NOW + timedelta(hours=2, minutes=45),
        "state": "booked",
        "organiser_id": 1,
        "organiser_name": "Li Wei",
        "number": "967204518",
        "invitee_count": 3,
    }
    return MeetingRow(**values | changes)  # type: ignore[arg-type]


@pytest.fixture
def reading() -> Reading:
    with translation.override("en"):
        return Reading(User(pk=1, time_zone="Asia/Shanghai"), NOW)


def test_table_rows_are_values(reading: Reading) -> None:
    with translation.override("en"):
        found = table_rows([row(), row(organiser_id=2, occurrence_id=4, number="")], reading)
    address = f"/meetings/{UUID(int=7)}/"
    assert found == (
        TableRow(
            "Today", "11:48–12:33", address, "Roadmap", "Li Wei", True, "3 people", False, (BOOKED,), "967 204 518"
        ),
        TableRow("Today", "11:48–12:33", address, "Roadmap", "Li Wei", False, "3 people", True, (BOOKED,), ""),
    )


@pytest.mark.parametrize(("state", "is_next"), [("booked", True), ("running", False)])
def test_what_runs_is_not_next(reading: Reading, state: str, is_next: bool) -> None:
    one = row(state=state)
    with translation.override("en"):
        (found,) = agenda_rows([one], reading, joins={}, next_row=one)
    assert found.is_next == is_next


@pytest.mark.parametrize(
    ("changes", "tone", "bar"),
    [
        ({}, "", ""),
        ({"organiser_id": 2}, "", "guest"),
        ({"state": "running"}, "", "live"),
        ({"state": "requested"}, "", "check"),
        ({"state": "cancelled"}, "off", "off"),
        ({"state": "ended"}, "past", "off"),
        ({"state": "running", "start_at": NOW - timedelta(hours=1), "end_at": NOW}, "", "live"),
        ({"start_at": NOW - timedelta(hours=1), "end_at": NOW}, "past", "off"),
    ],
)
def test_agenda_row_shows_where_a_meeting_stands(
    reading: Reading, changes: dict[str, object], tone: str, bar: str
) -> None:
    with translation.override("en"):
        (found,) = agenda_rows([row(**changes)], reading, joins={}, next_row=None)
    assert (found.tone, found.bar) == (tone, bar)


@pytest.mark.parametrize(("minutes", "join"), [(11, ""), (10, "/j/x/"), (-44, "/j/x/"), (-45, "")])
def test_agenda_row_leads_in_from_ten_minutes_before(reading: Reading, minutes: int, join: str) -> None:
    at = NOW + timedelta(minutes=minutes)
    with translation.override("en"):
        (found,) = agenda_rows(
            [row(start_at=at, end_at=at + timedelta(minutes=45))],
            reading,
            joins={UUID(int=7): "/j/x/"},
            next_row=None,
        )
    assert found.join == join


def test_what_people_typed_is_escaped_and_chinese_is_marked() -> None:
    values = ("9:00", "9–10", "/m/", "<b>固件</b>", "陈静 <i>", False, "1 person", False, (), "")
    with translation.override("en"):
        html = flat(jinja.rendered("meetings/table_rows.html", rows=[TableRow(*values)], hits=()))
    assert '<a class="mp-list-title" href="/m/" lang="zh-Hans">&lt;b&gt;固件&lt;/b&gt;</a>' in html
    assert '<span lang="zh-Hans">陈静 &lt;i&gt;</span>' in html
    assert '<td role="cell"></td>' in html, "an empty cell stays empty: the narrow page hides it"


def test_agenda_escapes_the_organiser_in_a_sentence() -> None:
    shown = AgendaRow("9:00", "45 min", "/m/", "A & B", "<i>Li", False, "1 person", False, "", "", (), False, "")
    with translation.override("en"):
        html = flat(jinja.rendered("meetings/agenda_rows.html", rows=[shown]))
    assert ("A &amp; B</a>" in html, "Organised by &lt;i&gt;Li" in html, "mp-row-end" in html) == (True, True, False)
