"""What is listed to whom, and the details of one meeting."""

import time
from typing import Any

import pytest
import requests

from tests.sandbox.program import APP_ID, CONFERENCES, Caller, Sandbox, refused, utc, why

LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID, "email": "li@qingshan.example"}


def _subjects(answer: tuple[int, Any]) -> list[str]:
    assert answer[0] == 200, answer
    return [one["subject"] for one in answer[1]["data"]]


def test_a_list_in_pages(chen: Caller) -> None:
    for number in range(25):
        chen.book(subject=f"No. {number:02}", startTime=utc(hours=25 + number))
    status, page = chen.list()
    assert (status, page["offset"], page["limit"], page["count"], len(page["data"])) == (200, 0, 20, 25, 20)
    assert _subjects(chen.list(sortType="ASC_StartTIME", offset=23)) == ["No. 23", "No. 24"]
    assert _subjects(chen.list(sortType="DSC_StartTIME", limit=2)) == ["No. 24", "No. 23"]
    assert _subjects(chen.list(offset=25)) == []
    assert chen.list(limit=501)[1]["limit"] == 500
    assert _subjects(chen.list(queryConfMode="ADAY")) == []
    assert len(_subjects(chen.list(queryConfMode="AWEEK", limit=500))) == 25


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": -1},
        {"offset": "x"},
        {"offset": "9" * 40},
        {"offset": "٣"},
        {"searchKey": ""},
        {"searchKey": "x" * 129},
        {"sortType": "asc_starttime"},
        {"queryConfMode": "AYEAR"},
        {"queryAll": "yes"},
    ],
)
def test_queries_that_cannot_be(administrator: Caller, query: dict[str, Any]) -> None:
    assert why(administrator.list(**query)) == refused("MMC.111071061")


def test_a_list_is_searched_by_subject_id_and_scheduler(chen: Caller) -> None:
    first, second = chen.book(subject="Roadmap 路线图"), chen.book(subject="Budget")
    assert _subjects(chen.list(searchKey="路线")) == ["Roadmap 路线图"]
    assert _subjects(chen.list(searchKey="BUDGET")) == ["Budget"]
    assert _subjects(chen.list(searchKey=second["conferenceID"])) == ["Budget"]
    assert len(_subjects(chen.list(searchKey="陈静"))) == 2
    assert _subjects(chen.list(searchKey="%")) == []
    assert first["conferenceID"] != second["conferenceID"]


def test_whose_meetings_are_listed(sandbox: Sandbox, chen: Caller, li: Caller, administrator: Caller) -> None:
    chen.book(subject="With Li", attendees=[LI])
    chen.book(subject="Alone")
    chen.book(subject="No appId", attendees=[{"accountId": "li", "email": "li@qingshan.example"}])
    chen.book(subject="Another app", attendees=[LI | {"appId": "f" * 32}])
    administrator.book(subject="Own")
    assert _subjects(li.list()) == ["With Li"]
    assert len(_subjects(chen.list())) == 4
    assert _subjects(administrator.list()) == ["Own"]
    assert _subjects(administrator.list(userUUID=li.uuid)) == ["With Li"]
    assert len(_subjects(administrator.list(queryAll="true"))) == 5
    assert len(_subjects(sandbox.caller().list(queryAll="true"))) == 5, "the owner administers too"
    assert why(chen.list(queryAll="true")) == refused("MMC.111070002", 403)
    assert len(_subjects(chen.list(userUUID=li.uuid))) == 4, "ignored for users"
    assert why(administrator.list(userUUID="f" * 32)) == refused("MMC.111073001")


def test_an_invitation_waits_for_an_account(sandbox: Sandbox, chen: Caller) -> None:
    chen.book(attendees=[LI | {"accountId": "newcomer"}])
    assert _subjects(sandbox.caller("newcomer").list()) == ["Roadmap"]


