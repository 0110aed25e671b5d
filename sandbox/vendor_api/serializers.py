"""Meetings and people as answers show them: passwords and links by the role of whoever asks, no nulls."""

import sqlite3
from typing import Any

from sandbox import clock
from sandbox.state import meetings, rooms, series, sessions, users
from sandbox.state.meetings import Meeting
from sandbox.state.series import Occurrence
from sandbox.state.sessions import Session
from sandbox.vendor_api.rules import access, attendees, booking_fields

ACCESS_NUMBER = "+991117"
_SHOWN_PEOPLE = 20
# They are written, but no answer has them.
_NOT_READ_BACK = {"isSendNotify", "isSendSms", "isSendCalendar", "guestPwd"}
_AS_WRITTEN = (
    "subject",
    "timeZoneID",
    "language",
    "isAutoRecord",
    "recordType",
    "recordAuxStream",
    "recordAuthType",
    "liveAddress",
    "auxAddress",
    "vmrFlag",
    "vmrID",
    "concurrentParticipants",
    "supportSimultaneousInterpretation",
)


def conference(
    db: sqlite3.Connection, meeting: Meeting, viewer_role: str, *, address: str, session: Session | None
) -> dict[str, Any]:
    """ConferenceInfo of an unfinished meeting; ``session`` is the one that is on."""
    people = [Attendee(db, meeting, written) for written in meeting.attendees]
    scheduler = users.find(db, meeting.scheduler_uuid)
    assert scheduler is not None
    found: dict[str, Any] = {
        "conferenceID": meeting.conference_id,
        "size": len(people),
        "startTime": clock.minute(meeting.start_at),
        "endTime": clock.minute(meeting.end_at),
        "mediaTypes": booking_fields.media_types(meeting.fields["mediaTypes"]),
        "conferenceState": "Created" if session else "Schedule",
        "accessNumber": ACCESS_NUMBER,
        "passwordEntry": passwords(meeting, viewer_role),
        "userUUID": scheduler.uuid,
        "scheduserName": scheduler.name,
        "conferenceType": 0,
        "confType": "IMMEDIATELY" if meeting.is_immediate else "FUTURE",
        "isAutoMute": int(meeting.options["isAutoMute"]),
        "guestJoinUri": join_uri(address, meeting.conference_id, meeting.guest_random),
        "confConfigInfo": {name: value for name, value in meeting.options.items() if name not in _NOT_READ_BACK},
        "isHasRecordFile": False,
        "partAttendeeInfo": _part(people),
        "terminlCount": sum(person.is_hard for person in people),
        "normalCount": sum(not person.is_hard for person in people),
        "deptName": users.enterprise_name(db, meeting.corp_id),
        "webinar": False,
        "multiStreamFlag": 1,
        "confMode": "RTC",
        "scheduleVmr": bool(meeting.fields["vmrFlag"]),
    }
    found |= {name: value for name in _AS_WRITTEN if (value := meeting.fields[name]) != ""}
    if viewer_role == access.HOST:
        found["chairJoinUri"] = join_uri(address, meeting.conference_id, meeting.host_random)
    if room := rooms.find(db, meeting.fields["vmrID"]):
        found["vmrConferenceID"] = room.number
    if session:
        found["confUUID"] = session.conf_uuid
    if cycle := series.cycle_of(db, meeting.conference_id):
        found |= _series(db, meeting, cycle)
    return found


def _series(db: sqlite3.Connection, meeting: Meeting, cycle: dict[str, Any]) -> dict[str, Any]:
    """Those that are over are not shown any more, as little as those that are cancelled."""
    coming = [one for one in series.occurrences(db, meeting.conference_id) if one.start_at >= meeting.start_at]
    found = {
        "conferenceType": 2,
        "confType": "CYCLE",
        "cycleParams": cycle,
        "subConfs": [_occurrence(meeting, one) for one in coming],
    }
    return found | ({"cycleSubConfID": coming[0].id} if coming else {})


