"""Meetings in a room: one at a time, and no edit changes the room."""

from tests.sandbox.calls.booking import list_rooms, passwords_by_role
from tests.sandbox.program import Caller, Sandbox, refused, utc, why


def test_a_personal_number_holds_one_meeting_at_a_time(chen: Caller, li: Caller) -> None:
    (room,) = list_rooms(chen)
    own = {"vmrFlag": 1, "vmrID": room["id"]}
    meeting = chen.book(**own)
    assert (meeting["vmrConferenceID"], meeting["vmrID"]) == (room["vmrId"], room["id"])
    assert passwords_by_role(meeting) == {"chair": room["chairPwd"], "general": room["gustPwd"]}
    assert meeting["conferenceID"] != room["vmrId"]
    assert why(chen.create(**own)) == refused("MMC.111071005")
    later = chen.book(startTime=utc(hours=25), **own)
    assert why(chen.edit(later["conferenceID"], startTime=utc(hours=24, minutes=30), **own)) == refused(
        "MMC.111071005"
    )
    assert why(li.create(**own)) == refused("MMC.111071063", 403)


def test_a_room_cannot_change_with_an_edit(chen: Caller) -> None:
    (room,) = list_rooms(chen)
    own, start = {"vmrFlag": 1, "vmrID": room["id"]}, utc(hours=24)
    conference_id = chen.book(**own)["conferenceID"]
    for fields, code in (
        ({}, "MMC.111071114"),
        ({"vmrFlag": 1, "vmrID": "another"}, "MMC.111071113"),
        (own | {"confConfigInfo": {"vmrIDType": 1}}, "MMC.111071112"),
        (own | {"startTime": ""}, "MMC.111071009"),
    ):
        assert why(chen.edit(conference_id, **({"startTime": start} | fields))) == refused(code)
    assert chen.edit(conference_id, startTime=start, **own)[0] == 200


def test_a_room_that_is_busy_right_now(chen: Caller) -> None:
    (room,) = list_rooms(chen)
    own = {"vmrFlag": 1, "vmrID": room["id"], "startTime": ...}
    chen.book(**own)
    assert why(chen.create(**own)) == refused("MMC.111071064")


def test_whose_guest_password_holds_under_the_number_of_a_room(chen: Caller, sandbox: Sandbox) -> None:
    (room,) = list_rooms(chen)
    own = {"vmrFlag": 1, "vmrID": room["id"], "confConfigInfo": {"guestPwd": "135790"}}
    assert passwords_by_role(chen.book(**own))["general"] == room["gustPwd"]
    sandbox.post("assume", {"room_password": "booking"})
    assert passwords_by_role(chen.book(startTime=utc(hours=30), **own))["general"] == "135790"
