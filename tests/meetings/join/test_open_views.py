"""The link for everybody: whoever has it is a guest under the name that they say, and learns nothing else."""

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from meetings import invitee_links
from meetings.models import Invitee, Meeting, OpenLink
from meetings.services import open_links
from tests.factories.invitees import NOW
from tests.factories.page_words import source_of, text_of, value_shown
from tests.meetings.join.links import OPEN, WINDOWS, launch_links, link
from tests.meetings.join.test_device import AGENTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def open_link(meeting: Meeting) -> OpenLink:
    return open_links.switch_on(meeting=meeting, by=meeting.organiser, now=OPEN)


def path(open_link: OpenLink, rest: str = "") -> str:
    return f"/m/{open_link.token}/{rest}"


def rows() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Meeting, Invitee, OpenLink, User)]


def test_the_page_asks_for_a_name(client: Client, open_link: OpenLink) -> None:
    response = client.get(path(open_link), headers=ENGLISH)
    page = value_shown(response)
    assert (page.is_personal, page.needs_name, page.guest_name, page.asks_for_zone) == (False, True, "", False)
    assert (page.addresses.language, page.addresses.zone, page.addresses.calendar) == (
        "",
        "",
        path(open_link, "meeting.ics"),
    )
    words = text_of(response)
    assert "Your name The others see it." in words
    assert "You work at Qingshan Instruments? Sign in to join as yourself" in words
    assert "This link is for everybody who is meant to come." in source_of(response)
    assert 'aria-label="QR code of the link for everybody"' in source_of(response)


def test_who_waits_is_told_for_whom(client: Client, open_link: OpenLink) -> None:
    Meeting.objects.update(has_waiting_room=True)
    words = text_of(client.get(path(open_link), headers=ENGLISH))
    assert "The others see it. You wait until 陈静 Chen Jing lets you in." in words


def test_post_opens_the_client_as_a_guest_of_that_name(client: Client, open_link: OpenLink) -> None:
    before = rows()
    page = source_of(client.post(path(open_link), {"name": " Markus\u2028Weber ", "camera": "on"}, headers=WINDOWS))
    assert launch_links(page) == [
        "cloudlink://welinksoftclient/h5page?page=joinConfByLink&conf_id=967204518&enter_code=482913"
        "&name=Markus%20Weber&open_mic=false&open_camera=true"
    ]
    assert rows() == before


@pytest.mark.parametrize("name", [None, "", " \u3000 ", "\u202e"])
def test_post_without_a_name_says_so_beside_it_and_keeps_the_switches(
    client: Client, open_link: OpenLink, name: str | None
) -> None:
    typed = {"mic": "on"} if name is None else {"mic": "on", "name": name}
    response = client.post(path(open_link) + "?lang=en", typed, headers=WINDOWS)
    assert response.status_code == 422
    page = value_shown(response)
    assert (page.name_error, page.mic_is_on, page.camera_is_on) == (
        "Say who you are: the others see this name.",
        True,
        False,
    )
    assert 'aria-invalid="true"' in source_of(response)
    assert launch_links(source_of(response)) == []


def test_get_and_head_change_nothing(client: Client, open_link: OpenLink) -> None:
    before = rows()
    for agent, _device in AGENTS.values():
        page = client.get(path(open_link), headers={"User-Agent": agent})
        assert (page.status_code, client.head(path(open_link)).status_code) == (200, 200)
        assert launch_links(source_of(page)) == []
        assert not page.cookies
    assert rows() == before


def test_every_answer_is_sealed(client: Client, open_link: OpenLink) -> None:
    for response in (
        client.get(path(open_link)),
        client.post(path(open_link), {"name": "Anna"}, headers=WINDOWS),
        client.post(path(open_link), headers=WINDOWS),
        client.get("/m/unknown/"),
    ):
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response["X-Robots-Tag"]


def test_it_speaks_the_readers_language(client: Client, open_link: OpenLink) -> None:
    assert '<html lang="zh-Hans"' in source_of(client.get(path(open_link), headers={"Accept-Language": "zh-CN"}))
    assert '<html lang="en"' in source_of(client.get(path(open_link) + "?lang=en", headers={"Accept-Language": "zh"}))


