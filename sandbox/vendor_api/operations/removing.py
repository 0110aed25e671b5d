"""Take people out of a running meeting, off its list, and give them other names."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import call_results, called_sites, live_settings, sessions
from sandbox.state.called_sites import CALLED, JOINING
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.control_access import NOT_THERE, Control
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import field_types
from sandbox.vendor_api.serializers import invited_people

_WRONG_VALUE, _NO_NAME, _TOO_LONG, _BLOCKED = "MMC.111071061", "MMC.111072046", "MMC.111072047", "MMC.111072214"
_NO_ATTENDEE, _NOT_A_GUEST = "MMC.111072017", "MMC.111072070"
# Which words are blocked is not published.
_BLOCKED_WORDS = ("fuck", "傻逼")
_MOST = 500
_DELETED = (field_types.Text("number", longest=127, code="MMC.111072032"), field_types.Text("participantID"))
_RENAMED = (
    field_types.Text("number", longest=127, code="MMC.111072032"),
    field_types.Text("newName", longest=96, code=_TOO_LONG),
    field_types.Text("participantID"),
)


def hang_up(call: Call) -> dict[str, Any]:
    """Answer POST /v1/mmc/control/conferences/participants/delete: they go, and stay attendees."""
    control = control_access.require_moderator(call)
    named = call.body()["bulkHangUpParticipants"]
    if not 0 < len(named) <= _MOST:
        raise Refused(_WRONG_VALUE)
    for participant_id in dict.fromkeys(named):
        _check_is_there(call, control, participant_id)
    for participant_id in dict.fromkeys(named):
        _hang_up(call, control, participant_id)
    return DONE


def delete_attendees(call: Call) -> dict[str, Any]:
    """Answer POST /v1/mmc/control/conferences/attendees/delete: off the list, and out where they are in."""
    control = control_access.require_moderator(call)
    written = call.body()["bulkDelAttendInfo"]
    if not 0 < len(written) <= _MOST:
        raise Refused(_WRONG_VALUE)
    asked = [field_types.read_fields(one, _DELETED) for one in written]
    invited = {one.key for one in invited_people.list_invited(call.db, control.meeting, control.session, now=call.now)}
    for one in asked:
        _check_deletable(call, control, one, invited)
    removed = live_settings.load(call.db, control.conf_uuid).removed
    numbers = dict.fromkeys([*removed, *(one["number"] for one in asked)])
    live_settings.change(call.db, control.conf_uuid, removed=list(numbers))
    for one in asked:
        if one["participantID"]:
            _hang_up(call, control, one["participantID"])
    return DONE


def rename(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/name: the host anybody, everybody oneself."""
    asked = field_types.read_fields(call.body(), _RENAMED)
    if asked["participantID"]:
        control, person = control_access.require_right_over(call, asked["participantID"])
        if control.right == "guest" and not live_settings.load(call.db, control.conf_uuid).may_rename:
            raise Refused(_NOT_A_GUEST)
        _check_name(asked["newName"])
        if person.call_number != asked["number"]:
            raise Refused(NOT_THERE)
        sessions.rename(call.db, person.id, asked["newName"])
        return DONE
    control = control_access.require_moderator(call)
    _check_name(asked["newName"])
    if any(one.call_number == asked["number"] for one in control.people):
        raise Refused(NOT_THERE)
    invited = invited_people.list_invited(call.db, control.meeting, control.session, now=call.now)
    if asked["number"] not in {one.key for one in invited}:
        raise Refused(_NO_ATTENDEE)
    called_sites.rename(call.db, control.conf_uuid, asked["number"], asked["newName"])
    names = live_settings.load(call.db, control.conf_uuid).names | {asked["number"]: asked["newName"]}
    live_settings.change(call.db, control.conf_uuid, names=names)
    return DONE


def _check_name(name: str) -> None:
    if not name.strip():
        raise Refused(_NO_NAME)
    if any(word in name.lower() for word in _BLOCKED_WORDS):
        raise Refused(_BLOCKED)


def _check_deletable(call: Call, control: Control, one: dict[str, Any], invited: set[str]) -> None:
    if one["number"] not in invited:
        raise Refused(_NO_ATTENDEE)
    if one["participantID"]:
        _check_is_there(call, control, one["participantID"])
    elif any(there.call_number == one["number"] for there in control.people):
        raise Refused(NOT_THERE)


def _check_is_there(call: Call, control: Control, participant_id: str) -> None:
    """Check that it is somebody who is in, waits or is being called, and on whom one may act."""
    if any(one.id == participant_id and one.is_waiting for one in control.people):
        return
    if _find_ringing(call, control, participant_id) is None:
        control.find_to_act_on(participant_id)


def _hang_up(call: Call, control: Control, participant_id: str) -> None:
    if site := _find_ringing(call, control, participant_id):
        called_sites.stop_calling(call.db, site)
    else:
        sessions.leave(call.db, participant_id, now=call.now, why=call_results.HUNG_UP_BY_THE_PORTAL)
    control_access.record(call, control, "hang_up", participant_id)


def _find_ringing(call: Call, control: Control, participant_id: str) -> called_sites.CalledSite | None:
    sites = called_sites.list_sites(call.db, control.conf_uuid, now=call.now)
    return next((one for one in sites if one.id == participant_id and one.state in {CALLED, JOINING}), None)
