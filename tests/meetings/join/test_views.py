"""The one link, as browsers, scanners and strangers open it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Identity, User
from meetings.models import Invitee, Meeting, VendorWrite
from meetings.writes.kinds.edit import EditPayload
from meetings.writes.payloads import WantedMeeting
from portal.logs import _hide
from tests.factories.invitees import NOW, START, invite, make_meeting, make_organiser, make_tenant
from tests.factories.page_words import source_of
from tests.meetings.join.test_device import AGENTS

pytestmark = pytest.mark.django_db
OPEN = START - timedelta(minutes=5)
WINDOWS = {"User-Agent": AGENTS["windows"][0]}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    cache.clear()
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(make_organiser(make_tenant()), subject="Roadmap")


@pytest.fixture
def anna(meeting: Meeting) -> Invitee:
    return invite(meeting, "anna@tuv.example", name="Anna Schmidt")


def link(person: User) -> User:
    """Known to the meeting service."""
    assert person.tenant
    Identity.objects.create(tenant=person.tenant, person=person, third_party_user_id=f"user{person.pk}")
    return person


@pytest.fixture
def li_wei(meeting: Meeting) -> User:
    return link(
        User.objects.create_user(
            "li.wei@qingshan.example", name="Li Wei", tenant=meeting.tenant, language="en", time_zone="Asia/Shanghai"
        )
    )


def path(invitee: Invitee, rest: str = "") -> str:
    return f"/j/{invitee.join_token}/{rest}"


def launch_links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="((?:cloudlink|intent):[^"]+)"', html)]


def rows() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Meeting, Invitee, User)]


@pytest.mark.parametrize("agent", AGENTS.values(), ids=AGENTS.keys())
def test_get_and_head_change_nothing(client: Client, anna: Invitee, agent: tuple[str, object]) -> None:
    before = rows()
    page = client.get(path(anna), headers={"User-Agent": agent[0]})
    head = client.head(path(anna), headers={"User-Agent": agent[0]})
    assert (page.status_code, head.status_code, head.content) == (200, 200, b"")
    assert rows() == before
    assert launch_links(source_of(page)) == []
    assert not page.cookies


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_every_answer_is_sealed(client: Client, anna: Invitee, lang: str) -> None:
    for response in (
        client.get(path(anna) + f"?lang={lang}"),
        client.post(path(anna) + f"?lang={lang}", headers=WINDOWS),
        client.get("/j/unknown/"),
        client.get(path(anna, "invite.ics")),
    ):
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response["X-Robots-Tag"]


def test_the_page_speaks_the_invitations_language_and_can_be_switched(client: Client, meeting: Meeting) -> None:
    person = User.objects.create_user(
        "wang@qingshan.example", name="王芳", tenant=meeting.tenant, time_zone="Europe/Berlin"
    )
    wang = invite(meeting, person)
    page = source_of(client.get(path(wang), headers={"Accept-Language": "en"}))
    assert '<html lang="zh-Hans"' in page
    assert "09:00–09:45" in page
    assert '<html lang="en"' in source_of(client.get(path(wang) + "?lang=en"))
    assert '<html lang="zh-Hans"' in source_of(client.get(path(wang) + "?lang=nonsense"))


def test_post_opens_the_client_as_a_guest(client: Client, anna: Invitee) -> None:
    page = source_of(client.post(path(anna), {"mic": "on"}, headers=WINDOWS))
    assert launch_links(page) == [
        "cloudlink://welinksoftclient/h5page?page=joinConfByLink&conf_id=967204518&enter_code=482913"
        "&name=Anna%20Schmidt&open_mic=true&open_camera=false"
    ]
    assert page.count("data-launch>") == 1
    anna.refresh_from_db()
    assert anna.joined_at == OPEN


def test_post_takes_a_typed_name_that_cannot_break_out(client: Client, anna: Invitee) -> None:
    typed = {"name": 'A&B"><script>&enter_code=775533'}
    page = source_of(client.post(path(anna), typed, headers=WINDOWS))
    assert "name=A%26B%22%3E%3Cscript%3E%26enter_code%3D775533&" in launch_links(page)[0]
    assert "<script>&" not in page


@pytest.mark.parametrize("agent", ["android", "iphone", "mac", "harmony next", "linux"])
def test_post_on_each_device(client: Client, anna: Invitee, agent: str) -> None:
    page = source_of(client.post(path(anna), headers={"User-Agent": AGENTS[agent][0]}))
    first, *rest = launch_links(page)
    assert first.startswith("intent://" if agent == "android" else "cloudlink://")
    assert len(rest) == (1 if agent == "android" else 0)


def test_post_needs_no_cookie_and_no_csrf_token(anna: Invitee) -> None:
    response = Client(enforce_csrf_checks=True).post(path(anna), headers={"Origin": "null", **WINDOWS})
    assert len(launch_links(source_of(response))) == 1


def test_post_reads_no_session_whoever_is_signed_in(
    client: Client, anna: Invitee, meeting: Meeting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(meeting.organiser)
    with django_assert_num_queries(2) as queries:  # the invitee, and the click
        page = source_of(client.post(path(anna), headers=WINDOWS))
    assert "session" not in str(queries.captured_queries)
    assert "page=joinConfByLink" in launch_links(page)[0]
    assert "nonce=" not in page
    assert meeting.host_password not in page


def test_a_guests_page_holds_no_secret(client: Client, anna: Invitee, meeting: Meeting) -> None:
    Meeting.objects.update(vendor_access_number="+991117")
    for page in (client.get(path(anna)), client.post(path(anna), headers=WINDOWS)):
        text = source_of(page)
        assert meeting.host_password not in text
        for other in meeting.invitees.exclude(pk=anna.pk):
            assert other.join_token not in text
            assert "Other invitee" not in text


def test_the_organisers_own_link_opened_signed_out_is_a_guests(client: Client, meeting: Meeting) -> None:
    own = meeting.invitees.get()
    page = source_of(client.post(path(own), headers=WINDOWS))
    assert "enter_code=482913" in launch_links(page)[0]
    assert meeting.host_password not in page


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


def test_joining_as_oneself_needs_a_session_and_csrf(anna: Invitee, li_wei: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get(path(anna, "me/"))["Location"] == path(anna)
    client.force_login(li_wei)
    assert client.post(path(anna, "me/")).status_code == 403


def test_joining_as_oneself_signed_out_leads_to_the_sign_in(client: Client, anna: Invitee) -> None:
    response = client.post(path(anna, "me/"))
    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next=/j/{anna.join_token}/")


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


@pytest.mark.parametrize(
    ("state", "now", "words"),
    [
        ("booked", NOW, "The meeting opens in"),
        ("booked", OPEN, "Open the meeting"),
        ("running", OPEN, "Open the meeting"),
        ("ended", OPEN, "This meeting ended at"),
        ("booked", START + timedelta(hours=1), "This meeting ended at"),
        ("cancelled", OPEN, "This meeting was cancelled"),
        ("requested", OPEN, "This meeting is still being booked. Leave this page open."),
        ("refused", OPEN, "This meeting was not booked"),
    ],
)
def test_each_state_says_what_it_is(
    client: Client, anna: Invitee, clock: time_machine.Traveller, state: str, now: datetime, words: str
) -> None:
    Meeting.objects.update(state=state, cancelled_by=anna.meeting.organiser, cancel_note="Sorry.")
    clock.move_to(now)
    page = source_of(client.get(path(anna)))
    assert words in page
    again = source_of(client.post(path(anna), headers=WINDOWS))
    assert (launch_links(again) != []) == (words == "Open the meeting")


def test_too_early_counts_down(client: Client, anna: Invitee, clock: time_machine.Traveller) -> None:
    clock.move_to(NOW)
    page = source_of(client.get(path(anna)))
    assert 'aria-label="5 days 5 hours 2 minutes"' in page
    assert 'data-countdown="2026-05-19T06:50:00+00:00"' in page
    assert "It opens at Tue 19 May, 14:50" in page
    assert "<noscript>" in page


def test_an_organiser_who_is_signed_in_may_open_early(
    client: Client, anna: Invitee, meeting: Meeting, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW)
    client.force_login(link(meeting.organiser))
    page = source_of(client.get(path(anna)))
    assert "/me/" in page
    assert "Join as a guest" not in page


def test_a_moved_meeting_shows_both_times(client: Client, anna: Invitee, meeting: Meeting) -> None:
    known = WantedMeeting.of_meeting(meeting)
    was = replace(known, start_at=datetime(2026, 5, 18, 7, tzinfo=UTC), length_minutes=30)
    now = replace(known, start_at=datetime(2026, 5, 19, 7, tzinfo=UTC), length_minutes=45)
    for number, (before, wanted) in enumerate([(was, now), (now, replace(now, subject="Roadmap, once more"))]):
        VendorWrite.objects.create(
            meeting=meeting,
            kind="edit",
            state="done",
            requested_by=meeting.organiser,
            reference=str(number),
            payload=EditPayload(before, wanted).to_json(),  # type: ignore[misc]  # the stubs take it for text
            created_at=NOW,
        )
    assert "Moved. Your link stays the same." not in source_of(client.get(path(anna)))
    Meeting.objects.update(ical_sequence=1)
    page = source_of(client.get(path(anna)))
    assert "Moved. Your link stays the same." in page
    assert "Monday 18 May<b>15:00–15:30</b>" in page
    assert "Tuesday 19 May<b>15:00–15:45</b>" in page


def test_the_other_ways_in_are_always_there(client: Client, anna: Invitee) -> None:
    for page in (client.get(path(anna)), client.post(path(anna), headers=WINDOWS)):
        text = source_of(page)
        for way in (
            'href="https://meeting.huaweicloud.com/#/j/967204518/abcdef"',
            'href="https://www.huaweicloud.com/product/meeting/download.html"',
            'href="tel:021-53290029"',
            'data-copy="967204518"',
            'data-copy="482913"',
            'role="img" aria-label="QR code of your link"',
        ):
            assert way in text


@pytest.mark.parametrize(
    "uri", ["https://evil.example/#/j/1/2", "http://meeting.huaweicloud.com/#/j/1", "javascript:alert(1)", ""]
)
def test_a_browser_is_sent_to_the_services_own_hosts_only(client: Client, anna: Invitee, uri: str) -> None:
    meeting = anna.meeting
    meeting.guest_join_uri = uri
    meeting.save()
    page = source_of(client.get(path(anna), headers=WINDOWS))
    assert "Join in the browser" not in page
    assert "evil.example" not in page


def test_inside_wechat_it_shows_the_way_out(client: Client, anna: Invitee) -> None:
    page = source_of(client.get(path(anna), headers={"User-Agent": AGENTS["wechat"][0]}))
    assert "WeChat cannot open the meeting client" in page
    assert "<form" not in page
    assert f'data-copy="http://127.0.0.1:8000/j/{anna.join_token}/"' in page


def test_an_unknown_link_tells_nothing(client: Client, anna: Invitee) -> None:
    Invitee.objects.filter(pk=anna.pk).update(removed_at=NOW)
    pages = [client.get(address) for address in (path(anna), "/j/guessed/", f"/j/{'x' * 300}/", "/j/路线图/")]
    pages += [client.post(path(anna)), client.post(path(anna, "me/")), client.get(path(anna, "invite.ics"))]
    for page in pages:
        assert page.status_code == 404
        assert "This link does not work." in source_of(page)
        assert "Roadmap" not in source_of(page)


def test_guessing_is_slowed_and_a_good_link_is_not(client: Client, anna: Invitee) -> None:
    codes = [client.get(f"/j/guess-{number}/").status_code for number in range(32)]
    assert codes == [404] * 30 + [429] * 2
    refused = client.get("/j/guess-again/")
    assert (refused["Retry-After"], "try again in ten minutes" in source_of(refused)) == ("600", True)
    assert client.get(path(anna)).status_code == 200


def test_the_calendar_file(client: Client, anna: Invitee) -> None:
    response = client.get(path(anna, "invite.ics"))
    assert response["Content-Type"] == "text/calendar; method=PUBLISH; charset=utf-8"
    calendar = Calendar.from_ical(source_of(response))
    (event,) = calendar.walk("VEVENT")
    assert event["UID"] == anna.meeting.ical_uid
    assert "ATTENDEE" not in event
    Meeting.objects.update(state="cancelled")
    assert "METHOD:CANCEL" in source_of(client.get(path(anna, "invite.ics")))


def test_the_stand_in_is_offered_with_debug_only(client: Client, anna: Invitee, settings: Settings) -> None:
    assert "stand-in" not in source_of(client.post(path(anna), headers=WINDOWS))


def test_a_page_costs_the_same_with_one_invitee_and_thirty(
    client: Client, anna: Invitee, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(path(anna))
    for number in range(30):
        invite(anna.meeting, f"guest{number}@tuv.example")
    with django_assert_num_queries(1):
        client.get(path(anna))


def test_a_log_line_shows_no_token(rf: RequestFactory, anna: Invitee) -> None:
    request = rf.get(path(anna))
    line = _hide(None, "", {"event": f"Not Found: {path(anna)}", "request": request, "status": 404})
    assert line == {"event": "Not Found: /j/***/", "request": "<WSGIRequest: GET '/j/***/'>", "status": 404}
