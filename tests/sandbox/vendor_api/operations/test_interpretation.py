"""Interpreting a meeting."""

from typing import Any

import pytest

from tests.sandbox.calls.live import SUCCESS, Live, begin
from tests.sandbox.program import Caller, Sandbox, refused, why

_SWITCH, _GROUPS, _CHANNEL = "simultaneousInterpretation", "interpreterGroup", "setAttendeeLanChannel"


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen, supportSimultaneousInterpretation=True)


def group(number: int = 1, first: str = "zh-CN", second: str = "en-US", **more: Any) -> dict[str, Any]:
    return {"groupID": str(number), "firstLanguage": first, "secondLanguage": second} | more


def set_groups(live: Live, *groups: dict[str, Any]) -> Any:
    return live.put(_GROUPS, {"interpreterGroups": list(groups)})


def test_it_is_set_up_and_switched_on(live: Live, li: Caller) -> None:
    anna = live.enter("Anna")
    english = {"listenLanChannel": "en-US", "speakLanChannel": "en-US"}
    assert why(live.put(_SWITCH, {"simultaneousInterpretation": 1})) == refused("MMC.111072092")
    interpreters = [{"userID": li.uuid, "name": "Li"}, {"interpreterType": "AI"}]
    assert set_groups(live, group(interpreters=interpreters)) == SUCCESS
    assert why(live.put(_CHANNEL, english)) == refused("MMC.111072093")
    assert live.put(_SWITCH, {"simultaneousInterpretation": 1}) == SUCCESS
    assert live.put(_CHANNEL, english | {"participantIDs": [anna]}) == SUCCESS
    assert live.put(_CHANNEL, english) == SUCCESS
    unknown = english | {"listenLanChannel": "fr-FR"}
    assert why(live.put(_CHANNEL, unknown)) == refused("MMC.111072096")
    other = english | {"speakLanChannel": "zh-CN"}
    assert why(live.put(_CHANNEL, other)) == refused("MMC.111072098")
    assert why(live.put(_CHANNEL, english | {"participantIDs": ["0"]})) == refused("MMC.111072008")
    assert live.put(_SWITCH, {"simultaneousInterpretation": 0}) == SUCCESS


def test_groups_that_cannot_be(live: Live, li: Caller) -> None:
    twice = [{"userID": li.uuid}, {"userID": li.uuid}]
    letters = "abcdefghijklmnopqrstuvwxyz"
    seventeen = [group(number, f"a{letters[number]}", f"b{letters[number]}") for number in range(9)]
    assert why(set_groups(live, group(), group())) == refused("MMC.111071101")
    assert why(set_groups(live, group(first="中文"))) == refused("MMC.111071099")
    assert why(set_groups(live, group(first="en-US"))) == refused("MMC.111071099")
    assert why(set_groups(live, *seventeen)) == refused("MMC.111071100")
    assert why(set_groups(live, group(interpreters=twice))) == refused("MMC.111071103")
    assert why(set_groups(live, group(interpreters=[{"loginAccount": "x"}]))) == refused("MMC.111071104")
    assert why(set_groups(live, group(groupType="x"))) == refused("MMC.111071061")


def test_without_interpretation(sandbox: Sandbox, chen: Caller) -> None:
    live = begin(sandbox, chen)
    assert why(set_groups(live, group())) == refused("MMC.111072091")
    assert why(live.put(_SWITCH, {"simultaneousInterpretation": 0})) == refused("MMC.111072091")
