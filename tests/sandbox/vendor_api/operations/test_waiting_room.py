"""The waiting room: letting in, sending back."""

import pytest

from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.live import SUCCESS, Live, begin
from tests.sandbox.program import CONFERENCES, Caller, Sandbox, refused, why


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller) -> Live:
    found = begin(sandbox, chen, confConfigInfo={"enableWaitingRoom": True})
    found.enter(account="chen", as_host=True)
    return found


def waiting(live: Live) -> list[str]:
    return [one["name"] for one in live.shown() if one["in_waiting_room"]]


def test_one_or_all_are_let_in(live: Live) -> None:
    anna, _, _ = live.enter("Anna"), live.enter("Ben"), live.enter("Cleo")
    assert [one["name"] for one in live.info()["participants"]] == ["陈静"]
    assert live.put("allowWaitingParticipant", {"participantID": anna}) == SUCCESS
    assert (live.there("Anna")["pid"], waiting(live)) == (anna, ["Ben", "Cleo"])
    assert live.put("allowWaitingParticipant", {"allowAll": True}) == SUCCESS
    assert waiting(live) == []
    assert live.put("allowWaitingParticipant", {"allowAll": True}) == SUCCESS, "nobody waits any more"
    assert why(live.put("allowWaitingParticipant", {"participantID": anna})) == refused("MMC.111072008")
    assert why(live.put("allowWaitingParticipant", {})) == refused("MMC.111070001")


def test_who_is_sent_back_waits_under_another_id(live: Live) -> None:
    """Attendance has the time before, and the time after that."""
    anna = live.enter("Anna")
    live.put("allowWaitingParticipant", {"participantID": anna})
    forward(live.sandbox, 60)
    assert live.put("moveToWaitingRoom", {"participantID": anna}) == SUCCESS
    assert waiting(live) == ["Anna"]
    (again,) = [one["participant"] for one in live.shown() if one["in_waiting_room"]]
    assert again != anna
    forward(live.sandbox, 60)
    live.put("allowWaitingParticipant", {"participantID": again})
    forward(live.sandbox, 60)
    live.put("stop")
    (held,) = live.caller.history()[1]["data"]
    path = f"{CONFERENCES}/history/confAttendeeRecord"
    rows = live.caller.call("GET", path, params={"confUUID": held["confUUID"], "searchKey": "Anna"})[1]["data"]
    stayed = [(one["leftTime"] - one["joinTime"]) // 1000 for one in rows]
    assert [seconds // 60 for seconds in stayed] == [1, 1]
    assert 59_000 <= rows[1]["joinTime"] - rows[0]["leftTime"] <= 62_000


def test_who_is_not_sent_back(live: Live) -> None:
    anna, ben = live.enter("Anna"), live.enter("Ben")
    live.put("allowWaitingParticipant", {"allowAll": True})
    live.put("participants/cohost", {"isCohost": 1}, participantID=anna)
    host = live.info()["confInfo"]["chairID"]
    for named in ([ben, anna], [ben, host]):
        assert why(live.put("batchMoveToWaitingRoom", {"batchParticipants": named})) == refused("MMC.111112004")
    assert why(live.put("moveToWaitingRoom", {"participantID": "0"})) == refused("MMC.111072008")
    assert why(live.put("batchMoveToWaitingRoom", {"batchParticipants": []})) == refused("MMC.111071061")
    assert waiting(live) == [], "all or none"
    assert live.put("batchMoveToWaitingRoom", {"batchParticipants": [ben, ben]}) == SUCCESS


def test_without_a_waiting_room(sandbox: Sandbox, chen: Caller) -> None:
    live = begin(sandbox, chen)
    anna = live.enter("Anna")
    assert why(live.put("moveToWaitingRoom", {"participantID": anna})) == refused("MMC.111112005")
