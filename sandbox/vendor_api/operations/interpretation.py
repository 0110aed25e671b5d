"""Interpret a meeting: who interprets between which languages, and who hears which."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import live_settings, participant_states, users
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.control_access import Control
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules.booking_fields import WRONG_VALUE
from sandbox.vendor_api.rules.field_types import Text, read_fields
from sandbox.vendor_api.rules.switches import read_switch, switch

_NONE_BOOKED, _NO_GROUP, _NOT_ON = "MMC.111072091", "MMC.111072092", "MMC.111072093"
_NO_LANGUAGE, _TOO_MANY, _TWICE = "MMC.111071099", "MMC.111071100", "MMC.111071101"
_INTERPRETER_TWICE, _NO_INTERPRETER = "MMC.111071103", "MMC.111071104"
_NO_CHANNEL, _DIFFERENT = "MMC.111072096", "MMC.111072098"
_MOST_LANGUAGES = 16
# How languages are written is not stated: as the vendor's examples have them, zh-CN, en-US.
_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Z]{2})?")
_GROUP_TYPES = {"MANUAL", "AI"}
_GROUP = (
    Text("groupID", longest=64, code=WRONG_VALUE),
    Text("groupName", longest=64, code=WRONG_VALUE),
    Text("firstLanguage"),
    Text("secondLanguage"),
    Text("groupType", "MANUAL", choices=_GROUP_TYPES, code=WRONG_VALUE),
)
_CHANNEL = (Text("listenLanChannel"), Text("speakLanChannel"), switch("includeOriginalVoice", 0))
_ORIGINAL = "ORIGINAL"


def switch_on(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/simultaneousInterpretation"""
    control = _require_booked(call)
    is_on = read_switch(call.body(), "simultaneousInterpretation")
    if is_on and not live_settings.load(call.db, control.conf_uuid).interpreter_groups:
        raise Refused(_NO_GROUP)
    live_settings.change(call.db, control.conf_uuid, has_interpretation=is_on)
    return DONE


def set_groups(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/interpreterGroup: these, and no other any more."""
    control = _require_booked(call)
    written = call.body()["interpreterGroups"]
    groups = [read_fields(one, _GROUP) | {"interpreters": one.get("interpreters") or []} for one in written]
    _check_groups(groups)
    for group in groups:
        for one in group["interpreters"]:
            _check_interpreter(call, one)
    named = [one.get("loginAccount") or one.get("userID") or "" for group in groups for one in group["interpreters"]]
    if len(named) != len(set(named)):
        raise Refused(_INTERPRETER_TWICE)
    live_settings.change(call.db, control.conf_uuid, interpreter_groups=groups)
    return DONE


def set_channel(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/setAttendeeLanChannel; without participants it is for everybody."""
    control = _require_booked(call)
    asked, named = read_fields(call.body(), _CHANNEL), call.body().get("participantIDs") or []
    settings = live_settings.load(call.db, control.conf_uuid)
    if not settings.has_interpretation:
        raise Refused(_NOT_ON)
    if not {asked["listenLanChannel"], asked["speakLanChannel"]} <= {
        _ORIGINAL,
        *_languages(settings.interpreter_groups),
    }:
        raise Refused(_NO_CHANNEL)
    if asked["listenLanChannel"] != asked["speakLanChannel"]:
        raise Refused(_DIFFERENT)
    found = [control.find_to_act_on(one) for one in named] or [one for one in control.people if not one.is_waiting]
    for person in found:
        participant_states.change(call.db, person.id, listens=asked["listenLanChannel"])
    return DONE


def _require_booked(call: Call) -> Control:
    control = control_access.require_moderator(call)
    if not control.meeting.fields["supportSimultaneousInterpretation"]:
        raise Refused(_NONE_BOOKED)
    return control


def _languages(groups: list[dict[str, Any]]) -> Iterator[str]:
    for group in groups:
        yield group["firstLanguage"]
        yield group["secondLanguage"]


def _check_groups(groups: list[dict[str, Any]]) -> None:
    known = [one["groupID"] for one in groups]
    if len(known) != len(set(known)):
        raise Refused(_TWICE)
    for group in groups:
        pair = (group["firstLanguage"], group["secondLanguage"])
        if not all(map(_LANGUAGE.fullmatch, pair)) or len(set(pair)) == 1:
            raise Refused(_NO_LANGUAGE)
    if len(set(_languages(groups))) > _MOST_LANGUAGES:
        raise Refused(_TOO_MANY)


def _check_interpreter(call: Call, written: dict[str, Any]) -> None:
    """Check that it is a user, named by account or id; an artificial one has neither."""
    if written.get("interpreterType") == "AI":
        return
    account, uuid = written.get("loginAccount") or "", written.get("userID") or ""
    user = users.find_by_account(call.db, account) if account else users.find(call.db, uuid)
    if user is None:
        raise Refused(_NO_INTERPRETER)
