"""Serve the files of recordings: that is another service of the vendor's, without the API's errors."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox import clock
from sandbox.control_api.control import get_service
from sandbox.state import clock_offset, download_tokens, meeting_lists, recordings
from sandbox.vendor_api.rules import recorded_files

_ANYBODY = 0  # recordAuthType
_SIGN_IN = "<!doctype html><title>Recording</title><p>Only people of the enterprise can watch this: sign in first."


async def download(request: Request) -> Response:
    """Serve a file for a token: as Authorization once, as ``?token=`` as often as needed within the hour."""
    conf_uuid, file = request.path_params["conf_uuid"], request.path_params["file"]
    in_header = request.headers.get("authorization", "")
    with get_service(request).database.transaction() as db:
        is_allowed = download_tokens.is_allowed(
            db,
            in_header or request.query_params.get("token", ""),
            conf_uuid,
            file,
            is_for_once=bool(in_header),
            now=clock.now(),
        )
    if not is_allowed:
        return PlainTextResponse("The token is missing, over or used up.", 401)
    return Response(recorded_files.CONTENT, media_type="video/mp4")


async def watch(request: Request) -> Response:
    """Serve a recording to whoever has the link, where the meeting has it so."""
    conf_uuid = request.query_params.get("recordId", "")
    db = get_service(request).database.connection
    meeting = meeting_lists.find_ended(db, conf_uuid)
    if meeting is None or not recordings.is_ready(db, conf_uuid, now=clock_offset.now(db)):
        return PlainTextResponse("There is no such recording.", 404)
    if meeting.fields["recordAuthType"] != _ANYBODY:
        return HTMLResponse(_SIGN_IN, 401)
    return Response(recorded_files.CONTENT, media_type="video/mp4")


ROUTES = [
    Route("/download/video/resource/{conf_uuid}/{file:path}", download, methods=["GET"]),
    Route("/rse/play", watch, methods=["GET"]),
]
