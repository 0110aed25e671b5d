"""Serialize meetings: passwords and links by the role of whoever asks, no nulls."""

import sqlite3
from typing import Any

from sandbox import clock
from sandbox.contract.roles import CONFERENCE_ROLES, GUEST, HOST
from sandbox.state import rooms, series, sessions, users
from sandbox.state.meetings import Meeting
from sandbox.state.series import Occurrence
from sandbox.state.sessions import Session
from sandbox.vendor_api.rules import booking_fields
from sandbox.vendor_api.serializers.attendee import InvitedAttendee

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


def serialize_conference(
    db: sqlite3.Connection, meeting: Meeting, viewer_role: str, *, address: str, session: Session | None
) -> dict[str, Any]:
    """Return ConferenceInfo of an unfinished meeting; ``session`` is the one that is on."""
    people = [InvitedAttendee(db, meeting, written) for written in meeting.attendees]
    scheduler = users.find(db, meeting.scheduler_uuid)
    assert scheduler is not None
    found: dict[str, Any] = {
        "conferenceID": meeting.conference_id,
        "size": len(people),
        "startTime": clock.minute(meeting.start_at),
        "endTime": clock.minute(meeting.end_at),
        "mediaTypes": booking_fields.answered_media_types(meeting.fields["mediaTypes"]),
        "conferenceState": "Created" if session else "Schedule",
        "accessNumber": ACCESS_NUMBER,
        "passwordEntry": serialize_passwords(meeting, viewer_role),
        "userUUID": scheduler.uuid,
        "scheduserName": scheduler.name,
        "conferenceType": 0,
        "confType": "IMMEDIATELY" if meeting.is_immediate else "FUTURE",
        "isAutoMute": int(meeting.options["isAutoMute"]),
        "guestJoinUri": join_uri(address, meeting.conference_id, meeting.guest_random),
        "confConfigInfo": {name: value for name, value in meeting.options.items() if name not in _NOT_READ_BACK},
        "isHasRecordFile": False,
        "partAttendeeInfo": _serialize_first_attendees(people),
        "terminlCount": sum(person.is_hard for person in people),
        "normalCount": sum(not person.is_hard for person in people),
        "deptName": users.enterprise_name(db, meeting.corp_id),
        "webinar": False,
        "multiStreamFlag": 1,
        "confMode": "RTC",
        "scheduleVmr": bool(meeting.fields["vmrFlag"]),
    }
    found |= {name: value for name in _AS_WRITTEN if (value := meeting.fields[name]) != ""}
    if viewer_role == HOST:
        found["chairJoinUri"] = join_uri(address, meeting.conference_id, meeting.host_random)
    if room := rooms.find(db, meeting.fields["vmrID"]):
        found["vmrConferenceID"] = room.number
    if session:
        found["confUUID"] = session.conf_uuid
    if cycle := series.find_cycle(db, meeting.conference_id):
        found |= _serialize_series(db, meeting, cycle)
    return found


def _serialize_series(db: sqlite3.Connection, meeting: Meeting, cycle: dict[str, Any]) -> dict[str, Any]:
    """Return what a series has besides. Occurrences that are over or cancelled are not shown."""
    coming = [one for one in series.list_occurrences(db, meeting.conference_id) if one.start_at >= meeting.start_at]
    found = {
        "conferenceType": 2,
        "confType": "CYCLE",
        "cycleParams": cycle,
        "subConfs": [_serialize_occurrence(meeting, one) for one in coming],
    }
    return found | ({"cycleSubConfID": coming[0].id} if coming else {})


def _serialize_occurrence(meeting: Meeting, occurrence: Occurrence) -> dict[str, Any]:
    """Return CycleSubConf: each carries the ID of the series."""
    own = occurrence.fields
    options = meeting.options | own.get("confConfigInfo", {})
    names = ("callInRestriction", "allowGuestStartConf", "enableWaitingRoom")
    found = {
        "cycleSubConfID": occurrence.id,
        "conferenceID": meeting.conference_id,
        "mediaType": booking_fields.answered_media_types(own.get("mediaTypes", meeting.fields["mediaTypes"])),
        "startTime": clock.minute(occurrence.start_at),
        "endTime": clock.minute(occurrence.end_at),
        "isAutoRecord": own.get("isAutoRecord", meeting.fields["isAutoRecord"]),
        "confConfigInfo": {name: options[name] for name in names} | {"joinBeforeHostTime": 0},
        "recordAuthType": own.get("recordAuthType", meeting.fields["recordAuthType"]),
    }
    return found | ({"description": own["description"]} if own.get("description") else {})


def join_uri(address: str, conference_id: str, random: str) -> str:
    """Return a join link. A meeting that asks its guests for no password has no tail in it."""
    return f"{address}/#/j/{conference_id}" + (f"/{random}" if random else "")


def serialize_passwords(meeting: Meeting, viewer_role: str) -> list[dict[str, str]]:
    entries = [{"conferenceRole": CONFERENCE_ROLES[HOST], "password": meeting.host_password}]
    if viewer_role != HOST:
        entries = []
    if meeting.guest_password:
        entries.append({"conferenceRole": CONFERENCE_ROLES[GUEST], "password": meeting.guest_password})
    return entries


def _serialize_first_attendees(people: list[InvitedAttendee]) -> list[dict[str, Any]]:
    soft = [person for person in people if not person.is_hard][:_SHOWN_PEOPLE]
    hard = [person for person in people if person.is_hard][:_SHOWN_PEOPLE]
    return [person.to_part_attendee() for person in soft + hard]


def count_online(db: sqlite3.Connection, session: Session) -> int:
    """Return how many are in the meeting: those in the waiting room are not."""
    return sum(not one.is_waiting for one in sessions.list_participants(db, session.conf_uuid))
