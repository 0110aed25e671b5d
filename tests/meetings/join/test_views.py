"""The one link, as browsers, scanners and strangers open it."""

import pytest
from django.test import Client, RequestFactory
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from meetings.models import Invitee, Meeting
from portal.logs import _hide
from tests.factories.invitees import NOW, invite
from tests.factories.page_words import source_of, text_of
from tests.meetings.join.links import OPEN, WINDOWS, launch_links, path
from tests.meetings.join.test_device import AGENTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


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


def test_joining_as_oneself_needs_a_session_and_csrf(anna: Invitee, li_wei: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get(path(anna, "me/"))["Location"] == path(anna)
    client.force_login(li_wei)
    assert client.post(path(anna, "me/")).status_code == 403


def test_joining_as_oneself_signed_out_leads_to_the_sign_in(client: Client, anna: Invitee) -> None:
    response = client.post(path(anna, "me/"))
    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next=/j/{anna.join_token}/")


def test_an_unknown_link_tells_nothing(client: Client, anna: Invitee) -> None:
    Invitee.objects.filter(pk=anna.pk).update(removed_at=NOW)
    pages = [client.get(address) for address in (path(anna), "/j/guessed/", f"/j/{'x' * 300}/", "/j/路线图/")]
    pages += [client.post(path(anna)), client.post(path(anna, "me/")), client.get(path(anna, "invite.ics"))]
    for page in pages:
        assert page.status_code == 404
        assert "This link does not work." in source_of(page)
        assert "Roadmap" not in source_of(page)


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


def test_the_zone_of_an_outsider_is_learnt_from_their_browser(client: Client, anna: Invitee) -> None:
    asked = f'data-zone-to="{path(anna)}zone/"'
    assert asked in source_of(client.get(path(anna)))
    told = Client(enforce_csrf_checks=True).post(f"{path(anna)}zone/", {"zone": "Europe/Berlin"})
    assert (told.status_code, told.content) == (204, b"")
    assert "Berlin time (UTC+2) · 15:00 in Shanghai" in text_of(client.get(path(anna)))
    assert client.get(f"{path(anna)}zone/").status_code == 405
    assert client.post("/j/guess/zone/", {"zone": "Europe/Berlin"}).status_code == 404


def test_whoever_is_signed_in_is_not_asked_for_an_outsiders_zone(client: Client, anna: Invitee, li_wei: User) -> None:
    client.force_login(li_wei)
    assert "data-zone-to" not in source_of(client.get(path(anna)))
