"""What professional terminals see."""

from typing import Any

import pytest

from tests.sandbox.calls.control import host_password
from tests.sandbox.calls.live import SUCCESS, Live, begin
from tests.sandbox.program import Caller, Sandbox, refused, why

_HALL = "+8675588888888"


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen)


def make_host(live: Live, participant: str) -> None:
    body = {"applyChair": 1, "chairmanPwd": host_password(live.meeting)}
    assert live.put("participants/role", body, participantID=participant) == SUCCESS


def test_what_the_hosts_terminal_sees(live: Live) -> None:
    hall, anna = live.answer(_HALL, "Hall", "terminal"), live.enter("Anna")
    assert why(live.put("chairView", {"viewType": 1})) == refused("MMC.111072059")
    make_host(live, anna)
    assert why(live.put("chairView", {"viewType": 1})) == refused("MMC.111072062"), "a client chooses for itself"
    make_host(live, hall)
    assert live.put("chairView", {"viewType": 1}) == SUCCESS
    assert live.put("chairView", {"viewType": 2, "participantID": anna}) == SUCCESS
    assert why(live.put("chairView", {"viewType": 2})) == refused("MMC.111070001")
    assert why(live.put("chairView", {"viewType": 0})) == refused("MMC.111070001")
    assert live.put("chairView", {"viewType": 0, "status": 1, "switchTime": 20}) == SUCCESS
    assert why(live.put("chairView", {"viewType": 1})) == refused("MMC.111072061")
    assert live.put("chairView", {"viewType": 0, "status": 0}) == SUCCESS
    live.put("display/mode", {"switchMode": "VAS", "imageType": 1})
    assert why(live.put("chairView", {"viewType": 1})) == refused("MMC.111072011")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"viewType": 3}, "MMC.111072040"),
        ({"viewType": 0, "status": 2}, "MMC.111072045"),
        ({"viewType": 0, "switchTime": 5}, "MMC.111072042"),
    ],
)
def test_views_that_are_none(live: Live, body: Any, code: str) -> None:
    assert why(live.put("chairView", body)) == refused(code)


def test_what_others_see(live: Live) -> None:
    hall, anna = live.answer(_HALL, "Hall", "terminal"), live.enter("Anna")
    view, locked = {"viewType": 2, "participantID": anna}, {"status": 1, "participantID": anna}
    assert live.put("partView", view, participantID=hall) == SUCCESS
    assert live.put("lockView", locked, participantID=hall) == SUCCESS
    assert live.put("lockView", locked | {"status": 0}, participantID=hall) == SUCCESS
    for path, body in (("partView", view), ("lockView", locked)):
        assert why(live.put(path, body, participantID=anna)) == refused("MMC.111072060")
        nobody = live.put(path, body | {"participantID": "0"}, participantID=hall)
        assert why(nobody) == refused("MMC.111072008")
    assert why(live.put("partView", view | {"viewType": 1}, participantID=hall)) == refused("MMC.111072040")
