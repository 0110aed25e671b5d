"""Creating, editing and cancelling a meeting."""

from typing import Any

import pytest

from tests.sandbox.calls.booking import passwords_by_role
from tests.sandbox.program import APP_ID, CONFERENCES, Caller, Sandbox, refused, utc, why

GONE = refused("MMC.111070005")


_OUTSIDER = {"name": "Anna", "email": "anna@tuv.example"}


def test_create_answers_with_the_meeting(sandbox: Sandbox, chen: Caller) -> None:
    start, end = utc(hours=24), utc(hours=25)
    status, answer = chen.create(
        startTime=start, attendees=[_OUTSIDER], confConfigInfo={"guestPwd": "482913", "isAutoMute": "true"}
    )
    (meeting,) = answer
    conference_id, address = meeting["conferenceID"], f"{sandbox.url}/#/j/{meeting['conferenceID']}/"
    assert status == 200
    assert conference_id.isdigit()
    assert len(conference_id) == 9
    host = passwords_by_role(meeting)["chair"]
    links = [meeting.pop(name).partition(address) for name in ("chairJoinUri", "guestJoinUri")]
    assert [(before, len(random)) for before, _, random in links] == [("", 48), ("", 48)]
    assert links[0] != links[1]
    assert meeting == {
        "conferenceID": conference_id,
        "subject": "Roadmap",
        "size": 1,
        "timeZoneID": "56",
        "startTime": start,
        "endTime": end,
        "mediaTypes": "Data,Voice,HDVideo",
        "conferenceState": "Schedule",
        "language": "zh-CN",
        "accessNumber": "+991117",
        "passwordEntry": [
            {"conferenceRole": "chair", "password": host},
            {"conferenceRole": "general", "password": "482913"},
        ],
        "userUUID": chen.uuid,
        "scheduserName": "陈静",
        "conferenceType": 0,
        "confType": "FUTURE",
        "isAutoMute": 1,
        "isAutoRecord": 0,
        "recordType": 0,
        "recordAuxStream": 0,
        "recordAuthType": 2,
        "confConfigInfo": {
            "isAutoMute": True,
            "isHardTerminalAutoMute": False,
            "isGuestFreePwd": False,
            "callInRestriction": 0,
            "allowGuestStartConf": False,
            "vmrIDType": 0,
            "prolongLength": 15,
            "enableWaitingRoom": False,
            "isHostCameraOn": True,
            "isGuestCameraOn": True,
        },
        "vmrFlag": 0,
        "isHasRecordFile": False,
        "partAttendeeInfo": [{"name": "Anna", "type": "outside", "role": 0, "isMute": 0}],
        "terminlCount": 0,
        "normalCount": 1,
        "deptName": "Enterprise",
        "webinar": False,
        "multiStreamFlag": 1,
        "confMode": "RTC",
        "scheduleVmr": False,
        "concurrentParticipants": 0,
        "supportSimultaneousInterpretation": False,
    }


def test_create_with_next_to_nothing(chen: Caller) -> None:
    meeting = chen.book(subject=..., length=..., startTime=..., mediaTypes="Voice")
    assert (meeting["subject"], meeting["mediaTypes"]) == ("陈静的会议", "Data,Voice")
    assert (meeting["confType"], meeting["conferenceState"]) == ("IMMEDIATELY", "Created")
    assert meeting["startTime"] in {utc(), utc(minutes=-1)}
    assert len(meeting["confUUID"]) == 32
    assert all(password.isdigit() and len(password) == 6 for password in passwords_by_role(meeting).values())


def test_create_twice_makes_two(chen: Caller) -> None:
    """There is no key by which the vendor would know the second for the first."""
    assert chen.create()[1][0]["conferenceID"] != chen.create()[1][0]["conferenceID"]
    assert chen.list()[1]["count"] == 2


