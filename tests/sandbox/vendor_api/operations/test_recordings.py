"""Recordings: listed, shown, fetched, deleted."""

import hashlib
import time
from typing import Any

import pytest
import requests

from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.control import to_minutes
from tests.sandbox.calls.recordings import (
    DAY,
    FILES,
    HOUR,
    hold_recorded_meeting,
    list_download_urls,
    list_recordings,
    show_record_info,
    show_recording,
)
from tests.sandbox.calls.series import create_series, edit_occurrence
from tests.sandbox.conftest import Start
from tests.sandbox.program import APP_ID, Answer, Caller, Sandbox, refused, utc, why

_LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID, "email": "li@qingshan.example"}


_SUCCESS = (200, {"returnCode": 0, "returnDesc": "Success"})


def delete(caller: Caller, *conf_uuids: str) -> Answer:
    return caller.call("DELETE", FILES, params={"confUUIDs": ",".join(conf_uuids)})


def test_a_recording_can_be_had_once_it_is_transcoded(sandbox: Sandbox, chen: Caller) -> None:
    """The meeting lasted twenty minutes, so it is ready eleven later."""
    conf_uuid = hold_recorded_meeting(sandbox, chen, subject="Roadmap")
    status, page = list_recordings(chen)
    (shown,) = page["data"]
    meeting = chen.history(endDate=int((time.time() + DAY) * 1000))[1]["data"][0]
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
    status, ready = show_recording(chen, conf_uuid)
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
    assert list_recordings(chen)[1]["data"] == [ready]


def test_an_occurrence_is_recorded_for_itself(sandbox: Sandbox, chen: Caller) -> None:
    series = create_series(chen, recordType=2)
    conference_id = series["conferenceID"]
    assert edit_occurrence(chen, series, isAutoRecord=1, recordAuthType=0)[0] == 200
    for _ in range(2):
        starts = chen.detail(conference_id)[1]["conferenceData"]["startTime"]
        now = requests.get(f"{sandbox.url}/_sandbox/clock", timeout=10).json()["now"][:16].replace("T", " ")
        forward(sandbox, (to_minutes(starts) - to_minutes(now)) * 60)
        entered = sandbox.open(series["chairJoinUri"], platform="web")[1]
        sandbox.post("client/end", {"participant": entered["participant"]})
        forward(sandbox, 2 * HOUR)
    assert [one["recordAuthType"] for one in list_recordings(chen)[1]["data"]] == [0]
    rows = chen.history(endDate=int((time.time() + 9 * DAY) * 1000))[1]["data"]
    assert [row["isAutoRecord"] for row in rows] == [0, 1]
    assert rows[0]["confConfigInfo"].keys() == rows[1]["confConfigInfo"].keys() == series["confConfigInfo"].keys()


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
    assert why(list_recordings(chen, **query)) == refused(code)


def test_who_gets_addresses_for_downloads(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    conf_uuid = hold_recorded_meeting(sandbox, chen)
    forward(sandbox, DAY)
    assert why(list_download_urls(chen, conf_uuid)) == refused("MMC.111070002", 403), "not even of one's own"
    assert list_download_urls(sandbox.caller(""), conf_uuid)[0] == 200
    assert why(list_download_urls(administrator, "f" * 32)) == refused("MMC.111077201")
    assert why(list_download_urls(administrator, "")) == refused("MMC.111070001")
    sandbox.post("assume", {"download_list": "left_out"})
    assert why(list_download_urls(administrator, conf_uuid)) == refused("MMC.111070002", 403)


def test_the_newer_call_tells_sizes_and_sums(sandbox: Sandbox, chen: Caller, li: Caller) -> None:
    conf_uuid = hold_recorded_meeting(sandbox, chen, seconds=4 * HOUR, attendees=[_LI])
    before = show_record_info(chen, {"confUUID": conf_uuid})[1]["data"]
    assert (before["segmentCount"], before["segmentList"]) == (0, [])
    forward(sandbox, DAY)
    status, answer = show_record_info(chen, {"confUUID": conf_uuid})
    data = answer["data"]
    first, second = data.pop("segmentList")
    assert (status, answer) == (
        200,
        {
            "code": "0",
            "message": "Success",
            "data": {
                "subject": "Roadmap",
                "beginTime": show_recording(chen, conf_uuid)[1]["startTime"],
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
    page = show_record_info(chen, {"confUUID": conf_uuid, "segmentOffset": 1, "segmentLimit": 900})[1]["data"]
    assert (page["segmentLimit"], [one["segmentOrder"] for one in page["segmentList"]]) == (500, [2])
    assert why(show_record_info(li, {"confUUID": conf_uuid})) == refused("MMC.111077201")
    for body, code in (({}, "MMC.111070001"), ({"confUUID": 7}, "MMC.111071062"), (None, "MMC.111072057")):
        assert why(show_record_info(chen, body)) == refused(code)
    assert why(show_record_info(chen, {"confUUID": conf_uuid, "segmentLimit": 0})) == refused("MMC.111071061")
    assert "token" not in str(sandbox.ledger()[-1]["answer"]), "nobody fetches it who reads the ledger"


def test_deleting_is_for_all_that_are_named_or_none(
    sandbox: Sandbox, chen: Caller, li: Caller, administrator: Caller
) -> None:
    first, second, third = (hold_recorded_meeting(sandbox, chen) for _ in range(3))
    forward(sandbox, DAY)
    token = list_download_urls(administrator, first)[1]["recordUrls"][0]["urls"][0]
    before = len(sandbox.ledger())
    for caller, named in ((chen, [first, "f" * 32]), (li, [first]), (chen, [first, ""])):
        assert why(delete(caller, *named)) == refused("MMC.111077201")
    assert why(delete(chen)) == refused("MMC.111070001")
    assert (list_recordings(chen)[1]["count"], len(sandbox.ledger())) == (3, before)
    assert delete(chen, first, second) == _SUCCESS
    assert delete(administrator, third) == _SUCCESS
    assert list_recordings(chen)[1]["data"] == sandbox.state()["recordings"] == []
    assert [row["operation"] for row in sandbox.ledger()[before:]] == ["DeleteRecordings"] * 2
    assert why(delete(chen, first)) == refused("MMC.111077201")
    assert requests.get(token["url"], headers={"Authorization": token["token"]}, timeout=10).status_code == 401
    rows = chen.history(endDate=int((time.time() + 9 * DAY) * 1000))[1]["data"]
    assert {row["isHasRecordFile"] for row in rows} == {False}


def test_the_demo_has_recordings_of_its_past(start: Start) -> None:
    sandbox = Sandbox(start("--app-id", APP_ID).url)
    owner = sandbox.caller("")
    page = list_recordings(owner, queryAll="true", limit=500)[1]
    assert 300 < page["count"] < 1000
    assert page["count"] == len(sandbox.state()["recordings"])
    assert utc(days=-10) < page["data"][0]["startTime"] < utc()
    assert all(one["available"] and one["rcdTime"] > 60 for one in page["data"])
    assert list_download_urls(owner, page["data"][0]["confUUID"])[1]["recordUrls"][0]["urls"]
    chen = list_recordings(sandbox.caller("chen"))[1]
    assert 0 < chen["count"] < page["count"]
    assert {one["scheduserName"] for one in chen["data"]} == {"陈静"}
