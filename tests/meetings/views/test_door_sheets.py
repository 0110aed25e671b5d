"""The sheet for the door of a meeting room."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import OpenLink
from meetings.services import open_links
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting, MakeSeries, signed_in
from tests.factories.page_words import source_of, text_of, value_shown
from ui.qr_code import build_qr_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_thursday")]


def test_it_leads_to_the_page_and_shows_no_password(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(
        start_at=NOW + timedelta(hours=1), guest_password="482913", host_password="771177", time_zone="Europe/Berlin"
    )
    response = pages.get(f"/meetings/{meeting.pk}/door-sheet/")
    sheet = value_shown(response, "sheet")
    assert (sheet.address, sheet.code, sheet.is_for_everybody) == (
        f"127.0.0.1:8000/meetings/{meeting.pk}/",
        build_qr_code(f"http://127.0.0.1:8000/meetings/{meeting.pk}/"),
        False,
    )
    assert (sheet.span, sheet.zone) == ("04:48–05:33", "Berlin time (UTC+2)")
    assert not any(secret in source_of(response) for secret in ("482913", "771177", "/j/"))
    assert response["Cache-Control"] == "no-store"


def test_it_leads_everybody_in_where_there_is_a_link(pages: Client, chen: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=NOW + timedelta(hours=1))
    open_links.switch_on(meeting=meeting, by=chen, now=NOW)
    address = f"127.0.0.1:8000/m/{OpenLink.objects.get().token}/"
    response = pages.get(f"/meetings/{meeting.pk}/door-sheet/")
    sheet = value_shown(response, "sheet")
    assert (sheet.address, sheet.code, sheet.is_for_everybody) == (address, build_qr_code(f"http://{address}"), True)
    assert "Scan this to join as a guest." in text_of(response)


def test_of_a_series_it_is_that_of_the_current_occurrence(pages: Client, make_series: MakeSeries) -> None:
    meeting = make_series(start_at=NOW - timedelta(days=7, hours=3), days=(0, 7, 14))
    sheet = value_shown(pages.get(f"/meetings/{meeting.pk}/door-sheet/"), "sheet")
    assert sheet.day == "Thursday 21 May"


def test_who_may_not_change_the_meeting_has_none(
    pages: Client, li: User, stranger: User, make_meeting: MakeMeeting
) -> None:
    path = f"/meetings/{make_meeting(guests=(li,)).pk}/door-sheet/"
    assert [client.get(path).status_code for client in (pages, signed_in(li), signed_in(stranger), Client())] == [
        200,
        403,
        404,
        302,
    ]
