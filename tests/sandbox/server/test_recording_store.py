"""The files of recordings, fetched and watched."""

import pytest
import requests

from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.recordings import DAY, HOUR, hold_recorded_meeting, list_download_urls, show_recording
from tests.sandbox.program import Caller, Sandbox


def test_a_file_is_fetched_once(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    conf_uuid = hold_recorded_meeting(sandbox, chen, seconds=4 * HOUR, recordAuxStream=1)
    assert list_download_urls(administrator, conf_uuid) == (200, {"recordUrls": []}), "not yet"
    forward(sandbox, DAY)
    status, answer = list_download_urls(administrator, conf_uuid)
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
    page = list_download_urls(administrator, conf_uuid, offset=4, limit=1)[1]["recordUrls"][0]["urls"]
    assert [one["url"] for one in page] == [record["urls"][4]["url"]]


@pytest.mark.parametrize(
    ("for_whom", "status", "kind"), [(0, 200, "video/mp4"), (1, 401, "text/html"), (2, 401, "text/html")]
)
def test_the_link_to_watch(sandbox: Sandbox, chen: Caller, for_whom: int, status: int, kind: str) -> None:
    conf_uuid = hold_recorded_meeting(sandbox, chen, recordAuthType=for_whom)
    address = f"{sandbox.url}/rse/play?recordId={conf_uuid}"
    assert requests.get(address, timeout=10).status_code == 404, "not yet"
    forward(sandbox, HOUR)
    (link,) = show_recording(chen, conf_uuid)[1]["url"]
    got = requests.get(link, timeout=10)
    assert (link, got.status_code, got.headers["Content-Type"].partition(";")[0]) == (address, status, kind)
    assert requests.get(f"{sandbox.url}/rse/play", timeout=10).status_code == 404
