"""Entry without an account."""

from typing import Any
from urllib.parse import urlsplit

from sandbox import ids
from sandbox.call import Call
from sandbox.errors import Refused
from sandbox.operations import queries
from sandbox.rules import entry
from sandbox.state import meetings, sessions

_NO_PASSWORD, _NOT_FOUND_OR_WRONG = "MMC.111070009", "MMC.111072065"


def authorise(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/conferences/anonymous/auth: no token, but the password of the meeting.

    Whether the meeting is missing or the password wrong is deliberately the same answer.
    """
    conference_id = queries.conference_id(call)
    password = call.headers.get("x-password")
    if password is None:
        raise Refused(_NO_PASSWORD)
    meeting = meetings.find_unfinished(call.db, conference_id, now=call.now)
    if meeting is None:
        raise Refused(_NOT_FOUND_OR_WRONG)
    try:
        role = entry.role_by_password(meeting, password)
    except Refused as refusal:
        raise Refused(_NOT_FOUND_OR_WRONG) from refusal
    entry.check_anonymous(meeting)
    if not sessions.is_open(call.db, sessions.running(call.db, conference_id)):
        entry.check_may_open(call.db, meeting, role)
    return {"siteUrl": urlsplit(call.address).netloc, "random": ids.digits(15)}
