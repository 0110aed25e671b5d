"""Entry by meeting ID and password, with an account and without one."""

from typing import Any

import requests

from tests.sandbox.program import CONFERENCES, Caller, Sandbox, refused, why


def test_anonymous_entry(sandbox: Sandbox, chen: Caller) -> None:
    def authorise(conference_id: str, password: str | None) -> tuple[int, Any]:
        answer = requests.get(
            f"{sandbox.url}{CONFERENCES}/anonymous/auth",
            params={"conferenceID": conference_id},
            headers={} if password is None else {"X-Password": password},
            timeout=10,
        )
        return answer.status_code, answer.json()

    opened = chen.book(confConfigInfo={"guestPwd": "482913", "allowGuestStartConf": True})["conferenceID"]
    status, found = authorise(opened, "482913")
    assert (status, found["siteUrl"], len(found["random"])) == (200, sandbox.url.removeprefix("http://"), 15)
    assert why(authorise(opened, None)) == refused("MMC.111070009")
    assert why(authorise(opened, "000000")) == refused("MMC.111072065")
    assert why(authorise("123456789", "482913")) == refused("MMC.111072065"), "the same for both"
    closed = chen.book(confConfigInfo={"guestPwd": "482913"})
    assert why(authorise(closed["conferenceID"], "482913")) == refused("MMC.111071058")
    assert authorise(closed["conferenceID"], closed["passwordEntry"][0]["password"])[0] == 200
    inside = chen.book(confConfigInfo={"guestPwd": "482913", "callInRestriction": 2})["conferenceID"]
    assert why(authorise(inside, "482913")) == refused("MMC.111071073", 403)
