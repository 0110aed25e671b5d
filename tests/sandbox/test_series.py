"""Series and their occurrences."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.sandbox.conftest import Start
from tests.sandbox.program import CONFERENCES, Answer, Caller, Sandbox, booking, refused, utc, why

SERIES, OCCURRENCE = "/v1/mmc/management/cycleconferences", f"{CONFERENCES}/cyclesubconf"
ROOMS = "/v1/usg/dcs/member/vmr"
GONE, NO_EDIT, NO_CANCEL = refused("MMC.111070005"), refused("MMC.111071065"), refused("MMC.111071067")
# A date by the clock of Shanghai, which is that of timeZoneID 56.
TODAY = (datetime.now(UTC) + timedelta(hours=8)).date()


def day(number: int) -> str:
    return (TODAY + timedelta(days=number)).isoformat()


def at(number: int, clock: str = "07:00") -> str:
    """That day in Shanghai, at a time in UTC before 16:00."""
    return f"{day(number)} {clock}"


def cycle(**fields: Any) -> dict[str, Any]:
    """Every other day, four times."""
    rule = {"startDate": day(2), "endDate": day(8), "cycle": "Day", "interval": 2, "preRemindDays": 0} | fields
    return {name: value for name, value in rule.items() if value is not ...}


def asked(rule: object = None, **fields: Any) -> dict[str, Any]:
    return booking(**{"startTime": at(2), "cycleParams": cycle() if rule is None else rule} | fields)


def create(caller: Caller, rule: object = None, **fields: Any) -> Answer:
    return caller.call("POST", SERIES, json=asked(rule, **fields))


def made(caller: Caller, rule: object = None, **fields: Any) -> dict[str, Any]:
    status, answer = create(caller, rule, **fields)
    assert status == 200, answer
    found: dict[str, Any] = answer[0]
    return found


def edit(caller: Caller, meeting: dict[str, Any], rule: object = None, **fields: Any) -> Answer:
    query = {"conferenceID": meeting["conferenceID"]}
    return caller.call("PUT", SERIES, params=query, json=asked(rule, **fields))


def cancel(caller: Caller, meeting: dict[str, Any], **query: Any) -> Answer:
    return caller.call("DELETE", SERIES, params={"conferenceID": meeting["conferenceID"]} | query)


def change(caller: Caller, meeting: dict[str, Any], number: int = 0, **fields: Any) -> Answer:
    """One occurrence; fields that are left out are those of its first hour."""
    wanted = {
        "cycleSubConfID": meeting["subConfs"][number]["cycleSubConfID"],
        "mediaTypes": "HDVideo",
        "startTime": at(2 + 2 * number, "09:00"),
        "length": 30,
    } | fields
    body = {name: value for name, value in wanted.items() if value is not ...}
    return caller.call("PUT", OCCURRENCE, params={"conferenceID": meeting["conferenceID"]}, json=body)


def drop(caller: Caller, meeting: dict[str, Any], *numbers: int, **query: Any) -> Answer:
    body = {"cycleSubConfIDs": [meeting["subConfs"][number]["cycleSubConfID"] for number in numbers]}
    return caller.call("DELETE", OCCURRENCE, params={"conferenceID": meeting["conferenceID"]} | query, json=body)


def seen(caller: Caller, meeting: dict[str, Any]) -> dict[str, Any]:
    status, answer = caller.detail(meeting["conferenceID"])
    assert status == 200, answer
    found: dict[str, Any] = answer["conferenceData"]
    del found["role"]
    return found


def starts(meeting: dict[str, Any]) -> list[str]:
    return [one["startTime"] for one in meeting["subConfs"]]


def enter(sandbox: Sandbox, meeting: dict[str, Any]) -> str:
    status, answer = sandbox.open(meeting["chairJoinUri"], platform="web", name="Chen")
    assert status == 200, answer
    return str(answer["participant"])


def test_create_answers_with_all_occurrences(sandbox: Sandbox, chen: Caller) -> None:
    found = made(chen)
    assert (found["conferenceType"], found["confType"]) == (2, "CYCLE")
    assert found["cycleParams"] == cycle() | {"cycleCount": 4}
    assert (found["startTime"], found["endTime"]) == (at(2), at(2, "08:00"))
    assert starts(found) == [at(2), at(4), at(6), at(8)]
    assert found["cycleSubConfID"] == found["subConfs"][0]["cycleSubConfID"]
    assert found["subConfs"][1] | {"cycleSubConfID": ""} == {
        "cycleSubConfID": "",
        "conferenceID": found["conferenceID"],
        "mediaType": "Data,Voice,HDVideo",
        "startTime": at(4),
        "endTime": at(4, "08:00"),
        "isAutoRecord": 0,
        "confConfigInfo": {
            "callInRestriction": 0,
            "allowGuestStartConf": False,
            "enableWaitingRoom": False,
            "joinBeforeHostTime": 0,
        },
        "recordAuthType": 2,
    }
    assert seen(chen, found) == found
    assert chen.list()[1]["data"] == [found]
    assert [one["date"] for one in sandbox.meeting(found["conferenceID"])["occurrences"]] == [
        day(2),
        day(4),
        day(6),
        day(8),
    ]


def test_morning_in_beijing_is_the_day_before_in_utc(chen: Caller) -> None:
    found = made(chen, startTime=f"{day(1)} 23:00")
    assert starts(found) == [f"{day(number)} 23:00" for number in (1, 3, 5, 7)]


def test_weeks_begin_on_sunday(chen: Caller) -> None:
    sunday = TODAY + timedelta(days=14 - TODAY.isoweekday() % 7)
    first = sunday + timedelta(days=3)
    rule = cycle(cycle="Week", interval=2, point=[3, 0], startDate=first.isoformat(), endDate=day(60))
    found = [date.fromisoformat(start[:10]) for start in starts(made(chen, rule, startTime=f"{first} 07:00"))]
    assert found[:4] == [first + timedelta(days=number) for number in (0, 11, 14, 25)]


def test_a_day_that_a_month_does_not_have_is_its_last(chen: Caller) -> None:
    first = date(TODAY.year + 1, 1, 31) if TODAY.month > 2 else date(TODAY.year, 3, 31)
    rule = cycle(cycle="Month", interval=1, point=[31], startDate=first.isoformat(), endDate=f"{first.year}-07-01")
    found = starts(made(chen, rule, startTime=f"{first} 07:00"))
    months = [3, 4, 5, 6] if first.month == 3 else [1, 2, 3, 4, 5, 6]
    last = {1: 31, 2: 28 if first.year % 4 else 29, 3: 31, 4: 30, 5: 31, 6: 30}
    assert found == [f"{first.year}-{month:02}-{last[month]} 07:00" for month in months]


@pytest.mark.parametrize("asked", [50, 51, 99])
def test_more_than_fifty_are_cut_in_silence(chen: Caller, asked: int) -> None:
    found = made(chen, cycle(interval=1, endDate=day(1 + asked)))
    assert (len(found["subConfs"]), found["cycleParams"]["endDate"]) == (50, day(51))


@pytest.mark.parametrize("reading", ["utc", "zone"])
def test_over_a_change_of_the_clocks(sandbox: Sandbox, chen: Caller, reading: str) -> None:
    assert sandbox.post("assume", {"occurrence_time": reading})[0] == 200
    berlin = ZoneInfo("Europe/Berlin")
    nights = [datetime.combine(TODAY + timedelta(days=number), time(0, 30), berlin) for number in range(3, 300)]
    first = next(night for night in nights if night.utcoffset() != (night + timedelta(days=7)).utcoffset())
    rule = cycle(startDate=f"{first:%Y-%m-%d}", endDate=f"{first + timedelta(days=7):%Y-%m-%d}", interval=7)
    begin = first.astimezone(UTC)
    expected = {"utc": begin + timedelta(days=7), "zone": (first + timedelta(days=7)).astimezone(UTC)}
    found = starts(made(chen, rule, startTime=f"{begin:%Y-%m-%d %H:%M}", timeZoneID="27"))
    assert found == [f"{moment:%Y-%m-%d %H:%M}" for moment in (begin, expected[reading])]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"startDate": ...}, "MMC.111071041"),
        ({"endDate": ""}, "MMC.111071042"),
        ({"cycle": "Year"}, "MMC.111071043"),
        ({"interval": 16}, "MMC.111071044"),
        ({"cycle": "Week", "interval": 6, "point": [1]}, "MMC.111071044"),
        ({"cycle": "Month", "interval": 4, "point": [1]}, "MMC.111071044"),
        ({"interval": 0}, "MMC.111071044"),
        ({"interval": "2"}, "MMC.111071062"),
        ({"cycle": "Week", "point": []}, "MMC.111071045"),
        ({"cycle": "Week", "point": [7]}, "MMC.111071046"),
        ({"cycle": "Month", "interval": 1, "point": [0]}, "MMC.111071046"),
        ({"cycle": "Week", "point": [True]}, "MMC.111071062"),
        ({"preRemindDays": ...}, "MMC.111071030"),
        ({"preRemindDays": 31}, "MMC.111071030"),
        ({"startDate": day(-1)}, "MMC.111071013"),
        ({"endDate": day(1)}, "MMC.111071061"),
        ({"endDate": day(400)}, "MMC.111071061"),
        ({"endDate": "20271231"}, "MMC.111071061"),
        ({"startDate": "9999-12-31", "endDate": "9999-12-31"}, "MMC.111071061"),
        ({"startDate": day(367), "endDate": day(370)}, "MMC.111071014"),
    ],
)
def test_a_rule_that_cannot_be(sandbox: Sandbox, chen: Caller, fields: dict[str, Any], code: str) -> None:
    assert why(create(chen, cycle(**fields))) == refused(code)
    assert sandbox.state()["meetings"] == []


def test_a_rule_without_a_date(chen: Caller) -> None:
    rule = cycle(cycle="Month", interval=3, point=[(TODAY + timedelta(days=20)).day], startDate=day(2), endDate=day(3))
    assert why(create(chen, rule)) == refused("MMC.111071069")


def test_a_year_at_most(chen: Caller) -> None:
    begin = TODAY + timedelta(days=2)
    # The next year has no 29 February.
    last = begin.replace(year=begin.year + 1, day=28 if (begin.month, begin.day) == (2, 29) else begin.day)
    rule = cycle(cycle="Month", interval=3, point=[1], endDate=last.isoformat())
    assert made(chen, rule)["cycleParams"]["endDate"] == last.isoformat()
    rule["endDate"] = (last + timedelta(days=1)).isoformat()
    assert why(create(chen, rule)) == refused("MMC.111071061")


def test_the_rest_of_the_body_is_that_of_a_booking(chen: Caller) -> None:
    assert why(chen.call("POST", SERIES, json=booking())) == refused("MMC.111071020")
    assert why(create(chen, [])) == refused("MMC.111071062")
    assert why(create(chen, length=14)) == refused("MMC.111071021")
    assert why(create(chen, startTime=utc(hours=-1))) == refused("MMC.111071013")
    assert made(chen, conferenceType=1)["conferenceType"] == 2
    assert why(chen.create(conferenceType=1)) == refused("MMC.111071019")


def test_edit_drops_single_changes_and_renews_ids(chen: Caller) -> None:
    before = made(chen)
    assert change(chen, before)[0] == 200
    status, (after,) = edit(chen, before, subject="Other")
    assert (status, after["subject"], starts(after)) == (200, "Other", [at(2), at(4), at(6), at(8)])
    ids = [{one["cycleSubConfID"] for one in found["subConfs"]} for found in (before, after)]
    assert not ids[0] & ids[1]
    assert seen(chen, before) == after


def test_edit_keeps_single_changes_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    assert sandbox.post("assume", {"series_edit": "keeps"})[0] == 200
    before = made(chen)
    assert change(chen, before)[0] == 200
    _, (after,) = edit(chen, before, cycle(endDate=day(6)), subject="Other")
    assert starts(after) == [at(2, "09:00"), at(4), at(6)]
    assert [one["cycleSubConfID"] for one in after["subConfs"]] == [
        one["cycleSubConfID"] for one in before["subConfs"][:3]
    ]


def test_edit_occurrence_is_whole_object_too(chen: Caller) -> None:
    before = made(chen, confConfigInfo={"enableWaitingRoom": True, "allowGuestStartConf": True})
    assert change(chen, before, 1, confConfigInfo={"allowGuestStartConf": True})[0] == 200
    found = seen(chen, before)["subConfs"][1]
    assert (found["startTime"], found["endTime"]) == (at(4, "09:00"), at(4, "09:30"))
    assert (found["confConfigInfo"]["enableWaitingRoom"], found["confConfigInfo"]["allowGuestStartConf"]) == (
        False,
        True,
    )


def test_edit_leaves_alone_what_it_does_not_name_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.post("assume", {"omitted_field": "kept", "series_edit": "keeps"})
    before = made(chen, confConfigInfo={"enableWaitingRoom": True, "guestPwd": "482913"})
    query = {"conferenceID": before["conferenceID"]}
    assert chen.call("PUT", SERIES, params=query, json={"subject": "Roadmap 2"})[0] == 200
    assert seen(chen, before) == before | {"subject": "Roadmap 2"}
    one = before["subConfs"][1]
    assert change(chen, before, 1, confConfigInfo={"allowGuestStartConf": True})[0] == 200
    found = seen(chen, before)["subConfs"][1]
    assert found["confConfigInfo"] == one["confConfigInfo"] | {"allowGuestStartConf": True}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"cycleSubConfID": "0" * 32}, "MMC.111070005"),
        ({"cycleSubConfID": ...}, "MMC.111070001"),
        ({"startTime": ...}, "MMC.111070001"),
        ({"length": ...}, "MMC.111070001"),
        ({"length": 14}, "MMC.111071021"),
        ({"mediaTypes": ...}, "MMC.111071018"),
        ({"startTime": utc(hours=-1)}, "MMC.111071013"),
        ({"startTime": at(4, "06:30")}, "MMC.111071119"),
        ({"startTime": at(4, "06:31")}, "MMC.111071119"),
        ({"description": "x" * 201}, "MMC.111071061"),
        ({"confConfigInfo": {"callInRestriction": 1}}, "MMC.111071061"),
        ({"confConfigInfo": {"showAudienceCountInfo": {"showAudienceMode": 2}}}, "MMC.111071061"),
        ({"confConfigInfo": {"showAudienceCountInfo": {"baseAudienceCount": 10001}}}, "MMC.111071061"),
        ({"confConfigInfo": {"showAudienceCountInfo": {"multiple": 0.5}}}, "MMC.111071061"),
        ({"confConfigInfo": {"showAudienceCountInfo": {"multiple": 1.25}}}, "MMC.111071061"),
    ],
)
def test_an_occurrence_that_cannot_be(chen: Caller, fields: dict[str, Any], code: str) -> None:
    before = made(chen, length=1440, startTime=at(2, "06:00")) if code.endswith("119") else made(chen)
    assert why(change(chen, before, **fields)) == refused(code)
    assert seen(chen, before) == before


def test_an_occurrence_moves_anywhere_if_so_assumed(sandbox: Sandbox, chen: Caller) -> None:
    before = made(chen)
    assert why(change(chen, before, startTime=at(5))) == refused("MMC.111071119")
    assert sandbox.post("assume", {"occurrence_window": "anywhere"})[0] == 200
    assert change(chen, before, startTime=at(5))[0] == 200
    assert starts(seen(chen, before)) == [at(4), at(5), at(6), at(8)]


def test_calls_for_occurrences_are_answered_with_nothing(chen: Caller) -> None:
    before = made(chen)
    assert change(chen, before) == (200, None)
    assert drop(chen, before, 0) == (200, None)


def test_a_series_in_a_room_does_not_begin_now(chen: Caller) -> None:
    (room,) = chen.call("GET", ROOMS)[1]["data"]
    before = made(chen, vmrFlag=1, vmrID=room["id"])
    assert why(edit(chen, before, vmrFlag=1, vmrID=room["id"], startTime="")) == refused("MMC.111071009")
    assert why(change(chen, before, startTime="")) == refused("MMC.111071009")
    assert seen(chen, before) == before


def test_cancel_occurrences(chen: Caller) -> None:
    before = made(chen)
    assert why(drop(chen, before)) == refused("MMC.111071016")
    assert drop(chen, before, 0, 2)[0] == 200
    after = seen(chen, before)
    assert (starts(after), after["startTime"]) == ([at(4), at(8)], at(4))
    assert why(drop(chen, before, 1, 0)) == GONE
    assert starts(seen(chen, before)) == [at(4), at(8)], "all of them or none"
    assert drop(chen, before, 1, 3)[0] == 200
    assert why(chen.detail(before["conferenceID"])) == GONE


def test_only_its_owner_changes_a_series(chen: Caller, li: Caller, administrator: Caller) -> None:
    before = made(chen)
    for answer in (edit(li, before), cancel(li, before), change(li, before), drop(li, before, 0)):
        assert why(answer) == refused("MMC.111070002", 403)
    assert seen(chen, before) == before
    assert cancel(administrator, before)[0] == 200
    assert why(chen.detail(before["conferenceID"])) == GONE


def test_single_meetings_are_no_series(chen: Caller) -> None:
    series, single = made(chen), chen.book()
    assert why(chen.edit(series["conferenceID"], startTime=at(2))) == GONE
    assert why(chen.cancel(series["conferenceID"])) == GONE
    assert why(edit(chen, single)) == GONE
    assert why(cancel(chen, single)) == GONE


def test_while_an_occurrence_is_on(sandbox: Sandbox, chen: Caller) -> None:
    before = made(chen)
    enter(sandbox, before)
    running = seen(chen, before)
    assert running["conferenceState"] == "Created"
    assert why(edit(chen, before)) == NO_EDIT
    assert why(change(chen, before)) == NO_EDIT
    assert why(cancel(chen, before)) == NO_CANCEL
    assert why(drop(chen, before, 0)) == NO_CANCEL
    assert change(chen, before, 1)[0] == 200
    assert drop(chen, before, 2)[0] == 200
    assert drop(chen, before, 0, type=1)[0] == 200
    assert starts(seen(chen, before)) == [at(4, "09:00"), at(8)]
    _, history = chen.history()
    assert [one["conferenceID"] for one in history["data"]] == [before["conferenceID"]]


def test_each_time_that_it_is_held_is_a_row_of_the_history(sandbox: Sandbox, chen: Caller) -> None:
    before = made(chen)
    for _ in range(2):
        assert sandbox.post("client/leave", {"participant": enter(sandbox, before)})[0] == 200
    _, history = chen.history()
    assert [one["conferenceID"] for one in history["data"]] == [before["conferenceID"]] * 2
    assert starts(seen(chen, before)) == starts(before)


def test_what_is_changed_for_one_occurrence_decides_who_enters_it(sandbox: Sandbox, chen: Caller) -> None:
    before = made(chen, confConfigInfo={"allowGuestStartConf": True})
    assert change(chen, before, 0, confConfigInfo={"callInRestriction": 2, "allowGuestStartConf": True})[0] == 200
    assert why(sandbox.open(before["guestJoinUri"], platform="web", name="Anna"))[1] == "MMC.111071074"


def test_a_started_series(sandbox: Sandbox, chen: Caller) -> None:
    now = datetime.now(UTC) + timedelta(minutes=2)
    before = made(chen, startTime=f"{now:%Y-%m-%d %H:%M}", rule=cycle(startDate=_local(now), endDate=day(9)))
    assert change(chen, before, 0, startTime="")[0] == 200
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
    before = made(Sandbox(program.url).caller("chen"))
    program.kill()
    again = start("--seed", "none", "--app-id", "0123456789abcdef0123456789abcdef")
    found = seen(Sandbox(again.url).caller("chen"), before)
    links = ("chairJoinUri", "guestJoinUri")
    assert {name: value for name, value in found.items() if name not in links} == {
        name: value for name, value in before.items() if name not in links
    }
