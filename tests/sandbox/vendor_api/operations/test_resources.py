"""What an enterprise and a service provider use; whose a meeting is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.sandbox.calls.series import SERIES
from tests.sandbox.demo_sandbox import PROVIDED, Demo
from tests.sandbox.program import CONFERENCES, Caller, Sandbox, booking, refused, utc, why

_ENTERPRISE, _PROVIDER = "/v1/mmc/management/orgRes", "/v1/mmc/management/spRes"
_BOUGHT = "/v1/usg/dcs/corp/resource"


_DENIED = refused("MMC.111070002", 403)


def _used(caller: Caller) -> dict[str, Any]:
    status, answer = caller.call("GET", _ENTERPRISE)
    assert status == 200, answer
    found: dict[str, Any] = answer
    return found


def _open(sandbox: Sandbox, meeting: dict[str, Any], name: str) -> str:
    """Let somebody come in as host."""
    url = (
        f"cloudlink://welinksoftclient/h5page?page=joinConfByLink&conf_id={meeting['conferenceID']}"
        f"&enter_code={meeting['passwordEntry'][0]['password']}&name={name}"
    )
    status, answer = sandbox.open(url)
    assert status == 200, answer
    return str(answer["participant"])


def _to_noon(sandbox: Sandbox) -> str:
    """Move the clock to noon in Beijing, where a day is counted; a meeting can be booked for then."""
    now = datetime.now(UTC)
    noon = now.replace(hour=4, minute=0, second=0, microsecond=0) + timedelta(days=1)
    sandbox.post("clock", {"forward_seconds": int((noon - now).total_seconds())})
    return utc(hours=72)


def test_an_enterprise_that_does_nothing_uses_nothing(sandbox: Sandbox, administrator: Caller) -> None:
    assert _used(administrator) == {
        "usedRecStorage": 0.0,
        "usedAccountsCount": 0,
        "usedLiveCount": 0,
        "confCount": 0,
        "confLength": 0,
        "activeAttendeeCount": 0,
        "totalAttendeeCount": 0,
    }


def test_seats_are_taken_while_somebody_is_there(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    meeting = chen.book(startTime=_to_noon(sandbox), isAutoRecord=1, recordType=2)
    people = [_open(sandbox, meeting, name) for name in ("Anna", "Bo")]
    assert _used(administrator)["usedAccountsCount"] == 2
    sandbox.post("client/leave", {"participant": people[0]})
    sandbox.post("clock", {"forward_seconds": 1800})
    used = _used(administrator)
    assert (used["usedAccountsCount"], used["confCount"], used["confLength"]) == (1, 1, 30)
    assert (used["activeAttendeeCount"], used["totalAttendeeCount"]) == (2, 2)
    sandbox.post("client/end", {"participant": people[1]})
    used = _used(administrator)
    assert (used["usedAccountsCount"], 0.43 < used["usedRecStorage"] < 0.45) == (0, True), "half an hour, 450 MB"


def test_a_cloud_room_takes_no_seats(demo: Demo) -> None:
    chen = demo.caller("chen")
    (room,) = chen.call("GET", "/v1/usg/dcs/member/vmr", params={"specialVmr": "true"})[1]["data"]
    _open(demo, chen.book(vmrFlag=1, vmrID=room["id"]), "Anna")
    assert _used(demo.caller())["usedAccountsCount"] == 0
    _open(demo, chen.book(), "Anna")
    assert _used(demo.caller())["usedAccountsCount"] == 1


def test_live_streams_are_those_of_running_meetings(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    meeting = chen.book(recordType=1, liveAddress="rtmp://live.example/1")
    assert _used(administrator)["usedLiveCount"] == 0
    _open(sandbox, meeting, "Anna")
    assert _used(administrator)["usedLiveCount"] == 1


def test_today_begins_anew_each_day(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    meeting = chen.book(startTime=_to_noon(sandbox))
    first = _open(sandbox, meeting, "Anna")
    sandbox.post("client/end", {"participant": first})
    assert _used(administrator)["confCount"] == 1
    sandbox.post("clock", {"forward_seconds": 86400})
    assert (_used(administrator)["confCount"], _used(administrator)["confLength"]) == (0, 0)


def test_a_provider_sees_all_its_enterprises_together(demo: Demo) -> None:
    provider = demo.provider()
    assert provider.call("GET", _PROVIDER) == (200, {"usedAccountsCount": 0})
    _open(demo, demo.provided("chen").book(), "Anna")
    _open(demo, demo.caller("chen").book(), "Anna")
    assert provider.call("GET", _PROVIDER) == (200, {"usedAccountsCount": 1}), "the other is none of its own"


def test_whose_a_meeting_is(demo: Demo) -> None:
    provider, path = demo.provider(), f"{CONFERENCES}/confOrg"
    theirs, mine = demo.provided("chen").book()["conferenceID"], demo.caller("chen").book()["conferenceID"]
    assert provider.call("GET", path, params={"conferenceID": theirs}) == (200, {"orgID": PROVIDED})
    for conference_id in (mine, "1"):
        assert why(provider.call("GET", path, params={"conferenceID": conference_id})) == refused("MMC.111070005")
    assert why(provider.call("GET", path)) == refused("MMC.111070001")


@pytest.mark.parametrize(("path", "more"), [(CONFERENCES, {}), (SERIES, {"cycleParams": {}})])
def test_a_provider_books_nothing(demo: Demo, path: str, more: dict[str, Any]) -> None:
    sent = booking() | more
    assert why(demo.provider().call("POST", path, json=sent)) == _DENIED
    assert demo.provider().list()[1]["count"] == 0


@pytest.mark.parametrize(
    ("path", "may"),
    [(_ENTERPRISE, {"owner", "administrator"}), (_PROVIDER, {"provider"}), (f"{CONFERENCES}/confOrg", {"provider"})],
)
def test_who_may_ask(demo: Demo, path: str, may: set[str]) -> None:
    callers = {
        "owner": demo.caller(),
        "administrator": demo.caller("administrator"),
        "chen": demo.caller("chen"),
        "provider": demo.provider(),
    }
    meeting = demo.provided("chen").book()["conferenceID"]
    answers = {who: caller.call("GET", path, params={"conferenceID": meeting}) for who, caller in callers.items()}
    assert {who for who, answer in answers.items() if answer[0] == 200} == may
    assert all(why(answer) == _DENIED for who, answer in answers.items() if who not in may)


def test_what_an_enterprise_has_bought(demo: Demo, demo_administrator: Caller) -> None:
    status, bought = demo_administrator.call("GET", _BOUGHT)
    (rooms,) = bought["vmr"]
    assert (status, bought["confCallCount"]["sumCount"], "usedCount" in bought["confCallCount"]) == (200, 100, False)
    assert (rooms["vmrPkgCount"], rooms["vmrPkgUsedCount"], rooms["vmrPkgParties"]) == (8, 7, 100)
    assert why(demo.caller("chen").call("GET", _BOUGHT)) == refused("USG.206010036", 403)
