"""Acting on a running meeting: each action of the table does what it says, and says what came of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from accounts.vendor import numbers
from control.actions import ACTIONS
from control.errors import ControlRefused
from control.models import ControlAction, RunningMeeting
from control.pages.words import describe
from control.problems import Code
from control.requests import ActionRequest, PaneRequest
from control.services import controlling, ending, layouts
from control.snapshots import LivePerson, LiveState
from l10n.problem import Problem
from meetings.errors import InvalidRequest, NotAllowed, ReferenceUsed
from meetings.models import Meeting
from tests.control.rounds import run_jobs
from tests.control.watched import Crowd
from tests.factories.vendor import Vendor
from tests.flows.actions import forget_enqueued

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[..., ControlAction]


@pytest.fixture
def crowd(vendor: Vendor, led: Meeting) -> Crowd:
    return Crowd(vendor, led)


@pytest.fixture
def act(led: Meeting, chen: User) -> Act:
    """Return what does an action, each one by its own click."""
    clicks = iter(range(1000))

    def do(kind: str, participant_id: str = "", by: User = chen, **more: Any) -> ControlAction:
        request = ActionRequest(participant_id=participant_id, **more)
        return controlling.act(
            meeting=led, by=by, kind=kind, request=request, reference=f"click {next(clicks)}", now=timezone.now()
        )

    return do


def live(vendor: Vendor, meeting: Meeting) -> dict[str, Any]:
    return dict(vendor.conference(meeting)["live"])


def test_each_kind_of_row_can_be_done() -> None:
    assert {*ACTIONS, "end", "call"} == set(ControlAction.Kind.values)


def people(vendor: Vendor, meeting: Meeting) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in live(vendor, meeting)["people"]}


def host(vendor: Vendor, meeting: Meeting) -> str:
    """Return who leads: the first of those who came with the right to, or got it."""
    return str(next(one for one in live(vendor, meeting)["people"] if one["role"] == "host")["id"])


def account(person: User) -> str:
    """Return the account of somebody, which there is once they have signed in."""
    numbers.number_of(person=person)
    return person.identity.third_party_user_id


def host_comes(crowd: Crowd, chen: User) -> str:
    return crowd.come("Chen Jing", account=account(chen), as_host=True)


def ben_comes(crowd: Crowd, vendor: Vendor, act: Act) -> str:
    """Let somebody in through the waiting room."""
    pid = crowd.come("Ben")
    assert act("admit", pid).state == "done"
    return pid


def test_one_person(vendor: Vendor, chen: User, led: Meeting, crowd: Crowd, act: Act) -> None:
    chens = host_comes(crowd, chen)
    ben = ben_comes(crowd, vendor, act)
    found = {}
    for kind, column in (
        ("unmute", "is_muted"),
        ("mute", "is_muted"),
        ("make_cohost", "is_cohost"),
        ("revoke_cohost", "is_cohost"),
        ("ask_camera_on", "is_asked_for_video"),
    ):
        assert act(kind, ben).state == "done"
        found[kind] = bool(people(vendor, led)["Ben"][column])
    assert found == {
        "unmute": False,
        "mute": True,
        "make_cohost": True,
        "revoke_cohost": False,
        "ask_camera_on": True,
    }
    crowd.act(ben, "raises_hand")
    act("lower_hand", ben)
    crowd.act(ben, "turns_camera_on")
    act("ask_camera_off", ben)
    shown = people(vendor, led)["Ben"]
    assert (shown["has_hand_up"], act("rename", ben, title=" Ben\u202e\nB. ").state) == (False, "done")
    assert "Ben B." in people(vendor, led)
    act("spotlight", ben)
    act("give_floor", ben)
    assert (live(vendor, led)["mode"], live(vendor, led)["focus_id"]) == ("ROLLCALL", ben)
    act("end_spotlight")
    assert live(vendor, led)["mode"] == "FREE"
    act("make_host", ben)
    assert host(vendor, led) == ben
    act("make_host", chens)
    act("send_to_waiting_room", ben)
    assert people(vendor, led)["Ben B."]["is_waiting"]
    act("remove", people(vendor, led)["Ben B."]["id"])
    assert [one["id"] for one in live(vendor, led)["people"]] == [chens]


def test_everybody(vendor: Vendor, chen: User, led: Meeting, crowd: Crowd, act: Act) -> None:
    host_comes(crowd, chen)
    ben, eva = crowd.come("Ben"), crowd.come("Eva")
    act("admit_all")
    assert not any(one["is_waiting"] for one in people(vendor, led).values())
    for pid in (ben, eva):
        crowd.act(pid, "raises_hand")
    act("lower_hands")
    assert not any(one["has_hand_up"] for one in people(vendor, led).values())
    found = []
    for kind, column in (
        ("mute_all", "is_muted"),
        ("unmute_all", "is_muted"),
        ("forbid_unmute", "may_unmute"),
        ("allow_unmute", "may_unmute"),
        ("lock", "is_locked"),
        ("unlock", "is_locked"),
        ("lock_sharing", "is_sharing_locked"),
        ("unlock_sharing", "is_sharing_locked"),
        ("start_recording", "recording"),
        ("pause_recording", "recording"),
        ("stop_recording", "recording"),
        ("start_stream", "is_live"),
        ("stop_stream", "is_live"),
        ("start_captions", "has_captions"),
        ("follow_voices", "is_voice_activated"),
        ("hold_picture", "is_voice_activated"),
    ):
        act(kind)
        found.append(live(vendor, led)[column])
    switched = [True, False] + [False, True] + [True, False] * 2
    assert found == [*switched, "on", "paused", "off", True, False, True, True, False]
    act("mute_all", may_unmute=False)
    assert (live(vendor, led)["is_muted"], live(vendor, led)["may_unmute"]) == (True, False)


def test_pictures(vendor: Vendor, chen: User, li: User, led: Meeting, crowd: Crowd, act: Act) -> None:
    chens, web = host_comes(crowd, chen), ben_comes(crowd, vendor, act)
    ben = crowd.come("李伟", account=account(li))
    act("admit", ben)
    dialled = {one["id"]: one["call_number"] for one in live(vendor, led)["people"]}

    def shown() -> tuple[str, list[list[str]]]:
        picture = live(vendor, led)["picture"]
        return picture["imageType"], [one["subscriber"] for one in picture["subscriberInPics"]]

    act("show_picture", image_type="Three-2")
    assert shown() == ("Three-2", [[dialled[chens]], [dialled[ben]]])
    panes = (PaneRequest(1, (ben,)), PaneRequest(2, is_presentation=True))
    act("show_picture", image_type="Two", panes=panes)
    assert shown() == ("Two", [[dialled[ben]], []])
    act("save_layout", image_type="Two", panes=panes, title="Ben and slides")
    act("show_picture_freely")
    (kept,) = layouts.list_layouts(meeting=led, by=chen)
    assert (kept.title, kept.image_type) == ("Ben and slides", "Two")
    assert act("load_layout", layout_id=kept.id).state == "done"
    assert shown() == ("Two", [[dialled[ben]], []])
    deleted = act("delete_layout", layout_id=kept.id)
    assert describe(deleted, chen) == "You kept the picture “Ben and slides” no longer."
    with pytest.raises(ControlRefused) as refused:
        act("load_layout", layout_id=kept.id)
    assert refused.value.code == Code.LAYOUT_GONE
    crowd.go(ben)
    found = []
    for pid in (ben, web):
        with pytest.raises(ControlRefused) as refused:
            act("show_picture", image_type="Two", panes=(PaneRequest(1, (pid,)),))
        found.append(refused.value.code)
    assert found == [Code.NOT_THERE, Code.NO_PANE]


def test_time_and_leaving(vendor: Vendor, chen: User, li: User, led: Meeting, crowd: Crowd, act: Act) -> None:
    host_comes(crowd, chen)
    lis = crowd.come("Li Wei", account=account(li))
    act("admit", lis)
    assert [act("extend", minutes=30).state, act("extend_by_itself").state] == ["done", "done"]
    assert [one["duration"] for one in vendor.sent("extend")] == [30, 15]
    left = controlling.hand_over_and_leave(
        meeting=led, by=chen, participant_id=lis, reference="bye", now=timezone.now()
    )
    assert (left.kind, left.state, len(people(vendor, led))) == ("leave", "done", 1)
    assert host(vendor, led) == lis
    again = controlling.hand_over_and_leave(
        meeting=led, by=chen, participant_id=lis, reference="bye", now=timezone.now()
    )
    assert again.pk == left.pk
    with pytest.raises(ControlRefused) as refused:
        act("leave")
    assert refused.value.code == Code.NOT_IN_YOURSELF
    assert ending.end(meeting=led, by=chen, keeps_booking=False, reference="end", now=timezone.now()).state == "done"
    assert (Meeting.objects.get().state, vendor.standing("Line B")) == ("ended", [])


def test_a_co_host_does_nothing_to_the_host(
    vendor: Vendor, chen: User, li: User, led: Meeting, crowd: Crowd, act: Act
) -> None:
    chens = host_comes(crowd, chen)
    ben = ben_comes(crowd, vendor, act)
    for kind, pid in (("mute", chens), ("remove", chens), ("make_host", ben), ("uninvite", chens)):
        with pytest.raises(ControlRefused) as refused:
            act(kind, pid, by=li)
        assert (refused.value.code, refused.value.action.state) == (Code.NOT_ON_HOST, "refused")
    assert host(vendor, led) == chens
    assert act("mute", ben, by=li).state == "done"
    crowd.go(chens)
    assert act("make_host", ben, by=li).state == "done"


def test_guests_may_nothing(vendor: Vendor, stranger: User, led: Meeting, li: User, act: Act) -> None:
    led.invitees.filter(person=li).update(role="guest")
    for person in (li, stranger):
        with pytest.raises(NotAllowed):
            act("lock", by=person)
        with pytest.raises(NotAllowed):
            layouts.list_layouts(meeting=led, by=person)
    assert not ControlAction.objects.exists()


def test_all_that_is_wrong_is_told_at_once(led: Meeting, act: Act) -> None:
    long = "x" * 97
    found = {}
    for kind, fields in (
        ("dance", {}),
        ("mute", {}),
        ("uninvite", {}),
        ("rename", {"title": "\u202e"}),
        ("rename", {"participant_id": "p", "title": long}),
        ("extend", {"minutes": 1441}),
        ("show_picture", {"image_type": "Eleven"}),
        ("show_picture", {"image_type": "Two", "panes": (PaneRequest(1), PaneRequest(3))}),
        ("save_layout", {}),
    ):
        with pytest.raises(InvalidRequest) as refused:
            act(kind, **fields)
        found[f"{kind} {sorted(fields)}"] = refused.value.problems
    assert list(found.values()) == [
        (Problem(Code.ACTION_UNKNOWN, "kind", {"typed": "dance"}),),
        (Problem(Code.PARTICIPANT_MISSING, "participant_id"),),
        (Problem(Code.NUMBER_MISSING, "number"),),
        (Problem(Code.PARTICIPANT_MISSING, "participant_id"), Problem(Code.TITLE_MISSING, "title")),
        (Problem(Code.TITLE_TOO_LONG, "title", {"most": 96}),),
        (Problem(Code.MINUTES_OUT_OF_RANGE, "minutes", {"most": 1440}),),
        (Problem(Code.PICTURE_UNKNOWN, "image_type", {"typed": "Eleven"}),),
        (Problem(Code.PANES_UNKNOWN, "panes", {"most": 2}),),
        (Problem(Code.PICTURE_MISSING, "image_type"), Problem(Code.TITLE_MISSING, "title")),
    ]
    assert not ControlAction.objects.exists()


def test_who_has_just_left_and_what_has_just_ended(
    vendor: Vendor, chen: User, led: Meeting, crowd: Crowd, act: Act
) -> None:
    host_comes(crowd, chen)
    ben = ben_comes(crowd, vendor, act)
    crowd.go(ben)
    with pytest.raises(ControlRefused) as refused:
        act("mute", ben)
    assert (refused.value.code, refused.value.vendor_code) == (Code.NOT_THERE, "NOT_THERE")
    assert describe(refused.value.action, chen) == "You tried to mute somebody."
    vendor.end(chen, led)
    with pytest.raises(ControlRefused) as refused:
        act("lock")
    assert refused.value.code == Code.NOT_RUNNING


def test_a_click_is_one_action(vendor: Vendor, chen: User, led: Meeting, crowd: Crowd) -> None:
    host_comes(crowd, chen)

    def lock(kind: str) -> ControlAction:
        request, now = ActionRequest(), timezone.now()
        return controlling.act(meeting=led, by=chen, kind=kind, request=request, reference="one", now=now)

    assert lock("lock").pk == lock("lock").pk
    with pytest.raises(ReferenceUsed):
        lock("unlock")


def test_a_token_that_runs_out_in_the_middle(vendor: Vendor, chen: User, led: Meeting, crowd: Crowd, act: Act) -> None:
    host_comes(crowd, chen)
    vendor.refuse("lock", code="MMC.111070004")
    assert act("lock").state == "done"
    assert live(vendor, led)["is_locked"]


@pytest.mark.parametrize(
    ("kind", "lost", "state"),
    [
        ("mute", True, "done"),
        ("mute", False, "NOT_CONFIRMED"),
        ("lock", True, "done"),
        ("ask_camera_on", True, "NOT_KNOWN"),
    ],
)
def test_a_lost_answer_is_looked_up(
    vendor: Vendor, chen: User, led: Meeting, crowd: Crowd, act: Act, kind: str, lost: bool, state: str
) -> None:
    forget_enqueued()
    host_comes(crowd, chen)
    ben = ben_comes(crowd, vendor, act)
    act("unmute", ben)
    (vendor.lose_answer if lost else vendor.cut_before)(kind)
    assert act(kind, ben).state == "unconfirmed"
    pushed = LiveState(people=(LivePerson(ben, "Ben"),), is_locked=True).to_json()
    later = timezone.now() + timedelta(minutes=1)
    RunningMeeting.objects.create(meeting=led, source="socket", state=pushed, lease_until=later, confirmed_at=later)
    run_jobs()
    row = ControlAction.objects.get(kind=kind)
    assert (row.state, row.error_code) == (("done", row.error_code) if state == "done" else ("refused", state))


def test_what_is_told_of_it(vendor: Vendor, chen: User, li: User, led: Meeting, crowd: Crowd, act: Act) -> None:
    host_comes(crowd, chen)
    ben = ben_comes(crowd, vendor, act)
    rows = [act("mute", ben), act("extend", minutes=15), act("rename", ben, title="Benjamin"), act("mute_all")]
    assert [describe(row, chen) for row in rows] == [
        "You muted Ben.",
        "You made the meeting 15 minutes longer.",
        "You called Ben “Benjamin”.",
        "You muted everybody.",
    ]
    assert describe(rows[0], li) == "陈静 muted Ben."
    with override("zh-hans"):
        assert [describe(row, chen) for row in rows] == [
            "您将 Ben 静音。",
            "您把会议延长了 15 分钟。",
            "您把 Ben 的名字改为“Benjamin”。",
            "您将所有人静音。",
        ]
