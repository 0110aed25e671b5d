"""Joining by meeting ID: nobody learns whether there is a meeting of an ID, and guessing is slow."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import AttemptWindow, User
from meetings.models import Meeting
from meetings.services import booking
from tests.factories.booking_requests import asked
from tests.factories.fixtures import signed_in
from tests.factories.page_words import source_of, text_of, value_shown
from tests.factories.vendor import Vendor
from tests.meetings.join.links import WINDOWS, launch_links

pytestmark = pytest.mark.django_db(transaction=True)
JOIN = "/join/?lang=en"
REFUSED = "There is no meeting with this ID and password now."


@pytest.fixture
def booked(vendor: Vendor, chen: User) -> Meeting:
    """A meeting that begins in an hour, into which guests may come before the host."""
    request = asked(guests_may_start=True, start_at=datetime.now(UTC) + timedelta(hours=1))
    return booking.book(organiser=chen, request=request, reference="book", now=datetime.now(UTC))


def post(client: Client, conference_id: str, password: str = "", name: str = "Markus Weber", **more: str) -> Any:
    typed = {"conference_id": conference_id, "password": password, "name": name, **more}
    return client.post(JOIN, typed, headers=WINDOWS)


def test_right_id_and_password_open_the_client(client: Client, booked: Meeting) -> None:
    number = booked.vendor_conference_id
    shown = f"{number[:3]} {number[3:6]}-{number[6:]}"
    response = post(client, f" {shown}\u3000", booked.guest_password, mic="on")
    (url,) = launch_links(source_of(response))
    assert f"page=joinConfByLink&conf_id={number}&enter_code={booked.guest_password}&name=Markus%20Weber" in url
    assert "open_mic=true&open_camera=false" in url
    assert booked.subject not in source_of(response)
    assert "Chen" not in text_of(response)


def test_wrong_password_and_unknown_id_get_the_same_page(client: Client, booked: Meeting) -> None:
    wrong = text_of(post(client, booked.vendor_conference_id, "000000"))
    AttemptWindow.objects.all().delete()
    unknown = text_of(post(client, "999999999", booked.guest_password))
    assert wrong == unknown
    assert f"{REFUSED} Check both, or ask for the link. 4 more tries, then please wait a minute." in wrong


@pytest.mark.parametrize("entry", [2, 3])
def test_a_meeting_that_not_everybody_may_enter_gets_it_too(client: Client, booked: Meeting, entry: int) -> None:
    meeting_id = booked.vendor_conference_id
    AttemptWindow.objects.all().delete()
    unknown = text_of(post(client, "999999999", booked.guest_password))
    AttemptWindow.objects.all().delete()
    assert booked.organiser
    request = asked(entry=entry, start_at=datetime.now(UTC) + timedelta(hours=2))
    closed = booking.book(organiser=booked.organiser, request=request, reference="closed", now=datetime.now(UTC))
    assert closed.vendor_conference_id != meeting_id
    assert text_of(post(client, closed.vendor_conference_id, closed.guest_password)) == unknown


def test_without_a_password_nobody_is_asked_and_all_ids_are_alike(client: Client, booked: Meeting) -> None:
    there, nothing = (post(client, number) for number in (booked.vendor_conference_id, "999999999"))
    for response in (there, nothing):
        assert len(launch_links(source_of(response))) == 1
        assert "enter_code" not in source_of(response)
    assert not AttemptWindow.objects.exists()


def test_who_is_too_early_waits_in_the_client(client: Client, vendor: Vendor, chen: User) -> None:
    request = asked(guests_may_start=False, start_at=datetime.now(UTC) + timedelta(hours=1))
    meeting = booking.book(organiser=chen, request=request, reference="waits", now=datetime.now(UTC))
    assert len(launch_links(source_of(post(client, meeting.vendor_conference_id, meeting.guest_password)))) == 1


def test_the_sixth_wrong_try_in_a_minute_has_to_wait(client: Client, booked: Meeting) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        codes = [post(client, "999999999", f"00000{number}").status_code for number in range(5)]
        last = post(client, booked.vendor_conference_id, booked.guest_password)
        assert (codes, last.status_code, last["Retry-After"]) == ([422] * 5, 429, "60")
        assert "Too many tries. Please wait a minute." in text_of(last)
        assert launch_links(source_of(last)) == []
        page = value_shown(last)
        assert page.form["name"].value() == "Markus Weber"
        clock.shift(61)
        assert post(client, booked.vendor_conference_id, booked.guest_password).status_code == 200


def test_right_tries_never_have_to_wait(client: Client, booked: Meeting) -> None:
    codes = [post(client, booked.vendor_conference_id, booked.guest_password).status_code for _number in range(7)]
    assert codes == [200] * 7


def test_the_service_is_away_and_the_client_asks_it(client: Client, booked: Meeting, vendor: Vendor) -> None:
    vendor.go_away()
    response = post(client, booked.vendor_conference_id, booked.guest_password)
    assert (response.status_code, len(launch_links(source_of(response)))) == (200, 1)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("conference_id", "", "Type the meeting ID. It has nine digits or more."),
        ("conference_id", "96720451", "This has 8 digits, 1 too few. A meeting ID has nine or more."),
        ("conference_id", "96720451a", "A meeting ID has digits only. If you have a link, open that instead."),
        ("conference_id", "9" * 21, "This is too long for a meeting ID. It has nine digits, seldom more."),
        ("password", "密码", "No meeting has such a password. It has digits, 4 to 16 as a rule."),
        ("password", "1" * 33, "No meeting has such a password. It has digits, 4 to 16 as a rule."),
        ("name", " ", "Say who you are: the others see this name."),
    ],
)
def test_bad_input_is_said_beside_its_field_and_costs_no_try(
    client: Client, vendor: Vendor, field: str, typed: str, sentence: str
) -> None:
    good = {"conference_id": "967204518", "password": "482913", "name": "Markus"}
    response = client.post(JOIN, good | {field: typed})
    form = value_shown(response).form
    assert (response.status_code, dict(form.errors)) == (422, {field: [sentence]})
    assert {name: form[name].value() for name in good} == good | {field: typed}
    assert not AttemptWindow.objects.exists()


def test_full_width_digits_are_digits(client: Client, vendor: Vendor) -> None:
    response = post(client, "９６７ ２０４ ５１８")
    assert "conf_id=967204518&" in launch_links(source_of(response))[0]


def test_get_asks_nobody_and_takes_the_id_of_the_home_page(client: Client, vendor: Vendor, chen: User) -> None:
    response = client.get(f"{JOIN}&id=967204518")
    assert value_shown(response).form["conference_id"].value() == "967204518"
    assert value_shown(signed_in(chen).get("/join/")).form["name"].value() == chen.name
    assert (client.head(JOIN).status_code, AttemptWindow.objects.exists()) == (200, False)


def test_post_needs_a_csrf_token(vendor: Vendor) -> None:
    assert post(Client(enforce_csrf_checks=True), "967204518").status_code == 403


def test_every_answer_is_sealed(client: Client, vendor: Vendor) -> None:
    for response in (client.get(JOIN), post(client, "967204518"), post(client, "1")):
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response["X-Robots-Tag"]


def test_the_way_there_stands_on_home_and_beside_the_sign_in(client: Client, pages: Client) -> None:
    assert 'href="/join/"' in source_of(Client().get("/account/login/"))
    assert '<form class="mp-field" method="get" action="/join/">' in source_of(pages.get("/"))
