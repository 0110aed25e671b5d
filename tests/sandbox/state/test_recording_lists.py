"""Whose recordings are listed, page by page."""

import time
from typing import Any

from tests.sandbox.calls.recordings import hold_recorded_meeting, list_recordings, show_recording
from tests.sandbox.program import APP_ID, Caller, Sandbox, refused, why

_LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID, "email": "li@qingshan.example"}


def test_whose_recordings_are_listed(sandbox: Sandbox, chen: Caller, li: Caller, administrator: Caller) -> None:
    of_chen = hold_recorded_meeting(sandbox, chen, attendees=[_LI])
    of_administrator = hold_recorded_meeting(sandbox, administrator)

    def found(caller: Caller, **query: Any) -> list[str]:
        status, page = list_recordings(caller, **query)
        assert (status, page["count"]) == (200, len(page["data"]))
        return [one["confUUID"] for one in page["data"]]

    assert found(chen) == [of_chen]
    assert found(li) == [], "invited is not enough"
    assert found(administrator) == [of_administrator]
    assert found(administrator, queryAll="true") == [of_administrator, of_chen], "the latest first"
    assert found(administrator, queryAll="true", sortType="ASC_StartTIME") == [of_chen, of_administrator]
    assert found(administrator, userUUID=chen.uuid) == [of_chen]
    assert found(chen, userUUID=administrator.uuid) == [of_chen], "ignored for users"
    assert why(list_recordings(chen, queryAll="true")) == refused("MMC.111070002", 403)
    assert found(administrator, queryAll="true", searchKey="静") == [of_chen]
    assert found(administrator, queryAll="true", searchKey="Budget") == []
    assert [show_recording(caller, of_chen)[0] for caller in (chen, administrator)] == [200, 200]
    for caller, conf_uuid in ((li, of_chen), (chen, of_administrator), (chen, "f" * 32)):
        assert why(show_recording(caller, conf_uuid)) == refused("MMC.111077201")


def test_recordings_in_pages(sandbox: Sandbox, chen: Caller) -> None:
    all_of_them = [hold_recorded_meeting(sandbox, chen, seconds=60) for _ in range(3)]
    status, page = list_recordings(chen, offset=1, limit=1, sortType="ASC_StartTIME")
    assert (status, page["offset"], page["limit"], page["count"]) == (200, 1, 1, 3)
    assert [one["confUUID"] for one in page["data"]] == all_of_them[1:2]
    assert list_recordings(chen, limit=900)[1]["limit"] == 500
    assert list_recordings(chen, endDate=int((time.time() - 60) * 1000))[1]["count"] == 0
