"""Serve the addresses of the stand-in client."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.contract.errors import Refused, meaning
from sandbox.control_api import serializers
from sandbox.control_api.control import get_service, parse_json_body
from sandbox.stand_in_client import entering
from sandbox.stand_in_client.entering import Opened
from sandbox.stand_in_client.links import PLATFORMS, ClientLink, LinkNotUnderstood
from sandbox.state import called_sites, clock_offset, sessions, users

_DEVICE = "Guest"
_ANSWERS = {"picks_up": called_sites.pick_up, "declines": called_sites.hang_up}
_KNOWN = {"url", "platform", "signed_in_as", "name"}


async def open_link(request: Request) -> Response:
    try:
        asked = _parse_request(await parse_json_body(request))
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    service = get_service(request)
    now = clock_offset.now(service.database.connection)
    try:
        with service.database.transaction() as db:
            sessions.advance(db, now=now)
            signed_in_as = users.find_by_any_account(db, asked["signed_in_as"]) if asked["signed_in_as"] else None
            if asked["signed_in_as"] and signed_in_as is None:
                return JSONResponse({"error": f"There is no account {asked['signed_in_as']}."}, 400)
            opened = entering.open_link(
                db,
                asked["url"],
                platform=asked["platform"],
                signed_in_as=signed_in_as,
                name=asked["name"] or _DEVICE,
                address=service.address,
                now=now,
            )
    except LinkNotUnderstood as refusal:
        return JSONResponse({"error_code": "LINK", "error_msg": "LINK_NOT_UNDERSTOOD", "reason": str(refusal)}, 400)
    except Refused as refusal:
        return JSONResponse(refusal.body | {"reason": meaning(refusal.code)}, refusal.status)
    return JSONResponse(_serialize_opened(opened))


async def leave(request: Request) -> Response:
    """Let somebody leave. With the last one the meeting ends; until its scheduled end it can be entered again."""
    return await _act_on_participant(request, sessions.leave)


async def end(request: Request) -> Response:
    """End a meeting for everybody, as its host."""
    return await _act_on_participant(request, sessions.end_by_host)


async def answer(request: Request) -> Response:
    """Let a site that was called pick up, come in or decline."""
    try:
        number, does = _parse_answer(await parse_json_body(request))
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    with get_service(request).database.transaction() as db:
        now = clock_offset.now(db)
        sessions.advance(db, now=now)
        site = called_sites.find_ringing(db, number, now=now)
        if site is None:
            return JSONResponse({"error": f"Nobody calls {number}."}, 404)
        if does == "enters":
            session = sessions.find(db, site.conf_uuid)
            called_sites.enter(db, site, session, now=now)
        else:
            _ANSWERS[does](db, site)
    return JSONResponse({"participant": site.id})


async def _act_on_participant(request: Request, act: Callable[..., bool]) -> Response:
    try:
        body = await parse_json_body(request)
        participant = body["participant"] if isinstance(body, dict) else None
    except (ValueError, KeyError):
        participant = None
    if not isinstance(participant, str):
        return JSONResponse({"error": 'The body is {"participant": "the id that came with entering"}.'}, 400)
    with get_service(request).database.transaction() as db:
        now = clock_offset.now(db)
        sessions.advance(db, now=now)
        if not act(db, participant, now=now):
            return JSONResponse({"error": "Nobody of that id is in a meeting, or it isn't the host."}, 404)
    return JSONResponse({"participant": participant})


def _serialize_opened(opened: Opened) -> dict[str, Any]:
    account = (opened.user.third_account or opened.user.account) if opened.user else None
    if opened.participant is None or opened.meeting is None:
        return {"participant": None, "account": account}
    found = serializers.serialize_participant(opened.participant, opened.user)
    found["conference_id"] = opened.meeting.conference_id
    if isinstance(opened.link, ClientLink):
        found |= {"open_mic": opened.link.has_microphone, "open_camera": opened.link.has_camera}
    return found


def _parse_answer(body: Any) -> tuple[str, str]:
    """Return the number and what it does. Raise ValueError with a sentence."""
    does = (*_ANSWERS, "enters")
    if isinstance(body, dict) and body.keys() == {"number", "does"}:
        number, found = body["number"], body["does"]
        if isinstance(number, str) and found in does:
            return number, found
    raise ValueError(f'The body is {{"number": "as it was called", "does": one of {", ".join(does)}}}.')


def _parse_request(body: Any) -> dict[str, str]:
    """Return the fields of the body, all of them texts. Raise ValueError with a sentence."""
    if not isinstance(body, dict) or not body.keys() <= _KNOWN:
        raise ValueError(f"The body is a JSON object with {', '.join(sorted(_KNOWN))}.")
    asked = {name: body.get(name) or "" for name in _KNOWN}
    if not all(isinstance(value, str) for value in asked.values()) or not asked["url"]:
        raise ValueError("url and the others are texts.")
    # The two links of Android come from the same platform.
    asked["platform"] = "android" if asked["platform"] == "android-intent" else asked["platform"]
    if asked["platform"] not in PLATFORMS | {"web"}:
        raise ValueError(f"platform is one of {', '.join(sorted(PLATFORMS))}, web.")
    return asked


ROUTES = [
    Route("/_sandbox/client", open_link, methods=["POST"]),
    Route("/_sandbox/client/leave", leave, methods=["POST"]),
    Route("/_sandbox/client/answer", answer, methods=["POST"]),
    Route("/_sandbox/client/end", end, methods=["POST"]),
]
