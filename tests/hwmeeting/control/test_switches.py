"""What is switched for all."""

from collections.abc import Callable
from typing import Any

import pytest

from hwmeeting import ChatPermission, EntryRestriction, LiveConfig, RecordingState, Refused
from hwmeeting.control.switches import Switches
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.running import begin

_ALL = LiveConfig(
    is_locked=True,
    entry=EntryRestriction.ENTERPRISE,
    audience_entry=EntryRestriction.EVERYBODY,
    is_sharing_locked=True,
    has_free_sharing=False,
    may_unmute=False,
    may_open_camera=False,
    may_rename=False,
    chat=ChatPermission.PRIVATELY,
    client_recording=2,
)
_EFFECTS: list[tuple[Callable[[Switches], None], dict[str, Any]]] = [
    (lambda one: one.mute_all(is_muted=True, may_unmute=False), {"is_muted": True, "may_unmute": False}),
    (lambda one: one.mute_all(is_muted=False), {}),
    (lambda one: one.allow_unmute(may_unmute=False), {"may_unmute": False}),
    (lambda one: one.lock(is_locked=True), {"is_locked": True}),
    (lambda one: one.record(is_on=True), {"recording": "on"}),
    (lambda one: one.set_recording(RecordingState.ON), {"recording": "on"}),
    (lambda one: one.broadcast_live(is_on=True), {"is_live": True}),
    (lambda one: one.set_live(is_on=True), {"is_live": True}),
    (lambda one: one.pause(is_paused=True), {"is_paused": True}),
    (lambda one: one.configure(LiveConfig(may_rename=False)), {"may_rename": False}),
    (
        lambda one: one.configure(_ALL),
        {
            "is_locked": True,
            "call_in_restriction": 2,
            "is_sharing_locked": True,
            "has_free_sharing": False,
            "may_unmute": False,
            "may_open_camera": False,
            "may_rename": False,
            "chat_permission": 2,
            "client_recording": 2,
        },
    ),
]


@pytest.mark.parametrize(("does", "effect"), _EFFECTS)
def test_what_is_switched(sandbox: Sandbox, does: Callable[[Switches], None], effect: dict[str, Any]) -> None:
    running = begin(sandbox)
    running.enter()
    before = running.live()
    does(running.session.switches)
    after = running.live()
    about_time = {"people", "recording_since", "recording_started"}
    assert {name: after[name] for name in after if name not in about_time and after[name] != before[name]} == effect


def test_a_recording_is_paused_and_ends(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    running.enter()
    states = []
    for state in (RecordingState.ON, RecordingState.PAUSED, RecordingState.OFF):
        running.session.switches.set_recording(state)
        states.append(running.live()["recording"])
    assert states == ["on", "paused", "off"]


def test_there_is_no_audience_but_in_webinars(sandbox: Sandbox) -> None:
    with pytest.raises(Refused) as refusal:
        begin(sandbox).session.switches.allow_audience()
    assert refusal.value.code == "MMC.111072010"
