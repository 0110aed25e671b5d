"""Who is in a meeting, who was, and what was done in it."""

import time
from typing import Any

import pytest

from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.control import control_meeting, fetch_token
from tests.sandbox.conftest import Start
from tests.sandbox.program import APP_ID, CONFERENCES, Answer, Caller, Sandbox, refused, why

LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID, "email": "li@qingshan.example"}


_ENGLISH = {"Accept-Language": "en-US"}


@pytest.fixture
def meeting(chen: Caller) -> dict[str, Any]:
    return chen.book(attendees=[LI], confConfigInfo={"guestPwd": "482913", "isAutoMute": True})


def enter(sandbox: Sandbox, meeting: dict[str, Any], name: str, *, account: str = "", as_host: bool = False) -> str:
    """Enter a meeting. Return the participant's id."""
    uri = meeting["chairJoinUri" if as_host else "guestJoinUri"]
    status, entered = sandbox.open(uri, platform="web", name=name, signed_in_as=account)
    assert status == 200, entered
    return str(entered["participant"])


def people_online(caller: Caller, **query: Any) -> Answer:
    return caller.call("GET", f"{CONFERENCES}/online/conf-attendee", params=query)


def attended(caller: Caller, conf_uuid: str, headers: dict[str, str] | None = None, **query: Any) -> Answer:
    path = f"{CONFERENCES}/history/confAttendeeRecord"
    return caller.call("GET", path, params={"confUUID": conf_uuid, **query}, headers=headers or {})


def controlled(caller: Caller, conf_uuid: str, headers: dict[str, str] | None = None, **query: Any) -> Answer:
    path = f"{CONFERENCES}/history/confCtlRecord"
    return caller.call("GET", path, params={"confUUID": conf_uuid, **query}, headers=headers or {})


def test_who_is_in(sandbox: Sandbox, chen: Caller, li: Caller, meeting: dict[str, Any]) -> None:
    conference_id = meeting["conferenceID"]
    assert why(people_online(chen, conf_id=conference_id)) == refused("MMC.111070005"), "not before it is on"
    host = enter(sandbox, meeting, "", account="chen", as_host=True)
    anna = enter(sandbox, meeting, "Anna")
    status, page = people_online(chen, conf_id=conference_id)
    number = chen.login["user"]["alias1"]
    account = {"third_account": "chen", "account": chen.login["user"]["ucloginAccount"], "user_id": chen.uuid}
    assert (status, page) == (
        200,
        {
            "offset": 0,
            "limit": 20,
            "count": 2,
            "data": [
                {"participant_id": host, "name": "陈静", "call_number": number, "role": 1} | account,
                {"participant_id": anna, "name": "Anna", "role": 0},
            ],
        },
    )
    for search, expected in (("ANN", [anna]), (number[-6:], [host]), ("che", [host]), ("陈", [host]), ("x", [])):
        found = people_online(chen, conf_id=conference_id, search_key=search)[1]
        assert [one["participant_id"] for one in found["data"]] == expected
    assert people_online(li, conf_id=conference_id, offset=1)[1]["data"] == page["data"][1:]
    assert why(people_online(sandbox.caller("stranger"), conf_id=conference_id)) == refused("MMC.111070010", 403)
    assert why(people_online(chen)) == refused("MMC.111070001")
    assert why(people_online(chen, conferenceID=conference_id)) == refused("MMC.111070001"), "not its name here"
    sandbox.post("client/leave", {"participant": anna})
    assert people_online(chen, conf_id=conference_id)[1]["count"] == 1


def test_whoever_waits_is_not_in(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=..., confConfigInfo={"guestPwd": "482913", "enableWaitingRoom": True})
    enter(sandbox, meeting, "Anna")
    assert people_online(chen, conf_id=meeting["conferenceID"])[1]["count"] == 0
    chen.cancel(meeting["conferenceID"], type=1)
    assert attended(chen, meeting["confUUID"])[1]["data"] == []


def test_who_was_in(sandbox: Sandbox, chen: Caller, li: Caller, meeting: dict[str, Any]) -> None:
    """There is a row each time that somebody came in."""
    enter(sandbox, meeting, "", account="chen", as_host=True)
    came = time.time()
    for _ in range(2):
        anna = enter(sandbox, meeting, "Anna")
        sandbox.post("client/leave", {"participant": anna})
        forward(sandbox, 60)
    conf_uuid = chen.list()[1]["data"][0]["confUUID"]
    assert why(attended(chen, conf_uuid)) == refused("MMC.111070005"), "not before the end"
    chen.cancel(meeting["conferenceID"], type=1)
    status, page = attended(chen, conf_uuid)
    host, *anna_twice = page["data"]
    assert (status, host) == (
        200,
        {
            "displayName": "陈静",
            "callNumber": chen.login["user"]["alias1"],
            "deviceType": "软终端",
            "joinTime": host["joinTime"],
            "leftTime": host["leftTime"],
            "mediaType": "视频",
            "deptName": "Enterprise",
        },
    )
    assert abs(host["joinTime"] / 1000 - came) < 10
    assert 120_000 <= host["leftTime"] - host["joinTime"] < 130_000
    times = [(one["joinTime"], one["leftTime"]) for one in anna_twice]
    assert times[0][0] <= times[0][1] < times[1][0] <= times[1][1]
    assert [{"displayName", "deviceType", "joinTime", "leftTime", "mediaType"}] * 2 == [set(one) for one in anna_twice]
    english = attended(li, conf_uuid, _ENGLISH, offset=1, limit=1)[1]
    assert english == page | {
        "offset": 1,
        "limit": 1,
        "data": [anna_twice[0] | {"deviceType": "Soft terminal", "mediaType": "Video"}],
    }
    assert attended(chen, conf_uuid, searchKey="anna")[1]["count"] == 2
    assert attended(chen, conf_uuid, searchKey=host["callNumber"][-5:])[1]["data"] == [host]