def test_passwords_and_links_by_role(chen: Caller, li: Caller, administrator: Caller) -> None:
    meeting = chen.book(attendees=[LI])
    own = meeting["passwordEntry"]
    for caller, role, entries in ((chen, "chair", own), (li, "general", own[1:]), (administrator, "general", own[1:])):
        shown = caller.detail(meeting["conferenceID"])[1]["conferenceData"]
        assert (shown["role"], shown["passwordEntry"]) == (role, entries)
        assert ("chairJoinUri" in shown) == (role == "chair")
        assert shown["guestJoinUri"] == meeting["guestJoinUri"]
    assert li.list()[1]["data"][0]["passwordEntry"] == own[1:]
    cohosted = chen.book(attendees=[LI | {"role": 1}])
    assert li.detail(cohosted["conferenceID"])[1]["conferenceData"]["role"] == "chair"


def test_a_detail_has_the_invited(chen: Caller, li: Caller) -> None:
    room = {"name": "Boardroom", "phone": "+99111555", "type": "terminal"}
    anna = {"name": "Anna", "email": "anna@tuv.example", "sms": "+491701234567", "deptName": "TÜV", "isAutoInvite": 0}
    meeting = chen.book(attendees=[LI | {"role": 1}, anna, room])
    status, detail = chen.detail(meeting["conferenceID"])
    number = li.login["user"]["alias1"]
    constant = {"state": "MEETTING", "isNotOverlayPidName": False}
    assert (status, detail["data"]) == (
        200,
        {
            "offset": 0,
            "limit": 20,
            "count": 3,
            "data": [
                constant | LI | {"participantID": number, "role": 1, "attendeeType": "normal", "userUUID": li.uuid},
                constant | anna | {"role": 0, "attendeeType": "outside"},
                constant | {"participantID": "+99111555", "name": "Boardroom", "role": 0, "attendeeType": "terminal"},
            ],
        },
    )
    assert detail["conferenceData"] == meeting | {"role": "chair"}
    assert (meeting["normalCount"], meeting["terminlCount"], meeting["size"]) == (2, 1, 3)


def test_the_invited_come_in_pages_and_apart(chen: Caller) -> None:
    people = [{"name": f"Guest {number}", "email": f"g{number}@tuv.example"} for number in range(25)]
    rooms = [{"name": f"Room {number}", "phone": str(number), "type": "terminal"} for number in range(25)]
    meeting = chen.book(attendees=people + rooms)
    assert len(meeting["partAttendeeInfo"]) == 40
    path, query = f"{CONFERENCES}/confDetail", {"conferenceID": meeting["conferenceID"]}
    found = chen.detail(meeting["conferenceID"], offset=40, limit=500)[1]["data"]
    assert (found["count"], [one["name"] for one in found["data"]]) == (50, [one["name"] for one in rooms[15:]])
    assert chen.detail(meeting["conferenceID"], searchKey="guest 2")[1]["data"]["count"] == 6
    for kind, first in (("0", "Guest 0"), ("1", "Room 0")):
        headers = {"X-Type": "2", "X-Query-Type": kind}
        found = chen.call("GET", path, params=query, headers=headers)[1]["data"]
        assert (found["count"], found["data"][0]["name"]) == (25, first)
    for headers in ({"X-Type": "3"}, {"X-Query-Type": "2"}):
        assert why(chen.call("GET", path, params=query, headers=headers)) == refused("MMC.111071061")


def test_who_may_see_a_meeting(chen: Caller, li: Caller, administrator: Caller) -> None:
    conference_id = chen.book()["conferenceID"]
    assert why(li.detail(conference_id)) == refused("MMC.111070010", 403)
    assert administrator.detail(conference_id)[0] == 200


