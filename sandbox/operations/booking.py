"""Creating, editing and cancelling a meeting."""

from dataclasses import replace
from typing import Any

from sandbox import clock, ids
from sandbox.call import Call
from sandbox.errors import Refused
from sandbox.operations import queries
from sandbox.rules import access, attendees, booking_fields, guest_password, room_booking, showing, times
from sandbox.state import meetings, sessions
from sandbox.state.meetings import Meeting
from sandbox.state.users import User

_MISSING, _MEDIA_MISSING = "MMC.111070001", "MMC.111071018"
_RUNS_SO_NO_EDIT, _RUNS_SO_NO_CANCEL = "MMC.111071065", "MMC.111071067"
DONE = {"returnCode": 0, "returnDesc": "Success"}


def create(call: Call) -> list[dict[str, Any]]:
    """POST /v1/mmc/management/conferences"""
    user = call.user()
    body = _body(call)
    fields = booking_fields.read(body)
    fields["subject"] = fields["subject"] or f"{user.name}的会议"
    start_at = times.start(body.get("startTime"), now=call.now)
    begins_at = _this_minute(call) if start_at is None else start_at
    end_at = begins_at + fields["length"] * clock.MINUTE
    room = room_booking.room(call.db, fields, user)
    if room:
        room_booking.check_free(call.db, room, fields, begins_at, end_at, now=call.now, is_immediate=start_at is None)
    wanted = fields["confConfigInfo"].pop("guestPwd")
    host_password = room_booking.host_password(room, fields) or _password(other_than=wanted)
    meeting = Meeting(
        conference_id=meetings.new_id(call.db, other_than=wanted),
        corp_id=user.corp_id,
        scheduler_uuid=user.uuid,
        start_at=begins_at,
        end_at=end_at,
        is_immediate=start_at is None,
        host_password=host_password,
        guest_password="",
        host_random=ids.link_random(),
        guest_random="",
        fields=fields,
        attendees=attendees.check(body.get("attendees")),
    )
    meeting = guest_password.applied(meeting, wanted, room)
    meetings.save(call.db, meeting)
    if meeting.is_immediate:
        sessions.start(call.db, meeting, now=call.now)
    return _answer(call, meeting, user)


def edit(call: Call) -> list[dict[str, Any]]:
    """PUT /v1/mmc/management/conferences: the whole object, so what is left out gets its default."""
    user = call.user()
    before = access.meeting_to_change(call.db, queries.conference_id(call), user, now=call.now)
    if sessions.running(call.db, before.conference_id):
        raise Refused(_RUNS_SO_NO_EDIT)
    body = _body(call)
    fields = booking_fields.read(body)
    fields["subject"] = fields["subject"] or f"{user.name}的会议"
    room_booking.check_unchanged(before.fields, fields)
    start_at = times.start(body.get("startTime"), now=call.now)
    if start_at is None and fields["vmrFlag"]:
        raise Refused("MMC.111071009")
    begins_at = _this_minute(call) if start_at is None else start_at
    end_at = begins_at + fields["length"] * clock.MINUTE
    room = room_booking.room_of(call.db, before)
    if room:
        room_booking.check_free(
            call.db, room, fields, begins_at, end_at, now=call.now, is_immediate=False, besides=before.conference_id
        )
    wanted = fields["confConfigInfo"].pop("guestPwd")
    meeting = replace(
        before,
        start_at=begins_at,
        end_at=end_at,
        is_immediate=start_at is None,
        fields=fields,
        attendees=attendees.check(body.get("attendees")),
    )
    meeting = guest_password.applied(meeting, wanted, room)
    meetings.save(call.db, meeting)
    if meeting.is_immediate:
        sessions.start(call.db, meeting, now=call.now)
    return _answer(call, meeting, user)


def cancel(call: Call) -> dict[str, Any]:
    """DELETE /v1/mmc/management/conferences; type=1 ends a running meeting."""
    user = call.user()
    meeting = access.meeting_to_change(call.db, queries.conference_id(call), user, now=call.now)
    ends_running = queries.whole(call, "type", default=0, allowed={0, 1}) == 1
    session = sessions.running(call.db, meeting.conference_id)
    if session and not ends_running:
        raise Refused(_RUNS_SO_NO_CANCEL)
    if session:
        sessions.end(call.db, session, now=call.now)
    meetings.cancel(call.db, meeting.conference_id)
    return DONE


def _body(call: Call) -> dict[str, Any]:
    body = call.body()
    if not body.get("mediaTypes"):
        raise Refused(_MEDIA_MISSING)
    return body


def _answer(call: Call, meeting: Meeting, user: User) -> list[dict[str, Any]]:
    role = access.role(call.db, meeting, user)
    session = sessions.running(call.db, meeting.conference_id)
    return [showing.conference(call.db, meeting, role, address=call.address, session=session)]


def _this_minute(call: Call) -> int:
    return call.now // clock.MINUTE * clock.MINUTE


def _password(*, other_than: str) -> str:
    while (password := ids.digits(6)) == other_than:
        pass
    return password
