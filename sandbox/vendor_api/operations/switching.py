"""Switch what is of the whole meeting: lock, recording, live, what everybody may."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import live_settings, participant_states
from sandbox.state.meetings import RECORDED
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.control_access import Control
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import field_types
from sandbox.vendor_api.rules.booking_fields import WRONG_VALUE
from sandbox.vendor_api.rules.field_types import Integer
from sandbox.vendor_api.rules.switches import read_switch, switch

_NO_RECORDING, _NO_LIVE, _NOBODY_IN = "MMC.111072020", "MMC.115022003", "MMC.111072024"
_NOT_IN_RANGE, _NOT_SUPPORTED, _CANNOT_RECORD = "MMC.111072045", "MMC.111072010", "MMC.111072208"
# recordType of a booking
_WITH_LIVE = frozenset({1, 3})
# recordType of mmrRecord
_RECORDING = {0: live_settings.PAUSED, 1: live_settings.ON, 2: live_settings.OFF}
_CONFIG = {
    "lockSharing": (switch("lockSharing"), "is_sharing_locked", bool),
    "callInRestriction": (Integer("callInRestriction", None, {0, 2, 3}, WRONG_VALUE), "call_in_restriction", int),
    "audienceCallInRestriction": (Integer("audienceCallInRestriction", None, {0, 2}, WRONG_VALUE), "", int),
    "allowUnmuteByOneself": (switch("allowUnmuteByOneself"), "may_unmute", bool),
    "chatPermission": (Integer("chatPermission", None, {1, 2, 3, 4}, WRONG_VALUE), "chat_permission", int),
    "clientRecMode": (Integer("clientRecMode", None, {0, 1, 2}, WRONG_VALUE), "client_recording", int),
    "allowOpenCamera": (switch("allowOpenCamera"), "may_open_camera", bool),
    "allowRename": (switch("allowRename"), "may_rename", bool),
    "isLock": (switch("isLock"), "is_locked", bool),
    "freeShare": (switch("freeShare"), "has_free_sharing", bool),
}


def lock(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/lock: then no other guests come in."""
    control = control_access.require_moderator(call)
    is_locked = read_switch(call.body(), "isLock")
    live_settings.change(call.db, control.conf_uuid, is_locked=is_locked)
    control_access.record(call, control, "lock" if is_locked else "unlock")
    return DONE


def record(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/record"""
    control = control_access.require_moderator(call)
    return _record(call, control, live_settings.ON if read_switch(call.body(), "isRecord") else live_settings.OFF)


def record_by_type(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/mmrRecord, which can also pause."""
    control = control_access.require_moderator(call)
    asked = field_types.read_fields(call.body(), (Integer("recordType", None, _RECORDING, _NOT_IN_RANGE),))
    return _record(call, control, _RECORDING[asked["recordType"]])


def broadcast_live(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/live"""
    return _broadcast_live(call, "isLive")


def broadcast_live_by_state(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/mmrLive"""
    return _broadcast_live(call, "liveState")


def configure(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/updateStartedConfConfig: what is left out stays."""
    control = control_access.require_moderator(call)
    asked = field_types.read_fields(call.body(), tuple(field for field, _, _ in _CONFIG.values()))
    changes = {
        column: kind(asked[name]) for name, (_, column, kind) in _CONFIG.items() if column and asked[name] is not None
    }
    live_settings.change(call.db, control.conf_uuid, **changes)
    return DONE


def allow_audience(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/allowAudience, of webinars alone: the sandbox has none."""
    control_access.require_moderator(call)
    field_types.read_fields(call.body(), (Integer("allowAudience", None, {1}, _NOT_IN_RANGE),))
    raise Refused(_NOT_SUPPORTED)


def pause(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/pause"""
    control = control_access.require_moderator(call)
    live_settings.change(call.db, control.conf_uuid, is_paused=read_switch(call.body(), "pause"))
    return DONE


def allow_recording(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/allowClientRecord: one may record with the client, or no longer."""
    _, person = control_access.require_moderator_of(call)
    may_record = read_switch(call.body(), "allowClientRecord")
    if person.is_audio_only or person.is_terminal:
        raise Refused(_CANNOT_RECORD)
    participant_states.change(call.db, person.id, may_record=may_record)
    return DONE


def _record(call: Call, control: Control, state: str) -> dict[str, Any]:
    if control.meeting.fields["recordType"] not in RECORDED:
        raise Refused(_NO_RECORDING)
    settings = live_settings.load(call.db, control.conf_uuid)
    if state == live_settings.ON and not any(not one.is_waiting for one in control.people):
        raise Refused(_NOBODY_IN)
    if state == live_settings.PAUSED and settings.recording == live_settings.OFF:
        state = live_settings.OFF
    call.had_effect = settings.recording != state
    live_settings.save(call.db, control.conf_uuid, settings.with_recording(state, now=call.now))
    if call.had_effect:
        control_access.record(call, control, f"record_{state}")
    return DONE


def _broadcast_live(call: Call, name: str) -> dict[str, Any]:
    control = control_access.require_moderator(call)
    is_live = read_switch(call.body(), name)
    if control.meeting.fields["recordType"] not in _WITH_LIVE:
        raise Refused(_NO_LIVE)
    live_settings.change(call.db, control.conf_uuid, is_live=is_live)
    control_access.record(call, control, "live_on" if is_live else "live_off")
    return DONE
