"""One meeting with the people who are invited to it."""

from tests.sandbox.program import APP_ID, CONFERENCES, Caller, Sandbox, refused, why

LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID, "email": "li@qingshan.example"}


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
