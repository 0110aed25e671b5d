"""Say what a professional terminal sees; nobody else's client can be told."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import live_settings, participant_states
from sandbox.state.people import Person
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.control_access import Control
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import panes
from sandbox.vendor_api.rules.field_types import Integer, Text, read_fields
from sandbox.vendor_api.rules.switches import switch

_NO_HOST, _NOT_A_TERMINAL, _POLLS = "MMC.111072059", "MMC.111072062", "MMC.111072061"
_CANNOT_CHOOSE, _MISSING, _NOT_FREE = "MMC.111072060", "MMC.111070001", "MMC.111072011"
_POLLING, _PANES, _SITE = 0, 1, 2
_HOST_VIEW = (
    Integer("viewType", None, {_POLLING, _PANES, _SITE}, "MMC.111072040"),
    Text("participantID"),
    panes.SWITCH_TIME,
    switch("status"),
)
_VIEW = (Integer("viewType", None, {_SITE}, "MMC.111072040"), Text("participantID"))
_LOCKED = (switch("status"), Text("participantID"))


def set_host_view(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/chairView: the host's terminal polls, sees panes, or one site."""
    control = control_access.require_moderator(call)
    asked = read_fields(call.body(), _HOST_VIEW)
    host = _require_host_terminal(control)
    settings = live_settings.load(call.db, control.conf_uuid)
    if asked["viewType"] == _POLLING:
        if asked["status"] is None:
            raise Refused(_MISSING)
        live_settings.change(call.db, control.conf_uuid, is_host_polling=asked["status"] == 1)
        return DONE
    if settings.is_host_polling:
        raise Refused(_POLLS)
    if asked["viewType"] == _PANES:
        if settings.is_voice_activated or settings.mode == live_settings.FIXED:
            raise Refused(_NOT_FREE)
        participant_states.change(call.db, host.id, view="multi")
        return DONE
    if not asked["participantID"]:
        raise Refused(_MISSING)
    participant_states.change(call.db, host.id, view=control.find(asked["participantID"]).id)
    return DONE


def set_view(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/partView"""
    control, terminal = control_access.require_moderator_of(call)
    asked = read_fields(call.body(), _VIEW)
    _check_terminal(terminal)
    participant_states.change(call.db, terminal.id, view=control.find(asked["participantID"]).id)
    return DONE


def lock_view(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/lockView"""
    control, terminal = control_access.require_moderator_of(call)
    asked = read_fields(call.body(), _LOCKED)
    _check_terminal(terminal)
    seen = control.find(asked["participantID"]).id
    changes = {"is_view_locked": True, "view": seen} if asked["status"] == 1 else {"is_view_locked": False}
    participant_states.change(call.db, terminal.id, **changes)
    return DONE


def _require_host_terminal(control: Control) -> Person:
    if control.host is None:
        raise Refused(_NO_HOST)
    # A co-host may not say what the host sees.
    host = control.find_to_act_on(control.host.id)
    if not host.is_terminal:
        raise Refused(_NOT_A_TERMINAL)
    return host


def _check_terminal(person: Person) -> None:
    if not person.is_terminal:
        raise Refused(_CANNOT_CHOOSE)
