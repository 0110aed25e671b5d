"""Which links the client understands."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.sandbox.calls.client_links import SCHEME, join, link
from tests.sandbox.program import Caller, Sandbox, refused, why

_NOT_UNDERSTOOD = refused("LINK")


def test_the_links_of_the_web(sandbox: Sandbox, chen: Caller, open_meeting: dict[str, Any]) -> None:
    status, entered = sandbox.open(open_meeting["guestJoinUri"], platform="web", name="Anna")
    assert (status, entered["name"], entered["role"], entered["account"]) == (200, "Anna", "guest", None)
    _, entered = sandbox.open(open_meeting["chairJoinUri"], signed_in_as="chen")
    assert (entered["name"], entered["role"], entered["account"]) == ("陈静", "host", "chen")
    tail = open_meeting["guestJoinUri"].partition("#")[2]
    assert sandbox.open(f"https://c.meeting.huaweicloud.com/#{tail}")[0] == 200
    for url in (f"{open_meeting['guestJoinUri']}0", open_meeting["guestJoinUri"].rpartition("/")[0]):
        assert why(sandbox.open(url)) == refused("MMC.111072065")
    for url in (f"https://evil.example/#{tail}", f"{sandbox.url}/#/k/1/2", f"{sandbox.url}/", "https://"):
        assert why(sandbox.open(url)) == _NOT_UNDERSTOOD


def test_intent_links_are_androids(sandbox: Sandbox, open_meeting: dict[str, Any]) -> None:
    query = link(conf_id=open_meeting["conferenceID"], enter_code="482913", name="Anna").removeprefix("cloudlink")
    back = quote("https://portal.example/j/x/", safe="")
    package = "#Intent;scheme=cloudlink;package=com.huawei.CloudLink;"
    for tail in (f"{package}end", f"{package}S.browser_fallback_url={back};end"):
        for platform in ("android", "android-intent"):
            assert sandbox.open(f"intent{query}{tail}", platform=platform)[0] == 200
        assert why(sandbox.open(f"intent{query}{tail}")) == _NOT_UNDERSTOOD
    for tail in ("", "#Intent;scheme=cloudlink;end", f"{package.replace('CloudLink', 'other')}end"):
        assert why(sandbox.open(f"intent{query}{tail}", platform="android")) == _NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("platform", "is_on"), [("windows", True), ("harmonyos", True), ("mac", False), ("ios", False)]
)
def test_what_is_on_by_default(sandbox: Sandbox, open_meeting: dict[str, Any], platform: str, is_on: bool) -> None:
    _, entered = join(sandbox, open_meeting, platform=platform)
    assert (entered["open_mic"], entered["open_camera"]) == (is_on, is_on)


def test_a_name_that_was_encoded_twice_is_seen_to_be(sandbox: Sandbox, open_meeting: dict[str, Any]) -> None:
    values = {"conf_id": open_meeting["conferenceID"], "enter_code": "482913"}
    assert sandbox.open(link(**values, name="Anna%20B"))[1]["name"] == "Anna%20B"


_TAIL = "&conf_id=1&name=Anna"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "cloudlink://welinksoftclient/h5page",
        f"CLOUDLINK://welinksoftclient/h5page?page=joinConfByLink{_TAIL}",
        f"cloudlink://cloudlink.huawei.com/h5page?page=joinConfByLink{_TAIL}",
        f"cloudlink://welinksoftclient/page/link?page=joinConfByLink{_TAIL}",
        f"hwmeeting://welinksoftclient/h5page?page=joinConfByLink{_TAIL}",
        f"{SCHEME}page=joinconfbylink{_TAIL}",
        f"{SCHEME}page=joinTmpConfByLink{_TAIL}",
        f"{SCHEME}page=loginAndJoinConf{_TAIL}&nonce=x",
        f"{SCHEME}conf_id=1&name=Anna",
        f"{SCHEME}page=joinConfByLink&name=Anna",
        f"{SCHEME}page=joinConfByLink&conf_id=1",
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=",
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=%20",
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=A+B",
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=A B",
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=陈静",
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=A%0AB",
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=%FF",
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=%4",
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=" + "x" * 256,
        f"{SCHEME}page=joinConfByLink&conf_id=1&name=" + "x" * 2000,
        f"{SCHEME}page=joinConfByLink&conf_id=1-2&name=Anna",
        f"{SCHEME}page=joinConfByLink{_TAIL}&name=Bob",
        f"{SCHEME}page=joinConfByLink{_TAIL}&nonce=x",
        f"{SCHEME}page=joinConfByLink{_TAIL}&token=x",
        f"{SCHEME}page=joinConfByLink{_TAIL}&",
        f"{SCHEME}page=joinConfByLink{_TAIL}&open_mic=1",
        f"{SCHEME}page=joinConfByLink{_TAIL}&enter_code=12%2034",
        f"{SCHEME}page=joinConfByLink{_TAIL}&server_url=evil.example",
        f"{SCHEME}page=joinConfByLink{_TAIL}&port=0",
        f"{SCHEME}page=LoginAndJoinConf{_TAIL}",
        f"{SCHEME}page=launch&conf_id=1",
        "javascript:alert(1)",
        "https://[",
    ],
)
def test_links_that_no_client_would_understand(sandbox: Sandbox, url: str) -> None:
    status, answer = sandbox.open(url)
    assert status == 400
    assert "participant" not in answer
    assert answer.get("reason") or answer["error"]


@pytest.mark.parametrize(("host", "port"), [("meeting.huaweicloud.com", "8443"), ("127.0.0.1", "1")])
def test_a_server_that_is_known(sandbox: Sandbox, open_meeting: dict[str, Any], host: str, port: str) -> None:
    values = {"conf_id": open_meeting["conferenceID"], "enter_code": "482913", "name": "Anna"}
    assert sandbox.open(link(server_url=host, port=port, **values))[0] == 200
