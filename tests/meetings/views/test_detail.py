"""The page of one meeting: who sees what, and what it says while its state is unclear."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from meetings.models import Meeting
from meetings.writes.kinds.edit import EditPayload
from meetings.writes.payloads import WantedMeeting
from notifications.models import Message
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import source_of, text_of, value_shown

pytestmark = pytest.mark.usefixtures("on_thursday")
SECRETS = ("713355", "482913")


def test_organiser_sees_everything(pages: Client, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(
        start_at=NOW + timedelta(hours=2),
        guests=("anna@tuv.example",),
        cohosts=(li,),
        vendor_conference_id="967204518",
    )
    response = pages.get(f"/meetings/{meeting.pk}/")
    words, source = text_of(response), source_of(response)
    assert "Roadmap Thursday 14 May, 11:48–12:33 Shanghai time Booked You organise" in words
    assert "Meeting ID 967 204 518" in words
    assert [secret in source for secret in SECRETS] == [True, True]
    assert "Invitees 3" in words
    assert "Li Wei Co-host" in words
    assert "anna@tuv.example Guest · outside" in words
    assert "You booked it. Thu 14 May, 09:38" in words
    own = meeting.invitees.get(role="organiser")
    assert f'href="/j/{own.join_token}/"' in source
    assert not any(other.join_token in source for other in meeting.invitees.exclude(pk=own.pk))


def test_guest_sees_no_host_password_no_list_and_no_activity(
    client: Client, make_meeting: MakeMeeting, li: User, chen: User
) -> None:
    meeting = make_meeting(guests=(li, "anna@tuv.example"))
    client.force_login(li)
    response = client.get(f"/meetings/{meeting.pk}/")
    words, source = text_of(response), source_of(response)
    assert response.status_code == 200
    assert "Organised by 陈静" in words
    assert [secret in source for secret in SECRETS] == [False, True]
    assert "anna@tuv.example" not in source
    assert "What happened" not in words
    assert f"/meetings/{meeting.pk}/edit/" not in source
    assert f'href="/j/{meeting.invitees.get(person=li).join_token}/"' in source


def test_cohost_sees_the_host_password_and_may_change(client: Client, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(cohosts=(li,))
    client.force_login(li)
    source = source_of(client.get(f"/meetings/{meeting.pk}/"))
    assert [secret in source for secret in SECRETS] == [True, True]
    assert f"/meetings/{meeting.pk}/edit/" in source


def test_a_page_is_kept_by_no_cache_in_between(pages: Client, make_meeting: MakeMeeting) -> None:
    for address in ("/", f"/meetings/{make_meeting().pk}/"):
        assert pages.get(address)["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("action", ["", "edit/", "cancel/", "state/"])
@pytest.mark.parametrize(("who", "status"), [("colleague", 403), ("stranger", 404), ("organiser", 200)])
def test_who_may_read(
    client: Client, make_meeting: MakeMeeting, chen: User, li: User, stranger: User, action: str, who: str, status: int
) -> None:
    meeting = make_meeting()
    client.force_login({"colleague": li, "stranger": stranger, "organiser": chen}[who])
    response = client.get(f"/meetings/{meeting.pk}/{action}", headers={"HX-Request": "true"})
    assert response.status_code == status
    assert (meeting.subject in source_of(response)) == (status == 200)


@pytest.mark.parametrize("action", ["edit/", "cancel/", "withdraw/"])
@pytest.mark.parametrize(("who", "status"), [("guest", 403), ("colleague", 403), ("stranger", 404)])
def test_who_may_not_write(
    client: Client, make_meeting: MakeMeeting, li: User, stranger: User, action: str, who: str, status: int
) -> None:
    meeting = make_meeting(guests=(li,) if who == "guest" else ())
    client.force_login({"guest": li, "colleague": li, "stranger": stranger}[who])
    assert client.post(f"/meetings/{meeting.pk}/{action}", {"subject": "Mine"}).status_code == status
    meeting.refresh_from_db()
    assert (meeting.subject, meeting.state) == ("Roadmap", Meeting.State.BOOKED)


def test_colleague_hears_whom_to_ask(client: Client, make_meeting: MakeMeeting, li: User) -> None:
    client.force_login(li)
    response = client.get(f"/meetings/{make_meeting().pk}/")
    assert "This meeting belongs to somebody else. Ask 陈静, or go to your own meetings." in source_of(response)


@pytest.mark.parametrize("action", ["withdraw/", "cancel/", "edit/", "state/", ""])
def test_get_changes_nothing_and_odd_methods_are_refused(
    pages: Client, make_meeting: MakeMeeting, action: str
) -> None:
    meeting = make_meeting()
    before = Meeting.objects.values().get(pk=meeting.pk)
    assert pages.get(f"/meetings/{meeting.pk}/{action}").status_code in {200, 302, 405}
    assert pages.put(f"/meetings/{meeting.pk}/{action}").status_code == 405
    assert Meeting.objects.values().get(pk=meeting.pk) == before


@pytest.mark.parametrize(
    ("fields", "badges", "banner"),
    [
        (
            {"state": "requested", "write": "planned"},
            "Waiting You organise",
            "Your booking is waiting for the meeting service.",
        ),
        (
            {"kind": "edit", "write": "unconfirmed"},
            "Booked Change being checked You organise",
            "We do not know yet whether the change was taken.",
        ),
    ],
)
def test_an_unclear_state_stands_at_the_top(
    pages: Client, make_meeting: MakeMeeting, fields: dict[str, str], badges: str, banner: str
) -> None:
    words = text_of(pages.get(f"/meetings/{make_meeting(**fields).pk}/")).partition("Invitation")[0]
    assert (badges in words, banner in words) == (True, True), words


def test_withdrawn_stays_withdrawn_while_it_is_cleared_up(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(state="cancelled", write="withdrawn", vendor_conference_id="")
    meeting.writes.create(
        kind="cancel",
        state="unconfirmed",
        requested_by=meeting.organiser,
        reference="withdrawn-1",
        payload={},  # type: ignore[misc]  # the stubs take the field for text
        created_at=NOW,
    )
    page = value_shown(pages.get(f"/meetings/{meeting.pk}/"))
    assert (page.badges[0].icon, page.organiser_part.banner.icon) == ("undo", "undo")


def test_lost_process_shows_as_checking(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(state="requested", write="sent")
    meeting.writes.update(lease_until=NOW - timedelta(minutes=1))
    page = value_shown(pages.get(f"/meetings/{meeting.pk}/"))
    assert (page.badges[0].tone, page.organiser_part.banner.icon) == ("unconfirmed", "unconfirmed")


def test_fresh_booking_says_how_many_are_told(pages: Client, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(guests=(li, "anna@tuv.example"))
    meeting.writes.update(finished_at=NOW)
    banner = value_shown(pages.get(f"/meetings/{meeting.pk}/")).organiser_part.banner
    assert (banner.tone, banner.title, banner.text) == ("ok", "Booked.", "2 people are getting their mail now.")


def test_state_moves_nothing_until_something_is_new(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(state="requested", write="unconfirmed")
    page = source_of(pages.get(f"/meetings/{meeting.pk}/"))
    asked = re.search(r'hx-get="([^"]*)" hx-trigger="every (\d+)s"', page)
    assert asked
    assert asked[2] == "10"
    address = asked[1].replace("&amp;", "&")
    assert pages.get(address, headers={"HX-Request": "true"}).status_code == 204
    meeting.writes.update(state="done", finished_at=NOW)
    Meeting.objects.update(state="booked")
    answer = pages.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert source_of(answer).startswith('<div id="body"')
    assert 'hx-trigger="every' not in source_of(answer)


@pytest.mark.parametrize("reader", ["organiser", "guest"])
def test_page_that_is_looked_at_is_told_once_the_meeting_is_another_one(
    client: Client, make_meeting: MakeMeeting, chen: User, li: User, reader: str, django_assert_num_queries: Any
) -> None:
    meeting = make_meeting(guests=(li,))
    client.force_login(chen if reader == "organiser" else li)
    page = source_of(client.get(f"/meetings/{meeting.pk}/"))
    (address,) = re.findall(r'hx-get="([^"]*stamp=[^"]*)" hx-trigger="look"', page)
    with django_assert_num_queries(2):  # the session with the person, the meeting
        assert client.get(address, headers={"HX-Request": "true"}).status_code == 204
    Meeting.objects.update(state="running")
    answer = client.get(address, headers={"HX-Request": "true"})
    assert (answer.status_code, "Running" in source_of(answer)) == (200, True)
    Meeting.objects.update(state="ended")
    assert "hx-trigger" not in source_of(client.get(f"/meetings/{meeting.pk}/"))


def test_page_of_somebody_elses_meeting_is_told_nothing(
    client: Client, make_meeting: MakeMeeting, stranger: User, chen: User
) -> None:
    meeting = make_meeting()
    client.force_login(chen)
    page = source_of(client.get(f"/meetings/{meeting.pk}/"))
    (address,) = re.findall(r'hx-get="([^"]*stamp=[^"]*)"', page)
    client.force_login(stranger)
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 404


@pytest.mark.parametrize("fields", [{"state": "requested", "write": "sent"}, {"kind": "edit", "write": "sent"}])
def test_page_asks_quickly_at_first(pages: Client, make_meeting: MakeMeeting, fields: dict[str, str]) -> None:
    meeting = make_meeting(**fields)
    meeting.writes.update(created_at=NOW)
    assert 'hx-trigger="every 2s"' in source_of(pages.get(f"/meetings/{meeting.pk}/"))


def test_page_asks_until_each_mail_has_left(pages: Client, make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(guests=(li,))
    mail = {"about": f"meeting:{meeting.pk}", "recipient": li.email, "created_at": NOW, "next_attempt_at": NOW}
    message = Message.objects.create(**mail, subject="Roadmap", text="", state="queued")
    address = f"/meetings/{meeting.pk}/"
    asked = value_shown(pages.get(address))
    assert asked.polls_after == 10
    seen = f"{address}state/?seen={quote(asked.fingerprint)}"
    assert pages.get(seen, headers={"HX-Request": "true"}).status_code == 204
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=NOW)
    answer = pages.get(seen, headers={"HX-Request": "true"})
    assert "Sent" in source_of(answer)
    assert value_shown(answer).polls_after == 0


def test_state_without_script_is_the_page(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    assert pages.get(f"/meetings/{meeting.pk}/state/").headers["Location"] == f"/meetings/{meeting.pk}/"


def test_cancelled_says_by_whom_and_why_to_guests_too(
    client: Client, make_meeting: MakeMeeting, chen: User, li: User
) -> None:
    meeting = make_meeting(
        guests=(li,), state="cancelled", cancelled_by=chen, cancelled_at=NOW, cancel_note="Audit is off"
    )
    client.force_login(li)
    assert "Cancelled by 陈静 on Thu 14 May, 09:48. “Audit is off”" in text_of(client.get(f"/meetings/{meeting.pk}/"))


def test_mail_states_stand_beside_the_invitees(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(guests=("anna@tuv.example", "bob@tuv.example"))
    for recipient, state in (("anna@tuv.example", "failed"), ("bob@tuv.example", "sent")):
        Message.objects.create(
            state=state,
            kind="invitation",
            about=f"meeting:{meeting.pk}",
            dedup_key=recipient,
            recipient=recipient,
            subject="",
            text="",
            next_attempt_at=timezone.now(),
            created_at=timezone.now(),
        )
    response = pages.get(f"/meetings/{meeting.pk}/")
    part = value_shown(response).organiser_part
    found = {guest.name: (guest.mail.is_bad, guest.mailed_at) for guest in part.guests if guest.mail}
    assert found == {
        "anna@tuv.example": (True, "Thu 14 May, 09:48"),
        "bob@tuv.example": (False, "Thu 14 May, 09:48"),
    }
    assert part.mail_problems == 1
    words = text_of(response)
    assert "One mail was not delivered" in words
    assert "Sent Thu 14 May, 09:48" in words


@pytest.mark.parametrize(("language", "first_words"), [("en", "Tue 19 May, 15:00"), ("zh-hans", "5月19日 周二 15:00")])
def test_text_to_pass_on_in_either_language(
    pages: Client, make_meeting: MakeMeeting, language: str, first_words: str
) -> None:
    meeting = make_meeting(start_at=datetime(2026, 5, 19, 7, tzinfo=UTC))
    part = value_shown(pages.get(f"/meetings/{meeting.pk}/", {"text": language})).organiser_part
    assert (part.text_language, f"{first_words}–15:45" in part.text) == (language, True)


def test_second_zone_stands_beside_the_own(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=datetime(2026, 5, 19, 7, tzinfo=UTC), time_zone="Europe/Berlin")
    heading = value_shown(pages.get(f"/meetings/{meeting.pk}/")).heading
    assert (heading.span, heading.zone_city) == ("15:00–15:45", "Shanghai")
    assert heading.second_zone == "09:00–09:45 in Berlin"


@pytest.mark.parametrize(("language", "lang"), [("en", "en"), ("zh-hans", "zh-Hans")])
@pytest.mark.parametrize("action", ["", "edit/", "cancel/"])
def test_each_page_speaks_both_languages(
    pages: Client, make_meeting: MakeMeeting, chen: User, action: str, language: str, lang: str
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    meeting = make_meeting(start_at=datetime(2026, 5, 19, 7, tzinfo=UTC), guests=("anna@tuv.example",))
    source = source_of(pages.get(f"/meetings/{meeting.pk}/{action}"))
    assert f'<html lang="{lang}"' in source
    day = {"en": "19 May", "zh-hans": "5月19日"}[language]
    assert day in source


def test_page_costs_the_same_however_many_are_invited(
    pages: Client, make_meeting: MakeMeeting, django_assert_num_queries: Any
) -> None:
    for count in (1, 30):
        meeting = make_meeting(guests=tuple(f"p{n}@x.example" for n in range(count)))
        with django_assert_num_queries(5):
            pages.get(f"/meetings/{meeting.pk}/")


def test_activity_says_what_was_changed(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(kind="edit", subject="Roadmap <2>")
    wanted = WantedMeeting.of_meeting(meeting)
    meeting.writes.filter(kind="edit").update(
        payload=EditPayload(replace(wanted, subject="Roadmap"), wanted).to_json()
    )
    page = pages.get(f"/meetings/{meeting.pk}/")
    assert "You changed it. Subject: Roadmap now Roadmap <2>" in text_of(page)


def test_room_systems_read_what_they_dial(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(vendor_access_number="+991117")
    assert "Room systems SIP +991117" in text_of(pages.get(f"/meetings/{meeting.pk}/"))
    Meeting.objects.update(vendor_access_number="")
    assert "Room systems" not in text_of(pages.get(f"/meetings/{meeting.pk}/"))


@pytest.mark.parametrize(
    ("state", "word"), [("booked", "Duplicate"), ("running", "Duplicate"), ("ended", "Book again")]
)
def test_a_meeting_is_booked_again_from_its_page(
    pages: Client, make_meeting: MakeMeeting, li: User, state: str, word: str
) -> None:
    meeting = make_meeting(state=state, guests=(li,))
    response = pages.get(f"/meetings/{meeting.pk}/")
    words = text_of(response)
    assert [each for each in ("Duplicate", "Book again") if each in words] == [word]
    assert f'href="/meetings/book/?like={meeting.pk}"' in source_of(response)
    form = pages.get(f"/meetings/book/?like={meeting.pk}").context["form"]
    assert (form["subject"].value(), li.email in form["invitees"].value()) == ("Roadmap", True)
    assert "Duplicate" not in text_of(signed_in(li).get(f"/meetings/{meeting.pk}/"))