_REFUSALS: list[tuple[dict[str, Any], str]] = [
    ({"mediaTypes": ...}, "MMC.111071018"),
    ({"mediaTypes": "Smell"}, "MMC.111071018"),
    ({"mediaTypes": "Data"}, "MMC.111071018"),
    ({"subject": "x" * 129}, "MMC.111071022"),
    ({"subject": "🙂" * 65}, "MMC.111071022"),
    ({"length": 14}, "MMC.111071021"),
    ({"length": 1441}, "MMC.111071021"),
    ({"length": "60"}, "MMC.111071062"),
    ({"startTime": utc(minutes=-2)}, "MMC.111071013"),
    ({"startTime": utc(days=366)}, "MMC.111071014"),
    ({"startTime": "2099-12-31 10:00"}, "MMC.111071014"),
    ({"startTime": "tomorrow"}, "MMC.111071061"),
    ({"startTime": "2099-13-31 10:00"}, "MMC.111071061"),
    ({"startTime": "2099-1-5 9:5"}, "MMC.111071061"),
    ({"startTime": "2099-01-05  10:00"}, "MMC.111071061"),
    ({"startTime": "２０９９-01-05 10:00"}, "MMC.111071061"),
    ({"startTime": 1700000000}, "MMC.111071062"),
    ({"groupuri": "x" * 32}, "MMC.111071023"),
    ({"isAutoRecord": 2}, "MMC.111071032"),
    ({"encryptMode": 3}, "MMC.111071034"),
    ({"language": "fr"}, "MMC.111071035"),
    ({"timeZoneID": "78"}, "MMC.111071061"),
    ({"timeZoneID": 56}, "MMC.111071062"),
    ({"recordType": 4}, "MMC.111071038"),
    ({"recordAuxStream": 2}, "MMC.111071048"),
    ({"recordAuthType": 3}, "MMC.111071061"),
    ({"liveAddress": "x" * 256}, "MMC.111071039"),
    ({"auxAddress": "x" * 256}, "MMC.111071040"),
    ({"vmrFlag": 2}, "MMC.111071047"),
    ({"vmrFlag": 1}, "MMC.111070006"),
    ({"vmrFlag": 1, "vmrID": "unknown"}, "MMC.111070006"),
    ({"vmrID": "x" * 65}, "MMC.111071037"),
    ({"concurrentParticipants": -1}, "MMC.111071017"),
    ({"confResType": 2}, "MMC.111071089"),
    ({"conferenceType": 1}, "MMC.111071019"),
    ({"confConfigInfo": []}, "MMC.111071062"),
    ({"confConfigInfo": {"guestPwd": "123"}}, "MMC.111071080"),
    ({"confConfigInfo": {"guestPwd": "1" * 17}}, "MMC.111071080"),
    ({"confConfigInfo": {"guestPwd": "12a4"}}, "MMC.111071080"),
    ({"confConfigInfo": {"guestPwd": "１２３４"}}, "MMC.111071080"),
    ({"confConfigInfo": {"guestPwd": 482913}}, "MMC.111071062"),
    ({"confConfigInfo": {"callInRestriction": 1}}, "MMC.111071061"),
    ({"confConfigInfo": {"prolongLength": 61}}, "MMC.111071036"),
    ({"confConfigInfo": {"isAutoMute": "perhaps"}}, "MMC.111071062"),
    ({"confConfigInfo": {"vmrIDType": 2}}, "MMC.111071061"),
    ({"attendees": {}}, "MMC.111071062"),
    ({"attendees": ["Anna"]}, "MMC.111071062"),
    ({"attendees": [_OUTSIDER] * 501}, "MMC.111071066"),
    ({"attendees": [{"name": "Anna"}]}, "MMC.111072031"),
    ({"attendees": [{"email": "anna"}]}, "MMC.111071024"),
    ({"attendees": [{"email": "a@" + "x" * 260 + ".example"}]}, "MMC.111072036"),
    ({"attendees": [{"sms": "call me"}]}, "MMC.111071025"),
    ({"attendees": [{"sms": "1" * 33}]}, "MMC.111072037"),
    ({"attendees": [{"phone": "call me"}]}, "MMC.111072033"),
    ({"attendees": [{"phone": "1" * 128}]}, "MMC.111072032"),
    ({"attendees": [_OUTSIDER | {"name": "x" * 97}]}, "MMC.111072034"),
    ({"attendees": [_OUTSIDER | {"deptName": "x" * 129}]}, "MMC.111071026"),
    ({"attendees": [_OUTSIDER | {"role": 2}]}, "MMC.111072035"),
    ({"attendees": [_OUTSIDER | {"isMute": 2}]}, "MMC.111072038"),
    ({"attendees": [_OUTSIDER | {"isAutoInvite": 2}]}, "MMC.111072039"),
    ({"attendees": [_OUTSIDER | {"type": "robot"}]}, "MMC.111071061"),
    ({"attendees": [_OUTSIDER | {"uniqueType": 1}]}, "MMC.111071061"),
]


