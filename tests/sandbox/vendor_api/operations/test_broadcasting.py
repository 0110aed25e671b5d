"""Whom everybody sees."""

from typing import Any

import pytest

from tests.sandbox.calls.live import SUCCESS, Live, begin
from tests.sandbox.program import Caller, Sandbox, refused, why


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen)


def test_one_is_broadcast(live: Live) -> None:
    anna, phone = live.enter("Anna"), live.answer("+8613800138000")
    assert live.put("participants/broadcast", participantID=anna) == SUCCESS
    assert why(live.put("participants/broadcast", participantID=phone)) == refused("MMC.111072026")
    assert live.put("cancelBroadcast") == SUCCESS
    assert live.put("cancelBroadcast") == SUCCESS, "none is on any more"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"switchMode": "VAS", "imageType": 0}, None),
        ({"switchMode": "VAS", "imageType": 1}, None),
        ({"switchMode": "Fixed", "imageType": 1}, None),
        ({"switchMode": "Fixed", "imageType": 0}, "MMC.111072053"),
        ({"switchMode": "fixed", "imageType": 1}, "MMC.111072052"),
        ({"switchMode": "", "imageType": 1}, "MMC.111072052"),
        ({"switchMode": "VAS", "imageType": 2}, "MMC.111072053"),
    ],
)
def test_modes(live: Live, body: Any, code: str | None) -> None:
    answer = live.put("display/mode", body)
    assert answer == SUCCESS if code is None else why(answer) == refused(code)


def test_a_voice_has_one_site_to_a_pane(live: Live, li: Caller) -> None:
    live.enter(account="chen", as_host=True)
    live.enter(account="li")
    both = [one["phone"] for one in live.info()["participants"]]
    pane = {"index": 1, "subscriber": both}
    body: dict[str, Any] = {"manualSet": 1, "imageType": "Single", "subscriberInPics": [pane]}
    assert live.put("display/customMultiPicture", body) == SUCCESS
    follow = {"switchMode": "VAS", "imageType": 1}
    assert why(live.put("display/mode", follow)) == refused("MMC.111072030")
    pane["subscriber"] = both[:1]
    live.put("display/customMultiPicture", body)
    assert live.put("display/mode", follow) == SUCCESS
    pane["subscriber"] = both
    assert why(live.put("display/customMultiPicture", body)) == refused("MMC.111072030")
