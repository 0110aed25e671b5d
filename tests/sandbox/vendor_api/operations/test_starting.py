"""Opening a meeting without a client, and where it is held."""

from typing import Any

from tests.sandbox.program import CONFERENCES, Caller, refused, why


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
