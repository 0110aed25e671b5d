"""Say who is the host, and who helps."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.contract.roles import GUEST, HOST
from sandbox.state import participant_states, sessions
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import field_types
from sandbox.vendor_api.rules.switches import read_switch, switch

_WRONG_PASSWORD, _NO_PHONE = "MMC.111072018", "MMC.111072074"
_HOST_IS_NO_COHOST, _NO_COHOST = "MMC.111072107", "MMC.111072106"
_ROLE = (switch("applyChair"), field_types.Text("chairmanPwd", longest=64, code=_WRONG_PASSWORD))


def set_role(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/role: somebody becomes the host, or is so no longer.

    Whoever knows the password may take it over for themselves; there is one host at a time.
    """
    control, person = control_access.require_right_over(call, call.query["participantID"])
    asked = field_types.read_fields(call.body(), _ROLE)
    if asked["applyChair"] == 0:
        call.had_effect = person == control.host
        if call.had_effect:
            sessions.set_role(call.db, control.conf_uuid, person.id, GUEST)
            control_access.record(call, control, "release_host", person.id)
        return DONE
    if asked["chairmanPwd"] != control.meeting.host_password:
        raise Refused(_WRONG_PASSWORD)
    control.check_may_replace_host()
    if person.is_audio_only:
        raise Refused(_NO_PHONE)
    call.had_effect = person != control.host
    sessions.set_role(call.db, control.conf_uuid, person.id, HOST)
    participant_states.change(call.db, person.id, is_cohost=False, has_hand_up=False)
    control_access.record(call, control, "set_host", person.id)
    return DONE


def set_cohost(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/cohost"""
    control, person = control_access.require_moderator_of(call)
    is_cohost = read_switch(call.body(), "isCohost")
    if person == control.host:
        raise Refused(_HOST_IS_NO_COHOST)
    if is_cohost and person.is_audio_only:
        raise Refused(_NO_COHOST)
    call.had_effect = person.is_cohost != is_cohost
    participant_states.change(call.db, person.id, is_cohost=is_cohost)
    control_access.record(call, control, "set_cohost" if is_cohost else "revoke_cohost", person.id)
    return DONE
