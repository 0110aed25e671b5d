"""Read a link as strictly as the documents spell it: what a real client might not understand is refused here."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

PLATFORMS = frozenset({"android", "ios", "windows", "mac", "harmonyos"})
VENDOR_SERVERS = frozenset({"meeting.huaweicloud.com", "intl.meeting.huaweicloud.com"})
_VENDOR_JOIN_HOSTS = VENDOR_SERVERS | {"bmeeting.huaweicloud.com", "c.meeting.huaweicloud.com"}

_CLIENT = "cloudlink://welinksoftclient/h5page?"
_INTENT = re.compile(
    r"intent://welinksoftclient/h5page\?(?P<query>[^#;]*)"
    r"#Intent;scheme=cloudlink;package=com\.huawei\.CloudLink;(S\.browser_fallback_url=https?%3A%2F%2F[^;#]+;)?end"
)
# Whatever isn't unreserved is percent-encoded; JavaScript's encodeURIComponent leaves ! ' ( ) * as well.
_VALUE = re.compile(r"(?:[A-Za-z0-9._~!'()*-]|%[0-9A-Fa-f]{2})*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_WEB = re.compile(r"/#/j/(?P<conference_id>[0-9]{1,16})(/(?P<random>[0-9A-Za-z]+))?")
_LONGEST_LINK = 2000
_LONGEST_NAME_BYTES, _LONGEST_CODE, _LONGEST_ID = 255, 32, 16

_JOIN = {"page", "server_url", "port", "conf_id", "enter_code", "name", "open_mic", "open_camera"}
_PAGES = {
    "launch": ({"page"}, {"page", "nonce"}),
    "joinConfByLink": ({"page", "conf_id", "name"}, _JOIN),
    "LoginAndJoinConf": ({"page", "conf_id", "name", "nonce"}, _JOIN | {"nonce"}),
}


class LinkNotUnderstood(Exception):
    """The client would not know what to do with this link; the words say why."""


@dataclass(frozen=True, slots=True)
class ClientLink:
    """A link of the client's own scheme; ``page`` "launch" joins nothing, ``ticket`` is the login nonce."""

    page: str
    conference_id: str = ""
    name: str = ""
    enter_code: str = ""
    ticket: str = ""
    has_microphone: bool = False
    has_camera: bool = False


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link of the web; ``random`` stands for a password, "" for none."""

    conference_id: str
    random: str


def parse(url: str, *, platform: str, address: str) -> ClientLink | WebLink:
    """Return the parsed link; ``address`` is the sandbox's own. Raise LinkNotUnderstood."""
    if len(url) >= _LONGEST_LINK:
        raise LinkNotUnderstood("The link is too long: Windows hands over less than 2000 characters.")
    if url.startswith(("http://", "https://")):
        return _web_link(url, address)
    if url.startswith("intent:"):
        found = _INTENT.fullmatch(url)
        if platform != "android":
            raise LinkNotUnderstood("Only Android knows intent links.")
        if found is None:
            raise LinkNotUnderstood("This is not an intent link for com.huawei.CloudLink.")
        return _client_link(found["query"], platform, address)
    if not url.startswith(_CLIENT):
        raise LinkNotUnderstood(f"A link for the client begins with {_CLIENT}")
    return _client_link(url.removeprefix(_CLIENT), platform, address)


def _web_link(url: str, address: str) -> WebLink:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise LinkNotUnderstood("This is not a link of the web.") from error
    found = _WEB.fullmatch(url.removeprefix(f"{parts.scheme}://{parts.netloc}"))
    if parts.netloc not in _VENDOR_JOIN_HOSTS | {urlsplit(address).netloc}:
        raise LinkNotUnderstood(f"{parts.netloc} is no server of the meeting service.")
    if found is None:
        raise LinkNotUnderstood("A link of the web ends in /#/j/, the meeting ID, / and letters or digits.")
    return WebLink(found["conference_id"], found["random"] or "")


def _client_link(query: str, platform: str, address: str) -> ClientLink:
    values = _values(query)
    page = values.get("page", "")
    if page not in _PAGES:
        raise LinkNotUnderstood(f"page is one of {', '.join(_PAGES)}, spelt exactly so.")
    needed, known = _PAGES[page]
    if missing := sorted(needed - {name for name, value in values.items() if value}):
        raise LinkNotUnderstood(f"{page} needs {', '.join(missing)}.")
    if unknown := sorted(values.keys() - known):
        raise LinkNotUnderstood(f"{page} knows no {', '.join(unknown)}.")
    _check_server(values, {*VENDOR_SERVERS, urlsplit(address).hostname or ""})
    on_by_default = page == "joinConfByLink" and platform in {"windows", "harmonyos"}
    return ClientLink(
        page=page,
        conference_id=_conference_id(values.get("conf_id", "")),
        name=_name(values.get("name", "")),
        enter_code=_enter_code(values.get("enter_code", "")),
        ticket=values.get("nonce", ""),
        has_microphone=_switch(values, "open_mic", default=on_by_default),
        has_camera=_switch(values, "open_camera", default=on_by_default),
    )


def _values(query: str) -> dict[str, str]:
    """Return the values of a query, each decoded once, so that one that was encoded twice is seen to be."""
    found: dict[str, str] = {}
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        if not equals or not re.fullmatch("[a-z_]+", name):
            raise LinkNotUnderstood("The query is made of name=value, joined by &.")
        if name in found:
            raise LinkNotUnderstood(f"{name} stands there twice.")
        if "+" in value:
            raise LinkNotUnderstood(f"{name} has a + in it: a space is %20 and a plus %2B, clients differ about +.")
        if not _VALUE.fullmatch(value):
            raise LinkNotUnderstood(f"{name} has characters in it that are not percent-encoded.")
        try:
            found[name] = unquote_to_bytes(value).decode("utf-8")
        except UnicodeDecodeError as error:
            raise LinkNotUnderstood(f"{name} is not UTF-8.") from error
    return found


def _check_server(values: dict[str, str], known: Collection[str]) -> None:
    if "server_url" in values and values["server_url"] not in known:
        raise LinkNotUnderstood(f"{values['server_url']} is no server of the meeting service.")
    if "port" in values and not (re.fullmatch("[0-9]{1,5}", values["port"]) and 0 < int(values["port"]) < 65536):
        raise LinkNotUnderstood("port is a number from 1 to 65535.")


def _conference_id(value: str) -> str:
    if value and not re.fullmatch(f"[0-9]{{1,{_LONGEST_ID}}}", value):
        raise LinkNotUnderstood("conf_id is made of digits.")
    return value


def _name(value: str) -> str:
    if _CONTROL.search(value) or len(value.encode()) > _LONGEST_NAME_BYTES or (value and not value.strip()):
        raise LinkNotUnderstood("name is 1 to 255 bytes, not blank, without control characters.")
    return value


def _enter_code(value: str) -> str:
    if value and not re.fullmatch(f"[0-9A-Za-z]{{1,{_LONGEST_CODE}}}", value):
        raise LinkNotUnderstood("enter_code is made of digits or letters, 32 at most.")
    return value


def _switch(values: dict[str, str], name: str, *, default: bool) -> bool:
    value = values.get(name, str(default).lower())
    if value not in {"true", "false"}:
        raise LinkNotUnderstood(f"{name} is true or false.")
    return value == "true"
