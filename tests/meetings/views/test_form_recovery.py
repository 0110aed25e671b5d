"""What was typed is kept over a sign-in, and comes back to whoever typed it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Session, User
from encryption.keys import cipher
from meetings.models import Meeting
from tests.factories.booking_form import BOOK, NOW, typed, value_of
from tests.factories.fixtures import MakeMeeting
from tests.factories.page_words import source_of, text_of, value_shown

pytestmark = pytest.mark.usefixtures("on_thursday")
DRAFT = f"{BOOK}?draft=1"


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
        client.post(BOOK, typed(chen, subject="Secret subject", guest_password="90210"))
        stored = Session.objects.get().get_decoded()
        assert "Secret" not in str(stored)
        kept = cipher().decrypt(stored["kept_typing"][1].encode()).decode()
        assert ("Secret+subject" in kept, "90210" in kept) == (True, False)

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


class TestDraft:
    """What was typed and never sent, which the summary has seen."""

    @pytest.fixture
    def browser(self, client: Client, chen: User) -> Client:
        client.force_login(chen)
        return client

    def seen(self, browser: Client, chen: User, address: str = BOOK, **changes: Any) -> Any:
        return browser.post(address, typed(chen, **changes) | {"check": "1"}, headers={"HX-Request": "true"})

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_comes_back_and_says_so(self, browser: Client, chen: User, language: str) -> None:
        User.objects.filter(pk=chen.pk).update(language=language)
        self.seen(browser, chen, subject="Half typed", guest_password="90210")
        page = browser.get(DRAFT)
        assert value_of(source_of(page), "subject") == "Half typed"
        said = "This is your draft of Thu 14 May, 09:48. Nothing of it is booked yet."
        assert (said if language == "en" else "这是您 5月14日 周四 09:48 的草稿。 尚未预约。") in text_of(page)

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_is_offered_and_never_forced_on_a_new_meeting(self, browser: Client, chen: User, language: str) -> None:
        User.objects.filter(pk=chen.pk).update(language=language)
        self.seen(browser, chen, subject="Half typed")
        for address in (BOOK, f"{BOOK}?at=2026-05-15T10:00"):
            page = browser.get(address)
            assert (value_of(source_of(page), "subject"), value_shown(page).kept_at) == ("", "")
            said = "You have a draft of Thu 14 May, 09:48: “Half typed”. Nothing of it is booked yet."
            assert (
                said if language == "en" else "您有 5月14日 周四 09:48 的草稿“Half typed”。 尚未预约。"
            ) in text_of(page)
            assert 'href="/meetings/book/?draft=1"' in source_of(page)

    def test_is_replaced_by_what_somebody_begins_instead(self, browser: Client, chen: User) -> None:
        self.seen(browser, chen, subject="Half typed")
        self.seen(browser, chen, f"{BOOK}?at=2026-05-15T10:00", subject="Begun instead")
        assert value_of(source_of(browser.get(DRAFT)), "subject") == "Begun instead"

    def test_holds_no_password(self, browser: Client, chen: User) -> None:
        self.seen(browser, chen, subject="Half typed", password="own", guest_password="902107")
        assert "902107" not in str(Session.objects.get().get_decoded())
        page = source_of(browser.get(DRAFT))
        assert "902107" not in page
        assert value_of(page, "guest_password") == ""

    def test_is_gone_once_it_was_booked_or_its_author_has_signed_out(self, browser: Client, chen: User) -> None:
        self.seen(browser, chen, subject="Half typed")
        browser.post(reverse("account_logout"))
        browser.force_login(chen)
        assert value_of(source_of(browser.get(DRAFT)), "subject") == ""

    def test_of_somebody_else_is_neither_offered_nor_filled_in(self, browser: Client, chen: User, li: User) -> None:
        self.seen(browser, chen, subject="Half typed")
        kept = browser.session["kept_typing"]
        browser.force_login(li)
        session = browser.session
        session["kept_typing"] = kept
        session.save()
        for address in (BOOK, DRAFT):
            assert "Half typed" not in source_of(browser.get(address))

    def test_is_gone_once_discarded(self, browser: Client, chen: User) -> None:
        self.seen(browser, chen, subject="Half typed")
        assert browser.post(BOOK, {"discard": "1"})["Location"] == BOOK
        for address in (BOOK, DRAFT):
            page = browser.get(address)
            assert value_of(source_of(page), "subject") == ""
            assert value_shown(page).kept_at == ""
            assert "draft" not in text_of(page)

    def test_is_gone_after_a_day(self, browser: Client, chen: User) -> None:
        self.seen(browser, chen, subject="Half typed")
        with time_machine.travel(NOW + timedelta(hours=24, seconds=1), tick=False):
            assert value_of(source_of(browser.get(DRAFT)), "subject") == ""

    def test_leaves_what_an_address_fills_the_form_with(
        self, browser: Client, chen: User, make_meeting: MakeMeeting
    ) -> None:
        again = f"{BOOK}?like={make_meeting(subject='Like this').pk}"
        self.seen(browser, chen, subject="Half typed")
        assert value_of(source_of(browser.get(again)), "subject") == "Like this"
        self.seen(browser, chen, again, subject="Half typed again")
        assert value_of(source_of(browser.get(again)), "subject") == "Like this"
        assert value_of(source_of(browser.get(DRAFT)), "subject") == "Half typed again"

    def test_is_not_kept_before_anything_is_typed(self, browser: Client, chen: User) -> None:
        self.seen(browser, chen, subject=" ", invitees="")
        assert "draft" not in text_of(browser.get(BOOK))
        assert value_shown(browser.get(DRAFT)).kept_at == ""

    def test_is_none_once_it_was_booked(self, browser: Client, chen: User, make_meeting: MakeMeeting) -> None:
        reference = make_meeting().writes.get().reference
        self.seen(browser, chen, subject="Arrived late", reference=reference)
        assert value_of(source_of(browser.get(DRAFT)), "subject") == ""
        assert "draft" not in text_of(browser.get(BOOK))

    @pytest.mark.parametrize("address", [BOOK, "/meetings/{pk}/edit/"])
    def test_signing_in_from_the_form_books_and_changes_nothing(
        self, browser: Client, chen: User, make_meeting: MakeMeeting, address: str
    ) -> None:
        meeting = make_meeting(start_at=NOW + timedelta(days=1))
        sent = typed(chen, subject="Typed") | {"sign_in": "1"}
        answer = browser.post(address.format(pk=meeting.pk), sent)
        assert value_of(source_of(answer), "subject") == "Typed"
        assert [(one.subject, one.writes.count()) for one in Meeting.objects.all()] == [("Roadmap", 1)]
