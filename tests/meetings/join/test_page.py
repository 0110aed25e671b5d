"""Each state of a meeting has its own join page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from meetings.join.device import Device
from meetings.join.link import Addresses
from meetings.join.options import list_join_options
from meetings.join.page import Cancellation, Codes, Instants, JoinPage, Opened
from meetings.join.visitor import Visitor
from meetings.models import Invitee, Meeting
from meetings.services.joining import JoinState, Launch
from notifications.mails.mail import When
from tests.factories.invitees import NOW, START
from tests.factories.page_words import source_of
from tests.meetings.join.links import OPEN, WINDOWS, launch_links, path
from tests.meetings.join.pages import page_of
from tests.meetings.join.test_device import AGENTS
from ui.badges import Badge
from ui.qr_code import build_qr_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_build_join_page_that_is_open(anna: Invitee) -> None:
    Meeting.objects.update(guests_may_start=True)
    page = page_of(anna, OPEN)
    assert page == JoinPage(
        state=JoinState.READY,
        addresses=Addresses(
            join=path(anna),
            me=path(anna, "me/"),
            language=path(anna, "language/"),
            zone=path(anna, "zone/"),
            calendar=path(anna, "invite.ics"),
        ),
        link=f"http://127.0.0.1:8000/j/{anna.join_token}/",
        is_personal=True,
        subject="Roadmap",
        organiser="陈静 Chen Jing",
        organiser_email="chen.jing@qingshan.example",
        organisation="Qingshan Instruments",
        badges=(Badge("booked", "booked", "Booked"),),
        when=When("Tuesday 19 May, ", "15:00–15:45", ("MAY", "19", "Tue"), ("Shanghai time (UTC+8)",)),
        instants=Instants("2026-05-19T15:00:00+08:00", "2026-05-19T15:45:00+08:00"),
        previous_time=None,
        previous_instants=None,
        cancellation=None,
        cancelled_today="",
        ended_at="15:45",
        visitor=Visitor(),
        device=Device("windows"),
        asks_for_zone=True,
        guest_may_enter=True,
        waits_for_host=False,
        waits_for_admission=False,
        guest_name="Anna Schmidt",
        needs_name=False,
        countdown=None,
        check_again_at=OPEN + timedelta(seconds=5),
        codes=Codes(
            options=list_join_options(anna.meeting, Device("windows")),
            meeting_id="967204518",
            meeting_id_shown="967 204 518",
            password="482913",
            password_shown="482 913",
            qr_code=build_qr_code(f"http://127.0.0.1:8000/j/{anna.join_token}/"),
        ),
    )
    assert page.template == "meetings/join/join.html"


@pytest.mark.parametrize(
    ("state", "now", "expected", "template", "badge"),
    [
        ("booked", NOW, JoinState.EARLY, "early", "Booked"),
        ("booked", OPEN, JoinState.READY, "join", "Booked"),
        ("running", OPEN, JoinState.RUNNING, "join", "Running"),
        ("ended", OPEN, JoinState.ENDED, "ended", "Ended"),
        ("booked", START + timedelta(hours=1), JoinState.ENDED, "ended", "Ended"),
        ("cancelled", OPEN, JoinState.CANCELLED, "cancelled", "Cancelled"),
        ("requested", OPEN, JoinState.BEING_BOOKED, "waiting", "Booking…"),
        ("refused", OPEN, JoinState.NOT_BOOKED, "cancelled", "Not booked"),
    ],
)
def test_each_state_has_its_template(
    anna: Invitee, state: str, now: datetime, expected: JoinState, template: str, badge: str
) -> None:
    Meeting.objects.update(state=state)
    page = page_of(anna, now)
    assert (page.state, page.template) == (expected, f"meetings/join/{template}.html")
    assert [shown.word for shown in page.badges] == [badge]
    is_joinable = expected in {JoinState.EARLY, JoinState.READY, JoinState.RUNNING}
    assert (page.codes is not None, page.countdown is not None) == (is_joinable, expected is JoinState.EARLY)


def test_cancellation_says_who_and_why(anna: Invitee, meeting: Meeting) -> None:
    at = datetime(2026, 5, 15, 2, 0, tzinfo=UTC)
    Meeting.objects.update(state="cancelled", cancelled_by=meeting.organiser, cancelled_at=at, cancel_note="Sorry.")
    name = meeting.organiser.name
    assert page_of(anna, OPEN).cancellation == Cancellation(True, name, "Fri 15 May, 10:00", "Sorry.", name)
    Meeting.objects.update(state="refused", cancelled_by=None, cancelled_at=None, cancel_note="")
    assert page_of(anna, OPEN).cancellation == Cancellation(False, "", "", "", name)


@pytest.mark.parametrize(("agent", "template"), [("wechat", "in_app"), ("iphone", "join")])
def test_inside_an_app_that_opens_no_client(anna: Invitee, agent: str, template: str) -> None:
    page = page_of(anna, OPEN, agent=agent)
    assert page.template == f"meetings/join/{template}.html"


def test_phone_needs_no_qr_code(anna: Invitee) -> None:
    codes = page_of(anna, OPEN, agent="iphone").codes
    assert codes is not None
    assert codes.qr_code is None


@pytest.mark.parametrize("guests_may_start", [True, False])
def test_guest_waits_for_the_host_where_guests_may_not_start(anna: Invitee, guests_may_start: bool) -> None:
    Meeting.objects.update(guests_may_start=guests_may_start)
    assert page_of(anna, OPEN).waits_for_host is not guests_may_start


def test_invitee_known_by_address_only_is_asked_for_a_name(anna: Invitee) -> None:
    Invitee.objects.filter(pk=anna.pk).update(name="")
    page = page_of(anna, OPEN)
    assert (page.needs_name, page.guest_name) == (True, "Guest")


def test_page_once_it_was_opened(anna: Invitee) -> None:
    opened = Opened(Launch("cloudlink://x", "Anna"), (("name", "Anna"),), False, False)
    page = page_of(anna, OPEN, opened=opened)
    assert page.template == "meetings/join/opened.html"
    assert page == replace(page_of(anna, OPEN), opened=opened)


def test_repr_holds_no_secret(anna: Invitee) -> None:
    text = repr(page_of(anna, OPEN))
    assert anna.join_token not in text
    assert "482913" not in text


@pytest.mark.parametrize(
    ("state", "now", "words"),
    [
        ("booked", NOW, "The meeting opens in"),
        ("booked", OPEN, "Open the meeting"),
        ("running", OPEN, "Open the meeting"),
        ("ended", OPEN, "This meeting ended at 15:45."),
        ("booked", START + timedelta(hours=1), "This meeting ended at 15:45."),
        ("cancelled", OPEN, "This meeting was cancelled"),
        ("requested", OPEN, "This meeting is still being booked. Leave this page open."),
        ("refused", OPEN, "This meeting was not booked"),
    ],
)
def test_each_page_says_what_it_is(
    client: Client, anna: Invitee, clock: time_machine.Traveller, state: str, now: datetime, words: str
) -> None:
    Meeting.objects.update(state=state, cancelled_by=anna.meeting.organiser, cancel_note="Sorry.")
    clock.move_to(now)
    page = source_of(client.get(path(anna)))
    assert words in page
    again = source_of(client.post(path(anna), headers=WINDOWS))
    assert (launch_links(again) != []) == (words == "Open the meeting")


def test_page_inside_wechat_shows_how_to_leave_it(client: Client, anna: Invitee) -> None:
    page = source_of(client.get(path(anna), headers={"User-Agent": AGENTS["wechat"][0]}))
    assert "WeChat cannot open the meeting client" in page
    assert "<form" not in page
    assert f'data-copy="http://127.0.0.1:8000/j/{anna.join_token}/"' in page


@pytest.mark.parametrize(
    "uri", ["https://evil.example/#/j/1/2", "http://meeting.huaweicloud.com/#/j/1", "javascript:alert(1)", ""]
)
def test_page_sends_a_browser_to_the_services_own_hosts_only(client: Client, anna: Invitee, uri: str) -> None:
    assert "Join in the browser" in source_of(client.get(path(anna), headers=WINDOWS))
    Meeting.objects.update(guest_join_uri=uri)
    page = source_of(client.get(path(anna), headers=WINDOWS))
    assert "Join in the browser" not in page
    assert not any(part in page for part in ("evil.example", "#/j/1", "javascript:"))


def test_page_shows_its_codes_before_and_after_the_click(client: Client, anna: Invitee) -> None:
    for page in (client.get(path(anna)), client.post(path(anna), headers=WINDOWS)):
        text = source_of(page)
        for part in (
            'href="https://meeting.huaweicloud.com/#/j/967204518/abcdef"',
            'href="https://www.huaweicloud.com/product/meeting/download.html"',
            'href="tel:+862153290029"',
            'data-copy="967204518"',
            'data-copy="482913"',
            'role="img" aria-label="QR code of your link"',
        ):
            assert part in text


@pytest.mark.parametrize("state", ["cancelled", "ended"])
def test_page_of_what_is_over_promises_nothing_of_its_link(client: Client, anna: Invitee, state: str) -> None:
    Meeting.objects.update(state=state)
    assert "It stays the same when the meeting moves" not in source_of(client.get(path(anna)))
