"""Recordings from their making to their end."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
import requests

from hwmeeting import (
    Attendance,
    Client,
    ControlRecord,
    Download,
    NotAllowed,
    NotFound,
    Recording,
    RecordingFile,
    ServerFault,
)
from hwmeeting.http.actor import LARGEST_PAGE
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.factories import hold_recorded_session
from tests.hwmeeting.vendor_server import Reply, VendorServer

_UUID = "a" * 32
_LONG_AGO, _LATER = datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC) + timedelta(days=9)


def test_a_recording_from_its_making_to_its_end(sandbox: Sandbox) -> None:
    chen, administrator = sandbox.client("chen"), sandbox.client("administrator")
    meeting = hold_recorded_session(sandbox, chen)
    uuid = meeting.conference_uuid
    waiting = chen.recordings.detail(uuid)
    assert (waiting.is_available, waiting.megabytes, waiting.watch_urls) == (False, 0, ())
    assert list(administrator.recordings.download_urls(uuid)) == []
    assert list(chen.recordings.files(uuid)) == []
    sandbox.forward(3600)
    recording = chen.recordings.detail(uuid)
    assert recording == Recording(
        conference_uuid=uuid,
        conference_id=meeting.conference_id,
        subject="Recorded",
        scheduler_name="陈静",
        start_at=recording.start_at,
        seconds=waiting.seconds,
        megabytes=(waiting.seconds or 0) // 4,
        is_available=True,
        ready_at=waiting.ready_at,
        auth_type=2,
        watch_urls=(f"{sandbox.url}/rse/play?recordId={uuid}",),
    )
    one, _ = administrator.recordings.download_urls(uuid)
    got = requests.get(one.url, headers={"Authorization": one.token}, timeout=10)
    assert (one.kind, got.status_code, got.content[4:8]) == ("Hd", 200, b"ftyp")
    with pytest.raises(NotAllowed):
        list(chen.recordings.download_urls(uuid))
    first, second = chen.recordings.files(uuid)
    assert [(file.part, file.kind, file.size) for file in (first, second)] == [
        (1, "SPEAKER_VIDEO", len(got.content)),
        (1, "SPEAKER_SHARE_VIDEO", len(got.content)),
    ]
    assert hashlib.sha256(requests.get(first.download_url, timeout=10).content).hexdigest() == first.sha256
    assert not any(secret in repr((one, first)) for secret in (one.token, first.download_url, first.play_url))
    with pytest.raises(NotFound) as not_yours:
        sandbox.client("li.wei").recordings.delete([uuid])
    assert not_yours.value.code == "MMC.111077201"
    chen.recordings.delete([uuid])
    with pytest.raises(NotFound):
        chen.recordings.detail(uuid)


def test_list_reads_all_pages_of_the_past(sandbox_with_a_long_past: Sandbox) -> None:
    """There are more of them in the demo than one page holds."""
    sandbox = sandbox_with_a_long_past
    administrator = sandbox.client("administrator").recordings
    everything = list(administrator.list(since=_LONG_AGO, until=_LATER, query_all=True))
    assert len({one.conference_uuid for one in everything}) == len(everything) > LARGEST_PAGE
    starts = [one.start_at for one in everything if one.start_at]
    assert starts == sorted(starts)
    assert len(starts) == len(everything)
    chen = sandbox.client("chen")
    own = list(chen.recordings.list(since=_LONG_AGO, until=_LATER))
    assert own == [one for one in everything if one.scheduler_name == "陈静"]
    uuid = chen.tokens.validate().account.user_uuid
    assert list(administrator.list(since=_LONG_AGO, until=_LATER, user_uuid=uuid)) == own
    some = starts[10], starts[20]
    within = list(administrator.list(since=some[0], until=some[1], query_all=True))
    assert {one.conference_uuid for one in everything[11:20]} <= {one.conference_uuid for one in within}
    assert len(within) < 14
    assert all("周会" in one.subject for one in administrator.list(since=_LONG_AGO, until=_LATER, search="周会"))
    with pytest.raises(NotAllowed):
        list(chen.recordings.list(since=_LONG_AGO, until=_LATER, query_all=True))


def test_an_enterprise_that_the_vendor_does_not_let_download(sandbox: Sandbox) -> None:
    administrator = sandbox.client("administrator").recordings
    one = next(administrator.list(since=_LONG_AGO, until=_LATER, query_all=True))
    assert list(administrator.download_urls(one.conference_uuid))
    requests.post(f"{sandbox.url}/_sandbox/assume", json={"download_list": "left_out"}, timeout=10).raise_for_status()
    with pytest.raises(NotAllowed):
        list(administrator.download_urls(one.conference_uuid))


def test_what_is_missing_or_odd_is_tolerated(client: Client, server: VendorServer) -> None:
    rows = [
        {"confUUID": _UUID},
        {"subject": "lost"},
        None,
        {"confUUID": _UUID, "url": [7, "x"], "decodeEndTime": -1e99},
    ]
    server.plan(Reply({"count": 3, "data": rows}))
    blank = Recording(_UUID, "", "", "", None, None, None, False, None, None)
    found = list(client.recordings.list(since=_LONG_AGO, until=_LATER))
    assert found == [blank, Recording(_UUID, "", "", "", None, None, None, False, None, None, ("x",))]
    server.plan(Reply({"data": [{}, {"joinTime": "soon", "leftTime": 10**30}], "count": 2}))
    assert list(client.meetings.attendance(_UUID)) == [Attendance("", "", None, None, "", "", "")] * 2
    server.plan(Reply({"data": [{"operateTime": None}]}))
    assert list(client.meetings.control_records(_UUID)) == [ControlRecord(None, "", "", "", "", "")]
    server.plan(Reply({"recordUrls": [{"urls": [{"fileType": "Sd"}]}, {"urls": None}, 7]}))
    assert list(client.recordings.download_urls(_UUID)) == [Download("Sd", "", "")]
    server.plan(Reply({"data": {"segmentCount": 1, "segmentList": [{"fileList": [{}, None]}]}}))
    assert list(client.recordings.files(_UUID)) == [RecordingFile(None, "", None, None, "", "", "")]
    for nothing in ({}, {"data": None}, {"data": {"segmentCount": 9}}):
        server.plan(Reply(nothing))
        assert list(client.recordings.files(_UUID)) == []
    server.plan(Reply({}))
    with pytest.raises(ServerFault):
        client.recordings.detail(_UUID)
    assert server.steps == []


def test_download_urls_come_in_pages_without_a_count(client: Client, server: VendorServer) -> None:
    full, rest = [{"url": "u", "token": "t"}] * LARGEST_PAGE, [{"url": "u", "token": "t"}]
    for page in (full, rest):
        server.plan(Reply({"recordUrls": [{"confUuid": _UUID, "urls": page}]}))
    assert len(list(client.recordings.download_urls(_UUID))) == LARGEST_PAGE + 1
    assert [one.path.partition("offset=")[2] for one in server.asked] == ["0&limit=500", "500&limit=500"]


def test_download_urls_go_on_after_the_rows_that_came(client: Client, server: VendorServer) -> None:
    full: list[dict[str, str] | None] = [{"url": "u", "token": "t"}] * (LARGEST_PAGE - 1) + [None]
    for page in (full, full[:1]):
        server.plan(Reply({"recordUrls": [{"confUuid": _UUID, "urls": page}]}))
    assert len(list(client.recordings.download_urls(_UUID))) == LARGEST_PAGE
    assert [one.path.partition("offset=")[2] for one in server.asked] == ["0&limit=500", "500&limit=500"]


def test_files_go_on_after_the_parts_that_came(client: Client, server: VendorServer) -> None:
    part = {"segmentOrder": 1, "fileList": [{"recordType": "AUDIO"}]}
    for segments in ([None, part], [part]):
        server.plan(Reply({"code": "0", "data": {"segmentCount": 3, "segmentList": segments}}))
    assert len(list(client.recordings.files(_UUID))) == 2
    assert [one.body["segmentOffset"] for one in server.asked] == [0, 2]


def test_files_come_part_by_part(client: Client, server: VendorServer) -> None:
    for order in (1, 2):
        segment = {"segmentOrder": order, "fileList": [{"recordType": "AUDIO"}]}
        server.plan(Reply({"code": "0", "data": {"segmentCount": 2, "segmentList": [segment]}}))
    assert [file.part for file in client.recordings.files(_UUID)] == [1, 2]
    assert [one.body["segmentOffset"] for one in server.asked] == [0, 1]
