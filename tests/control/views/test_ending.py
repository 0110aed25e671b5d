"""The page that asks before a meeting is ended, and what comes of it."""

import pytest
from django.test import Client

from accounts.models import User
from control.models import ControlAction
from meetings.models import Meeting
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import text_of
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def test_its_page_leads_there_while_it_runs(pages: Client, li: User, running: Meeting) -> None:
    path = f"/meetings/{running.pk}/"
    assert f'href="{path}end/"' in pages.get(path).content.decode()
    assert f'href="{path}end/"' not in signed_in(li).get(path).content.decode()
    Meeting.objects.update(state=Meeting.State.BOOKED)
    assert f'href="{path}end/"' not in pages.get(path).content.decode()


def test_it_asks_once_and_ends_it(vendor: Vendor, pages: Client, running: Meeting) -> None:
    path = f"/meetings/{running.pk}/end/"
    page = pages.get(path)
    words = text_of(page)
    for said in ("End the meeting for everybody?", "The one person who is in is put out at once.", "may come back in"):
        assert said in words
    assert vendor.conference(running)["is_running"]
    done = pages.post(path, {"reference": str(page.context["page"].reference)}, follow=True)
    assert done.redirect_chain == [(f"/meetings/{running.pk}/", 302)]
    assert "The meeting is over for everybody." in text_of(done)
    assert "You ended it for everybody." in text_of(done)
    assert not vendor.conference(running)["is_running"]


def test_a_second_host_is_told_that_it_is_over(vendor: Vendor, chen: User, pages: Client, running: Meeting) -> None:
    vendor.end(chen, running)
    done = pages.post(f"/meetings/{running.pk}/end/", {"reference": "a"}, follow=True)
    assert "The meeting was over already; nobody was in it." in text_of(done)
    assert "ended it for everybody" not in text_of(done)


def test_an_answer_that_was_lost_is_told_so(vendor: Vendor, pages: Client, running: Meeting) -> None:
    vendor.lose_answer("end")
    done = pages.post(f"/meetings/{running.pk}/end/", {"reference": "a"}, follow=True)
    assert "We do not know yet whether the meeting has ended." in text_of(done)
    assert "You tried to end it for everybody. We are checking whether that happened." in text_of(done)


def test_a_refusal_stands_on_the_page(vendor: Vendor, pages: Client, running: Meeting) -> None:
    vendor.refuse("end", code="MMC.111072010")
    page = pages.post(f"/meetings/{running.pk}/end/", {"reference": "a"})
    assert page.status_code == 409
    assert "Not ended." in text_of(page)
    assert page.context["page"].reference != "a"


def test_without_the_service_it_asks_all_the_same(vendor: Vendor, pages: Client, running: Meeting) -> None:
    vendor.go_away()
    assert "Everybody who is in is put out at once." in text_of(pages.get(f"/meetings/{running.pk}/end/"))


@pytest.mark.django_db
def test_what_does_not_run_leads_back_to_its_page(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    answer = pages.get(f"/meetings/{meeting.pk}/end/")
    assert (answer.status_code, answer["Location"]) == (302, f"/meetings/{meeting.pk}/")


@pytest.mark.django_db
def test_who_may_not_end_it(li: User, stranger: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(state="running", guests=(li,))
    found = []
    for person in (li, stranger):
        browser = signed_in(person)
        for answer in (browser.get(f"/meetings/{meeting.pk}/end/"), browser.post(f"/meetings/{meeting.pk}/end/")):
            found.append(answer.status_code)
    assert found == [403, 403, 404, 404]
    assert not ControlAction.objects.exists()
