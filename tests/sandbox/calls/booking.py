"""Read passwords and rooms of those who book."""

from typing import Any

from tests.sandbox.program import Caller


def passwords_by_role(meeting: dict[str, Any]) -> dict[str, str]:
    return {one["conferenceRole"]: one["password"] for one in meeting["passwordEntry"]}


def list_rooms(caller: Caller, **query: Any) -> list[dict[str, Any]]:
    status, page = caller.call("GET", "/v1/usg/dcs/member/vmr", params=query)
    assert status == 200
    found: list[dict[str, Any]] = page["data"]
    return found
