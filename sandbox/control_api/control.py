"""State, reset, ledger and faults."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import clock
from sandbox.control_api import serializers
from sandbox.service import Service
from sandbox.state import clock_offset, faults, ledger, sessions
from sandbox.vendor_api.rules import field_types


def service_of(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


async def json_of(request: Request) -> Any:
    """The JSON of the body. Raises ValueError with a sentence."""
    try:
        return field_types.parse(await request.body())
    except ValueError as error:
        raise ValueError("The body is not JSON.") from error


async def state(request: Request) -> Response:
    with service_of(request).database.transaction() as db:
        now = clock_offset.now(db)
        sessions.advance(db, now=now)
        return JSONResponse(serializers.state(db, now=now))


async def reset(request: Request) -> Response:
    service_of(request).reset()
    return JSONResponse({"seed": service_of(request).seed.name})


async def calls(request: Request) -> Response:
    return JSONResponse(ledger.rows(service_of(request).database.connection))


async def add_fault(request: Request) -> Response:
    try:
        fault = faults.parse(await json_of(request))
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    service_of(request).faults.add(fault)
    return JSONResponse(fault.shown())


async def list_faults(request: Request) -> Response:
    return JSONResponse([fault.shown() for fault in service_of(request).faults.active()])


async def remove_faults(request: Request) -> Response:
    service_of(request).faults.remove()
    return JSONResponse([])


async def assume(request: Request) -> Response:
    try:
        wanted = await json_of(request)
        if not isinstance(wanted, dict) or not all(isinstance(value, str) for value in wanted.values()):
            raise ValueError("The body is a JSON object of texts.")
        service_of(request).assumptions.take(wanted)
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    return await assumed(request)


async def assumed(request: Request) -> Response:
    return JSONResponse(service_of(request).assumptions.shown())


async def keep(request: Request) -> Response:
    """In memory, in place of the one before."""
    service_of(request).database.keep()
    return JSONResponse({"kept": True})


async def go_back(request: Request) -> Response:
    """As often as needed. Faults, assumptions and refusals stay as they are."""
    if not service_of(request).database.go_back():
        return JSONResponse({"error": "Nothing is kept since the start: POST comes first."}, 404)
    return JSONResponse({"kept": True})


async def show_clock(request: Request) -> Response:
    db = service_of(request).database.connection
    return JSONResponse({"now": clock.iso(clock_offset.now(db)), "ahead_seconds": clock_offset.ahead(db)})


async def move_clock(request: Request) -> Response:
    """Everything that comes meanwhile happens, each at its time."""
    try:
        seconds = _seconds(await json_of(request))
        with service_of(request).database.transaction() as db:
            if seconds + clock_offset.ahead(db) > clock_offset.FARTHEST:
                raise ValueError("The clock goes no farther ahead than 100 years.")
            clock_offset.move(db, seconds)
            sessions.advance(db, now=clock_offset.now(db))
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    return await show_clock(request)


def _seconds(asked: Any) -> int:
    """Raises ValueError with a sentence."""
    seconds = asked.get("forward_seconds") if isinstance(asked, dict) and len(asked) == 1 else None
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 0:
        raise ValueError('The body is {"forward_seconds": a whole number}; back goes only a reset.')
    return seconds


ROUTES = [
    Route("/_sandbox/snapshot", keep, methods=["POST"]),
    Route("/_sandbox/snapshot", go_back, methods=["PUT"]),
    Route("/_sandbox/clock", show_clock, methods=["GET"]),
    Route("/_sandbox/clock", move_clock, methods=["POST"]),
    Route("/_sandbox/assume", assume, methods=["POST"]),
    Route("/_sandbox/assume", assumed, methods=["GET"]),
    Route("/_sandbox/state", state, methods=["GET"]),
    Route("/_sandbox/reset", reset, methods=["POST"]),
    Route("/_sandbox/ledger", calls, methods=["GET"]),
    Route("/_sandbox/faults", add_fault, methods=["POST"]),
    Route("/_sandbox/faults", list_faults, methods=["GET"]),
    Route("/_sandbox/faults", remove_faults, methods=["DELETE"]),
]
