"""Recordings: listed, shown, fetched, deleted."""

import hashlib
import sqlite3
import time
from typing import Any

import pytest
import requests

from sandbox.state import download_tokens
from sandbox.state.recordings import Recording
from tests.sandbox.conftest import Start
from tests.sandbox.program import APP_ID, CONFERENCES, Answer, Caller, Sandbox, refused, utc, why
from tests.sandbox.test_control import forward, minutes
from tests.sandbox.test_series import change, made

_FILES = "/v1/mmc/management/record/files"
_LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID, "email": "li@qingshan.example"}
_HOUR, _DAY = 3600, 24 * 3600
_SUCCESS = (200, {"returnCode": 0, "returnDesc": "Success"})


def listed(caller: Caller, **query: Any) -> Answer:
    span = {"startDate": 0, "endDate": int((time.time() + 9 * _DAY) * 1000)}
    return caller.call("GET", _FILES, params=span | query)


def detail(caller: Caller, conf_uuid: str) -> Answer:
    return caller.call("GET", f"{CONFERENCES}/record/files", params={"confUUID": conf_uuid})


def urls(caller: Caller, conf_uuid: str, **query: Any) -> Answer:
    query |= {"confUUID": conf_uuid}
    return caller.call("GET", "/v1/mmc/management/record/downloadurls", params=query)


def info(caller: Caller, body: Any) -> Answer:
    return caller.call("POST", "/v1/mmc/rlm/record/info", json=body)


def delete(caller: Caller, *conf_uuids: str) -> Answer:
    return caller.call("DELETE", _FILES, params={"confUUIDs": ",".join(conf_uuids)})


def held(sandbox: Sandbox, caller: Caller, *, seconds: int = 1200, **fields: Any) -> str:
    """The confUUID of a session that was recorded and has just ended."""
    meeting = caller.book(**{"startTime": ..., "length": 1440, "isAutoRecord": 1, "recordType": 2} | fields)
    status, entered = sandbox.open(meeting["chairJoinUri"], platform="web")
    assert status == 200
    forward(sandbox, seconds)
    sandbox.post("client/end", {"participant": entered["participant"]})
    return str(caller.history(endDate=int((time.time() + 9 * _DAY) * 1000))[1]["data"][0]["confUUID"])


def test_a_recording_can_be_had_once_it_is_transcoded(sandbox: Sandbox, chen: Caller) -> None:
    """Twenty minutes of it, so eleven later."""
    conf_uuid = held(sandbox, chen, subject="Roadmap")
    status, page = listed(chen)
    (shown,) = page["data"]
    meeting = chen.history(endDate=int((time.time() + _DAY) * 1000))[1]["data"][0]
    assert (status, page["count"], shown) == (
        200,
        1,
        {
            "confUUID": conf_uuid,
            "confID": meeting["conferenceID"],
            "url": [],
            "rcdTime": shown["rcdTime"],
            "rcdSize": 0,
            "subject": "Roadmap",
            "scheduserName": "陈静",
            "startTime": meeting["startTime"],
            "isDecodeFinish": False,
            "decodeEndTime": shown["decodeEndTime"],
            "available": False,
            "recordAuthType": 2,
        },
    )
    assert 1200 <= shown["rcdTime"] < 1210
    now = requests.get(f"{sandbox.url}/_sandbox/clock", timeout=10).json()["ahead_seconds"] + time.time()
    assert 600 < shown["decodeEndTime"] / 1000 - now < 670, "expected so, in thousandths"
    forward(sandbox, 11 * 60)
    status, ready = detail(chen, conf_uuid)
    assert (status, ready) == (
        200,
        shown
        | {
            "url": [f"{sandbox.url}/rse/play?recordId={conf_uuid}"],
            "rcdSize": ready["rcdTime"] // 4,
            "isDecodeFinish": True,
            "available": True,
        },
    )
    assert listed(chen)[1]["data"] == [ready]


def test_whose_recordings_are_listed(sandbox: Sandbox, chen: Caller, li: Caller, administrator: Caller) -> None:
    of_chen = held(sandbox, chen, attendees=[_LI])
    of_administrator = held(sandbox, administrator)

    def found(caller: Caller, **query: Any) -> list[str]:
        status, page = listed(caller, **query)
        assert (status, page["count"]) == (200, len(page["data"]))
        return [one["confUUID"] for one in page["data"]]

    assert found(chen) == [of_chen]
    assert found(li) == [], "invited is not enough"
    assert found(administrator) == [of_administrator]
    assert found(administrator, queryAll="true") == [of_administrator, of_chen], "the latest first"
    assert found(administrator, queryAll="true", sortType="ASC_StartTIME") == [of_chen, of_administrator]
    assert found(administrator, userUUID=chen.uuid) == [of_chen]
    assert found(chen, userUUID=administrator.uuid) == [of_chen], "ignored for users"
    assert why(listed(chen, queryAll="true")) == refused("MMC.111070002", 403)
    assert found(administrator, queryAll="true", searchKey="静") == [of_chen]
    assert found(administrator, queryAll="true", searchKey="Budget") == []
    assert [detail(caller, of_chen)[0] for caller in (chen, administrator)] == [200, 200]
    for caller, conf_uuid in ((li, of_chen), (chen, of_administrator), (chen, "f" * 32)):
        assert why(detail(caller, conf_uuid)) == refused("MMC.111077201")