def test_where_a_meeting_is_held_is_told_while_it_is(chen: Caller, li: Caller) -> None:
    def region(caller: Caller, conference_id: str) -> tuple[int, Any]:
        return caller.call("GET", f"{CONFERENCES}/region/info", params={"conferenceID": conference_id})

    running = chen.book(startTime=...)["conferenceID"]
    place = {"regionIP": "127.0.0.1", "regionUrl": chen.url.removeprefix("http://")}
    assert region(chen, running) == (200, place)
    assert why(region(li, running)) == refused("MMC.111070010", 403)
    assert why(region(chen, chen.book()["conferenceID"])) == refused("MMC.111072005")
    assert why(region(chen, "123456789")) == refused("MMC.111070005")


def _online(caller: Caller, path: str = "", **query: Any) -> tuple[int, Any]:
    return caller.call("GET", f"{CONFERENCES}/online{path}", params=query)


def _start(caller: Caller, conference_id: str, password: str) -> tuple[int, Any]:
    return caller.call("POST", f"{CONFERENCES}/start", json={"conferenceID": conference_id, "password": password})


def test_a_running_meeting(chen: Caller, li: Caller, administrator: Caller) -> None:
    meeting = chen.book(confConfigInfo={"guestPwd": "482913"})
    conference_id, host = meeting["conferenceID"], meeting["passwordEntry"][0]["password"]
    assert _online(chen)[1]["count"] == 0
    assert why(_online(chen, "/confDetail", conferenceID=conference_id)) == refused("MMC.111070005")
    assert why(_start(chen, conference_id, "")) == refused("MMC.111070009")
    assert why(_start(chen, conference_id, "000")) == refused("MMC.111071091", 401)
    assert why(_start(chen, conference_id, "482913")) == refused("MMC.111071058")
    assert why(_start(chen, "123456789", host)) == refused("MMC.111070005")
    status, started = _start(chen, conference_id, host)
    assert (status, started) == (200, {"uuid": started["uuid"], "regionIP": "127.0.0.1"})
    assert _start(chen, conference_id, "482913") == (200, started), "it runs, so there is nothing left to forbid"
    running = meeting | {"conferenceState": "Created", "confUUID": started["uuid"]}
    assert _online(chen)[1]["data"] == [running | {"onlineAttendeeAmount": 0}]
    assert chen.list()[1]["data"] == [running]
    shown = _online(chen, "/confDetail", conferenceID=conference_id)[1]["conferenceData"]
    assert shown == running | {"role": "chair"}
    assert _online(li)[1]["count"] == 0
    assert _online(administrator, userUUID=chen.uuid)[1]["count"] == 0


def test_guests_start_where_they_may(chen: Caller, li: Caller) -> None:
    meeting = chen.book(confConfigInfo={"guestPwd": "482913", "allowGuestStartConf": True})
    assert _start(li, meeting["conferenceID"], "482913")[0] == 200


def test_history(chen: Caller, li: Caller, administrator: Caller) -> None:
    meeting = chen.book(startTime=..., attendees=[LI])
    chen.cancel(meeting["conferenceID"], type=1)
    status, page = chen.history()
    (held,) = page["data"]
    expected = meeting | {
        "conferenceState": "Destroyed",
        "startTime": held["startTime"],
        "endTime": held["endTime"],
        "passwordEntry": meeting["passwordEntry"][1:],
    }
    del expected["chairJoinUri"]
    assert (status, page["count"], held) == (200, 1, expected)
    assert held["endTime"] in {utc(), utc(minutes=-1)}, "when it really ended"
    assert [caller.history()[1]["count"] for caller in (li, administrator)] == [1, 0]
    assert administrator.history(queryAll="true")[1]["count"] == 1
    assert administrator.history(userUUID=chen.uuid)[1]["count"] == 0, "only two other lists know it"
    assert why(li.history(queryAll="true")) == refused("MMC.111070002", 403)
    assert chen.history(searchKey="Road")[1]["count"] == 1
    assert chen.history(searchKey="Budget")[1]["count"] == 0
    assert chen.history(endDate=int((time.time() - 60) * 1000))[1]["count"] == 0


