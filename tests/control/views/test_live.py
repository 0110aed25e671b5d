"""The page of a running meeting: for its hosts with all that can be done, for others who is in; without JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from control.models import ControlAction, RunningMeeting
from control.snapshots import LiveCall, LiveCaption, LivePerson, LiveState
from meetings.models import Meeting
from tests.control.rounds import dialled
from tests.control.watched import Crowd
from tests.factories.control import make_action
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.page_words import text_of
from tests.factories.vendor import Vendor

Running = Callable[..., Meeting]
BEN_S = ("give_floor", "lower_hand", "spotlight", "make_host", "make_cohost")
EVIL = "<b>Eve</b>\u202e"


@pytest.fixture
def known(make_meeting: MakeMeeting, li: User) -> Running:
    """Return what makes a running meeting of which a watcher has heard that state; Li Wei is invited."""

    def make(state: LiveState, **fields: Any) -> Meeting:
        meeting = make_meeting(state="running", guests=(li,), start_at=timezone.now() - timedelta(minutes=5))
        row = {"version": 3, "source": "socket", "confirmed_at": timezone.now()} | fields
        RunningMeeting.objects.create(meeting=meeting, lease_until=timezone.now(), state=state.to_json(), **row)
        return meeting

    return make


def crowd_of(count: int) -> LiveState:
    people = (LivePerson(f"p{number}", f"Guest {number:03}", is_muted=number % 2 == 0) for number in range(count))
    host = LivePerson("h", "陈静", user_id="chen", role="host")
    return LiveState(people=(host, *people))


STATE = LiveState(
    people=(
        LivePerson("b", "Ben", "+8613800138000", has_hand_up=True, is_muted=True, network="weak", joined=1),
        LivePerson("h", "陈静", "1001", "chen", role="host", client="Desktop", network="good", joined=1),
        LivePerson("e", EVIL, user_uuid="x", client="Mobile", is_sharing=True, network="bad", joined=1),
        LivePerson("r", "Hall 1", "0255", is_called=True),
    ),
    waiting=(LivePerson("w", "Wu", joined=2),),
    speakers=("e",),
    captions=(LiveCaption("b", "大家好", "Hello all", "Hello all"),),
    calls=(LiveCall("+8613900139000", 1),),
    has_captions=True,
    is_recording=True,
    is_locked=True,
)


@pytest.mark.django_db
def test_a_host_sees_everybody_and_what_can_be_done(pages: Client, known: Running) -> None:
    meeting = known(STATE)
    page = pages.get(f"/meetings/{meeting.pk}/live/")
    words, mark_up = text_of(page), page.content.decode()
    for said in ("Running · 3 in", "Recording", "Locked", "1 person waits to come in", "Hand up", "weak", "very weak"):
        assert said in words
    for said in ("being called…", "Shares the screen", "speaking now", "not reached", "Hello all", "You · app on a"):
        assert said in words
    assert "&lt;b&gt;Eve&lt;/b&gt;" in mark_up
    assert "<b>Eve" not in mark_up
    assert "\u202e" not in mark_up
    for do in (
        "unmute b",
        "admit w",
        "remove w",
        "admit_all",
        "mute h",
        "lower_hands",
        "stop_recording",
        "unlock",
        "extend 30",
    ):
        assert f'value="{do}"' in mark_up
    assert [row.name for row in page.context["page"].rows][:2] == ["陈静", "Ben"]
    assert [row.name for row in page.context["page"].control.absent] == ["+86 139 0013 9000", "Li Wei"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("vendor")
def test_names_turn_nothing_round_and_who_has_none_can_be_removed(pages: Client, known: Running) -> None:
    nameless = LivePerson("n", "\u202e", "+8613700137000", user_id="n", joined=1)
    eve = LivePerson("e", EVIL, user_id="e", number="1", joined=1)
    caption = LiveCaption("e", "", "", "\u202eolleh")
    meeting = known(LiveState(people=(nameless, eve), captions=(caption,), has_captions=True))
    make_action(meeting, kind="mute", payload={"participant_id": "e", "name": EVIL})
    for path in ("live/", "live/picture/", "live/person/e/", "end/"):
        page = pages.get(f"/meetings/{meeting.pk}/{path}")
        assert "\u202e" not in page.content.decode()
        assert "<b>Eve" not in page.content.decode()
    page = pages.get(f"/meetings/{meeting.pk}/live/person/n/")
    assert (page.context["page"].name, page.context["page"].typed) == ("+86 137 0013 7000", "")
    assert 'value="remove n"' in page.content.decode()


@pytest.mark.django_db
def test_captions_in_the_language_that_is_chosen(pages: Client, known: Running) -> None:
    meeting = known(STATE)
    assert "大家好" in text_of(pages.get(f"/meetings/{meeting.pk}/live/?captions=zh"))


@pytest.mark.django_db
def test_a_guest_sees_who_is_in_and_no_control(li: User, known: Running) -> None:
    meeting = known(STATE)
    browser = signed_in(li)
    page = browser.get(f"/meetings/{meeting.pk}/live/")
    words, mark_up = text_of(page), page.content.decode()
    for said in ("Running · 3 in", "Ben", "Open the meeting", "1 waits to come in"):
        assert said in words
    for hidden in ("Wu", "+86 138 0013 8000", "Done just now", "Not here", "Mute all"):
        assert hidden not in words
    assert 'name="do"' not in mark_up
    for path in ("act", "invite", "picture", "person/b"):
        assert browser.post(f"/meetings/{meeting.pk}/live/{path}/").status_code in {403, 405}
        assert browser.get(f"/meetings/{meeting.pk}/live/{path}/").status_code in {403, 405}
    assert not ControlAction.objects.exists()


@pytest.mark.django_db
def test_a_co_host_has_no_button_on_the_host(li: User, known: Running) -> None:
    meeting = known(STATE)
    meeting.invitees.filter(person=li).update(role="cohost")
    mark_up = signed_in(li).get(f"/meetings/{meeting.pk}/live/").content.decode()
    assert 'value="mute h"' not in mark_up
    assert "live/person/h/" not in mark_up
    assert 'value="unmute b"' in mark_up
    menus = [signed_in(li).get(f"/meetings/{meeting.pk}/live/person/{one}/").context["page"].menu for one in "hb"]
    assert menus[0] == ()
    assert "make_host b" not in [button.do for button in menus[1]]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 500])
def test_a_fixed_number_of_queries_however_many_are_in(
    pages: Client, known: Running, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = known(crowd_of(count), looked_at=timezone.now())
    pages.get(f"/meetings/{meeting.pk}/live/")
    with django_assert_num_queries(7):
        page = pages.get(f"/meetings/{meeting.pk}/live/")
    assert len(page.context["page"].rows) == min(count + 1, 50)
    found = pages.get(f"/meetings/{meeting.pk}/live/?q=guest 00").context["page"]
    assert (found.found, found.count) == (min(count, 10), count + 1)
    assert len(pages.get(f"/meetings/{meeting.pk}/live/?all=1").context["page"].rows) == count + 1


@pytest.mark.django_db
def test_people_are_read_anew_only_where_something_has_changed(pages: Client, known: Running) -> None:
    meeting = known(crowd_of(2), changed_at=timezone.now())
    path = f"/meetings/{meeting.pk}/live/"
    rows = RunningMeeting.objects.filter(meeting=meeting)
    for version, count in ((3, 3), (4, 5), (5, 2)):
        rows.update(version=version, state=crowd_of(count - 1).to_json())
        found = [pages.get(path).context["page"].count for _ in range(2)]
        assert found == [count, count]
    confirmed = timezone.now() - timedelta(minutes=1)
    rows.update(confirmed_at=confirmed)
    assert pages.get(path).context["page"].stamp == "5-old"


@pytest.mark.django_db
def test_the_menu_of_a_row_is_the_page_of_the_person(pages: Client, known: Running) -> None:
    meeting = known(STATE)
    path = f"/meetings/{meeting.pk}/live/person/b/"
    assert f'href="{path}"' in pages.get(f"/meetings/{meeting.pk}/live/").content.decode()
    page = pages.get(path)
    done = [button.do for button in page.context["page"].menu]
    assert done == [f"{do} b" for do in (*BEN_S, "ask_camera_on", "send_to_waiting_room")]
    assert all(f'value="{do}"' in page.content.decode() for do in (*done, "rename b", "remove b", "uninvite b"))


@pytest.mark.django_db
def test_the_page_of_somebody_who_has_left_leads_back(pages: Client, known: Running) -> None:
    meeting = known(STATE)
    path = f"/meetings/{meeting.pk}/live/person/gone/"
    assert pages.get(path, headers={"X-Live": "1"}).status_code == 404
    back = pages.get(path, follow=True)
    assert back.redirect_chain == [(f"/meetings/{meeting.pk}/live/", 302)]
    assert text_of(back).count("This person is not in the meeting any more.") == 1


@pytest.mark.django_db
def test_what_does_not_run_leads_to_its_booking(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    for path in ("", "invite/", "picture/"):
        assert pages.get(f"/meetings/{meeting.pk}/live/{path}")["Location"] == f"/meetings/{meeting.pk}/"
    assert pages.get(f"/meetings/{meeting.pk}/live/news/").status_code == 205
    form = {"reference": "r", "by": "phone", "typed_phone": "13800138000"}
    late = pages.post(f"/meetings/{meeting.pk}/live/invite/", form, follow=True)
    assert "The meeting is not running." in text_of(late)


@pytest.mark.django_db
def test_an_open_page_asks_with_its_ticket_alone(
    pages: Client,
    known: Running,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("control.queries.stamps._SECONDS", 30)
    meeting = known(STATE)
    page = pages.get(f"/meetings/{meeting.pk}/live/").context["page"]
    anybody, path = Client(), f"/live/{page.ticket}/"
    with django_assert_num_queries(1):  # however many ask within a tick
        found = [anybody.get(path, {"seen": page.stamp}).status_code for _ in range(3)]
    assert found == [204, 204, 204]
    assert anybody.get(path, {"seen": "2"}).status_code == 200
    assert anybody.get(f"/live/{page.ticket}x/", {"seen": page.stamp}).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert anybody.get(path, {"seen": page.stamp}).status_code == 200


@pytest.mark.django_db
def test_the_news_are_the_whole_body(pages: Client, li: User, known: Running) -> None:
    meeting = known(STATE, confirmed_at=timezone.now() - timedelta(minutes=1))
    path = f"/meetings/{meeting.pk}/live/news/"
    body = pages.get(path).content.decode()
    assert "nothing newer has been heard since" in body
    assert 'data-version="3-old"' in body
    assert 'name="do"' not in signed_in(li).get(path).content.decode()


@pytest.mark.django_db
def test_before_anything_is_known_it_says_so(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(state="running")
    words = text_of(pages.get(f"/meetings/{meeting.pk}/live/"))
    assert "has not told yet who is in" in words
    assert "Nobody is in yet." in words


def press(browser: Client, meeting: Meeting, do: str, *, reference: str = "r", **more: str) -> Any:
    path = f"/meetings/{meeting.pk}/live/act/"
    answer = browser.post(path, {"reference": reference, "do": do, **more}, follow=True)
    assert answer.redirect_chain[0][1] == 302
    return answer


@pytest.mark.django_db(transaction=True)
def test_a_button_does_it_and_says_so(vendor: Vendor, pages: Client, running: Meeting) -> None:
    done = press(pages, running, "lock")
    assert "You locked the meeting." in text_of(done)
    press(pages, running, "lock")
    assert len(vendor.sent("lock")) == 1
    gone = press(pages, running, "mute nobody")
    assert "This person is not in the meeting any more." in text_of(gone)
    assert "can’t be done" in text_of(press(pages, running, "dance")).replace("'", "’")
    pid = vendor.conference(running)["live"]["people"][0]["id"]
    press(pages, running, f"rename {pid}", title="Annabel")
    assert vendor.conference(running)["live"]["people"][0]["name"] == "Annabel"


@pytest.mark.django_db(transaction=True)
def test_a_script_gets_the_page_with_what_came_of_it(vendor: Vendor, pages: Client, running: Meeting) -> None:
    path = f"/meetings/{running.pk}/live/act/"
    answer = pages.post(path, {"reference": "r", "do": "mute_all"}, headers={"X-Live": "1"})
    assert (answer.status_code, "You muted everybody." in answer.content.decode()) == (200, True)
    vendor.end(running.organiser, running)
    Meeting.objects.update(state="ended")
    answer = pages.post(path, {"reference": "r", "do": "lock"}, headers={"X-Live": "1"})
    assert answer.status_code == 205
    assert "The meeting is not running." in text_of(pages.get(f"/meetings/{running.pk}/"))


@pytest.mark.django_db(transaction=True)
def test_somebody_is_called_by_name_phone_or_terminal(
    vendor: Vendor, pages: Client, li: User, running: Meeting
) -> None:
    vendor.assume(pstn="bought")
    path = f"/meetings/{running.pk}/live/invite/"
    for by, typed in (("person", "li wei"), ("phone", "138 0013 8000"), ("terminal", "0255")):
        form = {"reference": by, "by": by, f"typed_{by}": typed}
        assert pages.post(path, form)["Location"] == f"/meetings/{running.pk}/live/"
    called = [one["number"] for one in vendor.conference(running)["called"]]
    assert called == [dialled(li), "+8613800138000", "0255"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("by", "typed", "sentence"),
    [
        ("phone", "123", "“123” is no phone number."),
        ("person", "Nobody Such", "Nobody here is called “Nobody Such”."),
        ("terminal", "", "Say who is to be called."),
    ],
)
def test_what_can_not_be_called_is_said_beside_its_field(
    vendor: Vendor, pages: Client, running: Meeting, by: str, typed: str, sentence: str
) -> None:
    path = f"/meetings/{running.pk}/live/invite/"
    page = pages.post(path, {"reference": "r", "by": by, f"typed_{by}": typed})
    assert (page.status_code, page.context["page"].form.typed) == (422, typed)
    assert sentence in text_of(page)
    assert vendor.conference(running)["called"] == []


@pytest.mark.django_db(transaction=True)
def test_the_picture_is_chosen_without_a_script(vendor: Vendor, pages: Client, chen: User, running: Meeting) -> None:
    pid = Crowd(vendor, running).come("Chen Jing", account="chen", as_host=True)
    number = dialled(chen)
    person = LivePerson(pid, "陈静", number, "chen", role="host", joined=1)
    RunningMeeting.objects.create(
        meeting=running, lease_until=timezone.now(), state=LiveState(people=(person,)).to_json()
    )
    page = pages.get(f"/meetings/{running.pk}/live/picture/?image_type=Three-2")
    assert (len(page.context["page"].choices), page.context["page"].indexes) == (39, (1, 2, 3))
    press(pages, running, "show_picture", image_type="Three-2", pane2=pid, pane3="presentation")
    picture = vendor.conference(running)["live"]["picture"]
    assert [(one["index"], one["subscriber"]) for one in picture["subscriberInPics"]] == [(2, [number]), (3, [])]
    press(pages, running, "save_layout", image_type="Two", pane1=pid, title="Host")
    assert "Host" in text_of(pages.get(f"/meetings/{running.pk}/live/picture/"))


@pytest.mark.django_db(transaction=True)
def test_ending_may_let_nobody_come_back(vendor: Vendor, pages: Client, running: Meeting) -> None:
    path = f"/meetings/{running.pk}/end/"
    assert "End, and let nobody come back" in text_of(pages.get(path))
    pages.post(path, {"reference": "r", "close": "1"})
    assert (Meeting.objects.get().state, vendor.standing("Line B")) == ("ended", [])
