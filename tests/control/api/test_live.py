"""A running meeting over HTTP: how it is, as events, and an address for each thing that can be done to it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.models import ApiClient, User
from control.actions import ACTIONS
from control.api import live_actions
from control.models import ControlAction, RunningMeeting
from control.snapshots import LiveCaption, LivePerson, LiveState
from control.writes.live.watcher import Watcher
from meetings.models import Meeting
from tests.control.watched import Crowd, names, until
from tests.factories.api import Caller, document
from tests.factories.fixtures import MakeMeeting
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
ANNA = LivePerson("a", "Anna", "1", "anna", role="cohost", joined=1779091200, is_muted=True)
STATE = LiveState(
    people=(ANNA,),
    waiting=(LivePerson("b", "Ben"),),
    speakers=("a",),
    captions=(LiveCaption("a", "嗨", "Hi", "Hi"),),
    mode="FIXED",
    is_locked=True,
)


@pytest.fixture
def known(make_meeting: MakeMeeting, li: User) -> Meeting:
    """One that runs, of which a watcher has just heard; Li Wei is invited."""
    li_identity(li)
    now = datetime.now(UTC)
    meeting = make_meeting(state=Meeting.State.RUNNING, start_at=now, guests=(li,))
    RunningMeeting.objects.create(
        meeting=meeting,
        lease_until=now,
        state=STATE.to_json(),
        version=3,
        source="socket",
        changed_at=now,
        confirmed_at=now,
    )
    return meeting


def li_identity(li: User) -> None:
    from accounts.models import Identity

    assert li.tenant is not None
    Identity.objects.create(tenant=li.tenant, person=li, third_party_user_id="li", state=Identity.State.WORKS)


def live(caller: Caller, meeting: Meeting) -> dict[str, Any]:
    answer = caller.get(f"/api/v1/meetings/{meeting.pk}/live/")
    assert answer.status_code == 200
    return dict(answer.json())


def test_hosts_read_all_of_it(erp: ApiClient, known: Meeting) -> None:
    found = live(Caller(erp, act_as="chen"), known)
    anna = {"id": "a", "name": "Anna", "number": "1", "user_id": "anna", "role": "cohost", "client": ""}
    flags = dict.fromkeys(
        ("is_called", "has_video", "has_hand_up", "is_sharing", "is_broadcast", "has_floor", "is_muted"), False
    )
    row = RunningMeeting.objects.get()
    assert row.changed_at is not None
    assert row.confirmed_at is not None
    assert found == {
        "is_running": True,
        "is_whole": True,
        "version": f"{int(row.changed_at.timestamp() * 1000)}-3",
        "confirmed_at": row.confirmed_at.isoformat(),
        "is_stale": False,
        "ends_at": None,
        "mode": "fixed",
        "follows_voices": False,
        "is_locked": True,
        "is_muted": False,
        "may_unmute": True,
        "is_sharing_locked": False,
        "is_recording": False,
        "was_recorded": False,
        "has_captions": False,
        "people": [anna | {"joined_at": "2026-05-18T08:00:00+00:00"} | flags | {"is_muted": True}],
        "waiting": [
            {"id": "b", "name": "Ben", "number": "", "user_id": "", "role": "guest", "client": "", "joined_at": None}
            | flags
        ],
        "speakers": ["a"],
        "captions": [{"participant_id": "a", "original": "Hi", "mandarin": "嗨", "english": "Hi"}],
    }


def test_guests_read_names_and_nobody_elses_numbers(erp: ApiClient, known: Meeting) -> None:
    found = live(Caller(erp, act_as="li"), known)
    (anna,) = found["people"]
    assert (found["is_whole"], found["waiting"]) == (False, [])
    assert (anna["name"], anna["number"], anna["user_id"]) == ("Anna", "", "")


def test_of_one_that_does_not_run_it_says_so(erp: ApiClient, known: Meeting) -> None:
    Meeting.objects.update(state=Meeting.State.ENDED)
    found = live(Caller(erp, act_as="chen"), known)
    assert (found["is_running"], found["people"], found["version"]) == (False, [], "")


def events(caller: Caller, meeting: Meeting, last: str = "") -> tuple[int, list[dict[str, str]]]:
    """Return the status and the events of one answer, each by its fields."""
    answer = caller.get(f"/api/v1/meetings/{meeting.pk}/live/events/", **({"Last-Event-ID": last} if last else {}))
    return answer.status_code, list(_read(answer.content.decode()))


def _read(text: str) -> Iterator[dict[str, str]]:
    for block in text.split("\n\n"):
        if block:
            yield dict(line.split(": ", 1) for line in block.split("\n"))


def test_events_are_resumed_by_their_id(erp: ApiClient, known: Meeting) -> None:
    caller = Caller(erp, act_as="chen")
    status, (retry, first) = events(caller, known)
    assert (status, retry, first["event"]) == (200, {"retry": "1000"}, "state")
    assert json.loads(first["data"]) == live(caller, known)
    assert events(caller, known, first["id"]) == (200, [retry])
    RunningMeeting.objects.update(version=4)
    _status, (_retry, second) = events(caller, known, first["id"])
    assert second["id"] != first["id"]
    Meeting.objects.update(state=Meeting.State.BOOKED)
    ended = {"id": "ended", "event": "ended", "data": "{}"}
    assert events(caller, known, second["id"]) == (200, [retry, ended])
    assert events(caller, known, "ended") == (204, [])


def act(caller: Caller, meeting: Meeting, name: str, body: dict[str, Any], **headers: str) -> tuple[int, Any]:
    answer = caller.post(f"/api/v1/meetings/{meeting.pk}/live/{name}/", body, **headers)
    return answer.status_code, answer.json()


def test_hosts_act_on_the_meeting_and_on_people(vendor: Vendor, erp: ApiClient, running: Meeting, chen: User) -> None:
    crowd, caller = Crowd(vendor, running), Caller(erp, act_as="chen")
    ben = crowd.come("Ben")
    status, done = act(caller, running, "mute", {"participant_id": ben}, Idempotency_Key="k")
    assert (status, done["kind"], done["state"]) == (200, "mute", "done")
    assert (done["participant_id"], done["participant_name"]) == (ben, "Ben")
    assert act(caller, running, "mute", {"participant_id": ben}, Idempotency_Key="k") == (200, done)
    assert act(caller, running, "lock", {})[0] == 200
    assert act(caller, running, "mute-all", {"may_unmute": False})[0] == 200
    assert act(caller, running, "rename", {"participant_id": ben, "title": "Benjamin"})[0] == 200
    assert act(caller, running, "extend", {"minutes": 15})[0] == 200
    assert act(caller, running, "remove", {"participant_id": ben})[0] == 200
    state = vendor.conference(running)["live"]
    assert [one["name"] for one in state["people"]] == ["Anna"]
    assert list(ControlAction.objects.values_list("state", flat=True)) == ["done"] * 6


def test_what_is_refused_says_why(vendor: Vendor, erp: ApiClient, running: Meeting, li: User) -> None:
    caller = Caller(erp, act_as="chen")
    assert act(caller, running, "mute", {})[1]["errors"][0]["field"] == "participant_id"
    assert act(caller, running, "extend", {"minutes": 0})[0] == 422
    assert act(caller, running, "lock", {"colour": "red"})[1]["errors"][0]["code"] == "unknown_field"
    assert act(caller, running, "no-such-thing", {})[0] == 404
    status, refused = act(caller, running, "mute", {"participant_id": "nobody"})
    assert (status, refused["code"]) == (409, "not_there")
    status, refused = act(Caller(erp, act_as="li"), running, "lock", {})
    assert (status, refused["code"]) == (403, "not_yours")


def test_who_hands_over_leaves_and_who_is_missing_is_called(
    vendor: Vendor, erp: ApiClient, running: Meeting, chen: User
) -> None:
    crowd, caller = Crowd(vendor, running), Caller(erp, act_as="chen")
    crowd.come("", account=chen.identity.third_party_user_id, as_host=True)
    ben = crowd.come("Ben")
    status, called = act(caller, running, "call-missing", {})
    assert (status, [one["user_id"] for one in called["callees"]]) == (200, ["li"])
    status, left = act(caller, running, "hand-over", {"participant_id": ben})
    assert (status, left["kind"], left["state"]) == (200, "leave", "done")
    people = vendor.conference(running)["live"]["people"]
    assert sorted(one["name"] for one in people) == ["Anna", "Ben"]


def test_a_picture_is_kept_listed_shown_and_forgotten(
    vendor: Vendor, erp: ApiClient, running: Meeting, chen: User
) -> None:
    caller = Caller(erp, act_as="chen")
    host = Crowd(vendor, running).come("", account=chen.identity.third_party_user_id, as_host=True)
    panes = [{"index": 1, "participant_ids": [host]}, {"index": 2, "is_presentation": True}]
    assert act(caller, running, "show-picture", {"image_type": "Two", "panes": panes})[0] == 200
    assert act(caller, running, "save-layout", {"title": "Slides", "image_type": "Two", "panes": panes})[0] == 200
    (kept,) = caller.get(f"/api/v1/meetings/{running.pk}/live/layouts/").json()["results"]
    assert (kept["title"], kept["image_type"]) == ("Slides", "Two")
    assert act(caller, running, "load-layout", {"layout_id": kept["id"]})[0] == 200
    assert act(caller, running, "delete-layout", {"layout_id": kept["id"]})[0] == 200
    assert caller.get(f"/api/v1/meetings/{running.pk}/live/layouts/").json() == {"results": []}


def test_what_a_watcher_hears_is_what_programs_read(vendor: Vendor, erp: ApiClient, running: Meeting) -> None:
    watcher = Watcher(owner="a", uses_sockets=True)
    try:
        Crowd(vendor, running).come("Ben")
        until(watcher, lambda: names(running) == ["Anna", "Ben"])
        found = live(Caller(erp, act_as="chen"), running)
        assert sorted(one["name"] for one in found["people"]) == ["Anna", "Ben"]
    finally:
        watcher.close()


def test_the_document_has_each_action() -> None:
    paths = document()["paths"]
    for name, _view in live_actions.list_views():
        operation = paths[f"/api/v1/meetings/{{meeting_id}}/live/{name.replace('_', '-')}/"]["post"]
        assert operation["operationId"] == f"live_{name}"
    assert {name for name, _view in live_actions.list_views()} == {*ACTIONS, "call_missing", "hand_over"}
