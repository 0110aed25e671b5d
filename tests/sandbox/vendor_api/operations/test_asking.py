"""Asking somebody to share, or for their camera."""

import pytest

from tests.sandbox.calls.live import SUCCESS, Live, begin
from tests.sandbox.program import Caller, Sandbox, refused, why


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen)


def test_a_camera_goes_off_at_once_and_on_when_its_owner_wants(live: Live) -> None:
    anna = live.enter("Anna")
    assert live.put("participants/video", {"status": 1}, participantID=anna) == SUCCESS
    assert live.there("Anna")["video"] == 0
    assert live.put("participants/video", {"status": 0}, participantID=anna) == SUCCESS
    assert live.there("Anna")["video"] == 0, "only asked"
    assert live.act(anna, "turns_camera_on")[0] == 200
    assert live.there("Anna")["video"] == 1


def test_a_phone_has_no_picture(live: Live) -> None:
    phone = live.answer("+8613800138000")
    assert live.there("Phone")["video"] == 0
    assert why(live.put("participants/video", {"status": 0}, participantID=phone)) == refused("MMC.111072026")
    assert why(live.put("participants/share/invite", {"share": 1}, participantID=phone)) == refused("MMC.111072111")
    assert why(live.act(phone, "turns_camera_on")) == refused("MMC.111072070", 403)


def test_a_voice_meeting_has_no_pictures(sandbox: Sandbox, chen: Caller) -> None:
    live = begin(sandbox, chen, mediaTypes="Voice")
    anna = live.enter("Anna")
    assert why(live.put("participants/video", {"status": 0}, participantID=anna)) == refused("MMC.111072025")


def test_sharing_is_asked_for(live: Live) -> None:
    anna = live.enter("Anna")
    for share in (1, 0):
        assert live.put("participants/share/invite", {"share": share}, participantID=anna) == SUCCESS
    assert why(live.put("participants/share/invite", {"share": 2}, participantID=anna)) == refused("MMC.111072045")
