"""Serve the page: itself, its forms, and its static files."""

from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.control_api.control import get_service
from sandbox.control_api.page import control_page
from sandbox.control_api.page.fault_presets import PRESETS, TIMES
from sandbox.state import faults

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
}


async def show_page(request: Request) -> Response:
    return HTMLResponse(control_page.render_control_page(get_service(request)), headers=_HEADERS)


async def reset_state(request: Request) -> Response:
    get_service(request).reset()
    return RedirectResponse("/", 303)


async def switch_fault(request: Request) -> Response:
    """Switch one fault on or off, or all of them off. What the form doesn't know is passed over."""
    sent = {name: values[0] for name, values in parse_qs((await request.body()).decode("utf-8", "replace")).items()}
    service = get_service(request)
    if sent.get("all") == "off":
        service.faults.remove()
    for name, preset in PRESETS.items():
        if name in sent:
            service.faults.remove([fault for fault in service.faults.active() if preset.is_like(fault)])
        if sent.get(name) == "on":
            _, times = TIMES.get(sent.get("times", ""), TIMES[preset.usual])
            service.faults.add(faults.parse(preset.fault | times))
    return RedirectResponse("/#faults", 303)


ROUTES = [
    Route("/", show_page, methods=["GET"]),
    Route("/_sandbox/page/reset", reset_state, methods=["POST"]),
    Route("/_sandbox/page/faults", switch_fault, methods=["POST"]),
    Mount("/_sandbox/static", StaticFiles(directory=Path(__file__).with_name("static"))),
]
