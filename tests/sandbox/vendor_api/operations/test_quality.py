"""How good connections are, and where a number is."""

from typing import Any

import pytest

from tests.sandbox.calls.live import Live, begin
from tests.sandbox.program import Answer, Caller, Sandbox, refused, why


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    return begin(sandbox, chen)


def quality(live: Live, *users: str, **more: Any) -> Answer:
    query = {"conferenceid": live.id, "confuuid": live.meeting["confUUID"]} | more
    headers = {"confToken": live.token, "X-Access-Token": None}
    body = {"users": [{"pid": one} for one in users]}
    return live.caller.call("POST", "/v1/mmc/cqs/media/qos", params=query, json=body, headers=headers)


def test_quality_by_person(live: Live) -> None:
    anna, ben = live.enter("Anna"), live.enter("Ben")
    live.act(anna, "has_poor_network")
    live.act(ben, "shares")
    live.act(ben, "turns_camera_off")
    status, found = quality(live)
    assert (status, found["returnCode"]) == (200, 0)
    first, second = found["qosList"]
    assert [first["participantID"], second["participantID"]] == [anna, ben]
    assert (first["lostPacketRateUp"], second["lostPacketRateUp"]) == (140, 0)
    assert [sorted(one) for one in (first, second)] == [
        sorted({*second} - {"auxQos"} | {"videoQos"}),
        sorted({*first} - {"videoQos"} | {"auxQos"}),
    ]
    assert quality(live, anna)[1]["qosList"] == [first]
    assert quality(live, "0" * 32)[1]["qosList"] == []


def test_whose_quality(live: Live) -> None:
    assert why(quality(live, confuuid="0" * 32)) == refused("MMC.111070005")
    live.token = "x"
    assert why(quality(live)) == refused("MMC.111070004", 401)


def test_where_a_number_is(live: Live, sandbox: Sandbox) -> None:
    path, number = "/v2/mms/ncms/conferences/online/check-callnumber-in-conf", live.caller.login["user"]["alias1"]
    query = {"call_number": number}
    assert live.caller.call("GET", path, params=query) == (200, {"in_conf": False})
    live.enter(account="chen", as_host=True)
    assert live.caller.call("GET", path, params=query) == (200, {"in_conf": True, "conf_id": live.id})
    assert why(live.caller.call("GET", path, params=query, token="x")) == refused("MMC.118000001", 401)


def test_how_the_site_is(chen: Caller) -> None:
    answer = chen.call("GET", "/v1/mmc/control/confmaintain/queryMgmtSiteStatus", headers={"X-Access-Token": None})
    assert answer == (200, {"status": "NORMAL", "redirectJoinUrl": chen.url})
