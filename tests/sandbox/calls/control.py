"""Control a running meeting."""

import time
from typing import Any

from tests.sandbox.program import Answer, Caller

CONTROL = "/v1/mmc/control/conferences"


def host_password(meeting: dict[str, Any]) -> str:
    return str(meeting["passwordEntry"][0]["password"])


def request_token(caller: Caller, conference_id: str, password: str | None, **headers: str) -> Answer:
    """Ask for a control token. Nobody needs to be signed in."""
    sent = {"X-Login-Type": "1", "X-Password": password, "X-Access-Token": None} | headers
    return caller.call("GET", f"{CONTROL}/token", params={"conferenceID": conference_id}, headers=sent)


def fetch_token(caller: Caller, meeting: dict[str, Any]) -> str:
    status, answer = request_token(caller, meeting["conferenceID"], host_password(meeting))
    assert status == 200, answer
    return str(answer["data"]["token"])


def control_meeting(caller: Caller, operation: str, conference_id: str, token: str | None, body: Any = None) -> Answer:
    headers = {"X-Conference-Authorization": token, "X-Access-Token": None}
    query = {"conferenceID": conference_id}
    return caller.call("PUT", f"{CONTROL}/{operation}", params=query, headers=headers, json=body)


def to_minutes(written: str) -> int:
    return int(time.mktime(time.strptime(written, "%Y-%m-%d %H:%M"))) // 60
