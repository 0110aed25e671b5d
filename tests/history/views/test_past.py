"""The list of past meetings as a file: the rows that the page finds with the same filters."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import User
from history.models import Confidence, EndedSession, Kind, SyncCursor
from history.services import past_table
from meetings.models import Meeting, MeetingTag
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.sessions import hold, record, take_part

# 09:48 in Shanghai, a Thursday
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_thursday")]
YESTERDAY = NOW - timedelta(days=1)
CSV, XLSX = "/meetings/past/export.csv", "/meetings/past/export.xlsx"


def lines(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{CSV}?{query}")
    assert response["Content-Disposition"] == 'attachment; filename="meetings.csv"'
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def held(make_meeting: MakeMeeting, chen: User, li: User) -> EndedSession:
    """A meeting with everything; one that was cancelled, and one of which nothing is known yet."""
    over: dict[str, Any] = {"state": Meeting.State.ENDED}
    meeting = make_meeting(
        subject="=Audit", start_at=YESTERDAY, guests=(li,), vendor_conference_id="967204518", **over
    )
    MeetingTag.objects.create(meeting=meeting, name="line-b")
    MeetingTag.objects.create(meeting=meeting, name="品质")
    make_meeting(subject="Off", start_at=YESTERDAY - timedelta(days=1), state=Meeting.State.CANCELLED)
    make_meeting(subject="New", start_at=YESTERDAY - timedelta(days=2), **over)
    session = hold(meeting.tenant, meeting, has_recording=True)
    take_part(session, chen, (0, 40), role="organiser")
    take_part(session, li)
    take_part(session, "Anna", (10, 20), is_invited=False, confidence=Confidence.NONE)
    record(session)
    return session


def test_export_as_csv(held: EndedSession, chen: User) -> None:
    rows = lines(signed_in(chen), "cancelled=1")
    assert rows[0] == {
        "start_at": "2026-05-13T09:48:00+08:00",
        "end_at": "2026-05-13T10:33:00+08:00",
        "subject": "'=Audit",
        "meeting_id": "967204518",
        "organiser": "陈静",
        "state": "held",
        "invited": "2",
        "came_of_invited": "1",
        "came": "2",
        "names_unclear": "1",
        "minutes_on_average": "25",
        "sessions": "1",
        "recorded_minutes": "52",
        "tags": "line-b, 品质",
    }
    assert [(row["subject"], row["state"], row["came"]) for row in rows[1:]] == [
        ("Off", "cancelled", ""),
        ("New", "waiting", ""),
    ]


def test_export_as_xlsx(held: EndedSession, chen: User) -> None:
    response = signed_in(chen).get(f"{XLSX}?q=audit")
    assert response["Content-Disposition"] == 'attachment; filename="meetings.xlsx"'
    header, row = load_workbook(io.BytesIO(response.content))["meetings"].iter_rows(values_only=True)
    assert header == past_table.COLUMNS
    assert row[3:9] == ("967204518", "陈静", "held", "2", "1", "2")


def test_export_says_where_nobody_came(held: EndedSession, chen: User) -> None:
    hold(held.tenant, subject="Alone", organiser=chen)
    SyncCursor.objects.create(
        tenant=held.tenant, kind=Kind.SESSIONS, read_until=NOW, read_since=NOW, begun_at=NOW, floor_at=NOW, next_at=NOW
    )
    states = {row["subject"]: row["state"] for row in lines(signed_in(chen))}
    assert states == {"'=Audit": "held", "New": "nobody_came"}


def test_export_is_what_the_reader_sees(
    held: EndedSession, chen: User, li: User, zhao: User, stranger: User, client: Client
) -> None:
    """A session that somebody has no part in is told by its meeting alone; another's list is nobody's."""
    held.presences.filter(person=li).delete()
    (row,) = lines(signed_in(li))
    assert (row["subject"], row["state"], row["came"], row["recorded_minutes"]) == ("'=Audit", "held", "", "")
    assert lines(signed_in(stranger)) == lines(signed_in(stranger), "everybody=1") == []
    assert lines(signed_in(li), "everybody=1") == lines(signed_in(li))
    assert [row["came"] for row in lines(signed_in(zhao), "everybody=1")] == ["2"]
    assert client.get(CSV).status_code == 302
    assert signed_in(chen).post(CSV).status_code == 405


@pytest.mark.parametrize("query", ["", "everybody=1"])
def test_export_follows_the_list_and_costs_the_same_for_any_page(
    zhao: User, make_meeting: MakeMeeting, query: str, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, made = signed_in(zhao), 0
    for count in (1, 30):
        for _ in range(count - made):
            made += 1
            meeting = make_meeting(
                organiser=zhao, start_at=NOW - timedelta(hours=made), state=Meeting.State.ENDED, subject=f"Nr {made}"
            )
            take_part(hold(meeting.tenant, meeting), zhao, (0, 9))
        # who asks, rooms, how far the history was read, rows (of the agenda, and what is not in it, with the
        # sessions of the former), parts, recordings, tags
        with django_assert_num_queries(7 if query else 9):
            assert len(lines(client, query)) == count
    monkeypatch.setattr(past_table, "_SOME", 7)
    assert [row["subject"] for row in lines(client, query)] == [f"Nr {number + 1}" for number in range(30)]
    monkeypatch.setattr(past_table, "MOST", 14)
    assert len(lines(client, query)) == 14
