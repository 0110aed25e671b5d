"""Lists of meetings: unfinished, running, ended."""

import time
from typing import Any

from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.recordings import DAY, HOUR, hold_recorded_meeting
from tests.sandbox.program import APP_ID, Caller, Sandbox, refused, utc, why

LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID, "email": "li@qingshan.example"}


def _subjects(answer: tuple[int, Any]) -> list[str]:
    assert answer[0] == 200, answer
    return [one["subject"] for one in answer[1]["data"]]


def test_a_list_in_pages(chen: Caller) -> None:
    for number in range(25):
        chen.book(subject=f"No. {number:02}", startTime=utc(hours=25 + number))
    status, page = chen.list()
    assert (status, page["offset"], page["limit"], page["count"], len(page["data"])) == (200, 0, 20, 25, 20)
    assert _subjects(chen.list(sortType="ASC_StartTIME", offset=23)) == ["No. 23", "No. 24"]
    assert _subjects(chen.list(sortType="DSC_StartTIME", limit=2)) == ["No. 24", "No. 23"]
    assert _subjects(chen.list(offset=25)) == []
    assert chen.list(limit=501)[1]["limit"] == 500
    assert _subjects(chen.list(queryConfMode="ADAY")) == []
    assert len(_subjects(chen.list(queryConfMode="AWEEK", limit=500))) == 25


def test_a_list_is_searched_by_subject_id_and_scheduler(chen: Caller) -> None:
    first, second = chen.book(subject="Roadmap 路线图"), chen.book(subject="Budget")
    assert _subjects(chen.list(searchKey="路线")) == ["Roadmap 路线图"]
    assert _subjects(chen.list(searchKey="BUDGET")) == ["Budget"]
    assert _subjects(chen.list(searchKey=second["conferenceID"])) == ["Budget"]
    assert len(_subjects(chen.list(searchKey="陈静"))) == 2
    assert _subjects(chen.list(searchKey="%")) == []
    assert first["conferenceID"] != second["conferenceID"]


def test_whose_meetings_are_listed(sandbox: Sandbox, chen: Caller, li: Caller, administrator: Caller) -> None:
    chen.book(subject="With Li", attendees=[LI])
    chen.book(subject="Alone")
    chen.book(subject="No appId", attendees=[{"accountId": "li", "email": "li@qingshan.example"}])
    chen.book(subject="Another app", attendees=[LI | {"appId": "f" * 32}])
    administrator.book(subject="Own")
    assert _subjects(li.list()) == ["With Li"]
    assert len(_subjects(chen.list())) == 4
    assert _subjects(administrator.list()) == ["Own"]
    assert _subjects(administrator.list(userUUID=li.uuid)) == ["With Li"]
    assert len(_subjects(administrator.list(queryAll="true"))) == 5
    assert len(_subjects(sandbox.caller().list(queryAll="true"))) == 5, "the owner administers too"
    assert why(chen.list(queryAll="true")) == refused("MMC.111070002", 403)
    assert len(_subjects(chen.list(userUUID=li.uuid))) == 4, "ignored for users"
    assert why(administrator.list(userUUID="f" * 32)) == refused("MMC.111073001")


def test_an_invitation_waits_for_an_account(sandbox: Sandbox, chen: Caller) -> None:
    chen.book(attendees=[LI | {"accountId": "newcomer"}])
    assert _subjects(sandbox.caller("newcomer").list()) == ["Roadmap"]


def test_history(chen: Caller, li: Caller, administrator: Caller) -> None:
    meeting = chen.book(startTime=..., attendees=[LI])
    chen.cancel(meeting["conferenceID"], type=1)
    status, page = chen.history()
    (held,) = page["data"]
    expected = meeting | {
        "conferenceState": "Destroyed",
        "startTime": held["startTime"],
        "endTime": held["endTime"],
        "passwordEntry": meeting["passwordEntry"][1:],
    }
    del expected["chairJoinUri"]
    assert (status, page["count"], held) == (200, 1, expected)
    assert held["endTime"] in {utc(), utc(minutes=-1)}, "when it really ended"
    assert [caller.history()[1]["count"] for caller in (li, administrator)] == [1, 0]
    assert administrator.history(queryAll="true")[1]["count"] == 1
    assert administrator.history(userUUID=chen.uuid)[1]["count"] == 0, "only two other lists know it"
    assert why(li.history(queryAll="true")) == refused("MMC.111070002", 403)
    assert chen.history(searchKey="Road")[1]["count"] == 1
    assert chen.history(searchKey="Budget")[1]["count"] == 0
    assert chen.history(endDate=int((time.time() - 60) * 1000))[1]["count"] == 0


def test_history_is_sorted_by_what_is_recorded(sandbox: Sandbox, chen: Caller, administrator: Caller) -> None:
    first, second = (
        hold_recorded_meeting(sandbox, chen, seconds=60, isAutoRecord=0),
        hold_recorded_meeting(sandbox, chen),
    )
    third, fourth = (
        hold_recorded_meeting(sandbox, chen, seconds=60, isAutoRecord=0),
        hold_recorded_meeting(sandbox, chen, seconds=60),
    )

    def found(caller: Caller, sort: str, **query: str) -> list[str]:
        until = int((time.time() + 9 * DAY) * 1000)
        rows = caller.history(endDate=until, sortType=sort, **query)[1]["data"]
        return [row["confUUID"] for row in rows]

    assert found(chen, "ASC_RecordTYPE") == [first, second, third, fourth], "none can be watched yet"
    forward(sandbox, HOUR)
    assert found(chen, "ASC_RecordTYPE") == [first, third, second, fourth]
    assert found(administrator, "DSC_RecordTYPE", queryAll="true") == [fourth, second, third, first]
