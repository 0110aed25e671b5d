"""The stand-in for the client: who gets in by which link, and as what."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.sandbox.program import APP_ID, Answer, Caller, Sandbox, refused, why

_SCHEME = "cloudlink://welinksoftclient/h5page?"
_OPEN = {"guestPwd": "482913", "allowGuestStartConf": True}
_NOT_UNDERSTOOD = refused("LINK")


def link(page: str = "joinConfByLink", **values: Any) -> str:
    """A launch link; values are encoded once."""
    return f"{_SCHEME}page={page}" + "".join(f"&{name}={quote(str(value), safe='')}" for name, value in values.items())


def ticket(caller: Caller) -> str:
    return str(caller.call("POST", "/v1/usg/acs/auth/portal-ref-nonce")[1]["nonce"])


@pytest.fixture
def meeting(chen: Caller) -> dict[str, Any]:
    return chen.book(confConfigInfo=_OPEN)


def join(sandbox: Sandbox, meeting: dict[str, Any], code: str = "482913", **more: Any) -> Answer:
    return sandbox.open(link(conf_id=meeting["conferenceID"], enter_code=code, name="Anna"), **more)


def host_password(meeting: dict[str, Any]) -> str:
    return str(meeting["passwordEntry"][0]["password"])


def test_a_guest_joins_and_leaves(sandbox: Sandbox, chen: Caller, meeting: dict[str, Any]) -> None:
    conference_id = meeting["conferenceID"]
    values = {"conf_id": conference_id, "enter_code": "482913", "name": "Anna & 安娜 100%", "open_mic": "true"}
    status, entered = sandbox.open(link(**values, open_camera="false"))
    assert (status, entered) == (
        200,
        {
            "participant": entered["participant"],
            "name": "Anna & 安娜 100%",
            "role": "guest",
            "account": None,
            "in_waiting_room": False,
            "platform": "windows",
            "joined_at": entered["joined_at"],
            "conference_id": conference_id,
            "open_mic": True,
            "open_camera": False,
        },
    )
    found = sandbox.meeting(conference_id)
    assert (found["is_running"], [one["name"] for one in found["participants"]]) == (True, ["Anna & 安娜 100%"])
    assert chen.list()[1]["data"][0]["conferenceState"] == "Created"
    assert sandbox.post("client/leave", {"participant": entered["participant"]})[0] == 200
    assert sandbox.post("client/leave", {"participant": entered["participant"]})[0] == 404
    found = sandbox.meeting(conference_id)
    assert (found["is_running"], found["participants"]) == (False, [])


def test_each_time_is_a_session_of_its_own(sandbox: Sandbox, chen: Caller, meeting: dict[str, Any]) -> None:
    for _ in range(2):
        first, second = (join(sandbox, meeting)[1]["participant"] for _ in range(2))
        sandbox.post("client/leave", {"participant": first})
        assert sandbox.meeting(meeting["conferenceID"])["is_running"]
        sandbox.post("client/leave", {"participant": second})
    held = chen.history()[1]["data"]
    assert [one["conferenceID"] for one in held] == [meeting["conferenceID"]] * 2
    assert len({one["confUUID"] for one in held}) == 2
    assert chen.edit(meeting["conferenceID"], startTime=meeting["startTime"])[0] == 200


def test_the_host_ends_it_for_everybody(sandbox: Sandbox, meeting: dict[str, Any]) -> None:
    guest, host = (join(sandbox, meeting, code)[1] for code in ("482913", host_password(meeting)))
    assert (guest["role"], host["role"]) == ("guest", "host")
    assert sandbox.post("client/end", {"participant": guest["participant"]})[0] == 404
    assert sandbox.post("client/end", {"participant": host["participant"]})[0] == 200
    assert sandbox.meeting(meeting["conferenceID"])["participants"] == []
    assert join(sandbox, meeting)[0] == 200, "until its scheduled end it can be entered again"


@pytest.mark.parametrize("body", [None, [], {}, {"participant": 1}])
def test_nobody_leaves(sandbox: Sandbox, body: Any) -> None:
    assert sandbox.post("client/leave", body)[0] == 400


def test_a_ticket_signs_in_once(sandbox: Sandbox, li: Caller, meeting: dict[str, Any]) -> None:
    values = {"conf_id": meeting["conferenceID"], "enter_code": "482913", "name": "Somebody", "nonce": ticket(li)}
    status, entered = sandbox.open(link("LoginAndJoinConf", **values))
    assert (status, entered["account"], entered["name"], entered["role"]) == (200, "li", "Li Wei", "guest")
    assert why(sandbox.open(link("LoginAndJoinConf", **values))) == refused("USG.206010013", 401)


def test_a_ticket_is_spent_even_where_the_meeting_refuses(
    sandbox: Sandbox, li: Caller, meeting: dict[str, Any]
) -> None:
    values = {"conf_id": meeting["conferenceID"], "name": "Li", "nonce": ticket(li)}
    assert why(sandbox.open(link("LoginAndJoinConf", **values, enter_code="1"))) == refused("MMC.111071091", 401)
    again = sandbox.open(link("LoginAndJoinConf", **values, enter_code="482913"))
    assert why(again) == refused("USG.206010013", 401)


def test_who_is_signed_in_stays_so(sandbox: Sandbox, li: Caller, chen: Caller, meeting: dict[str, Any]) -> None:
    values = {"conf_id": meeting["conferenceID"], "enter_code": "482913", "name": "Somebody"}
    _, entered = sandbox.open(link("LoginAndJoinConf", **values, nonce=ticket(li)), signed_in_as="chen")
    assert (entered["account"], entered["name"]) == ("chen", "陈静")
    _, entered = sandbox.open(link(**values), signed_in_as="chen")
    assert entered["account"] == "chen"
    again = sandbox.open(link("LoginAndJoinConf", **values, nonce="unknown"), signed_in_as="chen")
    assert why(again) == refused("USG.206010013", 401)
    assert sandbox.open(link(**values), signed_in_as="nobody")[0] == 400


def test_launch(sandbox: Sandbox, li: Caller) -> None:
    assert sandbox.open(link("launch")) == (200, {"participant": None, "account": None})
    signing_in = link("launch", nonce=ticket(li))
    assert sandbox.open(signing_in) == (200, {"participant": None, "account": "li"})
    assert why(sandbox.open(signing_in)) == refused("USG.206010013", 401)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("", refused("MMC.111070009")), ("1", refused("MMC.111071091", 401))],
)
def test_a_password_that_is_none(
    sandbox: Sandbox, meeting: dict[str, Any], code: str, expected: tuple[int, str]
) -> None:
    values = {"conf_id": meeting["conferenceID"], "name": "Anna"} | ({"enter_code": code} if code else {})
    status, answer = sandbox.open(link(**values))
    assert ((status, answer["error_code"]), bool(answer["reason"])) == (expected, True)


def test_guests_without_a_password(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(confConfigInfo={"isGuestFreePwd": True, "allowGuestStartConf": True})
    assert sandbox.open(link(conf_id=meeting["conferenceID"], name="Anna"))[1]["role"] == "guest"
    assert why(join(sandbox, meeting, "1234")) == refused("MMC.111071091", 401)
    assert sandbox.open(meeting["guestJoinUri"], platform="web")[1]["role"] == "guest"


def test_guests_wait_for_the_host(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(confConfigInfo={"guestPwd": "482913"})
    assert why(join(sandbox, meeting)) == refused("MMC.111071058")
    assert join(sandbox, meeting, host_password(meeting))[1]["role"] == "host"
    assert join(sandbox, meeting)[1]["role"] == "guest"


def test_guests_wait_before_a_room(sandbox: Sandbox, chen: Caller) -> None:
    """There the room decides, whatever the booking says."""
    (room,) = chen.call("GET", "/v1/usg/dcs/member/vmr")[1]["data"]
    meeting = chen.book(vmrFlag=1, vmrID=room["id"], confConfigInfo={"allowGuestStartConf": True})
    assert why(join(sandbox, meeting, room["gustPwd"])) == refused("MMC.111071004")
    assert join(sandbox, meeting, room["chairPwd"])[1]["role"] == "host"


def test_the_waiting_room(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(confConfigInfo=_OPEN | {"enableWaitingRoom": True})
    assert join(sandbox, meeting)[1]["in_waiting_room"] is True
    assert join(sandbox, meeting, host_password(meeting))[1]["in_waiting_room"] is False
    online = chen.call("GET", "/v1/mmc/management/conferences/online")[1]["data"][0]
    assert online["onlineAttendeeAmount"] == 1


@pytest.mark.parametrize(("restriction", "code"), [(2, "MMC.111071074"), (3, "MMC.111071075")])
def test_who_may_enter(sandbox: Sandbox, chen: Caller, li: Caller, restriction: int, code: str) -> None:
    sandbox.caller("wang")
    meeting = chen.book(
        confConfigInfo=_OPEN | {"callInRestriction": restriction},
        attendees=[{"accountId": "li", "appId": APP_ID}, {"name": "Anna", "email": "anna@tuv.example"}],
    )
    assert why(join(sandbox, meeting)) == refused(code, 403), "an invited outsider has no account"
    assert [join(sandbox, meeting, signed_in_as=who)[0] for who in ("li", "chen")] == [200, 200]
    uninvited = join(sandbox, meeting, signed_in_as="wang")
    assert uninvited[0] == 200 if restriction == 2 else why(uninvited) == refused(code, 403)


def test_a_full_meeting(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(concurrentParticipants=1, confConfigInfo=_OPEN)
    assert join(sandbox, meeting)[0] == 200
    assert why(join(sandbox, meeting)) == refused("MMC.111072101")


def test_a_meeting_that_is_gone(sandbox: Sandbox, chen: Caller, meeting: dict[str, Any]) -> None:
    chen.cancel(meeting["conferenceID"])
    assert why(join(sandbox, meeting)) == refused("MMC.111070005")
    assert why(sandbox.open(meeting["guestJoinUri"])) == refused("MMC.111070005")
    assert why(join(sandbox, {"conferenceID": "123456789"})) == refused("MMC.111070005")


def test_the_links_of_the_web(sandbox: Sandbox, chen: Caller, meeting: dict[str, Any]) -> None:
    status, entered = sandbox.open(meeting["guestJoinUri"], platform="web", name="Anna")
    assert (status, entered["name"], entered["role"], entered["account"]) == (200, "Anna", "guest", None)
    _, entered = sandbox.open(meeting["chairJoinUri"], signed_in_as="chen")
    assert (entered["name"], entered["role"], entered["account"]) == ("陈静", "host", "chen")
    tail = meeting["guestJoinUri"].partition("#")[2]
    assert sandbox.open(f"https://c.meeting.huaweicloud.com/#{tail}")[0] == 200
    for url in (f"{meeting['guestJoinUri']}0", meeting["guestJoinUri"].rpartition("/")[0]):
        assert why(sandbox.open(url)) == refused("MMC.111072065")
    for url in (f"https://evil.example/#{tail}", f"{sandbox.url}/#/k/1/2", f"{sandbox.url}/", "https://"):
        assert why(sandbox.open(url)) == _NOT_UNDERSTOOD


def test_a_link_of_the_web_whose_password_changed(sandbox: Sandbox, chen: Caller, meeting: dict[str, Any]) -> None:
    chen.edit(meeting["conferenceID"], startTime=meeting["startTime"], confConfigInfo=_OPEN | {"guestPwd": "1111"})
    assert why(sandbox.open(meeting["guestJoinUri"])) == refused("MMC.111072065")


def test_intent_links_are_androids(sandbox: Sandbox, meeting: dict[str, Any]) -> None:
    query = link(conf_id=meeting["conferenceID"], enter_code="482913", name="Anna").removeprefix("cloudlink")
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
def test_what_is_on_by_default(sandbox: Sandbox, meeting: dict[str, Any], platform: str, is_on: bool) -> None:
    _, entered = join(sandbox, meeting, platform=platform)
    assert (entered["open_mic"], entered["open_camera"]) == (is_on, is_on)


def test_a_name_that_was_encoded_twice_is_seen_to_be(sandbox: Sandbox, meeting: dict[str, Any]) -> None:
    values = {"conf_id": meeting["conferenceID"], "enter_code": "482913"}
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
        f"{_SCHEME}page=joinconfbylink{_TAIL}",
        f"{_SCHEME}page=joinTmpConfByLink{_TAIL}",
        f"{_SCHEME}page=loginAndJoinConf{_TAIL}&nonce=x",
        f"{_SCHEME}conf_id=1&name=Anna",
        f"{_SCHEME}page=joinConfByLink&name=Anna",
        f"{_SCHEME}page=joinConfByLink&conf_id=1",
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=",
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=%20",
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=A+B",
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=A B",
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=陈静",
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=A%0AB",
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=%FF",
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=%4",
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=" + "x" * 256,
        f"{_SCHEME}page=joinConfByLink&conf_id=1&name=" + "x" * 2000,
        f"{_SCHEME}page=joinConfByLink&conf_id=1-2&name=Anna",
        f"{_SCHEME}page=joinConfByLink{_TAIL}&name=Bob",
        f"{_SCHEME}page=joinConfByLink{_TAIL}&nonce=x",
        f"{_SCHEME}page=joinConfByLink{_TAIL}&token=x",
        f"{_SCHEME}page=joinConfByLink{_TAIL}&",
        f"{_SCHEME}page=joinConfByLink{_TAIL}&open_mic=1",
        f"{_SCHEME}page=joinConfByLink{_TAIL}&enter_code=12%2034",
        f"{_SCHEME}page=joinConfByLink{_TAIL}&server_url=evil.example",
        f"{_SCHEME}page=joinConfByLink{_TAIL}&port=0",
        f"{_SCHEME}page=LoginAndJoinConf{_TAIL}",
        f"{_SCHEME}page=launch&conf_id=1",
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
def test_a_server_that_is_known(sandbox: Sandbox, meeting: dict[str, Any], host: str, port: str) -> None:
    values = {"conf_id": meeting["conferenceID"], "enter_code": "482913", "name": "Anna"}
    assert sandbox.open(link(server_url=host, port=port, **values))[0] == 200


@pytest.mark.parametrize(
    "body",
    [None, [], {}, {"url": 1, "platform": "mac"}, {"url": "x", "platform": "amiga"}, {"url": "x", "colour": "red"}],
)
def test_requests_that_are_none(sandbox: Sandbox, body: Any) -> None:
    status, answer = sandbox.post("client", body)
    assert (status, list(answer)) == (400, ["error"])
