"""List, show, fetch and delete recordings."""

import time
from typing import Any

from tests.sandbox.calls.clock import forward
from tests.sandbox.program import CONFERENCES, Answer, Caller, Sandbox

FILES = "/v1/mmc/management/record/files"


HOUR, DAY = 3600, 24 * 3600


def list_recordings(caller: Caller, **query: Any) -> Answer:
    span = {"startDate": 0, "endDate": int((time.time() + 9 * DAY) * 1000)}
    return caller.call("GET", FILES, params=span | query)


def show_recording(caller: Caller, conf_uuid: str) -> Answer:
    return caller.call("GET", f"{CONFERENCES}/record/files", params={"confUUID": conf_uuid})


def list_download_urls(caller: Caller, conf_uuid: str, **query: Any) -> Answer:
    query |= {"confUUID": conf_uuid}
    return caller.call("GET", "/v1/mmc/management/record/downloadurls", params=query)


def show_record_info(caller: Caller, body: Any) -> Answer:
    return caller.call("POST", "/v1/mmc/rlm/record/info", json=body)


def hold_recorded_meeting(sandbox: Sandbox, caller: Caller, *, seconds: int = 1200, **fields: Any) -> str:
    """Return the confUUID of a session that was recorded and has just ended."""
    meeting = caller.book(**{"startTime": ..., "length": 1440, "isAutoRecord": 1, "recordType": 2} | fields)
    status, entered = sandbox.open(meeting["chairJoinUri"], platform="web")
    assert status == 200
    forward(sandbox, seconds)
    sandbox.post("client/end", {"participant": entered["participant"]})
    return str(caller.history(endDate=int((time.time() + 9 * DAY) * 1000))[1]["data"][0]["confUUID"])
