"""Series and their occurrences."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.sandbox.calls.series import (
    OCCURRENCE,
    SERIES,
    create_series,
    cycle_params,
    day,
    edit_occurrence,
    list_starts,
    series_booking,
    show_series,
    time_on_day,
    try_to_create,
)
from tests.sandbox.conftest import Start
from tests.sandbox.program import Answer, Caller, Sandbox, booking, refused, utc, why

ROOMS = "/v1/usg/dcs/member/vmr"


GONE, NO_EDIT, NO_CANCEL = refused("MMC.111070005"), refused("MMC.111071065"), refused("MMC.111071067")


def edit(caller: Caller, meeting: dict[str, Any], rule: object = None, **fields: Any) -> Answer:
    query = {"conferenceID": meeting["conferenceID"]}
    return caller.call("PUT", SERIES, params=query, json=series_booking(rule, **fields))


def cancel(caller: Caller, meeting: dict[str, Any], **query: Any) -> Answer:
    return caller.call("DELETE", SERIES, params={"conferenceID": meeting["conferenceID"]} | query)


def drop(caller: Caller, meeting: dict[str, Any], *numbers: int, **query: Any) -> Answer:
    body = {"cycleSubConfIDs": [meeting["subConfs"][number]["cycleSubConfID"] for number in numbers]}
    return caller.call("DELETE", OCCURRENCE, params={"conferenceID": meeting["conferenceID"]} | query, json=body)


def enter(sandbox: Sandbox, meeting: dict[str, Any]) -> str:
    status, answer = sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")
    assert status == 200, answer
    return str(answer["participant"])


def test_create_answers_with_all_occurrences(sandbox: Sandbox, chen: Caller) -> None:
    found = create_series(chen)
    assert (found["conferenceType"], found["confType"]) == (2, "CYCLE")
    assert found["cycleParams"] == cycle_params() | {"cycleCount": 4}
    assert (found["startTime"], found["endTime"]) == (time_on_day(2), time_on_day(2, "08:00"))
    assert list_starts(found) == [time_on_day(2), time_on_day(4), time_on_day(6), time_on_day(8)]
    assert found["cycleSubConfID"] == found["subConfs"][0]["cycleSubConfID"]
    assert found["subConfs"][1] | {"cycleSubConfID": ""} == {
        "cycleSubConfID": "",
        "conferenceID": found["conferenceID"],
        "mediaType": "Data,Voice,HDVideo",
        "startTime": time_on_day(4),
        "endTime": time_on_day(4, "08:00"),
        "isAutoRecord": 0,
        "confConfigInfo": {
            "callInRestriction": 0,
            "allowGuestStartConf": False,
            "enableWaitingRoom": False,
            "joinBeforeHostTime": 0,
        },
        "recordAuthType": 2,
    }
    assert show_series(chen, found) == found
    assert chen.list()[1]["data"] == [found]
    assert [one["date"] for one in sandbox.meeting(found["conferenceID"])["occurrences"]] == [
        day(2),
        day(4),
        day(6),
        day(8),
    ]


def test_the_rest_of_the_body_is_that_of_a_booking(chen: Caller) -> None:
    assert why(chen.call("POST", SERIES, json=booking())) == refused("MMC.111071020")
    assert why(try_to_create(chen, [])) == refused("MMC.111071062")
    assert why(try_to_create(chen, length=14)) == refused("MMC.111071021")
    assert why(try_to_create(chen, startTime=utc(hours=-1))) == refused("MMC.111071013")
    assert create_series(chen, conferenceType=1)["conferenceType"] == 2
    assert why(chen.create(conferenceType=1)) == refused("MMC.111071019")


def test_edit_drops_single_changes_and_renews_ids(chen: Caller) -> None:
    before = create_series(chen)
    assert edit_occurrence(chen, before)[0] == 200
    status, (after,) = edit(chen, before, subject="Other")
    assert (status, after["subject"], list_starts(after)) == (
        200,
        "Other",
        [time_on_day(2), time_on_day(4), time_on_day(6), time_on_day(8)],
    )
    ids = [{one["cycleSubConfID"] for one in found["subConfs"]} for found in (before, after)]
    assert not ids[0] & ids[1]
    assert show_series(chen, before) == after


def test_edit_keeps_single_changes_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    assert sandbox.post("assume", {"series_edit": "keeps"})[0] == 200
    before = create_series(chen)
    assert edit_occurrence(chen, before)[0] == 200
    _, (after,) = edit(chen, before, cycle_params(endDate=day(6)), subject="Other")
    assert list_starts(after) == [time_on_day(2, "09:00"), time_on_day(4), time_on_day(6)]
    assert [one["cycleSubConfID"] for one in after["subConfs"]] == [
        one["cycleSubConfID"] for one in before["subConfs"][:3]
    ]


def test_edit_leaves_alone_what_it_does_not_name_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.post("assume", {"omitted_field": "kept", "series_edit": "keeps"})
    before = create_series(chen, confConfigInfo={"enableWaitingRoom": True, "guestPwd": "482913"})
    query = {"conferenceID": before["conferenceID"]}
    assert chen.call("PUT", SERIES, params=query, json={"subject": "Roadmap 2"})[0] == 200
    assert show_series(chen, before) == before | {"subject": "Roadmap 2"}
    one = before["subConfs"][1]
    assert edit_occurrence(chen, before, 1, confConfigInfo={"allowGuestStartConf": True})[0] == 200
    found = show_series(chen, before)["subConfs"][1]
    assert found["confConfigInfo"] == one["confConfigInfo"] | {"allowGuestStartConf": True}


def test_an_occurrence_moves_anywhere_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    before = create_series(chen)
    assert why(edit_occurrence(chen, before, startTime=time_on_day(5))) == refused("MMC.111071119")
    assert sandbox.post("assume", {"occurrence_window": "anywhere"})[0] == 200
    assert edit_occurrence(chen, before, startTime=time_on_day(5))[0] == 200
    assert list_starts(show_series(chen, before)) == [time_on_day(4), time_on_day(5), time_on_day(6), time_on_day(8)]


def test_calls_for_occurrences_are_answered_with_nothing(chen: Caller) -> None:
    before = create_series(chen)
    assert edit_occurrence(chen, before) == (200, None)
    assert drop(chen, before, 0) == (200, None)


def test_a_series_in_a_room_does_not_begin_now(chen: Caller) -> None:
    (room,) = chen.call("GET", ROOMS)[1]["data"]
    before = create_series(chen, vmrFlag=1, vmrID=room["id"])
    assert why(edit(chen, before, vmrFlag=1, vmrID=room["id"], startTime="")) == refused("MMC.111071009")
    assert why(edit_occurrence(chen, before, startTime="")) == refused("MMC.111071009")
    assert show_series(chen, before) == before


def test_cancel_occurrences(chen: Caller) -> None:
    before = create_series(chen)
    assert why(drop(chen, before)) == refused("MMC.111071016")
    assert drop(chen, before, 0, 2)[0] == 200
    after = show_series(chen, before)
    assert (list_starts(after), after["startTime"]) == ([time_on_day(4), time_on_day(8)], time_on_day(4))
    assert why(drop(chen, before, 1, 0)) == GONE
    assert list_starts(show_series(chen, before)) == [time_on_day(4), time_on_day(8)], "all of them or none"
    assert drop(chen, before, 1, 3)[0] == 200
    assert why(chen.detail(before["conferenceID"])) == GONE


def test_only_its_owner_changes_a_series(chen: Caller, li: Caller, administrator: Caller) -> None:
    before = create_series(chen)
    for answer in (edit(li, before), cancel(li, before), edit_occurrence(li, before), drop(li, before, 0)):
        assert why(answer) == refused("MMC.111070002", 403)
    assert show_series(chen, before) == before
    assert cancel(administrator, before)[0] == 200
    assert why(chen.detail(before["conferenceID"])) == GONE


def test_single_meetings_are_no_series(chen: Caller) -> None:
    series, single = create_series(chen), chen.book()
    assert why(chen.edit(series["conferenceID"], startTime=time_on_day(2))) == GONE
    assert why(chen.cancel(series["conferenceID"])) == GONE
    assert why(edit(chen, single)) == GONE
    assert why(cancel(chen, single)) == GONE


def test_while_an_occurrence_is_on(sandbox: Sandbox, chen: Caller) -> None:
    before = create_series(chen)
    enter(sandbox, before)
    running = show_series(chen, before)
    assert running["conferenceState"] == "Created"
    assert why(edit(chen, before)) == NO_EDIT
    assert why(edit_occurrence(chen, before)) == NO_EDIT
    assert why(cancel(chen, before)) == NO_CANCEL
    assert why(drop(chen, before, 0)) == NO_CANCEL
    assert edit_occurrence(chen, before, 1)[0] == 200
    assert drop(chen, before, 2)[0] == 200
    assert drop(chen, before, 0, type=1)[0] == 200
    assert list_starts(show_series(chen, before)) == [time_on_day(4, "09:00"), time_on_day(8)]
    _, history = chen.history()
    assert [one["conferenceID"] for one in history["data"]] == [before["conferenceID"]]


def test_each_time_that_it_is_held_is_a_row_of_the_history(sandbox: Sandbox, chen: Caller) -> None:
    before = create_series(chen)
    for _ in range(2):
        assert sandbox.post("client/leave", {"participant": enter(sandbox, before)})[0] == 200
    _, history = chen.history()
    assert [one["conferenceID"] for one in history["data"]] == [before["conferenceID"]] * 2
    assert list_starts(show_series(chen, before)) == list_starts(before)


def test_what_is_changed_for_one_occurrence_decides_who_enters_it(sandbox: Sandbox, chen: Caller) -> None:
    before = create_series(chen, confConfigInfo={"allowGuestStartConf": True})
    assert (
        edit_occurrence(chen, before, 0, confConfigInfo={"callInRestriction": 2, "allowGuestStartConf": True})[0]
        == 200
    )
    assert why(sandbox.open(before["guestJoinUri"], platform="web", name="Anna"))[1] == "MMC.111071074"


def test_a_started_series(sandbox: Sandbox, chen: Caller) -> None:
    now = datetime.now(UTC) + timedelta(minutes=2)
    before = create_series(
        chen, startTime=f"{now:%Y-%m-%d %H:%M}", rule=cycle_params(startDate=_local(now), endDate=day(9))
    )
    assert edit_occurrence(chen, before, 0, startTime="")[0] == 200
    assert why(edit(chen, before)) == NO_EDIT
    assert why(drop(chen, before, 0)) == NO_CANCEL
    assert sandbox.post("clock", {"forward_seconds": 3600})[0] == 200
    assert why(edit(chen, before)) == NO_EDIT, "an occurrence is over"
    assert sandbox.post("assume", {"started_series": "accepts"})[0] == 200
    assert edit(chen, before)[0] == 200


def _local(moment: datetime) -> str:
    return (moment + timedelta(hours=8)).date().isoformat()


def test_series_survive_a_restart(start: Start) -> None:
    program = start("--seed", "none", "--app-id", "0123456789abcdef0123456789abcdef")
    before = create_series(Sandbox(program.url).caller("chen"))
    program.kill()
    again = start("--seed", "none", "--app-id", "0123456789abcdef0123456789abcdef")
    found = show_series(Sandbox(again.url).caller("chen"), before)
    links = ("chairJoinUri", "guestJoinUri")
    assert {name: value for name, value in found.items() if name not in links} == {
        name: value for name, value in before.items() if name not in links
    }


def test_what_a_taken_room_refuses_stays_as_it_was(chen: Caller) -> None:
    room = {"vmrFlag": 1, "vmrID": chen.call("GET", ROOMS)[1]["data"][0]["id"]}
    made = create_series(chen, **room)
    before = chen.detail(made["conferenceID"])[1]["conferenceData"]["subConfs"]
    chen.book(startTime=time_on_day(2, "09:00"), **room)
    taken = refused("MMC.111071005")
    assert why(edit_occurrence(chen, made, 0, startTime=time_on_day(2, "09:00"))) == taken
    assert why(edit(chen, made, startTime=time_on_day(2, "09:00"), **room)) == taken
    assert chen.detail(made["conferenceID"])[1]["conferenceData"]["subConfs"] == before