@pytest.mark.parametrize(("fields", "code"), _REFUSALS)
def test_create_and_edit_refuse(chen: Caller, fields: dict[str, Any], code: str) -> None:
    assert why(chen.create(**fields)) == refused(code)
    assert chen.list()[1]["count"] == 0
    meeting = chen.book()
    # That a booking has no room comes first in an edit: none of it can change.
    expected = "MMC.111071114" if fields.get("vmrFlag") == 1 else code
    sent = {"mediaTypes": "HDVideo", "startTime": meeting["startTime"]} | fields
    edited = chen.call(
        "PUT",
        CONFERENCES,
        params={"conferenceID": meeting["conferenceID"]},
        json={name: value for name, value in sent.items() if value is not ...},
    )
    assert why(edited) == refused(expected)
    assert chen.list()[1]["data"] == [meeting]


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": "x" * 128},
        {"subject": "会" * 128},
        {"subject": "🙂" * 64},
        {"length": 15},
        {"length": 1440},
        {"startTime": ""},
        {"startTime": None, "attendees": None, "confConfigInfo": None},
        {"isAutoRecord": True, "recordType": 2},
        {"confConfigInfo": {"guestPwd": "1234"}},
        {"confConfigInfo": {"guestPwd": "1" * 16}},
        {"confConfigInfo": {"isSendNotify": "false", "isSendSms": "false", "isSendCalendar": "false"}},
        {"attendees": [_OUTSIDER | {"name": "x" * 96}]},
        {"attendees": [{"phone": "+99111123"}, {"phone": "sip:a@b"}, {"sms": "+86 138"}]},
        {"unknown": {"is": ["passed", "over"]}},
    ],
)
def test_create_takes(chen: Caller, fields: dict[str, Any]) -> None:
    assert chen.create(**fields)[0] == 200


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "MMC.111072057"),
        (b"{", "MMC.111070001"),
        (b"\xff", "MMC.111070001"),
        (b'{"subject": NaN}', "MMC.111070001"),
        (b'{"length": 1e999}', "MMC.111070001"),
        (b'{"subject": "\\ud800"}', "MMC.111070001"),
        (b"[" * 100_000, "MMC.111070001"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "MMC.111070001"),
        (b'"' + b"x" * 3_000_000 + b'"', "MMC.111070001"),
        (b"[]", "MMC.111071062"),
        (b"null", "MMC.111071062"),
    ],
)
def test_bodies_that_are_none(chen: Caller, sent: bytes, code: str) -> None:
    assert why(chen.call("POST", CONFERENCES, data=sent)) == refused(code)


def test_edit_writes_the_whole_object(sandbox: Sandbox, chen: Caller) -> None:
    """What an edit leaves out is as if it had never been said."""
    first = chen.book(
        length=90,
        attendees=[_OUTSIDER],
        timeZoneID="26",
        recordType=2,
        confConfigInfo={"guestPwd": "482913", "enableWaitingRoom": True, "isSendNotify": False},
    )
    start = utc(hours=30)
    status, (edited,) = chen.edit(first["conferenceID"], startTime=start)
    assert status == 200
    fresh = chen.book(startTime=start, subject=..., length=...)
    own = {"conferenceID", "passwordEntry", "chairJoinUri", "guestJoinUri"}
    assert {name: edited[name] for name in edited.keys() - own} == {name: fresh[name] for name in fresh.keys() - own}
    assert (edited["conferenceID"], edited["chairJoinUri"]) == (first["conferenceID"], first["chairJoinUri"])
    assert passwords_by_role(edited)["chair"] == passwords_by_role(first)["chair"]
    assert passwords_by_role(edited)["general"] != "482913"
    assert edited["guestJoinUri"] != first["guestJoinUri"]
    kept = sandbox.meeting(first["conferenceID"])
    assert (kept["attendees"], kept["confConfigInfo"]["isSendNotify"]) == ([], True)


