"""Create, edit and cancel a single meeting, and do what series have in common with it."""

from dataclasses import dataclass, replace
from typing import Any

from sandbox import clock, ids
from sandbox.contract.errors import Refused
from sandbox.state import events, meetings, series, sessions
from sandbox.state.meetings import Meeting
from sandbox.state.rooms import Room
from sandbox.state.users import User
from sandbox.vendor_api import callers, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import access, attendees, booking_fields, guest_password, room_booking, start_time
from sandbox.vendor_api.serializers import conference

_NOT_FOUND, _NOT_A_SINGLE_ONE = "MMC.111070005", "MMC.111071019"
_MEDIA_MISSING = "MMC.111071018"
_RUNS_SO_NO_EDIT, _RUNS_SO_NO_CANCEL = "MMC.111071065", "MMC.111071067"
ROOM_SO_NOT_NOW = "MMC.111071009"
DONE = {"returnCode": 0, "returnDesc": "Success"}


@dataclass(frozen=True, slots=True)
class RequestedBooking:
    """What a create or an edit asks for, each part of it acceptable."""

    fields: dict[str, Any]
    attendees: list[dict[str, Any]]
    guest_password: str
    is_immediate: bool
    start_at: int
    end_at: int


def create(call: Call) -> list[dict[str, Any]]:
    """Answer POST /v1/mmc/management/conferences"""
    user = callers.require_member(call)
    wanted = _check_single(read_request(call, user))
    room = room_booking.find_requested_room(call.db, wanted.fields, user, now=call.now)
    return save_and_serialize(call, new_meeting(call, user, wanted, room), wanted, room, user, event="meeting.create")


def new_meeting(call: Call, user: User, wanted: RequestedBooking, room: Room | None) -> Meeting:
    """Return the meeting, not written yet."""
    return Meeting(
        conference_id=meetings.new_id(call.db, other_than=wanted.guest_password),
        corp_id=user.corp_id,
        scheduler_uuid=user.uuid,
        start_at=wanted.start_at,
        end_at=wanted.end_at,
        is_immediate=wanted.is_immediate,
        host_password=room_booking.host_password(room, wanted.fields) or _password(other_than=wanted.guest_password),
        guest_password="",
        host_random=ids.link_random(),
        guest_random="",
        fields=wanted.fields,
        attendees=wanted.attendees,
    )


def edit(call: Call) -> list[dict[str, Any]]:
    """Answer PUT /v1/mmc/management/conferences: the whole object, so what is left out gets its default."""
    user = call.user()
    before = _single_to_change(call)
    if sessions.find_running(call.db, before.conference_id):
        raise Refused(_RUNS_SO_NO_EDIT)
    wanted = _check_single(read_request(call, user, before))
    room_booking.check_unchanged(before.fields, wanted.fields)
    if wanted.is_immediate and wanted.fields["vmrFlag"]:
        raise Refused(ROOM_SO_NOT_NOW)
    room = room_booking.find_room(call.db, before)
    return save_and_serialize(call, changed_meeting(before, wanted), wanted, room, user, event="meeting.modify")


def changed_meeting(before: Meeting, wanted: RequestedBooking) -> Meeting:
    """Return the changed meeting, not written yet."""
    return replace(
        before,
        start_at=wanted.start_at,
        end_at=wanted.end_at,
        is_immediate=wanted.is_immediate,
        fields=wanted.fields,
        attendees=wanted.attendees,
    )


def cancel(call: Call) -> dict[str, Any]:
    """Answer DELETE /v1/mmc/management/conferences; type=1 ends a running meeting."""
    call.user()
    meeting = _single_to_change(call)
    end_if_allowed(call, meeting)
    meetings.cancel(call.db, meeting.conference_id)
    tell(call, "meeting.cancel", meeting)
    return DONE


def tell(call: Call, name: str, meeting: Meeting, occurrence_id: str = "") -> None:
    """Have it told what this call does to a meeting, or to an occurrence alone."""
    events.add(
        call.db,
        name,
        corp_id=meeting.corp_id,
        conference_id=meeting.conference_id,
        occurrence_id=occurrence_id,
        at=call.now,
    )


