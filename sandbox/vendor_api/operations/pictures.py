"""Compose the picture that everybody sees, and keep compositions until the meeting ends."""

from typing import Any

from sandbox import ids
from sandbox.contract.errors import Refused
from sandbox.state import live_settings
from sandbox.state.live_settings import LiveSettings
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.control_access import NOT_THERE, Control
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import panes
from sandbox.vendor_api.rules.booking_fields import WRONG_VALUE
from sandbox.vendor_api.rules.field_types import Boolean, Integer, Text, read_fields

_VOICE_MEETING, _VOICE_SITE, _ONE_PER_PANE = "MMC.111072025", "MMC.111072027", "MMC.111072030"
_TOO_MANY = "MMC.111071085"
# How many are kept is not stated.
_MOST_LAYOUTS = 20
_MANUAL = Integer("manualSet", None, {0, 1}, "MMC.111072041")
_CUSTOM = (_MANUAL, panes.SWITCH_TIME, Boolean("multiPicSaveOnly", default=False))
_LAYOUT = (
    Integer("switchTime", 10, range(10, 121), "MMC.111072042"),
    Integer("picNum", 0, range(26), WRONG_VALUE),
    Text("layOutName", longest=96, code=WRONG_VALUE),
    Text("imageType", choices=panes.IMAGE_TYPES, code="MMC.111072044"),
    Text("uuid", longest=64, code=WRONG_VALUE),
)


def compose(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/display/customMultiPicture, whose panes take numbers.

    Applied, it becomes what everybody sees; where voices are followed, or the host polls, the picture alone changes.
    """
    control = _require_picture(call)
    asked = read_fields(call.body(), _CUSTOM)
    if not asked["manualSet"]:
        return _apply(call, control, {}, is_kept_only=asked["multiPicSaveOnly"])
    wanted = panes.read_panes(call.body(), image_types=panes.IMAGE_TYPES)
    _check_sites(call, control, wanted, by="call_number")
    picture = {
        "imageType": call.body()["imageType"],
        "switchTime": asked["switchTime"],
        "subscriberInPics": wanted,
    }
    return _apply(call, control, picture, is_kept_only=asked["multiPicSaveOnly"])


def compose_by_participants(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/display/multiPicture, retired: its panes take participants' ids."""
    control = _require_picture(call)
    asked = read_fields(call.body(), (_MANUAL, panes.SWITCH_TIME))
    if not asked["manualSet"]:
        return _apply(call, control, {}, is_kept_only=False)
    wanted = panes.read_panes(call.body(), image_types=panes.OLD_IMAGE_TYPES)
    found = _check_sites(call, control, wanted, by="id")
    named = [one | {"subscriber": [found[subscriber] for subscriber in one["subscriber"]]} for one in wanted]
    picture = {"imageType": call.body()["imageType"], "switchTime": asked["switchTime"], "subscriberInPics": named}
    return _apply(call, control, picture, is_kept_only=False)


def save(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/layOut: another one, or one that is known by its uuid."""
    control = control_access.require_moderator(call)
    written = call.body().get("restPicLayout") or {}
    layout = read_fields(written, _LAYOUT)
    layout["uuid"] = layout["uuid"] or ids.hex32()
    layout["subscriberInPics"] = [
        {"index": one.get("index") or 1, "id": one.get("id") or [], "share": one.get("share") or 0}
        for one in written.get("subscriberInPics") or []
    ]
    others = [one for one in _load(call, control).layouts if one["uuid"] != layout["uuid"]]
    if len(others) >= _MOST_LAYOUTS:
        raise Refused(_TOO_MANY)
    live_settings.change(call.db, control.conf_uuid, layouts=[*others, layout])
    return DONE


def show(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/control/conferences/layOut"""
    control = control_access.require_moderator(call)
    kept = _load(call, control).layouts
    return DONE | {"picLayouts": [{name: value for name, value in one.items() if value != ""} for one in kept]}


def delete(call: Call) -> dict[str, Any]:
    """Answer DELETE /v1/mmc/control/conferences/layOut"""
    control = control_access.require_moderator(call)
    kept = _load(call, control).layouts
    left = [one for one in kept if one["uuid"] != call.query["uuID"]]
    if len(left) == len(kept):
        raise Refused(WRONG_VALUE)
    live_settings.change(call.db, control.conf_uuid, layouts=left)
    return DONE


def _require_picture(call: Call) -> Control:
    control = control_access.require_moderator(call)
    if "Video" not in control.meeting.fields["mediaTypes"]:
        raise Refused(_VOICE_MEETING)
    return control


def _load(call: Call, control: Control) -> LiveSettings:
    return live_settings.load(call.db, control.conf_uuid)


def _check_sites(call: Call, control: Control, wanted: list[dict[str, Any]], *, by: str) -> dict[str, str]:
    """Return the numbers of those who are shown, by what names them here."""
    there = {getattr(one, by): one for one in control.people if not one.is_waiting and getattr(one, by)}
    named = [subscriber for one in wanted for subscriber in one["subscriber"]]
    if not set(named) <= there.keys():
        raise Refused(NOT_THERE)
    if any(there[one].is_audio_only for one in named):
        raise Refused(_VOICE_SITE)
    follows_voices = _load(call, control).is_voice_activated
    if follows_voices and any(len(one["subscriber"]) > 1 for one in wanted):
        raise Refused(_ONE_PER_PANE)
    return {name: there[name].call_number for name in named}


def _apply(call: Call, control: Control, picture: dict[str, Any], *, is_kept_only: bool) -> dict[str, Any]:
    settings = _load(call, control)
    changes: dict[str, Any] = {"picture": picture}
    if not is_kept_only and not settings.is_voice_activated and not settings.is_host_polling:
        changes |= {"mode": live_settings.FIXED, "focus_id": "", "has_panes": True}
    live_settings.change(call.db, control.conf_uuid, **changes)
    return DONE
