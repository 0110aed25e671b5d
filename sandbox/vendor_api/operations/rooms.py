"""List cloud rooms: one's own, and all of an enterprise."""

from typing import Any

from sandbox.state import rooms
from sandbox.state.rooms import EnterpriseRoom, Room
from sandbox.vendor_api import callers, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.serializers import conference

_STATES = {rooms.IN_ORDER, rooms.FROZEN, rooms.UNASSIGNED}
_WEBINAR = 2


def list_own(call: Call) -> dict[str, Any]:
    """Answer GET /v1/usg/dcs/member/vmr"""
    user = call.user()
    is_cloud = parameters.boolean(call, "specialVmr")
    mode = None if is_cloud is None else int(is_cloud)
    found = rooms.list_user_rooms(call.db, owner_uuid=user.uuid, mode=mode, search=parameters.search_key(call))
    page = parameters.clamped_page(call, found)
    page["data"] = [_serialize(call, room) for room in page["data"]]
    return page


def _serialize(call: Call, room: Room) -> dict[str, Any]:
    return {
        "id": room.id,
        "vmrId": room.number,
        "vmrName": room.name,
        "gustPwd": room.guest_password,
        "gustJoinUrl": conference.join_uri(call.address, room.number, ""),
        "chairPwd": room.host_password,
        "allowGustFirst": room.guests_may_start,
        "gustFirstNotice": False,
        "vmrMode": room.mode,
        "vmrPkgParties": room.parties,
        "status": room.status,
    }


def list_of_enterprise(call: Call) -> dict[str, Any]:
    """Answer GET /v1/usg/dcs/corp/vmr, for administrators. No enterprise here has bought rooms for webinars."""
    user = callers.require_administrator(call)
    mode = parameters.integer(call, "vmrMode", default=rooms.CLOUD, allowed={rooms.CLOUD, _WEBINAR})
    status = parameters.integer(call, "status", default=-1, allowed=_STATES)
    search = parameters.search_key(call).lower()
    found = [
        one
        for one in rooms.list_enterprise_rooms(call.db, user.corp_id)
        if one.room.mode == mode and status in {-1, one.room.status} and _matches(one, search)
    ]
    page = parameters.clamped_page(call, found)
    page["data"] = [_serialize_for_administrators(one) for one in page["data"]]
    return page


def _matches(one: EnterpriseRoom, search: str) -> bool:
    named = (one.room.name, one.room.number, one.room.id, *(owner[1] for owner in (one.member, one.device) if owner))
    return any(search in name.lower() for name in named)


def _serialize_for_administrators(one: EnterpriseRoom) -> dict[str, Any]:
    shown = {
        "id": one.room.id,
        "vmrId": one.room.number,
        "vmrName": one.room.name,
        "vmrPkgName": one.package,
        "vmrPkgParties": one.room.parties,
        "status": one.room.status,
        "expireDate": one.expires_at * 1000,
    }
    for name, owner in (("member", one.member), ("device", one.device)):
        if owner:
            shown[name] = {"id": owner[0], "mark": owner[1]}
    return shown