def end_if_allowed(call: Call, meeting: Meeting) -> None:
    """End what is running where type=1 says so; else it stands in the way of cancelling."""
    session, ends = sessions.find_running(call.db, meeting.conference_id), ends_running(call)
    if session and not ends:
        raise Refused(_RUNS_SO_NO_CANCEL)
    if session:
        sessions.end_session(call.db, session, now=call.now)


def ends_running(call: Call) -> bool:
    """Return whether type=1 ends what is running."""
    return parameters.integer(call, "type", default=0, allowed={0, 1}) == 1


def read_request(call: Call, user: User, before: Meeting | None = None) -> RequestedBooking:
    """Return what the body asks for, of an edit with the meeting ``before``. Refuse with the vendor's reason."""
    body = call.body()
    if before and keeps_omitted_fields(call):
        body = _fill_omitted(body, before)
    if not body.get("mediaTypes"):
        raise Refused(_MEDIA_MISSING)
    fields = booking_fields.read_booking(body)
    fields["subject"] = fields["subject"] or f"{user.name}的会议"
    start_at = start_time.parse_start(body.get("startTime"), now=call.now)
    begins_at = call.now // clock.MINUTE * clock.MINUTE if start_at is None else start_at
    return RequestedBooking(
        guest_password=fields["confConfigInfo"].pop("guestPwd"),
        fields=fields,
        attendees=attendees.check_attendees(body.get("attendees")),
        is_immediate=start_at is None,
        start_at=begins_at,
        end_at=begins_at + fields["length"] * clock.MINUTE,
    )


def keeps_omitted_fields(call: Call) -> bool:
    """Return whether an edit leaves alone what it doesn't name."""
    return call.assumptions.value("omitted_field") == "kept"


def _fill_omitted(body: dict[str, Any], before: Meeting) -> dict[str, Any]:
    """Return the body with the values of before in place of what it leaves out."""
    sent = {name: value for name, value in body.items() if value is not None}
    options = before.options | {"guestPwd": before.guest_password}
    if "confConfigInfo" in sent:
        sent["confConfigInfo"] = options | {
            n: value for n, value in sent["confConfigInfo"].items() if value is not None
        }
    known = {"startTime": clock.minute(before.start_at), "attendees": before.attendees, "confConfigInfo": options}
    return before.fields | known | sent


def _check_single(wanted: RequestedBooking) -> RequestedBooking:
    if wanted.fields["conferenceType"]:
        raise Refused(_NOT_A_SINGLE_ONE)
    return wanted


def _single_to_change(call: Call) -> Meeting:
    """Return the single meeting; a series is found by the calls for series only."""
    meeting = access.meeting_to_change(call.db, parameters.conference_id(call), call.user(), now=call.now)
    if series.find_cycle(call.db, meeting.conference_id):
        raise Refused(_NOT_FOUND)
    return meeting


def save_and_serialize(
    call: Call, meeting: Meeting, wanted: RequestedBooking, room: Room | None, user: User, *, event: str
) -> list[dict[str, Any]]:
    """Write the meeting, have ``event`` told of it, and answer with it as whoever wrote it sees it."""
    if room:
        room_booking.check_free(call.db, room, meeting, now=call.now)
    meeting = guest_password.with_guest_password(
        meeting,
        wanted.guest_password,
        room,
        rooms_own=call.assumptions.value("room_password") == "room",
    )
    meetings.save(call.db, meeting)
    tell(call, event, meeting)
    session = sessions.start_session(call.db, meeting, now=call.now) if meeting.is_immediate else None
    role = access.viewer_role(call.db, meeting, user)
    return [conference.serialize_conference(call.db, meeting, role, address=call.address, session=session)]


def _password(*, other_than: str) -> str:
    while (password := ids.digits(6)) == other_than:
        pass
    return password
