"""The booking form as a page: nothing typed is lost, whatever happens."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from encryption.keys import cipher
from meetings.models import Meeting
from meetings.pages import form_author
from tests.factories.fixtures import MakeMeeting
from tests.factories.page_words import source_of, text_of

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
BOOK = "/meetings/book/"


@pytest.fixture(autouse=True)
def _thursday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def typed(person: User, **changes: str) -> dict[str, str]:
    return {
        "reference": str(uuid.uuid4()),
        "author": form_author.author(person),
        "subject": "Roadmap",
        "day": "tomorrow 9",
        "start": "",
        "time_zone": "Asia/Shanghai",
        "length": "45",
        "length_other": "",
        "invitees": "anna@tuv.example",
        "password": "new",
        "entry": "0",
        "guests_may_start": "on",
        "tells_invitees": "on",
    } | changes


def value_of(source: str, name: str) -> str:
    found = re.search(rf'<input[^>]* name="{name}"[^>]*>', source.partition("<main")[2])
    assert found, name
    value = re.search(r' value="([^"]*)"', found[0])
    return value[1] if value else ""


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_blank_form(pages: Client, chen: User, language: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    source = source_of(pages.get(BOOK))
    day = {"en": "Thu 14 May 2026", "zh-hans": "2026年5月14日 周四"}[language]
    assert (value_of(source, "day"), value_of(source, "start")) == (day, "10:00")
    assert 'type="radio" name="length" value="30" checked' in source
    assert uuid.UUID(value_of(source, "reference"))


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


def test_check_by_script_is_the_summary_alone(pages: Client, chen: User) -> None:
    response = pages.post(BOOK, typed(chen) | {"check": "1"}, headers={"HX-Request": "true"})
    source = source_of(response)
    assert source.startswith('<ul class="mp-plan mt-3" id="sum-points">')
    assert "09:00–09:45" in source
    assert "<html" not in source


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"entry": "3"},
            "Only invited people may enter: anna@tuv.example has no account here and would stay outside.",
        ),
        ({"entry": "3", "invitees": "li.wei@qingshan.example"}, None),
        ({"entry": "0"}, None),
        ({"time_zone": "Europe/Berlin", "invitees": ""}, "In Shanghai this is 15:00–15:45."),
        ({"invitees": "a@x.example, b@x.example"}, "2 people get one mail each, with a calendar entry."),
        ({"tells_invitees": ""}, "One invitee, who is not told."),
        ({"day": "soonish"}, "Not complete yet We cannot read “soonish” as a day."),
        (
            {"day": "25 Oct 2026", "start": "02:30", "time_zone": "Europe/Berlin"},
            "That time comes twice that night; the first one is meant.",
        ),
    ],
)
def test_summary_says_what_follows(
    pages: Client, chen: User, li: User, changes: dict[str, str], words: str | None
) -> None:
    data = {key: value for key, value in typed(chen, **changes).items() if value}
    found = text_of(pages.post(BOOK, data | {"check": "1"}))
    if words:
        assert words in found
    else:
        assert "would stay outside" not in found


def test_options_line_names_what_was_changed(pages: Client, chen: User) -> None:
    source = source_of(pages.post(BOOK, typed(chen, entry="3", has_waiting_room="on") | {"check": "1"}))
    assert "<strong>only invited people</strong>" in source
    assert "<strong>waiting room on</strong>" in source
    assert "<strong>new guest password</strong>" not in source


def test_not_linked_person_cannot_press_the_button(client: Client, li: User) -> None:
    client.force_login(li)
    source = source_of(client.get(BOOK))
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


def test_edit_form_is_filled(pages: Client, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(guests=(li, "anna@tuv.example"))
    source = source_of(pages.get(f"/meetings/{meeting.pk}/edit/"))
    assert (value_of(source, "subject"), value_of(source, "start")) == ("Roadmap", "09:48")
    assert "&quot;Li Wei&quot; &lt;li.wei@qingshan.example&gt;\nanna@tuv.example</textarea>" in source
    assert 'name="password" value="keep" checked' in source
    assert "482913" not in source


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
    assert "it is now “Roadmap, theirs”" in text_of(answer)
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
    assert (answer.status_code, sentence in text_of(answer)) == (409, True)
    assert value_of(source_of(answer), "subject") == "Roadmap, mine"
    assert not meeting.writes.filter(kind="edit").exists()


class TestTokenIsOld:
    """What was typed on a page from before signing in anew, which its CSRF token does not outlive."""

    @pytest.fixture
    def browser(self, chen: User) -> Client:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(chen)
        return browser

    def test_form_comes_back_filled(self, browser: Client, chen: User) -> None:
        answer = browser.post(BOOK, typed(chen, subject="Long typed"), follow=True)
        assert answer.redirect_chain == [(BOOK, 302)]
        assert value_of(source_of(answer), "subject") == "Long typed"
        assert "This page was open for too long. What you typed is kept: please send it once more." in text_of(answer)
        assert not Meeting.objects.exists()

    def test_signed_out_it_waits_for_the_sign_in(self, chen: User) -> None:
        browser = Client(enforce_csrf_checks=True)
        answer = browser.post(BOOK, typed(chen, subject="Long typed"))
        assert answer.headers["Location"] == f"{reverse('account_login')}?next={BOOK}"
        browser.force_login(chen)
        assert value_of(source_of(browser.get(BOOK)), "subject") == "Long typed"

    @pytest.mark.parametrize("case", ["a stranger's", "a colleague's", "the summary"])
    def test_nothing_is_kept_of(self, browser: Client, chen: User, li: User, case: str) -> None:
        sent = {
            "a stranger's": typed(chen) | {"author": "x"},
            "a colleague's": typed(li),
            "the summary": typed(chen) | {"check": "1"},
        }[case]
        assert browser.post(BOOK, sent).status_code == 403
        assert "kept_typing" not in browser.session


class TestSessionIsOver:
    """What was typed while signed out."""

    def test_form_comes_back_filled(self, client: Client, chen: User) -> None:
        data = typed(chen, subject="固件 & more", invitees="a@x.example\nb@x.example", guest_password="90210")
        response = client.post(BOOK, data)
        assert response.status_code == 302
        assert response.headers["Location"] == f"{reverse('account_login')}?next={BOOK}"
        client.force_login(chen)
        source = source_of(client.get(BOOK))
        assert value_of(source, "subject") == "固件 &amp; more"
        assert value_of(source, "reference") == data["reference"]
        assert "a@x.example\nb@x.example</textarea>" in source

    def test_while_somebody_types_the_form_stays_as_it_is(self, client: Client, chen: User) -> None:
        answer = client.post(BOOK, typed(chen) | {"check": "1"}, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.content) == (401, b"")
        assert not Session.objects.exists()

    @pytest.mark.parametrize("address", ["/?seen=x", "/meetings/{pk}/state/?seen=x", "/admin/accounts/identity/"])
    def test_a_part_that_looks_again_loads_its_page_anew(
        self, client: Client, make_meeting: MakeMeeting, address: str
    ) -> None:
        answer = client.get(address.format(pk=make_meeting().pk), headers={"HX-Request": "true"})
        assert (answer.status_code, answer.content, answer["HX-Refresh"]) == (200, b"", "true")

    def test_nothing_readable_is_stored(self, client: Client, chen: User) -> None:
        client.post(BOOK, typed(chen, guest_password="90210"))
        stored = Session.objects.get().get_decoded()
        assert "90210" not in str(stored)
        assert "90210" in cipher().decrypt(stored["kept_typing"][1].encode()).decode()

    def test_a_key_that_was_taken_away_costs_what_was_typed_and_no_more(
        self, client: Client, chen: User, settings: Settings
    ) -> None:
        client.post(BOOK, typed(chen, subject="Typed"))
        settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        client.force_login(chen)
        assert "Typed" not in source_of(client.get(BOOK))

    def test_somebody_else_does_not_see_it(self, client: Client, chen: User, li: User) -> None:
        client.post(BOOK, typed(chen, subject="Secret plan"))
        client.force_login(li)
        assert "Secret plan" not in source_of(client.get(BOOK))

    @pytest.mark.parametrize("author", ["", "1", "x:y:z"])
    def test_strangers_store_nothing(self, client: Client, chen: User, author: str) -> None:
        assert client.post(BOOK, typed(chen) | {"author": author}).status_code == 302
        assert not Session.objects.exists()

    def test_too_much_is_not_kept(self, client: Client, chen: User) -> None:
        client.post(BOOK, typed(chen, invitees="x" * 60_001))
        assert not Session.objects.exists()


def test_people_are_found_despite_what_no_database_takes(pages: Client, li: User) -> None:
    assert [row["name"] for row in pages.get("/meetings/people/", {"q": "l\0i"}).json()["people"]] == ["Li Wei"]


def test_people_are_found_by_name_and_address(pages: Client, chen: User, li: User, stranger: User) -> None:
    User.objects.create_user("gone.li@qingshan.example", name="Li Gone", tenant=chen.tenant, is_active=False)
    li.department_code = "Shenzhen"
    li.save()
    expected = {
        "name": "Li Wei",
        "email": "li.wei@qingshan.example",
        "note": "Shenzhen",
        "initials": "LW",
        "avatar": pages.get("/meetings/people/", {"q": "li"}).json()["people"][0]["avatar"],
    }
    for query in ("li", "WEI@", "Li Wei"):
        assert pages.get("/meetings/people/", {"q": query}).json() == {"people": [expected]}
    for query in ("", " ", "stranger", "chen", "%"):
        assert pages.get("/meetings/people/", {"q": query}).json() == {"people": []}


def test_people_cost_the_same_however_many(pages: Client, chen: User, django_assert_num_queries: Any) -> None:
    made = 0
    for count in (1, 30):
        for _ in range(count - made):
            User.objects.create_user(f"p{made}@qingshan.example", name=f"Person {made}", tenant=chen.tenant)
            made += 1
        with django_assert_num_queries(3):
            assert len(pages.get("/meetings/people/", {"q": "person"}).json()["people"]) == min(count, 8)


def test_people_ask_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/meetings/people/", {"q": "li"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Nothing in it that invitees need to know; nobody gets a mail."),
        ({"has_waiting_room": "on"}, "Nothing in it that invitees need to know; nobody gets a mail."),
        ({"invitees": "anna@tuv.example\nbob@tuv.example\neve@tuv.example"}, "3 people get one mail each"),
        ({"invitees": ""}, "2 people get one mail each"),
        ({"day": "Sat 16 May 2026", "invitees": "anna@tuv.example"}, "2 people get one mail each"),
        ({"password": "new", "invitees": "anna@tuv.example\nli@tuv.example\nbob@tuv.example"}, "3 people get one"),
        ({"day": "Sat 16 May 2026", "tells_invitees": ""}, "2 invitees, who are not told."),
    ],
)
def test_summary_of_a_change_says_who_is_mailed(
    pages: Client, chen: User, make_meeting: MakeMeeting, changes: dict[str, str], sentence: str
) -> None:
    meeting = make_meeting(guests=("anna@tuv.example", "li@tuv.example"))
    as_it_is = {"day": "tomorrow", "start": "9:48", "password": "keep", "invitees": "anna@tuv.example\nli@tuv.example"}
    sent = typed(chen) | as_it_is | changes | {"check": "1"}
    if not sent["tells_invitees"]:
        del sent["tells_invitees"]
    assert sentence in text_of(pages.post(f"/meetings/{meeting.pk}/edit/", sent))


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
