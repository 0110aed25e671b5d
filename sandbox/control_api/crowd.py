"""Serve crowds: a meeting full of people who come, speak, raise hands, share and go."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.control_api.control import get_service, parse_json_body
from sandbox.state import clock_offset, meetings, users

MOST_PEOPLE, _MOST_MINUTES = 500, 24 * 60
_NEEDED, _OPTIONAL = {"meeting", "people", "minutes"}, {"seed"}


async def play(request: Request) -> Response:
    """Let a crowd play a meeting."""
    service = get_service(request)
    try:
        asked = _parse(await parse_json_body(request))
        db = service.database.connection
        meeting = meetings.find_unfinished(db, asked["meeting"], now=clock_offset.now(db))
        if meeting is None:
            raise ValueError(f"There is no meeting {asked['meeting']}.")
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    colleagues = [user for user in users.list_all_users(db) if user.corp_id == meeting.corp_id]
    colleagues.sort(key=lambda user: user.uuid != meeting.scheduler_uuid)
    steps = service.crowds.play(
        service.database,
        meeting,
        address=service.address,
        colleagues=colleagues,
        people=asked["people"],
        seconds=asked["minutes"] * 60,
        seed=asked.get("seed", 0),
    )
    return JSONResponse({"steps": steps})


def _parse(body: Any) -> dict[str, Any]:
    """Return the fields of the body. Raise ValueError with a sentence."""
    if not isinstance(body, dict) or not _NEEDED <= body.keys() <= _NEEDED | _OPTIONAL:
        raise ValueError("The body is a JSON object of meeting, people and minutes, and optionally seed.")
    if not isinstance(body["meeting"], str):
        raise ValueError("meeting is a meeting ID, as text.")
    if type(body["people"]) is not int or not 1 <= body["people"] <= MOST_PEOPLE:
        raise ValueError(f"people is a number from 1 to {MOST_PEOPLE}.")
    if type(body["minutes"]) not in {int, float} or not 0 < body["minutes"] <= _MOST_MINUTES:
        raise ValueError(f"minutes is a number above 0, {_MOST_MINUTES} at most.")
    if type(body.get("seed", 0)) is not int:
        raise ValueError("seed is a whole number.")
    return body


ROUTES = [Route("/_sandbox/crowd", play, methods=["POST"])]
