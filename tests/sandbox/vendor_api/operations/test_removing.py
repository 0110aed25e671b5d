"""Taking people out, off the list, and giving them other names."""

from typing import Any

import pytest

from tests.sandbox.calls.live import SUCCESS, Live, begin
from tests.sandbox.program import APP_ID, Caller, Sandbox, refused, why

_LI = {"name": "Li Wei", "accountId": "li", "appId": APP_ID}
_NUMBER = "+8613800138000"


@pytest.fixture
def live(sandbox: Sandbox, chen: Caller, li: Caller) -> Live:
    found = begin(sandbox, chen, attendees=[_LI])
    found.enter(account="chen", as_host=True)
    return found


def invited(live: Live) -> list[str]:
    return [one["name"] for one in live.info()["attendees"]]


def called(live: Live) -> dict[str, str]:
    return {one["number"]: one["state"] for one in live.sandbox.meeting(live.id)["called"]}


def test_who_is_hung_up_stays_invited(live: Live) -> None:
    li = live.enter(account="li")
    anna = live.enter("Anna")
    assert live.post("participants/delete", {"bulkHangUpParticipants": [li, anna]}) == SUCCESS
    assert [one["name"] for one in live.info()["participants"]] == ["陈静"]
    assert invited(live) == ["Li Wei"]


def test_a_call_that_nobody_has_answered_is_given_up(live: Live) -> None:
    live.sandbox.post("assume", {"pstn": "bought"})
    live.post("participants", {"attendees": [{"name": "Phone", "phone": _NUMBER, "type": "mobile"}]})
    ringing = live.there("Phone")["pid"]
    assert live.post("participants/delete", {"bulkHangUpParticipants": [ringing]}) == SUCCESS
    assert called(live) == {_NUMBER: "left"}


@pytest.mark.parametrize("others", [[], ["0" * 32]])
def test_hanging_up_nobody(live: Live, others: list[str]) -> None:
    anna = live.enter("Anna")
    named = [anna, *others] if others else []
    code = "MMC.111072008" if others else "MMC.111071061"
    assert why(live.post("participants/delete", {"bulkHangUpParticipants": named})) == refused(code)
    assert live.there("Anna")["pid"] == anna, "all or none"


def test_who_is_deleted_is_off_the_list_and_out(live: Live, li: Caller) -> None:
    number, pid = li.login["user"]["alias1"], live.enter(account="li")
    in_it = live.post("attendees/delete", {"bulkDelAttendInfo": [{"number": number}]})
    assert why(in_it) == refused("MMC.111072008"), "who is in has to be named by participant as well"
    body = {"bulkDelAttendInfo": [{"number": number, "participantID": pid}]}
    assert live.post("attendees/delete", body) == SUCCESS
    assert (invited(live), [one["name"] for one in live.info()["participants"]]) == ([], ["陈静"])
    assert why(live.post("attendees/delete", body)) == refused("MMC.111072017")
    assert why(live.post("attendees/delete", {"bulkDelAttendInfo": []})) == refused("MMC.111071061")


def rename(live: Live, number: str, name: str, **more: Any) -> Any:
    token = more.pop("token", None)
    return live.put("participants/name", {"number": number, "newName": name, **more}, token=token)


def test_another_name(live: Live, li: Caller) -> None:
    number = li.login["user"]["alias1"]
    assert rename(live, number, "李伟") == SUCCESS
    assert invited(live) == ["李伟"]
    pid = live.enter(account="li")
    assert why(rename(live, number, "Li")) == refused("MMC.111072008"), "who is in is named by participant"
    assert rename(live, number, "Li", participantID=pid) == SUCCESS
    assert live.there("Li")["pid"] == pid
    anna = live.enter("Anna")
    assert rename(live, "", "Anna K.", participantID=anna) == SUCCESS
    assert why(rename(live, number, "X", participantID=anna)) == refused("MMC.111072008")
    assert why(rename(live, "+86123", "X")) == refused("MMC.111072017")


def test_oneself_is_named_by_oneself_where_that_is_allowed(live: Live) -> None:
    anna, ben = live.enter("Anna"), live.enter("Ben")
    own = live.own_token(anna)
    assert rename(live, "", "Anna K.", participantID=anna, token=own) == SUCCESS
    assert why(rename(live, "", "X", participantID=ben, token=own)) == refused("MMC.111072071", 403)
    live.put("updateStartedConfConfig", {"allowRename": 0})
    assert why(rename(live, "", "Ann", participantID=anna, token=own)) == refused("MMC.111072070", 403)


@pytest.mark.parametrize(
    ("name", "code"),
    [(" ", "MMC.111072046"), ("x" * 97, "MMC.111072047"), ("Oh Fuck", "MMC.111072214")],
)
def test_names_that_cannot_be(live: Live, name: str, code: str) -> None:
    anna = live.enter("Anna")
    assert why(rename(live, "", name, participantID=anna)) == refused(code)
