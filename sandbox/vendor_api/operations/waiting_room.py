"""Let in who waits, and send back who is in."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import waiting_room
from sandbox.state.people import Person
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.control_access import NOT_THERE, Control
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import field_types

_MISSING, _WRONG_VALUE, _NO_WAITING_ROOM, _NOT_THEY = (
    "MMC.111070001",
    "MMC.111071061",
    "MMC.111112005",
    "MMC.111112004",
)
_ADMIT = (field_types.Text("participantID"), field_types.Boolean("allowAll", default=False))


def admit(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/allowWaitingParticipant: one who waits, or all."""
    control = control_access.require_moderator(call)
    asked = field_types.read_fields(call.body(), _ADMIT)
    waiting = [one for one in control.people if one.is_waiting]
    if not asked["allowAll"]:
        if not asked["participantID"]:
            raise Refused(_MISSING)
        waiting = [one for one in waiting if one.id == asked["participantID"]]
        if not waiting:
            raise Refused(NOT_THERE)
    for one in waiting:
        waiting_room.admit(call.db, one.id, now=call.now)
        control_access.record(call, control, "admit", one.id)
    call.had_effect = bool(waiting)
    return DONE


def send(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/moveToWaitingRoom"""
    return _send(call, [call.body()["participantID"]])


def send_several(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/batchMoveToWaitingRoom: all of them or, where one can't, none."""
    return _send(call, call.body()["batchParticipants"])


def _send(call: Call, named: list[str]) -> dict[str, Any]:
    control = control_access.require_moderator(call)
    if not 0 < len(named) <= 500:
        raise Refused(_WRONG_VALUE)
    found = [_find(control, one) for one in dict.fromkeys(named)]
    if not control.meeting.options["enableWaitingRoom"]:
        raise Refused(_NO_WAITING_ROOM)
    for one in found:
        waiting_room.send_to_waiting_room(call.db, one.id, now=call.now)
        control_access.record(call, control, "send_to_waiting_room", one.id)
    return DONE


def _find(control: Control, participant_id: str) -> Person:
    found = control.find_to_act_on(participant_id)
    if found.is_cohost or found == control.host:
        raise Refused(_NOT_THEY)
    return found
