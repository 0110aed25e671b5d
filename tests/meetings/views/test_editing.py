"""The form for changing a meeting is filled with it, and loses nothing that was typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from tests.factories.booking_form import NOW, typed, value_of
from tests.factories.fixtures import MakeMeeting
from tests.factories.page_words import source_of, text_of, value_shown

pytestmark = pytest.mark.usefixtures("on_thursday")


def test_edit_form_is_filled(pages: Client, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(guests=(li, "anna@tuv.example"))
    source = source_of(pages.get(f"/meetings/{meeting.pk}/edit/"))
    assert (value_of(source, "subject"), value_of(source, "start")) == ("Roadmap", "09:48")
    assert "&quot;Li Wei&quot; &lt;li.wei@qingshan.example&gt;\nanna@tuv.example</textarea>" in source
    assert 'name="password" value="keep" checked' in source
    assert "482913" not in source


def test_check_shows_what_a_change_would_be_without_making_it(
    pages: Client, chen: User, make_meeting: MakeMeeting
) -> None:
    meeting = make_meeting(guests=("anna@tuv.example",))
    sent = typed(chen, day="Sat 16 May 2026", start="9:48", password="keep", check="1")
    response = pages.post(f"/meetings/{meeting.pk}/edit/", sent)
    assert response.status_code == 200
    shown = "What it will be Sat 16 May, 09:48–10:33 Shanghai time One person gets a mail, with a calendar entry."
    assert shown in text_of(response)
    assert not meeting.writes.filter(kind="edit").exists()


def test_edit_of_what_somebody_has_changed_meanwhile_is_asked_back(
    pages: Client, chen: User, make_meeting: MakeMeeting
) -> None:
    meeting = make_meeting()
    address = f"/meetings/{meeting.pk}/edit/"
    seen_at = value_of(source_of(pages.get(address)), "seen_at")
    Meeting.objects.update(subject="Roadmap, theirs", changed_at=NOW)
    answer = pages.post(address, typed(chen, subject="Roadmap, mine", seen_at=seen_at))
    source = source_of(answer)
    assert answer.status_code == 409
    assert "it is now “Roadmap, theirs”" in value_shown(answer).refusal
    assert value_shown(answer).refusal in text_of(answer)
    assert (value_of(source, "subject"), value_of(source, "seen_at")) == ("Roadmap, mine", NOW.isoformat())
    assert not meeting.writes.filter(kind="edit").exists()


def test_edit_of_what_has_begun_leads_back(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=NOW - timedelta(minutes=1))
    assert pages.get(f"/meetings/{meeting.pk}/edit/").headers["Location"] == f"/meetings/{meeting.pk}/"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"start_at": NOW - timedelta(minutes=1)}, "The meeting has begun; it can't be changed any more."),
        ({"state": "cancelled"}, "This meeting is over or was cancelled; it can't be changed any more."),
    ],
)
def test_change_that_comes_too_late_is_said_and_keeps_what_was_typed(
    pages: Client, chen: User, make_meeting: MakeMeeting, fields: dict[str, Any], sentence: str
) -> None:
    meeting = make_meeting(**fields)
    answer = pages.post(f"/meetings/{meeting.pk}/edit/", typed(chen, subject="Roadmap, mine"))
    assert (answer.status_code, value_shown(answer).refusal) == (409, sentence)
    assert value_of(source_of(answer), "subject") == "Roadmap, mine"
    assert not meeting.writes.filter(kind="edit").exists()
