"""Links that open the vendor's client (docs/vendor/scheme-urls.md 26 and 34).

Each value is percent-encoded, so that a name can't smuggle in a parameter of its own, and the server comes from
a list, since another one would be sent the meeting's password.
"""

import re
from collections.abc import Collection, Mapping
from urllib.parse import quote, urlsplit

from hwmeeting.wire.writing import drop_empty

VENDOR_HOSTS = ("meeting.huaweicloud.com", "intl.meeting.huaweicloud.com")
PLATFORMS = ("android", "ios", "windows", "mac", "harmonyos", "android-intent")

# The client knows these words in exactly this spelling.
_PAGES = {"launch": "launch", "login": "launch", "join": "joinConfByLink", "login_join": "LoginAndJoinConf"}
_WITH_TICKET = {"login", "login_join"}
_WITH_MEETING = {"join", "login_join"}

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_GAPS = re.compile(r"[\s-]+")
# docs/vendor/scheme-urls.md 26.6
_LONGEST_NAME, _LONGEST_NAME_BYTES, _LONGEST_CODE, _LONGEST_LINK = 64, 200, 32, 2000


def scheme_url(
    platform: str,
    action: str,
    *,
    conf_id: str | None = None,
    name: str | None = None,
    enter_code: str | None = None,
    server_url: str | None = None,
    port: str | int | None = None,
    open_mic: bool | None = None,
    open_camera: bool | None = None,
    login_nonce: str | None = None,
    fallback_url: str | None = None,
    allowed_hosts: Collection[str] = VENDOR_HOSTS,
    scheme: str = "cloudlink",
    authority: str = "welinksoftclient",
    package: str = "com.huawei.CloudLink",
) -> str:
    """Return the link for ``platform`` (PLATFORMS) and ``action`` (launch, login, join, login_join).

    None and "" leave a parameter out. ``conf_id`` may have gaps and hyphens. ``open_mic`` and ``open_camera``
    should always be given: left out, Windows switches both on. ``login_nonce`` is a login ticket, for one use.
    ``fallback_url`` is where android-intent leads without the client. Raises ValueError with a sentence.
    """
    if platform not in PLATFORMS:
        raise ValueError(f"There is no client for the platform {platform!r}.")
    if action not in _PAGES:
        raise ValueError(f"The client has no action {action!r}.")
    meeting = {
        "server_url": _check_host(server_url, allowed_hosts),
        "port": _clean_port(port),
        "conf_id": _clean_conf_id(conf_id),
        "enter_code": _check_code(enter_code),
        "name": _clean_name(name),
        "open_mic": _write_switch("open_mic", open_mic),
        "open_camera": _write_switch("open_camera", open_camera),
    }
    ticket = (login_nonce or "").strip()
    _check_complete(action, meeting, ticket)
    query = "&".join(
        f"{key}={quote(value, safe='')}"
        for key, value in drop_empty({"page": _PAGES[action], **meeting, "nonce": ticket}).items()
    )
    link = f"{scheme}://{authority}/h5page?{query}"
    if platform == "android-intent":
        link = _build_intent(link, package, fallback_url)
    if len(link) >= _LONGEST_LINK:
        raise ValueError("The link is too long for some clients; a shorter name helps.")
    return link


def _check_complete(action: str, meeting: Mapping[str, str], ticket: str) -> None:
    if action in _WITH_MEETING:
        if not meeting["conf_id"]:
            raise ValueError("A link to join needs the meeting ID.")
        if not meeting["name"]:
            raise ValueError("A link to join needs the name that the others will see.")
    elif any(meeting.values()):
        raise ValueError(f"The action {action!r} leads to no meeting, so it takes nothing of one.")
    if action in _WITH_TICKET and not ticket:
        raise ValueError("A link that signs in needs a login ticket (login_nonce).")
    if action not in _WITH_TICKET and ticket:
        raise ValueError(f"The action {action!r} signs nobody in, so it takes no login ticket (login_nonce).")


def _clean_conf_id(conf_id: str | None) -> str:
    digits = _GAPS.sub("", conf_id or "")
    if digits and not (digits.isascii() and digits.isdigit()):
        raise ValueError("A meeting ID has digits only.")
    return digits


def _clean_name(name: str | None) -> str:
    shown = _CONTROL.sub(" ", name or "").strip()
    if len(shown) > _LONGEST_NAME or len(shown.encode()) > _LONGEST_NAME_BYTES:
        raise ValueError(f"The name is longer than {_LONGEST_NAME} characters or {_LONGEST_NAME_BYTES} bytes.")
    return shown


def _check_code(enter_code: str | None) -> str:
    if len(enter_code or "") > _LONGEST_CODE:
        raise ValueError(f"The password is longer than {_LONGEST_CODE} characters.")
    return enter_code or ""


def _check_host(server_url: str | None, allowed_hosts: Collection[str]) -> str:
    if server_url and server_url not in allowed_hosts:
        raise ValueError(f"The server {server_url!r} is none of the meeting service's.")
    return server_url or ""


def _clean_port(port: str | int | None) -> str:
    digits = "" if port is None else str(port)
    if digits and not (re.fullmatch(r"[0-9]{1,5}", digits) and 1 <= int(digits) <= 65535):
        raise ValueError("A port is a number from 1 to 65535.")
    return digits


def _write_switch(parameter: str, value: bool | None) -> str:
    if value not in {None, True, False}:
        raise ValueError(f"{parameter} is either True or False.")
    return "" if value is None else str(bool(value)).lower()


def _build_intent(link: str, package: str, fallback_url: str | None) -> str:
    """Return the link in the form that starts one package on Android only (docs/vendor/scheme-urls.md 33)."""
    scheme, rest = link.split("://", 1)
    fallback = ""
    if fallback_url:
        if urlsplit(fallback_url).scheme not in {"https", "http"}:
            raise ValueError("The page to fall back to is no web address.")
        fallback = f"S.browser_fallback_url={quote(fallback_url, safe='')};"
    return f"intent://{rest}#Intent;scheme={scheme};package={package};{fallback}end"
