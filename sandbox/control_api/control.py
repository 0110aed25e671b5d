"""Serve state, reset, ledger, faults, readings, clock and snapshot."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import clock
from sandbox.contract.strict_json import parse_json
from sandbox.control_api import serializers
from sandbox.service import Service
from sandbox.state import clock_offset, faults, ledger, sessions


def get_service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


async def parse_json_body(request: Request) -> Any:
    """Return the JSON of the body. Raise ValueError with a sentence."""
    try:
        return parse_json(await request.body())
    except ValueError as error:
        raise ValueError("The body is not JSON.") from error


async def show_state(request: Request) -> Response:
    with get_service(request).database.transaction() as db:
        now = clock_offset.now(db)
        sessions.advance(db, now=now)
        return JSONResponse(serializers.serialize_state(db, now=now))


async def reset_state(request: Request) -> Response:
    get_service(request).reset()
    return JSONResponse({"seed": get_service(request).seed.name})


async def list_calls(request: Request) -> Response:
    return JSONResponse(ledger.list_calls(get_service(request).database.connection))


async def add_fault(request: Request) -> Response:
    try:
        fault = faults.parse(await parse_json_body(request))
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    get_service(request).faults.add(fault)
    return JSONResponse(fault.as_dict())


async def list_faults(request: Request) -> Response:
    return JSONResponse([fault.as_dict() for fault in get_service(request).faults.active()])


async def remove_faults(request: Request) -> Response:
    get_service(request).faults.remove()
    return JSONResponse([])


async def list_deliveries(request: Request) -> Response:
    return JSONResponse(get_service(request).deliveries.list_done())


async def show_connections(request: Request) -> Response:
    """Tell how many connections are pushed to."""
    return JSONResponse({"open": get_service(request).feeds.count()})


async def cut_connections(request: Request) -> Response:
    """Cut every connection that is pushed to."""
    get_service(request).feeds.close_all()
    return await show_connections(request)


async def set_assumptions(request: Request) -> Response:
    try:
        wanted = await parse_json_body(request)
        if not isinstance(wanted, dict) or not all(isinstance(value, str) for value in wanted.values()):
            raise ValueError("The body is a JSON object of texts.")
        get_service(request).assumptions.set(wanted)
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    return await list_assumptions(request)


async def list_assumptions(request: Request) -> Response:
    return JSONResponse(get_service(request).assumptions.as_dict())


async def keep_snapshot(request: Request) -> Response:
    """Keep a copy in memory, in place of the one before."""
    get_service(request).database.keep_snapshot()
    return JSONResponse({"kept": True})


async def restore_snapshot(request: Request) -> Response:
    """Go back to the copy, as often as needed. Faults, assumptions and refusals stay as they are."""
    service = get_service(request)
    service.feeds.close_all()
    service.crowds.stop()
    if not service.database.restore_snapshot():
        return JSONResponse({"error": "Nothing is kept since the start: POST comes first."}, 404)
    return JSONResponse({"kept": True})


async def show_clock(request: Request) -> Response:
    db = get_service(request).database.connection
    return JSONResponse({"now": clock.iso(clock_offset.now(db)), "ahead_seconds": clock_offset.seconds_ahead(db)})


async def move_clock(request: Request) -> Response:
    """Move the clock forward; everything that comes meanwhile happens, each at its time."""
    try:
        seconds = _seconds(await parse_json_body(request))
        with get_service(request).database.transaction() as db:
            if seconds + clock_offset.seconds_ahead(db) > clock_offset.MAX_SECONDS_AHEAD:
                raise ValueError("The clock goes no farther ahead than 100 years.")
            clock_offset.move_forward(db, seconds)
            sessions.advance(db, now=clock_offset.now(db))
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    return await show_clock(request)


def _seconds(asked: Any) -> int:
    """Return by how many seconds the clock is to be moved. Raise ValueError with a sentence."""
    seconds = asked.get("forward_seconds") if isinstance(asked, dict) and len(asked) == 1 else None
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 0:
        raise ValueError('The body is {"forward_seconds": a whole number}; back goes only a reset.')
    return seconds


ROUTES = [
    Route("/_sandbox/snapshot", keep_snapshot, methods=["POST"]),
    Route("/_sandbox/snapshot", restore_snapshot, methods=["PUT"]),
    Route("/_sandbox/clock", show_clock, methods=["GET"]),
    Route("/_sandbox/clock", move_clock, methods=["POST"]),
    Route("/_sandbox/websockets", show_connections, methods=["GET"]),
    Route("/_sandbox/websockets", cut_connections, methods=["DELETE"]),
    Route("/_sandbox/assume", set_assumptions, methods=["POST"]),
    Route("/_sandbox/assume", list_assumptions, methods=["GET"]),
    Route("/_sandbox/state", show_state, methods=["GET"]),
    Route("/_sandbox/reset", reset_state, methods=["POST"]),
    Route("/_sandbox/ledger", list_calls, methods=["GET"]),
    Route("/_sandbox/events", list_deliveries, methods=["GET"]),
    Route("/_sandbox/faults", add_fault, methods=["POST"]),
    Route("/_sandbox/faults", list_faults, methods=["GET"]),
    Route("/_sandbox/faults", remove_faults, methods=["DELETE"]),
]
