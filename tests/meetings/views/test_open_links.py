"""The link for everybody on the page of its meeting."""

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting, OpenLink
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import source_of, text_of, value_shown

pytestmark = pytest.mark.django_db


def press(client: Client, meeting: Meeting, link: str) -> str:
    response = client.post(f"/meetings/{meeting.pk}/link/", {"link": link}, follow=True)
    assert response.redirect_chain == [(f"/meetings/{meeting.pk}/#invitation", 302)]
    return text_of(response)


def test_it_is_off_until_somebody_makes_it(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    words = text_of(pages.get(f"/meetings/{meeting.pk}/"))
    assert "Link for everybody Off Make a link" in words
    assert not OpenLink.objects.exists()


def test_it_is_made_replaced_and_switched_off(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    words = press(pages, meeting, "on")
    first = OpenLink.objects.get().token
    assert f"127.0.0.1:8000/m/{first}/" in words
    assert "Scan to join The link for everybody, to show on a screen." in words
    words = press(pages, meeting, "new")
    second = OpenLink.objects.get().token
    assert first not in words
    assert f"127.0.0.1:8000/m/{second}/" in words
    assert "There is a new link for everybody. The one before leads nowhere now." in words
    words = press(pages, meeting, "off")
    assert "The link for everybody is switched off." in words
    assert second not in words
    assert "Scan to join" not in words
    assert not OpenLink.objects.exists()


def test_the_text_to_pass_on_has_it(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    press(pages, meeting, "on")
    page = value_shown(pages.get(f"/meetings/{meeting.pk}/?text=en"))
    assert f"\nLink: http://127.0.0.1:8000/m/{OpenLink.objects.get().token}/\n" in page.organiser_part.text


def test_a_guest_neither_sees_nor_changes_it(pages: Client, li: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(guests=(li,))
    press(pages, meeting, "on")
    lis = signed_in(li)
    assert "/m/" not in source_of(lis.get(f"/meetings/{meeting.pk}/"))
    assert lis.post(f"/meetings/{meeting.pk}/link/", {"link": "off"}).status_code == 403
    assert OpenLink.objects.exists()


def test_somebody_of_another_organisation_finds_nothing(stranger: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    assert signed_in(stranger).post(f"/meetings/{meeting.pk}/link/", {"link": "on"}).status_code == 404
    assert not OpenLink.objects.exists()


def test_get_and_anything_else_change_nothing(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    assert pages.get(f"/meetings/{meeting.pk}/link/").status_code == 405
    press(pages, meeting, "everything")
    assert not OpenLink.objects.exists()


@pytest.mark.parametrize("entry", [2, 3])
def test_where_not_everybody_may_enter_the_page_says_so(pages: Client, make_meeting: MakeMeeting, entry: int) -> None:
    meeting = make_meeting()
    press(pages, meeting, "on")
    Meeting.objects.update(entry=entry)
    words = text_of(pages.get(f"/meetings/{meeting.pk}/"))
    assert "Link for everybody Off while not everybody may enter" in words
    OpenLink.objects.all().delete()
    assert "Link for everybody" not in text_of(pages.get(f"/meetings/{meeting.pk}/"))
    assert "Not everybody may enter this meeting, so there is no link for everybody." in press(pages, meeting, "on")
