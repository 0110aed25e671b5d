"""Show who is in a meeting, who was, and what was done in it."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import attendance, control_records, sessions, users
from sandbox.state.attendance import Stay
from sandbox.state.control_records import MCU, PORTAL, SYSTEM, ControlRecord
from sandbox.state.meetings import Meeting
from sandbox.vendor_api import history_access, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import access, translations

_NOT_FOUND = "MMC.111070005"
_TEN_SECONDS_MS = 10_000


def list_online(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/online/conf-attendee"""
    user = call.user()
    conference_id = call.query["conf_id"]
    search = parameters.search_key(call, "search_key").lower()
    meeting = access.meeting_to_see(call.db, conference_id, user, now=call.now)
    session = sessions.find_running(call.db, meeting.conference_id)
    if session is None:
        raise Refused(_NOT_FOUND)
    people = [
        _serialize_online(call, stay) for stay in attendance.list_stays(call.db, session.conf_uuid) if not stay.left_ms
    ]
    searched = ("name", "call_number", "third_account")
    found = [one for one in people if any(search in str(one.get(name, "")).lower() for name in searched)]
    return parameters.paginate(found, *parameters.page_bounds(call))


def list_attendance(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/history/confAttendeeRecord: a row each time that somebody came in."""
    conf_uuid, meeting = history_access.find_session_to_see(call, call.user())
    search = parameters.search_key(call).lower()
    rows = (_serialize_stay(call, stay, meeting) for stay in attendance.list_stays(call.db, conf_uuid))
    searched = ("displayName", "callNumber")
    found = [row for row in rows if any(search in row.get(name, "").lower() for name in searched)]
    return parameters.paginate(found, *parameters.page_bounds(call))


def list_control_records(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/history/confCtlRecord.

    By time in the large, not within ten seconds.
    """
    conf_uuid, meeting = history_access.find_session_to_see(call, call.user())
    stays = attendance.list_stays(call.db, conf_uuid)
    done = [record for stay in stays for record in _list_arrival_records(stay, meeting)]
    done += control_records.list_control_records(call.db, conf_uuid)
    done.sort(key=lambda record: (record.at_ms // _TEN_SECONDS_MS, record.operation))
    page = parameters.paginate(done, *parameters.page_bounds(call))
    page["data"] = [_serialize_record(call, record) for record in page["data"]]
    return page


def _serialize_online(call: Call, stay: Stay) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "participant_id": stay.participant_id,
        "name": stay.name,
        "call_number": stay.call_number,
        "role": int(stay.is_host),
    }
    if user := users.find(call.db, stay.user_uuid):
        shown |= {"third_account": user.third_account, "account": user.account, "user_id": user.uuid}
    return {name: value for name, value in shown.items() if value != ""}


def _serialize_stay(call: Call, stay: Stay, meeting: Meeting) -> dict[str, Any]:
    user = users.find(call.db, stay.user_uuid)
    shown = {
        "displayName": stay.name,
        "callNumber": stay.call_number,
        "deviceType": _translate(call, "soft_terminal"),
        "joinTime": stay.joined_ms,
        "leftTime": stay.left_ms,
        "mediaType": _translate(call, "video" if "Video" in meeting.fields["mediaTypes"] else "voice"),
        "deptName": users.enterprise_name(call.db, user.corp_id) if user else "",
    }
    return {name: value for name, value in shown.items() if value != ""}


def _list_arrival_records(stay: Stay, meeting: Meeting) -> list[ControlRecord]:
    """Return what the service itself does when somebody comes in."""
    done = [ControlRecord(stay.joined_ms, SYSTEM, "call", stay.participant_id)]
    if stay.is_host:
        done.append(ControlRecord(stay.joined_ms + 17, SYSTEM, "set_host", stay.participant_id))
    elif meeting.options["isAutoMute"]:
        done.append(ControlRecord(stay.joined_ms + 6, MCU, "mute", stay.participant_id))
    return done


def _serialize_record(call: Call, record: ControlRecord) -> dict[str, Any]:
    shown = {
        "operateTime": record.at_ms,
        "operateSource": record.source,
        "operator": "Conference Operator" if record.source == PORTAL else record.source,
        "operateCode": _translate(call, record.operation),
        "operationObject": record.object,
        "operateResult": _translate(call, "succeeded"),
    }
    return {name: value for name, value in shown.items() if value != ""}


def _translate(call: Call, name: str) -> str:
    return translations.translate(name, call.headers.get("accept-language", ""))
