"""Add, change and take away cloud rooms and terminals: what an enterprise buys, and no call of its API brings."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import ids
from sandbox.control_api.control import get_service, parse_json_body
from sandbox.demo.seed import ENTERPRISE
from sandbox.state import devices, rooms, users

_ROOM, _CHANGE, _TERMINAL = {"account", "name"}, {"status"}, {"name", "status"}


async def add_room(request: Request) -> Response:
    """Give a cloud room to the user of an account."""
    try:
        asked = _read(await parse_json_body(request), _ROOM)
        with get_service(request).database.transaction() as db:
            user = users.find_by_any_account(db, str(asked["account"]))
            if user is None:
                raise ValueError(f"There is no account {asked['account']}.")
            name = str(asked["name"])
            room_id = rooms.add_cloud(db, corp_id=user.corp_id, owner_uuid=user.uuid, name=name)
            room = rooms.find(db, room_id)
            assert room is not None
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    return JSONResponse({"id": room.id, "number": room.number})


async def change_room(request: Request) -> Response:
    """Set whether a room is in order (0), frozen (1) or nobody's (2)."""
    try:
        status = _status(_read(await parse_json_body(request), _CHANGE))
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    with get_service(request).database.transaction() as db:
        rooms.set_status(db, request.path_params["room_id"], status)
    return JSONResponse({"status": status})


async def delete_room(request: Request) -> Response:
    """Take a room away; meetings that are booked in it keep its ID."""
    with get_service(request).database.transaction() as db:
        rooms.delete(db, request.path_params["room_id"])
    return JSONResponse({})


async def add_terminal(request: Request) -> Response:
    """Add a terminal to the first enterprise, in order (0) or stopped (1)."""
    try:
        asked = _read(await parse_json_body(request), _TERMINAL)
        name, status = str(asked["name"]), _status(asked)
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    with get_service(request).database.transaction() as db:
        device = devices.add(
            db, corp_id=ENTERPRISE, sn=ids.digits(20), name=name, kind="TE", model="TE20", status=status
        )
    return JSONResponse({"sn": device.sn, "number": device.sip_number})


def _read(asked: Any, names: set[str]) -> dict[str, Any]:
    if not isinstance(asked, dict) or set(asked) != names:
        raise ValueError(f"The body is a JSON object of {', '.join(sorted(names))}.")
    return asked


def _status(asked: dict[str, Any]) -> int:
    status = asked["status"]
    if isinstance(status, bool) or status not in {0, 1, 2}:
        raise ValueError("status is 0, 1 or 2.")
    return int(status)


ROUTES = [
    Route("/_sandbox/rooms", add_room, methods=["POST"]),
    Route("/_sandbox/rooms/{room_id}", change_room, methods=["PUT"]),
    Route("/_sandbox/rooms/{room_id}", delete_room, methods=["DELETE"]),
    Route("/_sandbox/terminals", add_terminal, methods=["POST"]),
]
