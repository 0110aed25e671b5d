"""What an enterprise's webhook hears: the handshake, then each event as it happens."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories.event_receiver import KEY, Receiver, receiving
from tests.patience import HANG_SECONDS
from tests.sandbox.calls.client_links import OPEN
from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.series import create_series
from tests.sandbox.program import Caller, Sandbox, refused, utc, why

_LINK, _STATUS = "/v1/mmc/management/webhook/link-config", "/v1/mmc/management/webhook/change-status"
_CORP = "100000001"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def listening(sandbox: Sandbox, administrator: Caller, receiver: Receiver) -> Receiver:
    """A receiver whose webhook is on; events come in the order in which they came to be."""
    sandbox.post("assume", {"webhook_url": "http_too", "webhook_order": "kept"})
    assert _switch_on(administrator, receiver) == 200
    return receiver


def _switch_on(administrator: Caller, receiver: Receiver) -> int:
    body = {"corpId": _CORP, "subscriberId": "portal", "subscriberKey": KEY, "url": receiver.url}
    assert administrator.call("POST", _LINK, json=body)[0] == 200
    webhook_id = administrator.call("GET", _LINK, params={"corpId": _CORP})[1]["id"]
    return administrator.call("PUT", _STATUS, params={"id": webhook_id, "status": 0})[0]


def _names(events: list[dict[str, Any]]) -> list[str]:
    return [event["event"] for event in events]


def test_an_address_that_does_not_prove_itself_is_not_switched_on(
    sandbox: Sandbox, administrator: Caller, receiver: Receiver
) -> None:
    sandbox.post("assume", {"webhook_url": "http_too"})
    receiver.proves = False
    assert _switch_on(administrator, receiver) == 400
    assert administrator.call("GET", _LINK, params={"corpId": _CORP})[1]["status"] == 1
    sandbox.post("assume", {"webhook_proof": "none"})
    assert _switch_on(administrator, receiver) == 200


def test_an_address_elsewhere_is_not_asked(administrator: Caller) -> None:
    body = {"corpId": _CORP, "subscriberId": "portal", "subscriberKey": KEY, "url": "https://portal.example/hooks/"}
    administrator.call("POST", _LINK, json=body)
    webhook_id = administrator.call("GET", _LINK, params={"corpId": _CORP})[1]["id"]
    answer = administrator.call("PUT", _STATUS, params={"id": webhook_id, "status": 0})
    assert why(answer) == refused("MMC.112100002")


def test_the_life_of_a_meeting(sandbox: Sandbox, listening: Receiver, chen: Caller) -> None:
    booked = chen.book(startTime=utc(hours=2), length=60)
    conference_id = booked["conferenceID"]
    chen.edit(conference_id, startTime=utc(hours=3), length=60, subject="新标题")
    other = chen.book()
    chen.cancel(other["conferenceID"])
    events = listening.events(4)
    assert [(one["event"], one["payload"]) for one in events] == [
        ("meeting.create", {"meetingInfo": {"meetingID": conference_id}}),
        ("meeting.modify", {"meetingInfo": {"meetingID": conference_id}}),
        ("meeting.create", {"meetingInfo": {"meetingID": other["conferenceID"]}}),
        ("meeting.cancel", {"meetingInfo": {"meetingID": other["conferenceID"]}}),
    ]
    assert abs(events[0]["timestamp"] / 1000 - time.time()) < 60


def test_people_come_and_go_and_may_come_back_until_the_end(
    sandbox: Sandbox, listening: Receiver, chen: Caller
) -> None:
    meeting = chen.book(startTime=utc(hours=2), length=60, confConfigInfo=OPEN, isAutoRecord=1, recordType=2)
    participant = sandbox.open(meeting["chairJoinUri"], platform="web", name="Anna")[1]["participant"]
    sandbox.post("client/leave", {"participant": participant})
    events = listening.events(6)
    assert _names(events) == [
        "meeting.create",
        "meeting.started",
        "meeting.join",
        "meeting.left",
        "meeting.end",
        "record.finish",
    ]
    uuid = events[1]["payload"]["meetingInfo"]["meetingUUID"]
    assert {one["payload"]["meetingInfo"]["meetingUUID"] for one in events[1:]} == {uuid}
    came, went = events[2]["payload"]["attendeeInfo"], events[3]["payload"]["attendeeInfo"]
    assert (came["participantID"], came["displayName"], came["role"]) == (participant, "Anna", "CHAIR")
    assert went["leftTime"] >= came["joinTime"]
    forward(sandbox, 4 * 3600)
    assert listening.events(7)[6]["payload"] == events[4]["payload"]
    assert _names(listening.events(7))[6:] == ["meeting.conclude"]


def test_a_meeting_that_its_host_ends_concludes_when_its_time_is_over(
    sandbox: Sandbox, listening: Receiver, chen: Caller
) -> None:
    meeting = chen.book(startTime=..., length=60, confConfigInfo=OPEN)
    participant = sandbox.open(meeting["chairJoinUri"], platform="web", name="Anna")[1]["participant"]
    sandbox.post("client/end", {"participant": participant})
    assert _names(listening.events(5)) == [
        "meeting.create",
        "meeting.started",
        "meeting.join",
        "meeting.left",
        "meeting.end",
    ]
    forward(sandbox, 2 * 3600)
    assert _names(listening.events(6))[5:] == ["meeting.conclude"]


def test_one_of_a_series_is_named(sandbox: Sandbox, listening: Receiver, chen: Caller) -> None:
    made = create_series(chen)
    first = made["subConfs"][0]["cycleSubConfID"]
    params = {"conferenceID": made["conferenceID"]}
    path = "/v1/mmc/management/conferences/cyclesubconf"
    chen.call("DELETE", path, params=params, json={"cycleSubConfIDs": [first]})
    cancelled = listening.events(2)[1]
    assert cancelled["event"] == "meeting.cancel"
    assert cancelled["payload"]["meetingInfo"]["meetingCycleSubID"] == first


def test_the_clock_alone_tells_without_a_call(sandbox: Sandbox, listening: Receiver, chen: Caller) -> None:
    chen.book(startTime=utc(minutes=2), length=60)
    ahead = 120 - time.time() % 60 - 1  # so that its start is a second away
    forward(sandbox, int(max(0, ahead)))
    assert "meeting.started" in _names(listening.events(2))


def test_what_came_to_be_at_once_comes_backwards(sandbox: Sandbox, listening: Receiver, chen: Caller) -> None:
    sandbox.post("assume", {"webhook_order": "reversed"})
    chen.book(startTime=...)
    assert _names(listening.events(2)) == ["meeting.started", "meeting.create"]


def test_an_event_is_sent_once_or_as_assumed_again(sandbox: Sandbox, listening: Receiver, chen: Caller) -> None:
    listening.status = 503
    chen.book()
    assert len(listening.events(1)) == 1
    sandbox.post("assume", {"webhook_copies": "2", "webhook_json": "compact"})
    chen.book()
    first, second = listening.events(3)[1:]
    assert first == second
    sandbox.post("assume", {"webhook_copies": "1", "webhook_tries": "4"})
    chen.book()
    assert len(listening.events(5)) == 5


def test_no_answer_waits_for_a_receiver(sandbox: Sandbox, listening: Receiver, chen: Caller) -> None:
    with listening.came:  # the receiver answers nobody while this is held
        for _ in range(3):
            chen.book()
    assert len(listening.events(3)) == 3


def test_a_reset_and_a_webhook_that_is_off_tell_nobody(
    sandbox: Sandbox, listening: Receiver, administrator: Caller, chen: Caller
) -> None:
    webhook_id = administrator.call("GET", _LINK, params={"corpId": _CORP})[1]["id"]
    administrator.call("PUT", _STATUS, params={"id": webhook_id, "status": 1})
    chen.book()
    administrator.call("PUT", _STATUS, params={"id": webhook_id, "status": 0})
    chen.cancel(chen.book()["conferenceID"])
    assert _names(listening.events(2)) == ["meeting.create", "meeting.cancel"]


def test_a_webhook_that_takes_none_of_ten_is_locked_where_it_is_so(
    sandbox: Sandbox, listening: Receiver, administrator: Caller, chen: Caller
) -> None:
    def status() -> int:
        return int(administrator.call("GET", _LINK, params={"corpId": _CORP})[1]["status"])

    sandbox.post("assume", {"webhook_lock": "after_ten"})
    listening.status = 500
    for _ in range(10):
        chen.book()
    assert len(listening.events(10)) == 10
    give_up = time.monotonic() + HANG_SECONDS
    while status() != 2:
        assert time.monotonic() < give_up
        time.sleep(0.1)
    chen.book()
    assert _switch_on(administrator, listening) == 200
    listening.status = 200
    chen.book()
    assert len(listening.events(11)) == 11, "nothing was told meanwhile"
    assert status() == 0
