"""Build links that the stand-in client opens."""

from typing import Any
from urllib.parse import quote

from tests.sandbox.program import Answer, Sandbox

SCHEME = "cloudlink://welinksoftclient/h5page?"


OPEN = {"guestPwd": "482913", "allowGuestStartConf": True}


def link(page: str = "joinConfByLink", **values: Any) -> str:
    """Return a launch link; values are encoded once."""
    return f"{SCHEME}page={page}" + "".join(f"&{name}={quote(str(value), safe='')}" for name, value in values.items())


def join(sandbox: Sandbox, meeting: dict[str, Any], code: str = "482913", **more: Any) -> Answer:
    return sandbox.open(link(conf_id=meeting["conferenceID"], enter_code=code, name="Anna"), **more)


def host_password(meeting: dict[str, Any]) -> str:
    return str(meeting["passwordEntry"][0]["password"])