def test_recordings_in_pages(sandbox: Sandbox, chen: Caller) -> None:
    all_of_them = [held(sandbox, chen, seconds=60) for _ in range(3)]
    status, page = listed(chen, offset=1, limit=1, sortType="ASC_StartTIME")
    assert (status, page["offset"], page["limit"], page["count"]) == (200, 1, 1, 3)
    assert [one["confUUID"] for one in page["data"]] == all_of_them[1:2]
    assert listed(chen, limit=900)[1]["limit"] == 500
    assert listed(chen, endDate=int((time.time() - 60) * 1000))[1]["count"] == 0


def test_an_occurrence_is_recorded_for_itself(sandbox: Sandbox, chen: Caller) -> None:
    series = made(chen, recordType=2)
    conference_id = series["conferenceID"]
    assert change(chen, series, isAutoRecord=1, recordAuthType=0)[0] == 200
    for _ in range(2):
        starts = chen.detail(conference_id)[1]["conferenceData"]["startTime"]
        now = requests.get(f"{sandbox.url}/_sandbox/clock", timeout=10).json()["now"][:16].replace("T", " ")
        forward(sandbox, (minutes(starts) - minutes(now)) * 60)
        entered = sandbox.open(series["chairJoinUri"], platform="web")[1]
        sandbox.post("client/end", {"participant": entered["participant"]})
        forward(sandbox, 2 * _HOUR)
    assert [one["recordAuthType"] for one in listed(chen)[1]["data"]] == [0]
    rows = chen.history(endDate=int((time.time() + 9 * _DAY) * 1000))[1]["data"]
    assert [row["isAutoRecord"] for row in rows] == [0, 1]
    assert rows[0]["confConfigInfo"].keys() == rows[1]["confConfigInfo"].keys() == series["confConfigInfo"].keys()


def test_history_is_sorted_by_what_is_recorded(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    first, second = held(sandbox, chen, seconds=60, isAutoRecord=0), held(sandbox, chen)
    third, fourth = held(sandbox, chen, seconds=60, isAutoRecord=0), held(sandbox, chen, seconds=60)

    def found(caller: Caller, sort: str, **query: str) -> list[str]:
        until = int((time.time() + 9 * _DAY) * 1000)
        rows = caller.history(endDate=until, sortType=sort, **query)[1]["data"]
        return [row["confUUID"] for row in rows]

    assert found(chen, "ASC_RecordTYPE") == [first, second, third, fourth], "none can be watched yet"
    forward(sandbox, _HOUR)
    assert found(chen, "ASC_RecordTYPE") == [first, third, second, fourth]
    assert found(administrator, "DSC_RecordTYPE", queryAll="true") == [fourth, second, third, first]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"startDate": ""}, "MMC.111070001"),
        ({"endDate": ""}, "MMC.111070001"),
        ({"startDate": "2026-01-01"}, "MMC.111071061"),
        ({"sortType": "ASC_RecordTYPE"}, "MMC.111071061"),
        ({"limit": 0}, "MMC.111071061"),
        ({"searchKey": "x" * 129}, "MMC.111071061"),
    ],
)
def test_lists_that_cannot_be(chen: Caller, query: dict[str, Any], code: str) -> None:
    assert why(listed(chen, **query)) == refused(code)


