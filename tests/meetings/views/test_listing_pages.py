"""Home and the lists: what is shown, in which language, at what cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from meetings.writes.agenda import refresh_agenda
from meetings.writes.invitees import count_present
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting
from tests.factories.page_words import source_of, text_of, value_shown

# 09:48 in Shanghai, a Thursday
pytestmark = pytest.mark.usefixtures("on_thursday")


@pytest.mark.parametrize(("path", "shown"), [("/meetings/", "Ahead"), ("/meetings/past/", "Over")])
def test_lists_show_their_half(pages: Client, make_meeting: MakeMeeting, path: str, shown: str) -> None:
    make_meeting(subject="Ahead", start_at=NOW + timedelta(hours=2))
    make_meeting(subject="Over", start_at=NOW - timedelta(hours=2), state="ended")
    response = pages.get(path)
    assert [row.subject for row in value_shown(response).rows] == [shown]
    assert shown in text_of(response)


def test_list_row(pages: Client, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(
        subject="<b>Audit</b>",
        organiser=li,
        guests=("anna@tuv.example",),
        start_at=NOW + timedelta(hours=2),
        vendor_conference_id="967204518",
    )
    meeting.invitees.create(person_id=User.objects.get(name="陈静").pk, email="chen", name="陈静", join_token_hash="x")
    count_present(meeting=meeting)
    refresh_agenda(meeting=meeting)
    response = pages.get("/meetings/")
    assert "&lt;b&gt;Audit&lt;/b&gt;" in source_of(response)
    assert "Today 11:48–12:33 <b>Audit</b> Li Wei · 3 people Booked 967 204 518" in text_of(response)
    assert "1–1 of 1 · Shanghai time (UTC+8)" in text_of(response)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", ["/meetings/", "/meetings/past/"])
def test_lists_empty_and_in_both_languages(pages: Client, chen: User, path: str, language: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    response = pages.get(path)
    assert response.status_code == 200
    assert 'class="mp-panel mp-empty"' in source_of(response)


def test_list_pages(pages: Client, make_meeting: MakeMeeting) -> None:
    for number in range(52):
        make_meeting(subject=f"Nr {number:02}.", start_at=NOW + timedelta(hours=1 + number))
    responses = pages.get("/meetings/"), pages.get("/meetings/?page=2")
    first, second = (value_shown(response) for response in responses)
    assert [row.subject for row in first.rows] == [f"Nr {number:02}." for number in range(50)]
    assert [row.subject for row in second.rows] == ["Nr 50.", "Nr 51."]
    assert (first.first, first.last, first.total, first.earlier_page, first.later_page) == (1, 50, "52", 0, 2)
    assert (second.first, second.last, second.total, second.earlier_page, second.later_page) == (51, 52, "52", 1, 0)
    assert "51–52 of 52" in text_of(responses[1])
    for odd in ("0", "-1", "x", "9" * 30, "²"):
        assert pages.get("/meetings/", {"page": odd}).status_code == 200


def test_list_costs_the_same_however_long(
    pages: Client, make_meeting: MakeMeeting, li: User, django_assert_num_queries: Any
) -> None:
    made = 0
    for count in (1, 30):
        for _ in range(count - made):
            make_meeting(start_at=NOW + timedelta(hours=1 + made), guests=(li, "anna@tuv.example"))
            made += 1
        with django_assert_num_queries(2):
            pages.get("/meetings/")


@pytest.mark.parametrize("path", ["/", "/meetings/", "/meetings/past/", "/meetings/book/"])
def test_pages_ask_to_sign_in(client: Client, path: str, db: None) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/account/login/?next={path}"


def test_lists_show_nothing_of_others(client: Client, make_meeting: MakeMeeting, li: User, stranger: User) -> None:
    make_meeting(subject="Secret plan")
    make_meeting(subject="Secret past", start_at=NOW - timedelta(days=1), state=Meeting.State.ENDED)
    for person in (li, stranger):
        client.force_login(person)
        for path in ("/", "/meetings/", "/meetings/past/"):
            assert "Secret" not in source_of(client.get(path))