def test_history_has_a_detail(sandbox: Sandbox, chen: Caller, li: Caller) -> None:
    meeting = chen.book(startTime=..., attendees=[LI])
    chen.cancel(meeting["conferenceID"], type=1)
    path, query = f"{CONFERENCES}/history/confDetail", {"confUUID": meeting["confUUID"]}
    status, detail = chen.call("GET", path, params=query)
    shown = detail["conferenceData"]
    assert (status, shown["passwordEntry"], detail["data"]["count"]) == (200, meeting["passwordEntry"], 1)
    assert shown["chairJoinUri"] == meeting["chairJoinUri"]
    assert not {"conferenceState", "confUUID"} & shown.keys()
    assert li.call("GET", path, params=query)[1]["conferenceData"]["passwordEntry"] == meeting["passwordEntry"][1:]
    assert why(sandbox.caller("stranger").call("GET", path, params=query)) == refused("MMC.111070010", 403)
    assert why(chen.call("GET", path, params={"confUUID": "f" * 32})) == refused("MMC.111070005")
    assert why(chen.call("GET", path)) == refused("MMC.111070001")


@pytest.mark.parametrize(("months", "kept"), [("6", 6), ("12", 12)])
def test_history_is_kept_for_so_long(sandbox: Sandbox, chen: Caller, months: str, kept: int) -> None:
    sandbox.post("assume", {"history_months": months})
    meeting = chen.book(startTime=...)
    chen.cancel(meeting["conferenceID"], type=1)
    month = 31 * 24 * 3600
    until = {"endDate": int((time.time() + 60) * 1000)}
    names = ("confDetail", "confAttendeeRecord", "confCtlRecord")
    seen = []
    for moved in (kept * month - 600, 1200):
        sandbox.post("clock", {"forward_seconds": moved})
        single = [
            chen.call("GET", f"{CONFERENCES}/history/{name}", params={"confUUID": meeting["confUUID"]})[0]
            for name in names
        ]
        seen.append((chen.history(**until)[1]["count"], single))
    assert seen == [(1, [200, 200, 200]), (0, [400, 400, 400])]
    assert len(sandbox.state()["history"]) == 1, "the state shows all that was"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"startDate": ""}, "MMC.111070001"),
        ({"endDate": ""}, "MMC.111070001"),
        ({"startDate": "2026-01-01"}, "MMC.111071061"),
        ({"sortType": "BY_NAME"}, "MMC.111071061"),
    ],
)
def test_history_without_its_span(chen: Caller, query: dict[str, Any], code: str) -> None:
    assert why(chen.history(**query)) == refused(code)


def test_anonymous_entry(sandbox: Sandbox, chen: Caller) -> None:
    def authorise(conference_id: str, password: str | None) -> tuple[int, Any]:
        answer = requests.get(
            f"{sandbox.url}{CONFERENCES}/anonymous/auth",
            params={"conferenceID": conference_id},
            headers={} if password is None else {"X-Password": password},
            timeout=10,
        )
        return answer.status_code, answer.json()

    opened = chen.book(confConfigInfo={"guestPwd": "482913", "allowGuestStartConf": True})["conferenceID"]
    status, found = authorise(opened, "482913")
    assert (status, found["siteUrl"], len(found["random"])) == (200, sandbox.url.removeprefix("http://"), 15)
    assert why(authorise(opened, None)) == refused("MMC.111070009")
    assert why(authorise(opened, "000000")) == refused("MMC.111072065")
    assert why(authorise("123456789", "482913")) == refused("MMC.111072065"), "the same for both"
    closed = chen.book(confConfigInfo={"guestPwd": "482913"})
    assert why(authorise(closed["conferenceID"], "482913")) == refused("MMC.111071058")
    assert authorise(closed["conferenceID"], closed["passwordEntry"][0]["password"])[0] == 200
    inside = chen.book(confConfigInfo={"guestPwd": "482913", "callInRestriction": 2})["conferenceID"]
    assert why(authorise(inside, "482913")) == refused("MMC.111071073", 403)