def test_a_file_is_fetched_once(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    conf_uuid = held(sandbox, chen, seconds=4 * _HOUR, recordAuxStream=1)
    assert urls(administrator, conf_uuid) == (200, {"recordUrls": []}), "not yet"
    forward(sandbox, _DAY)
    status, answer = urls(administrator, conf_uuid)
    (record,) = answer["recordUrls"]
    assert (status, record["confUuid"]) == (200, conf_uuid)
    assert [one["fileType"] for one in record["urls"]] == ["Aux", "Hd", "Sd"] * 2, "cut every three hours"
    assert len({one["url"] for one in record["urls"]}) == len({one["token"] for one in record["urls"]}) == 6
    one, other, *_ = record["urls"]
    assert len(one["token"]) == 64

    def fetch(url: str, token: str | None) -> requests.Response:
        return requests.get(url, headers={"Authorization": token}, timeout=10)

    for token in (None, "", "f" * 64, f"Bearer {one['token']}", other["token"]):
        assert fetch(one["url"], token).status_code == 401
    assert requests.get(f"{one['url']}?token={one['token']}", timeout=10).status_code == 401, "in the header only"
    got = fetch(one["url"], one["token"])
    assert (got.status_code, got.headers["Content-Type"], got.content[4:8]) == (200, "video/mp4", b"ftyp")
    assert fetch(one["url"], one["token"]).status_code == 401, "used up"
    assert fetch(other["url"], other["token"]).status_code == 200
    looked_at = record["urls"][2]
    assert (
        requests.head(looked_at["url"], headers={"Authorization": looked_at["token"]}, timeout=10).status_code == 200
    )
    assert fetch(looked_at["url"], looked_at["token"]).status_code == 401, "by a look as well"
    page = urls(administrator, conf_uuid, offset=4, limit=1)[1]["recordUrls"][0]["urls"]
    assert [one["url"] for one in page] == [record["urls"][4]["url"]]


def test_a_download_token_lives_for_an_hour(db: sqlite3.Connection) -> None:
    def opens(token: str, at: int, *, is_for_once: bool) -> bool:
        return download_tokens.is_allowed(db, token, "a" * 32, "videoSD/0_0.mp4", is_for_once=is_for_once, now=at)

    def issue(*, is_for_once: bool) -> str:
        return download_tokens.issue(db, "a" * 32, "videoSD/0_0.mp4", is_for_once=is_for_once, now=1000)

    once, often = issue(is_for_once=True), issue(is_for_once=False)
    assert not opens(once, 1000 + _HOUR, is_for_once=True)
    assert [opens(once, 1000 + _HOUR - 1, is_for_once=True) for _ in range(2)] == [True, False]
    assert [opens(often, at, is_for_once=False) for at in (1000, 1000 + _HOUR - 1, 1000 + _HOUR)] == [
        True,
        True,
        False,
    ]


def test_who_gets_addresses_for_downloads(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    conf_uuid = held(sandbox, chen)
    forward(sandbox, _DAY)
    assert why(urls(chen, conf_uuid)) == refused("MMC.111070002", 403), "not even of one's own"
    assert urls(sandbox.caller(""), conf_uuid)[0] == 200
    assert why(urls(administrator, "f" * 32)) == refused("MMC.111077201")
    assert why(urls(administrator, "")) == refused("MMC.111070001")
    sandbox.post("assume", {"download_list": "left_out"})
    assert why(urls(administrator, conf_uuid)) == refused("MMC.111070002", 403)


def test_the_parts_of_a_recording() -> None:
    def parts(seconds: int) -> list[tuple[int, int]]:
        return Recording("a" * 32, 1000, seconds, 0).parts

    assert parts(0) == [(1000, 1000)]
    assert parts(3 * _HOUR) == [(1000, 1000 + 3 * _HOUR)]
    assert parts(3 * _HOUR + 1) == [(1000, 1000 + 3 * _HOUR), (1000 + 3 * _HOUR, 1001 + 3 * _HOUR)]


def test_the_newer_call_tells_sizes_and_sums(sandbox: Sandbox, chen: Caller, li: Caller) -> None:
    conf_uuid = held(sandbox, chen, seconds=4 * _HOUR, attendees=[_LI])
    before = info(chen, {"confUUID": conf_uuid})[1]["data"]
    assert (before["segmentCount"], before["segmentList"]) == (0, [])
    forward(sandbox, _DAY)
    status, answer = info(chen, {"confUUID": conf_uuid})
    data = answer["data"]
    first, second = data.pop("segmentList")
    assert (status, answer) == (
        200,
        {
            "code": "0",
            "message": "Success",
            "data": {
                "subject": "Roadmap",
                "beginTime": detail(chen, conf_uuid)[1]["startTime"],
                "segmentOffset": 0,
                "segmentLimit": 20,
                "segmentCount": 2,
            },
        },
    )
    assert [(one["manualOrder"], one["segmentOrder"]) for one in (first, second)] == [(1, 1), (1, 2)]
    assert [one["recordType"] for one in first["fileList"]] == ["SPEAKER_VIDEO", "SPEAKER_SHARE_VIDEO"]
    assert first["segmentSize"] == str(sum(one["fileSize"] for one in first["fileList"]))
    file = second["fileList"][0]
    assert file["beginTime"] == first["fileList"][0]["endTime"]
    assert file["endTime"] - file["beginTime"] == file["duration"] * 1000
    for address in (file["playUrl"], file["downloadUrl"], file["downloadUrl"]):
        got = requests.get(address, timeout=10)
        assert (got.status_code, len(got.content)) == (200, file["fileSize"])
        assert hashlib.sha256(got.content).hexdigest() == file["sha256"]
    page = info(chen, {"confUUID": conf_uuid, "segmentOffset": 1, "segmentLimit": 900})[1]["data"]
    assert (page["segmentLimit"], [one["segmentOrder"] for one in page["segmentList"]]) == (500, [2])
    assert why(info(li, {"confUUID": conf_uuid})) == refused("MMC.111077201")
    for body, code in (({}, "MMC.111070001"), ({"confUUID": 7}, "MMC.111071062"), (None, "MMC.111072057")):
        assert why(info(chen, body)) == refused(code)
    assert why(info(chen, {"confUUID": conf_uuid, "segmentLimit": 0})) == refused("MMC.111071061")
    assert "token" not in str(sandbox.ledger()[-1]["answer"]), "nobody fetches it who reads the ledger"


def test_a_voice_is_one_file(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    conf_uuid = held(sandbox, chen, mediaTypes="Voice", recordAuxStream=1)
    forward(sandbox, _DAY)
    assert [one["fileType"] for one in urls(administrator, conf_uuid)[1]["recordUrls"][0]["urls"]] == ["Sd"]
    (segment,) = info(chen, {"confUUID": conf_uuid})[1]["data"]["segmentList"]
    assert [one["recordType"] for one in segment["fileList"]] == ["AUDIO"]


@pytest.mark.parametrize(
    ("for_whom", "status", "kind"), [(0, 200, "video/mp4"), (1, 401, "text/html"), (2, 401, "text/html")]
)
def test_the_link_to_watch(sandbox: Sandbox, chen: Caller, for_whom: int, status: int, kind: str) -> None:
    conf_uuid = held(sandbox, chen, recordAuthType=for_whom)
    address = f"{sandbox.url}/rse/play?recordId={conf_uuid}"
    assert requests.get(address, timeout=10).status_code == 404, "not yet"
    forward(sandbox, _HOUR)
    (link,) = detail(chen, conf_uuid)[1]["url"]
    got = requests.get(link, timeout=10)
    assert (link, got.status_code, got.headers["Content-Type"].partition(";")[0]) == (address, status, kind)
    assert requests.get(f"{sandbox.url}/rse/play", timeout=10).status_code == 404


def test_deleting_is_for_all_that_are_named_or_none(
    sandbox: Sandbox, chen: Caller, li: Caller, administrator: Caller
) -> None:
    first, second, third = (held(sandbox, chen) for _ in range(3))
    forward(sandbox, _DAY)
    token = urls(administrator, first)[1]["recordUrls"][0]["urls"][0]
    before = len(sandbox.ledger())
    for caller, named in ((chen, [first, "f" * 32]), (li, [first]), (chen, [first, ""])):
        assert why(delete(caller, *named)) == refused("MMC.111077201")
    assert why(delete(chen)) == refused("MMC.111070001")
    assert (listed(chen)[1]["count"], len(sandbox.ledger())) == (3, before)
    assert delete(chen, first, second) == _SUCCESS
    assert delete(administrator, third) == _SUCCESS
    assert listed(chen)[1]["data"] == sandbox.state()["recordings"] == []
    assert [row["operation"] for row in sandbox.ledger()[before:]] == ["DeleteRecordings"] * 2
    assert why(delete(chen, first)) == refused("MMC.111077201")
    assert requests.get(token["url"], headers={"Authorization": token["token"]}, timeout=10).status_code == 401
    rows = chen.history(endDate=int((time.time() + 9 * _DAY) * 1000))[1]["data"]
    assert {row["isHasRecordFile"] for row in rows} == {False}


def test_the_demo_has_recordings_of_its_past(start: Start) -> None:
    sandbox = Sandbox(start("--app-id", APP_ID).url)
    owner = sandbox.caller("")
    page = listed(owner, queryAll="true", limit=500)[1]
    assert 300 < page["count"] < 1000
    assert page["count"] == len(sandbox.state()["recordings"])
    assert utc(days=-10) < page["data"][0]["startTime"] < utc()
    assert all(one["available"] and one["rcdTime"] > 60 for one in page["data"])
    assert urls(owner, page["data"][0]["confUUID"])[1]["recordUrls"][0]["urls"]
    chen = listed(sandbox.caller("chen"))[1]
    assert 0 < chen["count"] < page["count"]
    assert {one["scheduserName"] for one in chen["data"]} == {"陈静"}
