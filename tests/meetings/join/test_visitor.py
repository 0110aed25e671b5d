"""Who is offered to join as themselves."""

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from meetings.models import Invitee, Meeting
from tests.factories.invitees import NOW, make_tenant
from tests.factories.page_words import source_of
from tests.meetings.join.links import WINDOWS, launch_links, link, path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_signed_out_offers_to_sign_in_and_come_back(client: Client, anna: Invitee) -> None:
    page = source_of(client.get(path(anna)))
    assert f'href="/account/login/?next=/j/{anna.join_token}/"' in page
    assert "/me/" not in page
    assert "csrfmiddlewaretoken" not in page


def test_signed_in_offers_both(client: Client, anna: Invitee, li_wei: User) -> None:
    client.force_login(li_wei)
    page = source_of(client.get(path(anna)))
    assert f'action="/j/{anna.join_token}/me/?lang=en"' in page
    assert f'action="/j/{anna.join_token}/?lang=en"' in page
    assert "Li Wei" in page
    assert "Anna Schmidt" not in page
    assert page.count("csrfmiddlewaretoken") == 1


def test_signed_in_elsewhere_is_a_guest_here(client: Client, anna: Invitee) -> None:
    client.force_login(User.objects.create_user("s@other.example", name="S", tenant=make_tenant("Other")))
    assert "/me/" not in source_of(client.get(path(anna)))
    refused = source_of(client.post(path(anna, "me/"), headers=WINDOWS))
    assert launch_links(refused) == []
    assert "another organisation" in refused


def test_without_a_link_to_the_service_the_page_says_why_and_stays_open_to_guests(
    client: Client, anna: Invitee, meeting: Meeting
) -> None:
    client.force_login(meeting.organiser)
    page = source_of(client.get(path(anna)))
    assert "not linked to the meeting service" in page
    assert "/me/" not in page
    assert f'action="/j/{anna.join_token}/?lang=en"' in page
    refused = source_of(client.post(path(anna, "me/"), headers=WINDOWS))
    assert 'role="alert"' in refused
    assert launch_links(refused) == []


def test_an_organiser_who_is_signed_in_may_open_early(
    client: Client, anna: Invitee, meeting: Meeting, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW)
    client.force_login(link(meeting.organiser))
    page = source_of(client.get(path(anna)))
    assert "/me/" in page
    assert "Join as a guest" not in page
