"""Decide who is heard: mute, hands, calling somebody up."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import live_settings, participant_states
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.control_access import Control
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import field_types
from sandbox.vendor_api.rules.switches import ON_OFF, read_switch, switch

_NO_HAND, _NOT_A_GUEST, _TOO_MANY = "MMC.111072069", "MMC.111072070", "MMC.111071061"
_MUTE = (switch("isMute"), field_types.Integer("allowUnmuteByOneself", 1, ON_OFF, "MMC.111072045"))
_MOST = 500


def mute_all(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/mute: everybody but the host; whoever comes later is as the others."""
    control = control_access.require_moderator(call)
    asked = field_types.read_fields(call.body(), _MUTE)
    is_muted = asked["isMute"] == 1
    changes = {"may_unmute": asked["allowUnmuteByOneself"] == 1} if is_muted else {"may_unmute": True}
    live_settings.change(call.db, control.conf_uuid, is_muted=is_muted, **changes)
    participant_states.change_all(call.db, control.conf_uuid, but=_host(control), is_muted=is_muted)
    control_access.record(call, control, "mute_all" if is_muted else "unmute_all")
    return DONE


def mute(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/mute: the host anybody, everybody oneself."""
    control, person = control_access.require_right_over(call, call.query["participantID"])
    is_muted = read_switch(call.body(), "isMute")
    if not is_muted and control.own_id == person.id and not _may_unmute(call, control):
        raise Refused(_NOT_A_GUEST)
    call.had_effect = person.is_muted != is_muted
    participant_states.change(call.db, person.id, is_muted=is_muted)
    control_access.record(call, control, "mute" if is_muted else "unmute", person.id)
    return DONE


def allow_unmute(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/mute/guestUnMute"""
    control = control_access.require_moderator(call)
    live_settings.change(call.db, control.conf_uuid, may_unmute=read_switch(call.body(), "allowUnmuteByOneself"))
    return DONE


def raise_hand(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/hands"""
    control, person = control_access.require_right_over(call, call.query["participantID"])
    is_up = read_switch(call.body(), "handsState")
    if person == control.host:
        raise Refused(_NO_HAND)
    participant_states.change(call.db, person.id, has_hand_up=is_up)
    return DONE


def raise_hands(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/batch/hands: all of them or, where one can't, none."""
    control = control_access.require_moderator(call)
    is_up, named = read_switch(call.body(), "handsState"), call.body()["pids"]
    if not 0 < len(named) <= _MOST:
        raise Refused(_TOO_MANY)
    found = [control.find_to_act_on(one) for one in named]
    if control.host in found:
        raise Refused(_NO_HAND)
    for person in found:
        participant_states.change(call.db, person.id, has_hand_up=is_up)
    return DONE


def call_up(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/rollCall: one is heard, and the host."""
    control, person = control_access.require_moderator_of(call)
    participant_states.change_all(call.db, control.conf_uuid, but=(*_host(control), person.id), is_muted=True)
    participant_states.change(call.db, person.id, is_muted=False, has_hand_up=False)
    live_settings.change(call.db, control.conf_uuid, mode=live_settings.ROLL_CALL, focus_id=person.id)
    control_access.record(call, control, "roll_call", person.id)
    return DONE


def _may_unmute(call: Call, control: Control) -> bool:
    return control.right != "guest" or live_settings.load(call.db, control.conf_uuid).may_unmute


def _host(control: Control) -> tuple[str, ...]:
    return (control.host.id,) if control.host else ()
