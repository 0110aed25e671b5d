"""Meetings against the sandbox, and answers that the sandbox would not give."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hwmeeting import (
    Attendance,
    Attendee,
    Client,
    Conflict,
    ControlRecord,
    EndedMeeting,
    Entry,
    InvalidRequest,
    MeetingConfig,
    MeetingDetail,
    MeetingRequest,
    NoAnswer,
    NotAllowed,
    NotFound,
    Participant,
    Region,
    RoomMode,
    ServerFault,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.factories import book_coming, book_running, hold_recorded_session
from tests.hwmeeting.vendor_server import Reply, VendorServer

_START = (datetime.now(UTC) + timedelta(days=1)).replace(second=0, microsecond=0)


def request_of(sandbox: Sandbox) -> MeetingRequest:
    """Return a request in which no field has its default."""
    return MeetingRequest(
        subject="路线图 & Roadmap",
        start_at=_START,
        length_minutes=45,
        media_types="Voice",
        time_zone_id="27",
        language="en-US",
        attendees=(
            Attendee(name="李伟", account_id="li.wei", app_id=sandbox.single[0], is_host=True, type="normal"),
            Attendee(name="Anna", email="anna@tuv.example", sms="+4915112345", type="outside"),
            Attendee(name="Room 4", phone="+991112222", type="terminal", auto_invite=False, department_name="R&D"),
        ),
        config=MeetingConfig(
            guest_password="864213",
            waiting_room=True,
            mute_guests=True,
            mute_hard_terminals=True,
            guests_may_start=True,
            entry=Entry.INVITED,
            send_mail=False,
            send_calendar=False,
            send_sms=False,
            prolong_minutes=30,
            host_camera_on=False,
            guest_camera_on=False,
        ),
        record_type=2,
        auto_record=True,
        record_auth_type=1,
        record_aux_stream=True,
        concurrent_participants=7,
        interpretation=True,
    )


def test_who_is_in_a_running_meeting_and_where_it_is(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_running(chen)
    host = sandbox.open(meeting.chair_join_uri, signed_in_as="chen")
    anna = sandbox.open(meeting.guest_join_uri, name="Anna")
    account = chen.tokens.validate().account
    assert list(chen.meetings.participants(meeting.conference_id)) == [
        Participant(host, "陈静", account.sip_number.removeprefix("sip:").partition("@")[0], True, "chen",
                    account.account, account.user_uuid),
        Participant(anna, "Anna", "", False, "", "", ""),
    ]  # fmt: skip
    place = sandbox.url.removeprefix("http://")
    assert chen.meetings.region(meeting.conference_id) == Region("127.0.0.1", place)
    detail = chen.meetings.online_detail(meeting.conference_id)
    assert (detail.meeting, detail.attendees) == (chen.meetings.detail(meeting.conference_id).meeting, ())
    assert detail.meeting.state == "Created"


def test_what_does_not_run_is_nowhere(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    meeting = book_coming(chen)
    with pytest.raises(Conflict) as nowhere:
        chen.meetings.region(meeting.conference_id)
    assert nowhere.value.code == "MMC.111072005"
    for call in (chen.meetings.online_detail, lambda uuid: list(chen.meetings.participants(uuid))):
        with pytest.raises(NotFound):
            call(meeting.conference_id)


def test_create_takes_the_whole_request(sandbox: Sandbox) -> None:
    request, chen = request_of(sandbox), sandbox.client("chen")
    made = chen.meetings.create(request)
    there = sandbox.conference(made.conference_id)
    assert {name: there[name] for name in request.to_vendor() if name not in {"confConfigInfo", "attendees"}} == {
        name: value for name, value in request.to_vendor().items() if name not in {"confConfigInfo", "attendees"}
    }
    options = request.config.to_vendor()
    assert {name: there["confConfigInfo"][name] for name in options if name != "guestPwd"} == {
        name: value for name, value in options.items() if name != "guestPwd"
    }
    assert there["attendees"] == [attendee.to_vendor() for attendee in request.attendees]
    assert there["guest_password"] == "864213"
    assert (made.subject, made.start_at, made.end_at, made.state) == (
        request.subject,
        _START,
        _START + timedelta(minutes=45),
        "Schedule",
    )
    assert (made.guest_password, made.host_password) == ("864213", there["host_password"])
    assert (made.time_zone_id, made.language, made.scheduler_name) == ("27", "en-US", "陈静")
    assert not any(secret in repr(made) for secret in ("864213", there["host_password"], "/#/j/"))


def test_create_without_a_start_begins_now(sandbox: Sandbox) -> None:
    made = sandbox.client("chen").meetings.create(MeetingRequest("Now", None, 30))
    assert made.start_at is not None
    assert abs(made.start_at - datetime.now(UTC)) < timedelta(minutes=2)


def test_edit_of_what_was_read_changes_nothing(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    made = chen.meetings.create(request_of(sandbox))
    before = chen.meetings.detail(made.conference_id)
    asked = MeetingRequest.from_detail(before)
    answer = chen.meetings.edit(made.conference_id, replace(asked, subject="Roadmap 2"))
    assert chen.meetings.detail(made.conference_id) == MeetingDetail(
        replace(before.meeting, subject="Roadmap 2"), before.attendees
    )
    assert answer.subject == "Roadmap 2"


def test_from_detail_is_the_request_that_made_it(sandbox: Sandbox) -> None:
    chen, request = sandbox.client("chen"), request_of(sandbox)
    found = MeetingRequest.from_detail(chen.meetings.detail(chen.meetings.create(request).conference_id))
    # No answer has the notices; an invitee with an account comes back with number and UUID.
    first = replace(found.attendees[0], phone="", user_uuid="")
    silent = replace(request.config, send_mail=None, send_calendar=None, send_sms=None)
    assert replace(found, attendees=(first, *found.attendees[1:])) == replace(
        request, config=replace(silent, vmr_id_type=0, guest_free_password=False), vmr_flag=False
    )


def test_detail_reads_all_pages_of_attendees(client: Client, server: VendorServer) -> None:
    people = [{"name": f"P{number}", "email": f"p{number}@x.example"} for number in range(5)]
    meeting = {"conferenceID": "1", "startTime": "2026-05-18 08:00", "endTime": "2026-05-18 09:00"}
    for first, last in ((0, 2), (2, 4), (4, 5)):
        page = {"offset": first, "limit": 2, "count": 5, "data": people[first:last]}
        server.plan(Reply({"conferenceData": meeting, "data": page}))
    detail = client.meetings.detail("1")
    assert [attendee.name for attendee in detail.attendees] == ["P0", "P1", "P2", "P3", "P4"]
    assert [asked.path.partition("?")[2] for asked in server.asked] == [
        f"conferenceID=1&offset={offset}&limit=500" for offset in (0, 2, 4)
    ]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"conferenceData": None, "data": None},
        {"conferenceData": {"subject": "x"}, "data": {"count": 0, "data": []}},
        [],
    ],
)
def test_detail_without_a_meeting_is_a_fault(client: Client, server: VendorServer, answer: Any) -> None:
    server.plan(Reply(answer))
    with pytest.raises(ServerFault):
        client.meetings.detail("1")


def test_list_reads_all_pages_of_what_is_not_over(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    made = [chen.meetings.create(MeetingRequest(f"M{n}", _START, 30)).conference_id for n in range(3)]
    assert sorted(meeting.conference_id for meeting in chen.meetings.list()) == sorted(made)
    assert list(sandbox.client("wang.fang").meetings.list()) == []
    administrator = sandbox.client("administrator").meetings
    assert list(administrator.list()) == []
    assert {meeting.conference_id for meeting in administrator.list(query_all=True)} == set(made)


def test_cancel_takes_it_away(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen").meetings
    made = chen.create(MeetingRequest("Gone", _START, 30))
    chen.cancel(made.conference_id)
    for call in (chen.cancel, chen.detail):
        with pytest.raises(NotFound) as caught:
            call(made.conference_id)
        assert (caught.value.code, caught.value.status) == ("MMC.111070005", 400)


def test_running_meeting_is_neither_changed_nor_cancelled_but_can_be_ended(sandbox: Sandbox) -> None:
    chen, now = sandbox.client("chen").meetings, datetime.now(UTC)
    request = MeetingRequest("Now", None, 30)
    made = chen.create(request)
    with pytest.raises(Conflict) as changing:
        chen.edit(made.conference_id, request)
    with pytest.raises(Conflict) as cancelling:
        chen.cancel(made.conference_id)
    assert (changing.value.code, cancelling.value.code) == ("MMC.111071065", "MMC.111071067")
    chen.cancel(made.conference_id, end_running=True)
    (ended,) = chen.history(since=now - timedelta(hours=1), until=datetime.now(UTC) + timedelta(minutes=1))
    assert (ended.conference_id, ended.conference_uuid, ended.subject) == (
        made.conference_id,
        made.conference_uuid,
        "Now",
    )
    assert list(chen.history(since=now - timedelta(hours=3), until=now - timedelta(hours=2))) == []


def test_host_password_opens_a_meeting_without_a_client_and_no_other_does(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen").meetings
    made = chen.create(MeetingRequest("Opened", datetime.now(UTC) + timedelta(minutes=10), 30))
    with pytest.raises(NotAllowed) as refused:
        chen.start(made.conference_id, "000")
    assert (refused.value.code, refused.value.status) == ("MMC.111071091", 401)
    assert list(chen.online()) == []
    chen.start(made.conference_id, made.host_password)
    assert [(meeting.conference_id, meeting.subject) for meeting in chen.online()] == [(made.conference_id, "Opened")]
    assert list(sandbox.client("li.wei").meetings.online()) == []


def test_history_leaves_out_rows_without_session_or_times(client: Client, server: VendorServer) -> None:
    whole = {
        "conferenceID": "1",
        "confUUID": "a" * 32,
        "subject": "S",
        "startTime": "2026-05-18 08:00",
        "endTime": "2026-05-18 09:00",
        "isHasRecordFile": True,
    }
    odd = [whole | {"confUUID": ""}, whole | {"startTime": "soon"}, whole | {"endTime": None}]
    server.plan(Reply({"count": 4, "data": [*odd, whole]}))
    since, until = datetime(2026, 5, 18, tzinfo=UTC), datetime(2026, 5, 19, tzinfo=UTC)
    assert list(client.meetings.history(since=since, until=until, query_all=True)) == [
        EndedMeeting(
            "1", "a" * 32, "S", datetime(2026, 5, 18, 8, tzinfo=UTC), datetime(2026, 5, 18, 9, tzinfo=UTC), True
        )
    ]
    assert server.asked[0].path == (
        "/v1/mmc/management/conferences/history?startDate=1779062400000&endDate=1779148800000"
        "&sortType=ASC_StartTIME&queryAll=true&offset=0&limit=500"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"length_minutes": 14}, "MMC.111071021"),
        ({"length_minutes": 1441}, "MMC.111071021"),
        ({"subject": "x" * 129}, "MMC.111071022"),
        ({"start_at": _START - timedelta(days=2)}, "MMC.111071013"),
        ({"config": MeetingConfig(guest_password="123")}, "MMC.111071080"),
        ({"attendees": (Attendee(name="A", email="j.huber@"),)}, "MMC.111071024"),
    ],
)
def test_bad_request_has_its_code(sandbox: Sandbox, changes: dict[str, Any], code: str) -> None:
    request = replace(MeetingRequest("S", _START, 30), **changes)
    with pytest.raises(InvalidRequest) as caught:
        sandbox.client("chen").meetings.create(request)
    assert (caught.value.code, caught.value.status) == (code, 400)


def test_somebody_elses_meeting(sandbox: Sandbox) -> None:
    made = sandbox.client("chen").meetings.create(MeetingRequest("S", _START, 30))
    with pytest.raises(NotAllowed):
        sandbox.client("wang.fang").meetings.cancel(made.conference_id)


@pytest.mark.parametrize(("fault", "error"), [("answer_lost", NoAnswer), ("not_json", ServerFault)])
def test_create_whose_answer_is_lost_is_there_once(sandbox: Sandbox, fault: str, error: type[Exception]) -> None:
    chen = sandbox.client("chen").meetings
    sandbox.plan(fault, "POST /v1/mmc/management/conferences")
    with pytest.raises(error):
        chen.create(MeetingRequest("Once", _START, 30))
    assert [meeting.subject for meeting in chen.list()] == ["Once"]


def test_revoked_token_is_replaced_in_the_middle(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen").meetings
    assert list(chen.list()) == []
    sandbox.plan("revoke_token", "POST /v1/mmc/management/conferences")
    made = chen.create(MeetingRequest("Once", _START, 30))
    assert [meeting.conference_id for meeting in chen.list()] == [made.conference_id]


def test_meeting_in_a_room_keeps_it(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    room = next(room for room in chen.rooms.list() if room.mode == RoomMode.ROOM)
    made = chen.meetings.create(MeetingRequest("S", _START, 30, vmr_flag=True, vmr_id=room.id, conf_res_type=1))
    asked = MeetingRequest.from_detail(chen.meetings.detail(made.conference_id))
    again = chen.meetings.edit(made.conference_id, replace(asked, length_minutes=60))
    assert (again.vmr_flag, again.vmr_id, again.vmr_conference_id) == (True, room.id, room.number)


def test_who_was_there_and_what_was_done(sandbox: Sandbox) -> None:
    chen = sandbox.client("chen")
    began = datetime.now(UTC)
    meeting = hold_recorded_session(sandbox, chen)
    host, anna = chen.meetings.attendance(meeting.conference_uuid)
    number = chen.tokens.validate().account.sip_number.removeprefix("sip:").partition("@")[0]
    assert host == Attendance("陈静", number, host.joined_at, host.left_at, "软终端", "视频", "青山科技")
    assert anna == Attendance("Anna", "", anna.joined_at, anna.left_at, "软终端", "视频", "")
    assert host.joined_at is not None
    assert host.left_at is not None
    assert timedelta(minutes=20) <= host.left_at - host.joined_at < timedelta(minutes=21)
    assert abs(host.joined_at - began) < timedelta(seconds=30)
    english = chen.meetings.attendance(meeting.conference_uuid, language="en-US")
    assert {one.device_type for one in english} == {"Soft terminal"}
    *_, last = chen.meetings.control_records(meeting.conference_uuid, language="en-US")
    assert last == ControlRecord(last.at, "Portal", "Conference Operator", "End conference", "", "Success")
    assert last.at is not None
    assert last.at - host.joined_at >= timedelta(minutes=19)
    ended = chen.meetings.ended_detail(meeting.conference_uuid)
    assert (ended.meeting.subject, ended.meeting.host_password) == ("Recorded", meeting.host_password)
    stranger = sandbox.client("li.wei").meetings
    for call in (stranger.attendance, stranger.control_records):
        with pytest.raises(NotAllowed):
            list(call(meeting.conference_uuid))
    for lists in (chen.meetings.attendance, chen.meetings.control_records):
        with pytest.raises(NotFound):
            list(lists("f" * 32))
    with pytest.raises(NotFound):
        chen.meetings.ended_detail("f" * 32)
