"""Ask somebody to share, or for their camera: their client decides, but for a camera that is to go off."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import participant_states
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules.switches import read_switch

_VOICE_MEETING, _VOICE_SITE, _CANNOT_SHARE = "MMC.111072025", "MMC.111072026", "MMC.111072111"


def ask_to_share(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/share/invite"""
    _, person = control_access.require_moderator_of(call)
    is_asked = read_switch(call.body(), "share")
    if person.is_audio_only:
        raise Refused(_CANNOT_SHARE)
    participant_states.change(call.db, person.id, is_asked_to_share=is_asked)
    return DONE


def ask_for_video(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/participants/video. 1 is off, and 0 asks for it to be on."""
    control, person = control_access.require_moderator_of(call)
    is_to_go_off = read_switch(call.body(), "status")
    if "Video" not in control.meeting.fields["mediaTypes"]:
        raise Refused(_VOICE_MEETING)
    if person.is_audio_only:
        raise Refused(_VOICE_SITE)
    changes = {"has_video": False, "is_asked_for_video": False} if is_to_go_off else {"is_asked_for_video": True}
    participant_states.change(call.db, person.id, **changes)
    return DONE
