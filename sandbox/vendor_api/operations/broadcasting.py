"""Say whom everybody sees: one site, several, or whoever speaks."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import live_settings
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import field_types
from sandbox.vendor_api.rules.field_types import Integer, Text

_VOICE_SITE, _NO_MODE, _NO_IMAGE, _ONE_PER_PANE = "MMC.111072026", "MMC.111072052", "MMC.111072053", "MMC.111072030"
_FIXED, _VOICE_ACTIVATED = "Fixed", "VAS"
_SINGLE, _SEVERAL = 0, 1
_MODE = (
    Text("switchMode", choices={_FIXED, _VOICE_ACTIVATED}, code=_NO_MODE),
    Integer("imageType", None, {_SINGLE, _SEVERAL}, _NO_IMAGE),
)


def broadcast(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/broadcast: one at a time."""
    control, person = control_access.require_moderator_of(call)
    if person.is_audio_only:
        raise Refused(_VOICE_SITE)
    live_settings.change(call.db, control.conf_uuid, mode=live_settings.BROADCAST, focus_id=person.id)
    control_access.record(call, control, "broadcast", person.id)
    return DONE


def cancel(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/cancelBroadcast: of one site, of several, and of calling somebody up."""
    control = control_access.require_moderator(call)
    settings = live_settings.load(call.db, control.conf_uuid)
    call.had_effect = settings.mode != live_settings.FREE
    live_settings.change(call.db, control.conf_uuid, mode=live_settings.FREE, focus_id="")
    return DONE


def switch_mode(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/display/mode. A single picture follows voices only."""
    control = control_access.require_moderator(call)
    asked = field_types.read_fields(call.body(), _MODE)
    is_activated = asked["switchMode"] == _VOICE_ACTIVATED
    if not asked["switchMode"]:
        raise Refused(_NO_MODE)
    if asked["imageType"] == _SINGLE and not is_activated:
        raise Refused(_NO_IMAGE)
    picture = live_settings.load(call.db, control.conf_uuid).picture
    panes = picture.get("subscriberInPics", [])
    if is_activated and asked["imageType"] == _SEVERAL and any(len(one["subscriber"]) > 1 for one in panes):
        raise Refused(_ONE_PER_PANE)
    live_settings.change(
        call.db,
        control.conf_uuid,
        mode=live_settings.FREE if is_activated else live_settings.FIXED,
        focus_id="",
        is_voice_activated=is_activated,
        has_panes=asked["imageType"] == _SEVERAL,
    )
    return DONE
