"""Whom a search finds what for, and at what price."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from meetings.models import Invitee
from meetings.queries import search as queries_search
from meetings.queries.search import Search, Wanted
from tests.factories import invitees
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
HOUR = timedelta(hours=1)


def search(person: User, words: str = "", **wanted: Any) -> Search:
    return Search(person=person, wanted=Wanted(words=words, **wanted), now=NOW)


def found(person: User, words: str = "", **wanted: Any) -> tuple[list[str], list[str]]:
    """Return the subjects of what is coming, and of what is past."""
    done = search(person, words, **wanted)
    parts = (done.rows(done.coming(limit=50)), done.rows(done.past(limit=50)))
    coming, past = ([row.meeting.subject for row in rows] for rows in parts)
    return coming, past


@pytest.fixture
def filled(make_meeting: MakeMeeting, li: User) -> None:
    make_meeting(subject="Supplier audit, second day", start_at=NOW + 2 * HOUR, vendor_conference_id="967204518")
    make_meeting(subject="Supplier audit", start_at=NOW + HOUR)
    make_meeting(subject="供应商质量评审（第二季度）：压力传感器", start_at=NOW + 3 * HOUR, guests=(li,))
    make_meeting(subject="Audits: Überblick", start_at=NOW - 5 * HOUR)
    make_meeting(subject="Audit that is off", start_at=NOW + 4 * HOUR, state="cancelled")


@pytest.mark.parametrize(
    ("words", "coming", "past"),
    [
        ("audit", ["Supplier audit", "Supplier audit, second day"], ["Audits: Überblick"]),
        ("UDIT", ["Supplier audit", "Supplier audit, second day"], ["Audits: Überblick"]),
        ("day second", ["Supplier audit, second day"], []),
        ("uberbl", [], ["Audits: Überblick"]),
        ("质量", ["供应商质量评审（第二季度）：压力传感器"], []),
        ("供应商 传感", ["供应商质量评审（第二季度）：压力传感器"], []),
        ("评", ["供应商质量评审（第二季度）：压力传感器"], []),
        ("质应", [], []),
        ("dayaudit", [], []),
        ("967 204 518", ["Supplier audit, second day"], []),
        ("--", [], []),
    ],
)
def test_search_finds_parts_of_words(filled: None, chen: User, words: str, coming: list[str], past: list[str]) -> None:
    assert found(chen, words) == (coming, past)


def test_search_narrows_by_role_days_and_state(filled: None, make_meeting: MakeMeeting, chen: User, li: User) -> None:
    make_meeting(subject="Audit of Li Wei", organiser=li, start_at=NOW + 6 * HOUR, guests=(chen,))
    assert found(chen, "audit", is_own=True, since=NOW + 2 * HOUR) == (["Supplier audit, second day"], [])
    assert found(chen, until=NOW + 2 * HOUR) == (["Supplier audit"], ["Audits: Überblick"])
    assert found(chen, "off", with_cancelled=True) == (["Audit that is off"], [])


def test_search_finds_by_people_whom_the_reader_sees(make_meeting: MakeMeeting, chen: User, li: User) -> None:
    """Guests read who organises, and nobody else; so they find by nobody else."""
    wang = User.objects.create_user("fang@qingshan.example", name="王芳", tenant=chen.tenant, language="en")
    meeting = make_meeting(subject="Roadmap", start_at=NOW + HOUR, guests=(li, wang))
    invitees.invite(meeting, "anna.schmidt@tuv.example", name="Anna Schmidt")
    for words in ("wang f", "王芳", "Li Wei", "schmidt", "tuv.example", "roadmap wangfang"):
        assert found(chen, words) == (["Roadmap"], []), words
        assert found(li, words) == ([], []), words
    assert found(li, "陈静") == found(li, "chenj") == (["Roadmap"], [])


def test_search_finds_for_cohosts_by_invitees(make_meeting: MakeMeeting, chen: User, li: User) -> None:
    meeting = make_meeting(subject="Roadmap", start_at=NOW + HOUR, cohosts=(li,))
    row = invitees.invite(meeting, "anna@tuv.example", name="Anna")
    assert found(li, "anna") == (["Roadmap"], [])
    Invitee.objects.filter(pk=row.pk).update(removed_at=NOW)
    invitees.invite(meeting, "jo@tuv.example", name="Jo")
    assert found(li, "anna") == ([], [])


def test_search_finds_nothing_of_others(filled: None, stranger: User, li: User) -> None:
    assert found(stranger, "audit") == found(stranger, "967204518") == found(li, "audit") == ([], [])


def test_search_finds_each_occurrence_of_a_series(make_series: MakeSeries, chen: User) -> None:
    series = make_series(subject="Weekly")
    held = search(chen, "weekl")
    keys = [*held.coming(limit=50), *held.past(limit=50)]
    assert len(keys) == series.occurrences.count()


def test_pages_of_a_search_follow_each_other(make_meeting: MakeMeeting, chen: User) -> None:
    for number in range(3):
        make_meeting(subject=f"Audit {number}", start_at=NOW + HOUR)
        make_meeting(subject=f"Audit {number}", start_at=NOW - 5 * HOUR)
    whole = search(chen, "audit")
    for part, name in ((whole.coming, "after"), (whole.past, "before")):
        keys = part(limit=50)
        (first, *_) = whole.rows(keys[:1])
        assert part(limit=50, **{name: (first.meeting.start_at, first.key)}) == keys[1:]


def test_search_looks_further_than_the_next_meetings(
    make_meeting: MakeMeeting, chen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is rare is found by the index, what is found often by looking further on: the same, whichever it is."""
    for number in range(24):
        subject = f"Rare {number}" if number == 23 else f"Often {number}" if number % 3 == 0 else "Other"
        make_meeting(subject=subject, start_at=NOW + (number + 1) * HOUR)
        make_meeting(subject=subject, start_at=NOW - (number + 5) * HOUR)
    expected = {words: found(chen, words) for words in ("rare", "often", "other", "nothing")}
    monkeypatch.setattr(queries_search, "_NEAR", 6)
    monkeypatch.setattr(queries_search, "_OFTEN", 2)
    assert {words: found(chen, words) for words in expected} == expected
    assert [len(part) for words in expected for part in expected[words]] == [1, 1, 8, 8, 15, 15, 0, 0]
    assert len(search(chen, "often").coming(limit=4)) == 4


def test_a_search_costs_the_same_for_many(make_meeting: MakeMeeting, chen: User) -> None:
    """Each word's people; of each side how far to look, what has the words, and the rows."""
    for count in (1, 20):
        for number in range(count):
            make_meeting(subject=f"Audit {number}", start_at=NOW + HOUR)
            make_meeting(subject=f"Audit {number}", start_at=NOW - 5 * HOUR)
        with CaptureQueriesContext(connection) as statements:
            found(chen, "audit")
        assert len(statements) == 7