def test_post_reads_no_session_whoever_is_signed_in(
    client: Client, open_link: OpenLink, meeting: Meeting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(meeting.organiser)
    with django_assert_num_queries(1) as queries:
        page = source_of(client.post(path(open_link), {"name": "Anna"}, headers=WINDOWS))
    assert "session" not in str(queries.captured_queries)
    assert "page=joinConfByLink" in launch_links(page)[0]
    assert "nonce=" not in page


def test_post_needs_no_cookie_and_no_csrf_token(open_link: OpenLink) -> None:
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(path(open_link), {"name": "Anna"}, headers={"Origin": "null", **WINDOWS})
    assert len(launch_links(source_of(response))) == 1


def test_it_holds_no_secret_of_the_host_and_names_nobody_invited(
    client: Client, open_link: OpenLink, anna: Invitee, meeting: Meeting
) -> None:
    for page in (client.get(path(open_link)), client.post(path(open_link), {"name": "Bob"}, headers=WINDOWS)):
        text = source_of(page)
        assert meeting.host_password not in text
        assert "Anna" not in text
        for invitee in meeting.invitees.all():
            assert invitee.join_token not in text


def test_joining_as_oneself_needs_a_session_and_csrf(open_link: OpenLink, li_wei: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(path(open_link, "me/"))["Location"] == path(open_link)
    signed_out = Client().post(path(open_link, "me/"))
    assert signed_out["Location"] == f"/account/login/?next={path(open_link)}"
    browser.force_login(li_wei)
    assert browser.post(path(open_link, "me/")).status_code == 403


def test_a_colleague_is_offered_both(client: Client, open_link: OpenLink, li_wei: User) -> None:
    client.force_login(li_wei)
    page = client.get(path(open_link))
    assert "You join as Li Wei , signed in." in text_of(page)
    assert '<input type="hidden" name="name" value="Li Wei">' in source_of(page)


def test_what_was_replaced_or_switched_off_never_was(client: Client, open_link: OpenLink, meeting: Meeting) -> None:
    old = path(open_link)
    new = path(open_links.replace(meeting=meeting, by=meeting.organiser, now=OPEN))
    assert [client.get(each).status_code for each in (old, new)] == [404, 200]
    open_links.switch_off(meeting=meeting, by=meeting.organiser)
    pages = [client.get(old), client.get(new), client.post(new, {"name": "Anna"}), client.get("/m/guessed/")]
    pages += [client.get(f"/m/{meeting.invitees.get().join_token}/"), client.get(f"/j/{new.split('/')[2]}/")]
    for page in pages:
        assert page.status_code == 404
        assert "Roadmap" not in source_of(page)


@pytest.mark.parametrize("entry", [2, 3])
def test_it_leads_nowhere_while_not_everybody_may_enter(client: Client, open_link: OpenLink, entry: int) -> None:
    Meeting.objects.update(entry=entry)
    assert client.get(path(open_link)).status_code == 404
    Meeting.objects.update(entry=0)
    assert client.get(path(open_link)).status_code == 200


def test_guessing_is_slowed_together_with_the_links_of_invitees(client: Client) -> None:
    codes = [client.get(f"/{'mj'[number % 2]}/guess-{number}/").status_code for number in range(32)]
    assert codes == [404] * 30 + [429] * 2


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("cancelled", "This meeting was cancelled"),
        ("ended", "This meeting ended at 15:45."),
        ("requested", "This meeting is still being booked. Leave this page open."),
    ],
)
def test_each_state_says_what_it_is(client: Client, open_link: OpenLink, state: str, words: str) -> None:
    Meeting.objects.update(state=state)
    for page in (
        client.get(path(open_link) + "?lang=en"),
        client.post(path(open_link) + "?lang=en", {"name": "A"}, headers=WINDOWS),
    ):
        assert words in text_of(page)
        assert launch_links(source_of(page)) == []


def test_too_early_offers_an_entry_for_a_calendar(
    client: Client, open_link: OpenLink, meeting: Meeting, clock: time_machine.Traveller
) -> None:
    """It leads back here, names nobody who is invited, and holds no password."""
    clock.move_to(NOW)
    words = text_of(client.get(path(open_link) + "?lang=en"))
    assert "The meeting opens in" in words
    assert "Add to my calendar" in words
    response = client.get(path(open_link, "meeting.ics?lang=en"))
    assert (response["Content-Type"], response["Cache-Control"]) == ("text/calendar; charset=utf-8", "no-store")
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert (event["uid"], event["url"]) == (meeting.ical_uid, invitee_links.address_for_everybody(open_link=open_link))
    assert ("ATTENDEE" in event, meeting.guest_password in response.content.decode()) == (False, False)


def test_what_is_off_has_no_entry_for_a_calendar(client: Client, open_link: OpenLink) -> None:
    Meeting.objects.update(state=Meeting.State.CANCELLED)
    assert client.get(path(open_link, "meeting.ics")).headers["Location"] == path(open_link)


def test_a_name_that_cannot_break_out(client: Client, open_link: OpenLink) -> None:
    typed = {"name": 'A&B"><script>&enter_code=775533'}
    page = source_of(client.post(path(open_link), typed, headers=WINDOWS))
    assert "name=A%26B%22%3E%3Cscript%3E%26enter_code%3D775533&" in launch_links(page)[0]
    assert "<script>&" not in page


def test_a_host_who_is_signed_in_gets_in_as_host_only_at_their_own_address(
    client: Client, open_link: OpenLink, meeting: Meeting
) -> None:
    client.force_login(link(meeting.organiser))
    page = source_of(client.post(path(open_link), {"name": "Me"}, headers=WINDOWS))
    assert meeting.host_password not in page
