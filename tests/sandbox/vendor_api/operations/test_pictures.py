"""Pictures of several panes, and those that are kept."""

from typing import Any

import pytest

from tests.sandbox.calls.live import SUCCESS, Live, begin
from tests.sandbox.program import Caller, Sandbox, refused, why

_CUSTOM, _OLD = "display/customMultiPicture", "display/multiPicture"


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    found = begin(sandbox, chen)
    found.enter(account="chen", as_host=True)
    return found


def number(live: Live) -> str:
    return str(live.there("陈静")["phone"])


def picture(*panes: dict[str, Any], image: str = "Two", **more: Any) -> dict[str, Any]:
    return {"manualSet": 1, "imageType": image, "subscriberInPics": list(panes)} | more


def test_a_picture_of_numbers(live: Live) -> None:
    pane = {"index": 1, "subscriber": [number(live)]}
    assert live.put(_CUSTOM, picture(pane, {"index": 2, "isAssistStream": 1})) == SUCCESS
    assert live.put(_CUSTOM, picture(pane, multiPicSaveOnly=True)) == SUCCESS
    assert live.put(_CUSTOM, {"manualSet": 0}) == SUCCESS


def test_the_retired_way_takes_participants(live: Live) -> None:
    pid = live.there("陈静")["pid"]
    assert live.put(_OLD, picture({"index": 1, "subscriber": [pid]})) == SUCCESS
    by_number = live.put(_OLD, picture({"index": 1, "subscriber": [number(live)]}))
    assert why(by_number) == refused("MMC.111072008")
    assert why(live.put(_CUSTOM, picture({"index": 1, "subscriber": [pid]}))) == refused("MMC.111072008")
    newer = live.put(_OLD, picture({"index": 1, "subscriber": [pid]}, image="Three-2"))
    assert why(newer) == refused("MMC.111072044")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"manualSet": 2}, "MMC.111072041"),
        ({"imageType": None}, "MMC.111072043"),
        ({"imageType": "ThirteenM"}, "MMC.111072044"),
        ({"imageType": "Ten-7"}, "MMC.111072044"),
        ({"switchTime": 9}, "MMC.111072042"),
        ({"switchTime": 121}, "MMC.111072042"),
        ({"subscriberInPics": []}, "MMC.111072028"),
        ({"subscriberInPics": None}, "MMC.111072028"),
        ({"subscriberInPics": [{"index": 3, "subscriber": ["1"]}]}, "MMC.111072058"),
        ({"subscriberInPics": [{"index": 0, "subscriber": ["1"]}]}, "MMC.111072058"),
        (
            {"subscriberInPics": [{"index": 1, "isAssistStream": 1}, {"index": 2, "isAssistStream": 1}]},
            "MMC.111072029",
        ),
        ({"subscriberInPics": [{"index": 1, "subscriber": ["1"], "isAssistStream": 2}]}, "MMC.111072045"),
    ],
)
def test_pictures_that_cannot_be(live: Live, change: dict[str, Any], code: str) -> None:
    body = picture({"index": 1, "subscriber": ["1"]}) | change
    assert why(live.put(_CUSTOM, body)) == refused(code)


@pytest.mark.parametrize("image", ["Single", "Three-4", "Six-5", "Ten-6", "Thirteen-5", "Twenty-Five"])
def test_images(live: Live, image: str) -> None:
    assert live.put(_CUSTOM, picture({"index": 1, "subscriber": [number(live)]}, image=image)) == SUCCESS


def test_a_voice_is_in_no_picture(live: Live, sandbox: Sandbox, chen: Caller) -> None:
    live.answer("+8613800138000")
    phone = picture({"index": 1, "subscriber": ["+8613800138000"]})
    assert why(live.put(_CUSTOM, phone)) == refused("MMC.111072027")
    voices = begin(sandbox, chen, mediaTypes="Voice")
    assert why(voices.put(_CUSTOM, phone)) == refused("MMC.111072025")


def test_layouts_are_kept_until_the_end(live: Live) -> None:
    kept = {
        "layOutName": "Stage",
        "imageType": "Two",
        "picNum": 2,
        "switchTime": 10,
        "subscriberInPics": [{"index": 1, "id": ["1"], "share": 0}],
    }
    assert live.put("layOut", {"restPicLayout": kept}) == SUCCESS
    (one,) = live.call("GET", "layOut")[1]["picLayouts"]
    assert one == kept | {"uuid": one["uuid"]}
    assert live.put("layOut", {"restPicLayout": kept | {"uuid": one["uuid"], "layOutName": "Hall"}}) == SUCCESS
    shown = live.call("GET", "layOut")
    assert shown == (200, SUCCESS[1] | {"picLayouts": [one | {"layOutName": "Hall"}]})
    assert live.call("DELETE", "layOut", uuID=one["uuid"]) == SUCCESS
    assert why(live.call("DELETE", "layOut", uuID=one["uuid"])) == refused("MMC.111071061")


def test_twenty_layouts_are_the_most(live: Live) -> None:
    for _ in range(20):
        assert live.put("layOut", {"restPicLayout": {"imageType": "Two"}}) == SUCCESS
    assert why(live.put("layOut", {"restPicLayout": {}})) == refused("MMC.111071085")
