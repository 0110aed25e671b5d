"""Let people enter by meeting ID and password, with an account and without one."""

from typing import Any
from urllib.parse import urlsplit

from sandbox import ids
from sandbox.contract.errors import Refused
from sandbox.state import meetings, sessions
from sandbox.state.meetings import Meeting
from sandbox.vendor_api import parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import entry

_NO_PASSWORD, _NOT_FOUND_OR_WRONG = "MMC.111070009", "MMC.111072065"


def authorise(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/anonymous/auth: no token, but the password of the meeting."""
    conference_id = parameters.conference_id(call)
    password = call.headers.get("x-password")
    if password is None:
        raise Refused(_NO_PASSWORD)
    meeting = _meeting(call, conference_id)
    role = _role(meeting, password)
    entry.check_anonymous(meeting)
    _check_open(call, meeting, role)
    return {"siteUrl": urlsplit(call.address).netloc, "random": ids.digits(15)}


def random(call: Call) -> dict[str, Any]:
    """Answer GET /v2/mms/ncms/conferences/auth/random, of somebody who is signed in.

    guest_waiting=1: a guest who comes too early waits on a page of the client instead of being refused.
    """
    user = call.user()
    conference_id = call.query["conf_id"]
    may_wait = parameters.integer(call, "guest_waiting", default=0, allowed={0, 1}) == 1
    meeting = _meeting(call, conference_id)
    password = call.headers.get("x-password", "")
    if meeting.guest_password and not password:
        raise Refused(_NO_PASSWORD)
    role = _role(meeting, password)
    entry.check_restriction(call.db, meeting, user)
    if not may_wait:
        _check_open(call, meeting, role)
    return {
        "random": ids.digits(15),
        "subject": meeting.subject,
        "conf_mode": "RTC",
        "webinar": False,
        "need_password": bool(meeting.guest_password),
        "support_applets": True,
    }


def _meeting(call: Call, conference_id: str) -> Meeting:
    """Return the meeting. Whether it is missing or the password wrong is deliberately the same answer."""
    meeting = meetings.find_unfinished(call.db, conference_id, now=call.now)
    if meeting is None:
        raise Refused(_NOT_FOUND_OR_WRONG)
    return meeting


def _role(meeting: Meeting, password: str) -> str:
    try:
        return entry.role_by_password(meeting, password)
    except Refused as refusal:
        raise Refused(_NOT_FOUND_OR_WRONG) from refusal


def _check_open(call: Call, meeting: Meeting, role: str) -> None:
    if not sessions.is_open(call.db, sessions.find_running(call.db, meeting.conference_id)):
        entry.check_may_open(call.db, meeting, role)