def _occurrence(meeting: Meeting, occurrence: Occurrence) -> dict[str, Any]:
    """CycleSubConf: each bears the ID of the series."""
    own = occurrence.fields
    options = meeting.options | own.get("confConfigInfo", {})
    names = ("callInRestriction", "allowGuestStartConf", "enableWaitingRoom")
    found = {
        "cycleSubConfID": occurrence.id,
        "conferenceID": meeting.conference_id,
        "mediaType": booking_fields.media_types(own.get("mediaTypes", meeting.fields["mediaTypes"])),
        "startTime": clock.minute(occurrence.start_at),
        "endTime": clock.minute(occurrence.end_at),
        "isAutoRecord": own.get("isAutoRecord", meeting.fields["isAutoRecord"]),
        "confConfigInfo": {name: options[name] for name in names} | {"joinBeforeHostTime": 0},
        "recordAuthType": own.get("recordAuthType", meeting.fields["recordAuthType"]),
    }
    return found | ({"description": own["description"]} if own.get("description") else {})


def join_uri(address: str, conference_id: str, random: str) -> str:
    """A meeting that asks its guests for no password has no tail in their link."""
    return f"{address}/#/j/{conference_id}" + (f"/{random}" if random else "")


def passwords(meeting: Meeting, viewer_role: str) -> list[dict[str, str]]:
    entries = [{"conferenceRole": access.HOST, "password": meeting.host_password}]
    if viewer_role != access.HOST:
        entries = []
    if meeting.guest_password:
        entries.append({"conferenceRole": access.GUEST, "password": meeting.guest_password})
    return entries


def _part(people: list["Attendee"]) -> list[dict[str, Any]]:
    soft = [person for person in people if not person.is_hard][:_SHOWN_PEOPLE]
    hard = [person for person in people if person.is_hard][:_SHOWN_PEOPLE]
    return [person.part() for person in soft + hard]


class Attendee:
    """Somebody who is invited, with the account where it is one of the enterprise that has signed in once."""

    def __init__(self, db: sqlite3.Connection, meeting: Meeting, written: dict[str, Any]) -> None:
        self._written = attendees.read(written)
        self._auto_invite = written.get("isAutoInvite")
        colleague = meetings.colleague(db, meeting, written)
        self._is_colleague = colleague is not None
        self._user = (
            None
            if colleague is None
            else users.find_by_third_account(db, corp_id=meeting.corp_id, third_account=colleague)
        )

    @property
    def is_hard(self) -> bool:
        return self._written["type"] in attendees.HARD_TYPES

    @property
    def name(self) -> str:
        return self._written["name"] or (self._user.name if self._user else "")

    @property
    def number(self) -> str:
        return self._written["phone"] or (self._user.sip_number if self._user else "")

    @property
    def _type(self) -> str:
        written = str(self._written["type"])
        return "outside" if written == "normal" and not self._is_colleague else written

    def part(self) -> dict[str, Any]:
        """PartAttendee, the short form inside a meeting."""
        return _without_blanks(
            {
                "name": self.name,
                "phone": self.number,
                "phone2": self._written["phone2"],
                "phone3": self._written["phone3"],
                "type": self._type,
                "role": self._written["role"],
                "isMute": self._written["isMute"],
            }
        )

    def participant(self) -> dict[str, Any]:
        """ParticipantInfo, the long form of the details."""
        return _without_blanks(
            {
                "participantID": self.number,
                "name": self.name,
                "role": self._written["role"],
                "state": "MEETTING",
                "address": self._written["address"],
                "attendeeType": self._type,
                "accountId": self._written["accountId"],
                "phone2": self._written["phone2"],
                "phone3": self._written["phone3"],
                "email": self._written["email"],
                "sms": self._written["sms"],
                "deptName": self._written["deptName"],
                "userUUID": self._user.uuid if self._user else "",
                "appId": self._written["appId"],
                "isAutoInvite": self._auto_invite,
                "isNotOverlayPidName": False,
            }
        )


def _without_blanks(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in {"", None}}


def amount_online(db: sqlite3.Connection, session: Session) -> int:
    """Those in the waiting room are not in the meeting."""
    return sum(not one.is_waiting for one in sessions.participants(db, session.conf_uuid))
