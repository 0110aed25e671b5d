"""The booking form as a page: nothing typed is lost, whatever happens."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from meetings.pages.banners import Link
from tests.factories.booking_form import BOOK, NOW, typed, value_of
from tests.factories.fixtures import MakeMeeting
from tests.factories.page_words import source_of, text_of, value_shown

pytestmark = pytest.mark.usefixtures("on_thursday")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_blank_form(pages: Client, chen: User, language: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    source = source_of(pages.get(BOOK))
    day = {"en": "Thu 14 May 2026", "zh-hans": "2026年5月14日 周四"}[language]
    assert (value_of(source, "day"), value_of(source, "start")) == (day, "10:00")
    assert 'type="radio" name="length" value="30" checked' in source
    assert uuid.UUID(value_of(source, "reference"))


def test_an_empty_form_begins_with_its_subject(pages: Client, make_meeting: MakeMeeting) -> None:
    like = make_meeting()
    focused = {
        name: re.findall(r'<(?=[^>]* autofocus)[^>]* id="(\w+)"', source_of(answer))
        for name, answer in {
            "empty": pages.get(BOOK),
            "filled": pages.get(BOOK, {"like": str(like.pk)}),
        }.items()
    }
    assert focused == {"empty": ["subject"], "filled": []}


def test_each_form_has_a_reference_of_its_own(pages: Client) -> None:
    first, second = (value_of(source_of(pages.get(BOOK)), "reference") for _ in range(2))
    assert first != second


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_wrong_form_comes_back_as_typed(pages: Client, chen: User, language: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    data = typed(
        chen,
        subject="x" * 129,
        day="13 May 2026 9:00",
        invitees="j.huber@\nli@x.example",
        length="other",
        length_other="14",
    )
    response = pages.post(BOOK, data | {"password": "own", "guest_password": "123", "mutes_on_entry": ""})
    source = source_of(response)
    assert response.status_code == 422
    kept = {name: value_of(source, name) for name in ("reference", "subject", "day", "length_other", "guest_password")}
    assert kept == {name: (data | {"guest_password": "123"})[name] for name in kept}
    assert "j.huber@\nli@x.example</textarea>" in source
    assert 'name="length" value="other" checked' in source
    assert 'name="mutes_on_entry" checked' not in source
    assert 'name="tells_invitees" checked' in source
    assert 'role="alert" tabindex="-1" autofocus' in source
    for name in ("subject", "day", "length_other", "invitees", "guest_password"):
        assert f'href="#{name}"' in source
        assert f'id="{name}_error"' in source
    assert re.search(r'<details class="mp-fold"[^>]* open', source)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We know no time zone “Buenos”. Is it one of these: Buenos Aires?"),
        ("zh-hans", "没有找到时区“Buenos”。您要找的是其中之一吗：布宜诺斯艾利斯？"),
    ],
)
def test_a_zone_that_is_none_is_said_beside_the_field(pages: Client, chen: User, language: str, sentence: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    source = source_of(pages.post(BOOK, typed(chen, time_zone="other", time_zone_other="Buenos")))
    assert sentence in source.partition('id="time_zone_error"')[2].partition("</div></div>")[0]
    assert (value_of(source, "time_zone_other"), value_of(source, "day")) == ("Buenos", "tomorrow 9")
    assert '<option value="other" selected>' in source
    assert not Meeting.objects.exists()


def test_the_zones_that_are_found_have_the_offset_of_the_day(pages: Client, chen: User) -> None:
    source = source_of(pages.post(BOOK, typed(chen, subject="", day="1 Jul 2026", start="9:00")))
    assert 'data-zones="/settings/time-zones/?at=2026-07-01T09%3A00%2B08%3A00"' in source


def test_errors_are_counted_in_words(pages: Client, chen: User) -> None:
    words = text_of(pages.post(BOOK, typed(chen, subject="", day="soonish")))
    assert "2 things need your attention. Everything you typed is kept." in words


def test_check_shows_what_will_be_without_booking(pages: Client, chen: User) -> None:
    response = pages.post(BOOK, typed(chen, subject="") | {"check": "1"})
    words = text_of(response)
    assert response.status_code == 200
    assert "What will be booked Fri 15 May, 09:00–09:45 Shanghai time" in words
    assert "attention" not in words
    assert not Meeting.objects.exists()


def test_check_by_script_is_the_preview_alone(pages: Client, chen: User) -> None:
    response = pages.post(BOOK, typed(chen) | {"check": "1"}, headers={"HX-Request": "true"})
    source = source_of(response)
    assert source.startswith('<ul class="mp-plan mt-3" id="preview-lines"')
    assert "09:00–09:45" in source
    assert "<html" not in source


def test_options_line_names_what_was_changed(pages: Client, chen: User) -> None:
    response = pages.post(BOOK, typed(chen, entry="3", has_waiting_room="on") | {"check": "1"})
    changed = [option.text for option in value_shown(response, "preview").options if option.is_changed]
    assert changed == ["waiting room on", "only invited people", "microphones on"]
    source = source_of(response)
    assert "<strong>only invited people</strong>" in source
    assert "<strong>new guest password</strong>" not in source


def test_not_linked_person_cannot_press_the_button(client: Client, li: User) -> None:
    client.force_login(li)
    response = client.get(BOOK)
    source = source_of(response)
    assert value_shown(response).banners.needs_link == Link()
    assert re.search(r'<button class="btn btn-primary btn-lg"[^>]* disabled', source)


def test_like_an_earlier_meeting(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(state="refused", write="refused", guests=("anna@tuv.example",), length_minutes=50)
    source = source_of(pages.get(BOOK, {"like": str(meeting.pk)}))
    kept = (value_of(source, "subject"), value_of(source, "start"), value_of(source, "length_other"))
    assert kept == ("Roadmap", "09:48", "50")
    assert "anna@tuv.example</textarea>" in source


def test_like_a_past_meeting_takes_the_next_time(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(state="ended", start_at=NOW - timedelta(days=3))
    assert value_of(source_of(pages.get(BOOK, {"like": str(meeting.pk)})), "start") == "10:00"


@pytest.mark.parametrize("like", ["x", str(uuid.UUID(int=0))])
def test_like_nothing(pages: Client, like: str) -> None:
    assert pages.get(BOOK, {"like": like}).status_code == 404


def test_like_somebody_elses(client: Client, make_meeting: MakeMeeting, li: User) -> None:
    client.force_login(li)
    assert client.get(BOOK, {"like": str(make_meeting().pk)}).status_code == 403


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "500 characters at most, please; this has 501."), ("zh-hans", "最多 500 个字符，现有 501 个。")],
)
def test_no_field_cuts_what_is_pasted_before_its_sentence_can_say_so(
    pages: Client, chen: User, make_meeting: MakeMeeting, language: str, sentence: str
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    cancel = f"/meetings/{make_meeting().pk}/cancel/"
    for address, name in ((BOOK, "subject"), (cancel, "note")):
        (field,) = re.findall(rf'<(?:input|textarea)[^>]* name="{name}"[^>]*>', source_of(pages.get(address)))
        assert "maxlength" not in field
    answer = pages.post(cancel, {"reference": str(uuid.uuid4()), "note": "n" * 501})
    assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    assert "n" * 501 in source_of(answer)
