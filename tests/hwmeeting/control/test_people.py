"""What is done to participants."""

from collections.abc import Callable
from typing import Any

import pytest

from hwmeeting import InvalidRequest, NotFound
from hwmeeting.control.people import People
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.running import Running, begin


@pytest.fixture
def running(sandbox: Sandbox) -> Running:
    return begin(sandbox)


_EFFECTS: list[tuple[Callable[[People, str], None], dict[str, Any]]] = [
    (lambda people, pid: people.set_muted(pid, is_muted=True), {"is_muted": True}),
    (lambda people, pid: people.set_hand(pid, is_up=True), {"has_hand_up": True}),
    (lambda people, pid: people.set_hands([pid], is_up=True), {"has_hand_up": True}),
    (lambda people, pid: people.set_cohost(pid, is_cohost=True), {"is_cohost": True}),
    (lambda people, pid: people.ask_to_share(pid), {"is_asked_to_share": True}),
    (lambda people, pid: people.set_camera(pid, is_on=False), {"has_video": False}),
    (lambda people, pid: people.set_camera(pid, is_on=True), {"is_asked_for_video": True}),
    (lambda people, pid: people.allow_recording(pid, may_record=True), {"may_record": True}),
    (lambda people, pid: people.rename("", "Anna K.", participant_id=pid), {"name": "Anna K."}),
    (lambda people, pid: people.set_host(pid, is_host=True), {"role": "host"}),
]


@pytest.mark.parametrize(("does", "effect"), _EFFECTS)
def test_what_is_done_to_somebody(
    running: Running, does: Callable[[People, str], None], effect: dict[str, Any]
) -> None:
    anna = running.enter()
    (before,) = running.people().values()
    does(running.session.people, anna)
    assert running.people() == {(before | effect)["name"]: before | effect}


def test_the_host_is_released(running: Running) -> None:
    host = running.enter(account="chen", as_host=True)
    running.session.people.set_host(host, is_host=False)
    assert running.session.live().host_id == ""


def test_somebody_has_the_floor(running: Running) -> None:
    anna, _ = running.enter(), running.enter("Ben")
    running.session.people.call_up(anna)
    assert (running.live()["mode"], running.people()["Ben"]["is_muted"]) == ("ROLLCALL", True)


def test_somebody_is_sent_away_and_off_the_list(running: Running) -> None:
    anna, li = running.enter(), running.enter(account="li.wei")
    running.session.people.hang_up([anna])
    number = running.people()["李伟"]["call_number"]
    with pytest.raises(InvalidRequest):
        running.session.people.remove(number, participant_id=li)
    running.session.people.hang_up([li])
    assert list(running.client.meetings.online()) == []


def test_nobody_there(running: Running) -> None:
    with pytest.raises(NotFound) as nobody:
        running.session.people.set_muted("0", is_muted=True)
    assert nobody.value.code == "MMC.111072008"