def test_edit_leaves_alone_what_it_does_not_name_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.post("assume", {"omitted_field": "kept"})
    first = chen.book(
        length=90,
        attendees=[_OUTSIDER],
        timeZoneID="26",
        confConfigInfo={"guestPwd": "482913", "enableWaitingRoom": True, "isSendNotify": False},
    )
    query = {"conferenceID": first["conferenceID"]}
    before = sandbox.meeting(first["conferenceID"])
    changed = {"subject": "Roadmap 2", "attendees": None, "confConfigInfo": {"isAutoMute": True}}
    status, (edited,) = chen.call("PUT", CONFERENCES, params=query, json=changed)
    assert status == 200
    options = first["confConfigInfo"] | {"isAutoMute": True}
    assert edited == first | {"subject": "Roadmap 2", "isAutoMute": 1, "confConfigInfo": options}
    options = before["confConfigInfo"] | {"isAutoMute": True}
    assert sandbox.meeting(first["conferenceID"]) == before | {"subject": "Roadmap 2", "confConfigInfo": options}
    assert why(chen.call("PUT", CONFERENCES, params=query, json={"confConfigInfo": 1})) == refused("MMC.111071062")


def test_edit_without_a_start_is_now(chen: Caller) -> None:
    _, (edited,) = chen.edit(chen.book()["conferenceID"])
    assert (edited["confType"], edited["conferenceState"]) == ("IMMEDIATELY", "Created")


def test_a_running_meeting_is_neither_edited_nor_cancelled(chen: Caller) -> None:
    conference_id = chen.book(startTime=...)["conferenceID"]
    assert why(chen.edit(conference_id, startTime=utc(hours=1))) == refused("MMC.111071065")
    assert why(chen.cancel(conference_id)) == refused("MMC.111071067")
    assert why(chen.cancel(conference_id, type=0)) == refused("MMC.111071067")
    assert chen.cancel(conference_id, type=1) == (200, {"returnCode": 0, "returnDesc": "Success"})
    assert why(chen.detail(conference_id)) == GONE
    assert chen.history()[1]["count"] == 1


def test_cancel_in_a_way_that_there_is_not(chen: Caller) -> None:
    meeting = chen.book()
    assert why(chen.cancel(meeting["conferenceID"], type=2)) == refused("MMC.111071061")
    assert chen.list()[1]["data"] == [meeting]


def test_cancel(sandbox: Sandbox, chen: Caller) -> None:
    conference_id = chen.book()["conferenceID"]
    answer = chen.response("DELETE", CONFERENCES, params={"conferenceID": conference_id})
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, "39")
    for again in (chen.cancel(conference_id), chen.edit(conference_id), chen.detail(conference_id)):
        assert why(again) == GONE
    assert (chen.list()[1]["count"], chen.history()[1]["count"], sandbox.state()["meetings"]) == (0, 0, [])


@pytest.mark.parametrize("call", ["edit", "cancel", "detail"])
def test_a_meeting_that_there_never_was(chen: Caller, call: str) -> None:
    for conference_id in ("123456789", "x", "0" * 5000):
        assert why(getattr(chen, call)(conference_id)) == GONE
    assert why(getattr(chen, call)("")) == refused("MMC.111070001")


def test_the_meeting_of_somebody_else(chen: Caller, li: Caller, administrator: Caller) -> None:
    conference_id = chen.book(attendees=[{"accountId": "li", "appId": APP_ID}])["conferenceID"]
    start = utc(hours=30)
    assert why(li.edit(conference_id, startTime=start)) == refused("MMC.111070002", 403)
    assert why(li.cancel(conference_id)) == refused("MMC.111070002", 403)
    status, (edited,) = administrator.edit(conference_id, startTime=start)
    assert (status, edited["userUUID"], edited["startTime"]) == (200, chen.uuid, start)
    assert administrator.cancel(conference_id)[0] == 200
    assert why(chen.detail(conference_id)) == GONE
