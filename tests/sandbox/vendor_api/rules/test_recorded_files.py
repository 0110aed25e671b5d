"""Which files a recording has."""

from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.recordings import DAY, hold_recorded_meeting, list_download_urls, show_record_info
from tests.sandbox.program import Caller, Sandbox


def test_a_voice_is_one_file(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    conf_uuid = hold_recorded_meeting(sandbox, chen, mediaTypes="Voice", recordAuxStream=1)
    forward(sandbox, DAY)
    assert [one["fileType"] for one in list_download_urls(administrator, conf_uuid)[1]["recordUrls"][0]["urls"]] == [
        "Sd"
    ]
    (segment,) = show_record_info(chen, {"confUUID": conf_uuid})[1]["data"]["segmentList"]
    assert [one["recordType"] for one in segment["fileList"]] == ["AUDIO"]