@pytest.mark.parametrize("ask", [attended, controlled])
def test_who_may_see_the_records(
    sandbox: Sandbox, chen: Caller, li: Caller, administrator: Caller, meeting: dict[str, Any], ask: Any
) -> None:
    host = enter(sandbox, meeting, "", account="chen", as_host=True)
    enter(sandbox, meeting, "", account="administrator")
    enter(sandbox, meeting, "", account="li")
    sandbox.post("client/end", {"participant": host})
    conf_uuid = chen.history()[1]["data"][0]["confUUID"]
    assert [ask(caller, conf_uuid)[0] for caller in (chen, li, administrator)] == [200, 200, 200]
    assert why(ask(sandbox.caller("stranger"), conf_uuid)) == refused("MMC.111070010", 403)
    assert why(ask(chen, "f" * 32)) == refused("MMC.111070005")
    assert why(ask(chen, "")) == refused("MMC.111070001")
    assert why(ask(chen, conf_uuid, limit=0)) == refused("MMC.111071061")
    assert ask(chen, conf_uuid, limit=900, offset=90)[1] == ask(chen, conf_uuid)[1] | {
        "offset": 90,
        "limit": 500,
        "data": [],
    }


def test_what_was_done(sandbox: Sandbox, chen: Caller, meeting: dict[str, Any]) -> None:
    host = enter(sandbox, meeting, "", account="chen", as_host=True)
    anna = enter(sandbox, meeting, "Anna")
    forward(sandbox, 60)
    token = fetch_token(chen, meeting)
    control_meeting(chen, "duration", meeting["conferenceID"], token, {"auto": 0, "duration": 40})
    forward(sandbox, 60)
    control_meeting(chen, "stop", meeting["conferenceID"], token)
    conf_uuid = chen.history()[1]["data"][0]["confUUID"]
    status, page = controlled(chen, conf_uuid)
    rows = page["data"]
    assert (status, page["count"], {row["operateResult"] for row in rows}) == (200, len(rows), {"成功"})
    found = sorted((row["operateSource"], row["operateCode"], row.get("operationObject")) for row in rows[:4])
    assert found == [
        ("Conference System", "呼叫与会方", min(host, anna)),
        ("Conference System", "呼叫与会方", max(host, anna)),
        ("Conference System", "设置主持人", host),
        ("MCU", "关闭与会方麦克风", anna),
    ]
    english = [
        (row["operateSource"], row["operator"], row["operateCode"], row["operateResult"])
        for row in controlled(chen, conf_uuid, _ENGLISH, offset=4)[1]["data"]
    ]
    portal = ("Portal", "Conference Operator")
    assert english == [(*portal, "Extend conference", "Success"), (*portal, "End conference", "Success")]
    assert rows[5]["operateTime"] - rows[4]["operateTime"] >= 60_000


def test_what_goes_on_by_itself_is_told(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=..., length=30)
    host = enter(sandbox, meeting, "Chen", as_host=True)
    forward(sandbox, 31 * 60)
    sandbox.post("client/leave", {"participant": host})
    rows = controlled(chen, meeting["confUUID"])[1]["data"]
    assert [(row["operateSource"], row["operateCode"]) for row in rows[-1:]] == [("Conference System", "延长会议")]


def test_the_demo_has_records_of_its_past(start: Start) -> None:
    """Each session has who was there; some came back, or from outside; and it has what was done."""
    sandbox = Sandbox(start("--app-id", APP_ID).url)
    owner = sandbox.caller("")
    page = owner.history(queryAll="true", limit=60)[1]
    people = {one["name"] for one in sandbox.state()["users"]}
    rows: list[dict[str, Any]] = []
    codes: list[str] = []
    for held in page["data"]:
        found = attended(owner, held["confUUID"])[1]["data"]
        assert 2 <= len(found) < 12
        assert all(one["joinTime"] < one["leftTime"] for one in found)
        rows += found
        codes += [one["operateCode"] for one in controlled(owner, held["confUUID"], limit=500)[1]["data"]]
    assert {"呼叫与会方", "设置主持人", "全场静音", "取消全场静音", "延长会议", "结束会议"} <= set(codes)
    assert {"callNumber" in one for one in rows} == {True, False}
    assert all(one["displayName"] in people for one in rows if "callNumber" in one)
