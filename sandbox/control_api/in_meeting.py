"""Serve what the stand-in client does while it is in a meeting."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import clock
from sandbox.contract.errors import Refused, meaning
from sandbox.control_api.control import get_service, parse_json_body
from sandbox.stand_in_client import acting
from sandbox.stand_in_client.acting import ACTS, NobodyThere
from sandbox.state import clock_offset, control_tokens, sessions

_NOBODY = {"error": "Nobody of that id is in a meeting."}


async def act(request: Request) -> Response:
    """Let somebody do something. Refused as the client would be."""
    try:
        asked = _read(await parse_json_body(request), "participant", "does")
        if asked["does"] not in ACTS:
            raise ValueError(f"does is one of {', '.join(ACTS)}.")
        with get_service(request).database.transaction() as db:
            now = clock_offset.now(db)
            sessions.advance(db, now=now)
            acting.act(db, asked["participant"], asked["does"], now=now)
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    except NobodyThere:
        return JSONResponse(_NOBODY, 404)
    except Refused as refusal:
        return JSONResponse(refusal.body | {"reason": meaning(refusal.code)}, refusal.status)
    return JSONResponse({"participant": asked["participant"]})


async def say(request: Request) -> Response:
    """Let somebody say a sentence, which is written down while captions are on."""
    try:
        asked = _read(await parse_json_body(request), "participant", "mandarin", "english")
        with get_service(request).database.transaction() as db:
            now = clock_offset.now(db)
            is_written = acting.say(
                db, asked["participant"], mandarin=asked["mandarin"], english=asked["english"], now=now
            )
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    except NobodyThere:
        return JSONResponse(_NOBODY, 404)
    return JSONResponse({"is_written": is_written})


async def hand_out_token(request: Request) -> Response:
    """Return the control token that somebody's client has: its right is that of the host, a co-host or a guest."""
    try:
        participant_id = _read(await parse_json_body(request), "participant")["participant"]
        with get_service(request).database.transaction() as db:
            conf_uuid, _ = acting.find(db, participant_id)
            token = control_tokens.issue(db, conf_uuid, is_host=False, now=clock.now(), participant_id=participant_id)
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    except NobodyThere:
        return JSONResponse(_NOBODY, 404)
    return JSONResponse({"token": token.token})


def _read(body: Any, *names: str) -> dict[str, str]:
    """Return the fields of the body, all of them texts. Raise ValueError with a sentence."""
    if (
        not isinstance(body, dict)
        or body.keys() != set(names)
        or not all(isinstance(one, str) for one in body.values())
    ):
        raise ValueError(f"The body is a JSON object of texts: {', '.join(names)}.")
    return body


ROUTES = [
    Route("/_sandbox/client/act", act, methods=["POST"]),
    Route("/_sandbox/client/say", say, methods=["POST"]),
    Route("/_sandbox/client/token", hand_out_token, methods=["POST"]),
]
