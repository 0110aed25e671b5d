"""Launch links: every case of the contract, and what must not get through."""

import json
from pathlib import Path
from typing import Any

import pytest

from hwmeeting.links import PLATFORMS, scheme_url

_CASES = json.loads((Path(__file__).parent / "scheme_cases.json").read_text(encoding="utf-8"))
# What our sentence must name, for each reason that the cases give.
_REASONS = {
    "conf_id required": "needs the meeting ID",
    "name required": "needs the name",
    "nonce required": "needs a login ticket",
    "server_url not in allowed hosts": "none of the meeting service's",
    "platform not supported": "no client for the platform",
}


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["id"])
def test_scheme_url_of_the_contract(case: dict[str, Any]) -> None:
    if case["expected_url"] is not None:
        assert scheme_url(case["platform"], case["action"], **case["params"]) == case["expected_url"]
        return
    with pytest.raises(ValueError, match=_REASONS[case["expected_error"]]):
        scheme_url(case["platform"], case["action"], **case["params"])


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("A+B", "A%2BB"),
        ("100%", "100%25"),
        ("a#b;c", "a%23b%3Bc"),
        ("\"<b>'", "%22%3Cb%3E%27"),
        ("a\r\n\tb", "a%20b"),
        (" a  b ", "a%20%20b"),
        ("\ud800x", "x"),
        ("it's ok!(*)~", "it%27s%20ok%21%28%2A%29~"),
    ],
)
def test_scheme_url_encodes_a_name_once(name: str, encoded: str) -> None:
    url = scheme_url("mac", "join", conf_id="1", name=name)
    assert url == f"cloudlink://welinksoftclient/h5page?page=joinConfByLink&conf_id=1&name={encoded}"


def test_scheme_url_of_another_brand() -> None:
    url = scheme_url(
        "android-intent",
        "launch",
        fallback_url="https://portal.example/j/x;#y",
        scheme="brand",
        authority="client",
        package="com.brand",
    )
    assert url == (
        "intent://client/h5page?page=launch#Intent;scheme=brand;package=com.brand;"
        "S.browser_fallback_url=https%3A%2F%2Fportal.example%2Fj%2Fx%3B%23y;end"
    )


def test_scheme_url_of_an_intent_without_fallback() -> None:
    url = scheme_url("android-intent", "join", conf_id="123-456", name="a;end#")
    assert url == (
        "intent://welinksoftclient/h5page?page=joinConfByLink&conf_id=123456&name=a%3Bend%23"
        "#Intent;scheme=cloudlink;package=com.huawei.CloudLink;end"
    )


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    ("action", "params", "sentence"),
    [
        ("join", {"login_nonce": "n"}, "takes no login ticket"),
        ("launch", {"login_nonce": "n"}, "takes no login ticket"),
        ("launch", {"conf_id": "1"}, "leads to no meeting"),
        ("login", {"login_nonce": "n", "name": "Tom"}, "leads to no meeting"),
        ("join", {"conf_id": "12a"}, "digits only"),
        ("join", {"conf_id": "１２３"}, "digits only"),
        ("join", {"conf_id": " - "}, "needs the meeting ID"),
        ("join", {"name": "\x00\x1f"}, "needs the name"),
        ("join", {"name": "n" * 65}, "longer than 64"),
        ("join", {"name": "😀" * 51}, "200 bytes"),
        ("join", {"enter_code": "1" * 33}, "The password is longer"),
        ("join", {"port": "0"}, "from 1 to 65535"),
        ("join", {"port": 65536}, "from 1 to 65535"),
        ("join", {"port": "8443/x"}, "from 1 to 65535"),
        ("join", {"server_url": "https://meeting.huaweicloud.com"}, "none of the meeting service's"),
        ("join", {"server_url": "meeting.huaweicloud.com", "allowed_hosts": ()}, "none of the meeting service's"),
        ("join", {"open_mic": "yes"}, "open_mic is either True or False"),
        ("login", {"login_nonce": "  "}, "needs a login ticket"),
        ("login", {"login_nonce": "n" * 2000}, "too long"),
        ("end", {}, "has no action"),
    ],
)
def test_scheme_url_refuses_in_a_sentence(platform: str, action: str, params: dict[str, Any], sentence: str) -> None:
    whole = {"conf_id": "1", "name": "Tom", **params} if action == "join" else params
    with pytest.raises(ValueError, match=sentence):
        scheme_url(platform, action, **whole)


@pytest.mark.parametrize("fallback_url", ["javascript:alert(1)", "intent://x", "/j/x"])
def test_scheme_url_falls_back_to_web_pages_only(fallback_url: str) -> None:
    with pytest.raises(ValueError, match="no web address"):
        scheme_url("android-intent", "launch", fallback_url=fallback_url)
