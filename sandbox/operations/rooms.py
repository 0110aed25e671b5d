"""One's own cloud rooms."""

from typing import Any

from sandbox.call import Call
from sandbox.operations import queries
from sandbox.rules import showing
from sandbox.state import rooms
from sandbox.state.rooms import Room


def own(call: Call) -> dict[str, Any]:
    """GET /v1/usg/dcs/member/vmr. Beyond the end it gives the last page, as lists of this service do."""
    user = call.user()
    is_cloud = queries.flag(call, "specialVmr")
    mode = None if is_cloud is None else int(is_cloud)
    found = rooms.of_user(call.db, owner_uuid=user.uuid, mode=mode, search=queries.search_key(call))
    offset, limit = queries.whole(call, "offset", default=0), queries.page(call)[1] if "limit" in call.query else 10
    last_page = max(len(found) - 1, 0) // limit * limit
    page = queries.paged(found, min(offset, last_page), limit)
    page["data"] = [_shown(call, room) for room in page["data"]]
    return page


def _shown(call: Call, room: Room) -> dict[str, Any]:
    return {
        "id": room.id,
        "vmrId": room.number,
        "vmrName": room.name,
        "gustPwd": room.guest_password,
        "gustJoinUrl": showing.join_uri(call.address, room.number, ""),
        "chairPwd": room.host_password,
        "allowGustFirst": room.guests_may_start,
        "gustFirstNotice": False,
        "vmrMode": room.mode,
        "vmrPkgParties": room.parties,
        "status": room.status,
    }
