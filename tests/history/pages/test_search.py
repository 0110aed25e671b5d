"""The page of a search: what it shows of what was found, at what cost, and the files of it."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from accounts.models import User
from history.pages import search as search_page
from history.pages.search import FilterOn, Segment
from history.services import search_file
from meetings.models import Meeting
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import text_of, value_shown
from tests.factories.sessions import hold, take_part

# 09:48 in Shanghai, a Thursday
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_thursday")]
HOUR = timedelta(hours=1)


def page_of(client: Client, query: str) -> search_page.SearchPage:
    value: search_page.SearchPage = value_shown(client.get(f"/search/?{query}"))
    return value


@pytest.fixture
def filled(make_meeting: MakeMeeting, li: User) -> None:
    make_meeting(subject="Supplier audit", start_at=NOW + HOUR, guests=(li,), vendor_conference_id="967204518")
    make_meeting(subject="Audit that is off", start_at=NOW + 2 * HOUR, state=Meeting.State.CANCELLED)
    over = make_meeting(subject="审核 audit", start_at=NOW - 24 * HOUR, state=Meeting.State.ENDED)
    take_part(hold(over.tenant, over), over.organiser, (0, 40), role="organiser")


def test_search_shows_what_is_coming_and_what_is_past(filled: None, pages: Client) -> None:
    page = page_of(pages, "q=audit")
    assert [row.subject for row in page.coming] == ["Supplier audit"]
    assert [(row.subject, row.attendance) for row in page.past] == [("审核 audit", "1 of 1 came")]
    assert page.total == "Found: 1 coming, 1 past"
    assert page.segments == (
        Segment("Everything", "q=audit", is_current=True, total="2"),
        Segment("Coming", "q=audit&show=coming", is_current=False, total="1"),
        Segment("Past", "q=audit&show=past", is_current=False, total="1"),
        Segment("People", "q=audit&show=people", is_current=False, total="0"),
    )
    assert (page.on, page.cancelled) == ((), "q=audit&cancelled=1")


def test_search_marks_what_was_typed(filled: None, pages: Client) -> None:
    html = pages.get("/search/?q=AUD").content.decode()
    assert 'Supplier <mark class="mp-hit">aud</mark>it' in html
    assert "&lt;script&gt;" in pages.get("/search/?q=<script>").content.decode()


def test_search_keeps_its_filters_in_the_address(filled: None, pages: Client) -> None:
    page = page_of(pages, "q=audit&role=organiser&since=2026-05-14&cancelled=1&show=coming&odd=1&until=never")
    assert [row.subject for row in page.coming] == ["Supplier audit", "Audit that is off"]
    assert page.past == ()
    assert page.on == (
        FilterOn("organised by you", "q=audit&since=2026-05-14&cancelled=1&show=coming"),
        FilterOn("since Today", "q=audit&role=organiser&cancelled=1&show=coming"),
        FilterOn("with cancelled ones", "q=audit&role=organiser&since=2026-05-14&show=coming"),
    )
    assert page.without_filters == "q=audit"


def test_search_finds_people_to_book_with(pages: Client, li: User) -> None:
    (someone,) = page_of(pages, "q=wei+li").people
    assert (someone.name, someone.book) == ("Li Wei", "/meetings/book/?with=li.wei%40qingshan.example")
    assert "li.wei@qingshan.example" in pages.get(someone.book).content.decode()


def test_search_says_what_is_wrong_with_the_days(pages: Client) -> None:
    response = pages.get("/search/?since=2026-05-13&until=2026-05-12")
    assert "The last day is before the first one." in text_of(response)


def test_search_for_nothing_asks_what_for(filled: None, pages: Client) -> None:
    page = page_of(pages, "")
    assert (page.is_nothing, page.export) == (True, "")
    assert "Nothing found" not in text_of(pages.get("/search/"))
    assert "Nothing found" in text_of(pages.get("/search/?q=nothing"))


def test_search_leads_to_more(pages: Client, make_meeting: MakeMeeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_page, "PER_PAGE", 4)
    for number in range(6):
        make_meeting(subject=f"Audit {number}", start_at=NOW + HOUR)
        make_meeting(subject=f"Audit {number}", start_at=NOW - 24 * HOUR, state=Meeting.State.ENDED)
    few = page_of(pages, "q=audit")
    assert (len(few.coming), few.more_coming, few.more_past) == (5, "q=audit&show=coming", "q=audit&show=past")
    for part in ("coming", "past"):
        first = page_of(pages, f"q=audit&show={part}")
        more = first.more_coming or first.more_past
        second = page_of(pages, more)
        coming, over = [*first.coming, *second.coming], [*first.past, *second.past]
        subjects = [row.subject for row in coming] or [row.subject for row in over]
        assert subjects == sorted(subjects, reverse=part == "past")
        assert (len(subjects), second.more_coming, second.more_past) == (6, "", "")


def test_search_costs_the_same_however_much_is_found(
    chen: User, make_meeting: MakeMeeting, django_assert_num_queries: Any
) -> None:
    client = signed_in(chen)
    for count in (1, 20):
        for _ in range(count):
            make_meeting(subject="Audit", start_at=NOW + HOUR)
            over = make_meeting(subject="Audit", start_at=NOW - 24 * HOUR, state=Meeting.State.ENDED)
            take_part(hold(over.tenant, over), chen, (0, 9))
        # who asks, colleagues, the word's people; of each side how far to look, what has the words, and the rows; how
        # far the history was read, sessions, their parts, their recordings, tags
        with django_assert_num_queries(14):
            page_of(client, "q=audit")


def test_export_as_csv_is_guarded(filled: None, make_meeting: MakeMeeting, pages: Client) -> None:
    make_meeting(subject="=audit()", start_at=NOW + 3 * HOUR)
    response = pages.get("/search/export.csv?q=audit")
    assert response["Content-Disposition"] == 'attachment; filename="meetings.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["subject"] for row in rows] == ["Supplier audit", "'=audit()", "审核 audit"]
    assert rows[0] == {
        "start_at": "2026-05-14T10:48:00+08:00",
        "end_at": "2026-05-14T11:33:00+08:00",
        "subject": "Supplier audit",
        "meeting_id": "967204518",
        "organiser": "陈静",
        "state": "booked",
        "invited": "2",
    }


def test_export_for_calendars_has_what_stands_and_no_way_in(filled: None, pages: Client) -> None:
    response = pages.get("/search/export.ics?q=audit&cancelled=1")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Supplier audit", "审核 audit"]
    assert not {b"482913", b"/j/"} & {word for word in (b"482913", b"/j/") if word in response.content}


def test_export_is_bounded(pages: Client, make_meeting: MakeMeeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_file, "MOST", 3)
    monkeypatch.setattr(search_file, "_SOME", 2)
    for number in range(5):
        make_meeting(subject=f"Audit {number}", start_at=NOW + (number + 1) * HOUR)
    lines = pages.get("/search/export.csv?q=audit").content.decode().splitlines()
    assert [line.split(",")[2] for line in lines[1:]] == ["Audit 0", "Audit 1", "Audit 2"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_search_in_both_languages(filled: None, chen: User, language: str) -> None:
    chen.language = language
    chen.save()
    text = text_of(signed_in(chen).get("/search/?q=audit"))
    assert ("Results for “audit”" in text) == (language == "en")
    assert ("“audit”的搜索结果" in text) == (language != "en")
